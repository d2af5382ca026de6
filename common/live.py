"""Signals between processes over the cache's Valkey: rung and forgotten, never the only way to learn of anything.

Whoever listens polls as well, so a lost signal or a missing Valkey makes things slower, not wrong.
"""

import logging
import time
from typing import Any

from django.core.cache import caches
from django_redis import get_redis_connection
from redis.exceptions import RedisError

logger = logging.getLogger(__name__)

PAUSE = 5.0
"""Seconds for which a server that did not answer is left alone: an outage costs one time-out, not one a call."""

_silent_until = 0.0


def _connection() -> Any | None:
    """The Redis client of the default cache; None where the cache is not Redis's or Valkey's."""
    return get_redis_connection("default") if hasattr(caches["default"], "client") else None


def _channel(connection: Any, name: str) -> str:
    """Channels are shared by all databases of a server: the number and the cache's prefix keep sites apart."""
    number = connection.connection_pool.connection_kwargs.get("db", 0)
    return f"{number}:{caches['default'].key_prefix}:{name}"


def publish(name: str, message: str = "") -> bool:
    """Tell whoever listens on `name`. True if a server took it. Never raises."""
    global _silent_until
    connection = _connection()
    if connection is None or time.monotonic() < _silent_until:
        return False
    try:
        connection.publish(_channel(connection, name), message)
    except (RedisError, OSError):
        _silent_until = time.monotonic() + PAUSE
        return False
    return True


class Listener:
    """Waits for signals on one name. It reconnects by itself; `connected` tells whether signals arrive at present."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._subscription: Any = None
        self._try_again_at = 0.0

    @property
    def connected(self) -> bool:
        return self._subscription is not None

    def connect(self) -> bool:
        """Subscribe, unless that is done or was tried a moment ago."""
        if self._subscription is None and time.monotonic() >= self._try_again_at:
            connection = _connection()
            if connection is None:
                self._try_again_at = float("inf")
                return False
            try:
                subscription = connection.pubsub(ignore_subscribe_messages=True)
                subscription.subscribe(_channel(connection, self.name))
                self._subscription = subscription
            except (RedisError, OSError):
                self._try_again_at = time.monotonic() + PAUSE
        return self.connected

    def wait(self, seconds: float) -> str | None:
        """The next message, or None after `seconds`. Without a server it sleeps for that time."""
        until = time.monotonic() + seconds
        while (left := until - time.monotonic()) > 0:
            if not self.connect():
                time.sleep(left)
                return None
            try:
                found = self._subscription.get_message(timeout=left)
            except (RedisError, OSError):
                self.close()
                # Back to the caller at once: what was missed is found by looking.
                self._try_again_at = time.monotonic() + PAUSE
                return None
            if found is not None:
                data = found["data"]
                return data.decode() if isinstance(data, bytes) else str(data)
        return None

    def close(self) -> None:
        subscription, self._subscription = self._subscription, None
        if subscription is not None:
            try:
                subscription.close()
            except (RedisError, OSError):
                logger.debug("a subscription could not be closed", exc_info=True)
