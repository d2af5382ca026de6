"""Who takes which notices."""

from collections.abc import Callable

from common.notices.envelope import Notice
from common.registry import Registry

notice_takers: Registry[Callable[[Notice], bool]] = Registry("taker of notices")
"""Each says whether the notice was one of its own. It runs in a transaction with all others."""
