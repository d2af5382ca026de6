"""Names of states in the cache, renewed by whoever changes what they stand for; what was made of an older state is
then not found again.

A new name instead of a count, as in `common.pagecache`: a cache that lost one can never come back to an old state. A
cache that does not answer gives an empty name, and then nothing is kept.
"""

from django.core.cache import cache
from django.db import transaction

from common import pagecache
from common.ids import uuid7_hex
from common.replica import read_as_of

_PLAYLISTS = "playlists:stamp"


def _own(user_id: int) -> str:
    return f"later:stamp:{user_id}"


def playlists_changed() -> None:
    """Forget what shows playlists (titles, covers, who may see them) once this transaction commits."""
    transaction.on_commit(lambda: cache.set(_PLAYLISTS, uuid7_hex(), timeout=None))


def later_changed(user_id: int) -> None:
    """Forget the user's list of what to hear once this transaction commits."""
    transaction.on_commit(lambda: cache.set(_own(user_id), uuid7_hex(), timeout=None))


def later_stamp(user_id: int) -> str:
    """The state of everything that a user's list is made of; empty when the cache is away. One round trip as a rule."""
    names = (_own(user_id), _PLAYLISTS)
    found = cache.get_many(names)
    for name in names:
        if name not in found:
            cache.add(name, uuid7_hex(), timeout=None)
            found[name] = cache.get(name) or ""
        read_as_of(found[name])
    stamps = (*(found[name] for name in names), pagecache.generation())
    return ":".join(stamps) if all(stamps) else ""
