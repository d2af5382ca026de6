"""Whole public pages kept in the cache, dropped together by one counter.

Every body is stored under the *generation* that was current before its rows were read. `bump()` starts a new
generation when the transaction that changed the catalogue commits, so nothing rendered from older rows is found
again, in any process. What the counter cannot know (play counts, a bump lost with the cache's connection) is bounded by
`LIFETIME`. A missing or failing cache makes pages slower, never wrong.

Each process keeps the hottest bodies in its own memory too: a hit is then one small read of the generation.
"""

import hashlib
from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock
from time import monotonic

from django.core.cache import cache
from django.db import transaction

from common.ids import uuid7_hex
from common.replica import read_as_of

LIFETIME = 300
"""Seconds that a page may outlive what the counter cannot know."""
KEPT = 16 * 1024 * 1024
"""Bytes of bodies that a process keeps in its own memory."""
_GENERATION = "pages:generation"


@dataclass(frozen=True, slots=True)
class StoredPage:
    """A finished answer of status 200: its body, its headers, its entity tag; the body by gzip where that saves."""

    body: bytes
    headers: tuple[tuple[str, str], ...]
    etag: str
    packed: bytes = b""


class Memory[T]:
    """What a process keeps itself, by key, each as long as LIFETIME: the most recently used up to `most` bytes.

    Keys hold the generation, so what is older than a change is found by nobody and goes in its turn.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._held: OrderedDict[str, tuple[T, int, float]] = OrderedDict()
        self._bytes = 0
        self._lock = Lock()

    def get(self, key: str) -> T | None:
        with self._lock:
            held = self._held.get(key)
            if held is None:
                return None
            value, _, until = held
            if until < monotonic():
                self._drop(key)
                return None
            self._held.move_to_end(key)
            return value

    def put(self, key: str, value: T, *, size: int, until: float) -> None:
        """Keep a value of about `size` bytes until that time of the monotonic clock."""
        with self._lock:
            self._drop(key)
            self._held[key] = value, size, until
            self._bytes += size
            while self._bytes > self._most:
                self._drop(next(iter(self._held)))

    def _drop(self, key: str) -> None:
        held = self._held.pop(key, None)
        if held is not None:
            self._bytes -= held[1]


_memory: Memory[StoredPage] = Memory(KEPT)


def generation() -> str:
    """The current generation; empty when the cache does not answer, and then nothing is stored or found."""
    current = cache.get(_GENERATION)
    if current is None:
        cache.add(_GENERATION, uuid7_hex(), timeout=None)
        current = cache.get(_GENERATION)
    name = str(current or "")
    read_as_of(name)
    return name


def bump() -> None:
    """Forget every stored page once the current transaction commits (at once outside of one).

    Called by whatever changes what public pages show. A new name instead of a count: a cache that lost the
    counter can never come back to an old one.
    """
    transaction.on_commit(_renew)


def _renew() -> None:
    cache.set(_GENERATION, uuid7_hex(), timeout=None)


def page_key(generation: str, audience: str, language: str, address: str) -> str:
    """The key of a page: whom it is for, in which language, at which path and query."""
    told = f"{audience}\n{language}\n{address}".encode()
    return f"pages:2:{generation}:{hashlib.blake2b(told, digest_size=16).hexdigest()}"


def find(key: str) -> StoredPage | None:
    """A stored page, from this process's memory or the shared cache."""
    page = _memory.get(key)
    if page is not None:
        return page
    stored = cache.get(key)
    if stored is None:
        return None
    body, headers, etag, packed, left = stored
    page = StoredPage(body, headers, etag, packed)
    _memory.put(key, page, size=_size(page), until=monotonic() + min(left, LIFETIME))
    return page


def keep(
    key: str, *, body: bytes, headers: tuple[tuple[str, str], ...], etag: str, packed: bytes = b""
) -> None:
    """Store a page for everyone it is for. The time left travels with it in whole; a copy made late in its life
    may so live twice as long as LIFETIME, never longer."""
    cache.set(key, (body, headers, etag, packed, LIFETIME), timeout=LIFETIME)
    page = StoredPage(body, headers, etag, packed)
    _memory.put(key, page, size=_size(page), until=monotonic() + LIFETIME)


def _size(page: StoredPage) -> int:
    return len(page.body) + len(page.packed)
