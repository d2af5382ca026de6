"""Reads by a replica of the database (Aurora's reader), where nobody can tell the difference.

It answers GET and HEAD requests with rows of ROOMS, and never after a write: not in the request that wrote, nor for
PINNED seconds in those that come with the same session or token, so that everyone finds what they just did. What is
kept for others (`common.pagecache`) is made of the writer's rows as long after a change: a page made of older ones
would be kept as new. Jobs and commands read from the writer. Bytes and sign-in do too, so that what is revoked is
closed at once.
"""

import hashlib
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Model
from django.http import HttpRequest, HttpResponse

REPLICA = "replica"
ROOMS = frozenset({"catalog", "streaming", "playlists", "editorial", "search"})
PINNED = 5
"""Seconds; Aurora's readers are mostly 20 ms behind, and seldom a second."""
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
_HERE = "replica:here"

_reading: ContextVar[bool] = ContextVar("reading_from_replica", default=False)


@contextmanager
def reading() -> Iterator[None]:
    """Reads inside may go to the replica, up to the first write."""
    token = _reading.set(True)
    try:
        yield
    finally:
        _reading.reset(token)


def read_from_writer() -> None:
    """The rest of this request reads what is so now: it gives out bytes or opens a link, which may have been closed."""
    _reading.set(False)


def read_as_of(state: str) -> None:
    """What this request makes is kept under the name of a state, a UUIDv7: until the replica has surely come to it, the
    request reads from the writer.
    """
    if (
        not state or int(state[:12], 16) > (time.time() - PINNED) * 1000
    ):  # its first 48 bits are milliseconds
        read_from_writer()


class Router:
    """Django's `DATABASE_ROUTERS`: who is asked for which rows."""

    def db_for_read(self, model: type[Model], **hints: Any) -> str:
        if not _reading.get() or model._meta.app_label not in ROOMS:
            return DEFAULT_DB_ALIAS
        return DEFAULT_DB_ALIAS if connections[DEFAULT_DB_ALIAS].in_atomic_block else REPLICA

    def db_for_write(self, model: type[Model], **hints: Any) -> str:
        read_from_writer()
        return DEFAULT_DB_ALIAS

    def allow_relation(self, one: Model, other: Model, **hints: Any) -> bool:
        return True

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool:
        return db == DEFAULT_DB_ALIAS


class ReplicaMiddleware:
    """Says of each request whether its reads may go to the replica."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        session = request.COOKIES.get(settings.SESSION_COOKIE_NAME, "")
        who = [name for name in (session, request.headers.get("Authorization", "")) if name]
        if request.method in SAFE:
            if _is_pinned(who):
                return self.get_response(request)
            with reading():
                return self.get_response(request)
        response = self.get_response(request)
        new = response.cookies.get(settings.SESSION_COOKIE_NAME)
        _pin([*who, new.value] if new else who)
        return response


def _key(name: str) -> str:
    return f"replica:pin:{hashlib.sha256(name.encode('utf-8', 'surrogatepass')).hexdigest()}"


def _pin(names: list[str]) -> None:
    if names:
        cache.set_many({_key(name): 1 for name in names}, timeout=PINNED)


def _is_pinned(names: list[str]) -> bool:
    """Whether they wrote a moment ago. A cache that is away can't tell, and then they did."""
    if not names:
        return False
    keys = [_key(name) for name in names]
    found = cache.get_many([*keys, _HERE])
    answers = _HERE in found or cache.add(_HERE, 1, timeout=3600) is not None
    return not answers or any(key in found for key in keys)
