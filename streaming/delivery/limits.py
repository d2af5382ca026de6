"""How many streams one viewer may hold open at once.

Each takes one of the viewer's slots, a key in the cache that its end removes and that expires by itself (a process
may be killed). A stream longer than that stops counting; gunicorn's worker ends one that stalls. Without a cache nobody
is counted: slower, not wrong.
"""

import logging
import random
import secrets
from collections.abc import Callable

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from rest_framework.throttling import BaseThrottle

from accounts.viewer import Viewer
from common.errors import TooMany

SECONDS = 15 * 60

logger = logging.getLogger(__name__)


def viewer_key(viewer: Viewer, request: HttpRequest) -> str:
    """Who counts as one: a person, or for nobody signed in an address (as many proxies off as are trusted)."""
    if viewer.is_member:
        return f"user:{viewer.user_id}"
    return f"address:{BaseThrottle().get_ident(request)}"  # type: ignore[arg-type]  # reads META only


def take_slot(who: str) -> Callable[[], None]:
    """Take one of the viewer's slots; the result gives it back. Raises TooMany when all are taken."""
    slots = list(range(settings.STREAMS_PER_VIEWER))
    random.shuffle(slots)  # the first is most likely free, one round trip
    mine = secrets.token_hex(8)
    for slot in slots:
        key = f"stream:{who}:{slot}"
        try:
            taken: bool | None = cache.add(key, mine, SECONDS)
        except Exception:  # any cache backend's own error: nothing here may stop the sound
            logger.warning("streams are not counted: the cache does not answer", exc_info=True)
            return _nothing
        if taken is None:  # django-redis says so when it is down
            return _nothing
        if taken:
            return lambda: _give_back(key)
    raise TooMany("This many streams at once are too many.", retry_after=5)


def _give_back(key: str) -> None:
    try:
        cache.delete(key)
    except Exception:
        logger.warning("a stream's slot expires by itself: the cache does not answer")


def _nothing() -> None:
    """No slot was taken."""
