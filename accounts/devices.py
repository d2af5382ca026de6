"""Where a person is signed in: browsers, apps with tokens, whatever else keeps a door open.

Each kind of door registers itself in `AppConfig.ready()`; one page lists them all, each with "sign out there":

    device_kinds.add("sessions", DeviceKind(devices=sessions_of, end=session_end, end_all=sessions_end))
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.http import HttpRequest

from accounts.models import User
from common.registry import Registry

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise


@dataclass(frozen=True, slots=True)
class Device:
    """One open door."""

    id: str
    """Unique within its kind, and no secret: it stands in a form."""
    name: str
    """What a person knows it by: `Firefox on Linux`, `Ana's phone`."""
    signed_in_at: datetime
    last_seen_at: datetime | None = None
    address: str = ""
    """The network address last seen."""
    is_current: bool = False
    """The one that asks."""
    expires_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class DeviceKind:
    """How doors of one kind are listed and shut. Two queries at most for a list, however long."""

    title: "str | StrPromise"
    devices: Callable[[User, HttpRequest], Iterable[Device]]
    end: Callable[[User, str], bool]
    """Shut the one with this id; False when the user has no such."""
    end_all: Callable[[User], None]
    """Shut all, the current one too."""


device_kinds: Registry[DeviceKind] = Registry("kind of device")
