"""How many streams one viewer may hold open at once.

A few in each process are free of asking (a range is sent in less time than the cache needs to answer). Beyond them each
takes one of the viewer's slots: a key in the cache that its end removes and that expires by itself (a process may be
killed). Both together are never more than `STREAMS_PER_VIEWER`, over all web processes of a machine. A stream longer
than a slot lives stops counting; gunicorn's worker ends one that stalls. Without a cache nobody is counted: slower, not
wrong.
"""

import logging
import random
import threading
from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any

from django.conf import settings
from django.core.cache import cache

from accounts.viewer import Viewer
from common.api.limits import network
from common.errors import TooMany
from common.visitors import address_of

SECONDS = 15 * 60

logger = logging.getLogger(__name__)


def viewer_key(viewer: Viewer, meta: Mapping[str, Any]) -> str:
    """Who counts as one: a person, or for nobody signed in the network of their address.

    `meta` are the request's variables (`HttpRequest.META`, or WSGI's environ).
    """
    if viewer.is_member:
        return f"user:{viewer.user_id}"
    return f"address:{network(address_of(meta))}"


def take_slot(who: str) -> Callable[[], None]:
    """Take one of the viewer's places; the result gives it back. Raises TooMany when all are taken."""
    free = settings.STREAMS_PER_VIEWER // (3 * settings.WEB_PROCESSES)
    if _local.take(who, free):
        return lambda: _local.give_back(who)
    return _take_shared(who, settings.STREAMS_PER_VIEWER - free * settings.WEB_PROCESSES)


class _Local:
    """Streams of this process, by viewer."""

    def __init__(self) -> None:
        self._counts: Counter[str] = Counter()
        self._lock = threading.Lock()

    def take(self, who: str, most: int) -> bool:
        with self._lock:
            if self._counts[who] >= most:
                return False
            self._counts[who] += 1
            return True

    def give_back(self, who: str) -> None:
        with self._lock:
            self._counts[who] -= 1
            if self._counts[who] <= 0:
                del self._counts[who]


_local = _Local()


def _take_shared(who: str, most: int) -> Callable[[], None]:
    slots = list(range(most))
    random.shuffle(slots)  # the first is most likely free: one round trip
    for slot in slots:
        key = f"stream:{who}:{slot}"
        try:
            taken: bool | None = cache.add(key, 1, SECONDS)
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
