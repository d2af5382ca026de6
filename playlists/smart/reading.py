"""Pages of a smart playlist, as if its tracks were entries."""

from array import array
from collections.abc import Iterable
from datetime import datetime
from hashlib import blake2b

from django.db.models import F, Q
from django.utils.crypto import salted_hmac

from accounts.viewer import Viewer
from catalog.audience import Audience
from common.errors import Invalid
from common.paging import Page, places_page
from playlists.models import Playlist, PlaylistEntry, SmartChunk, SmartList
from playlists.models.playlist import MOST_ENTRIES
from playlists.smart.paces import SOON
from playlists.smart.packing import CHUNK, unpacked


def smart_page(playlist: Playlist, *, cursor: str = "", size: int = 50) -> Page[PlaylistEntry]:
    """One page of its places: one query, of a chunk or two. Raises Invalid for a cursor that is not one of ours."""
    return places_page(
        lambda low, high: entries_between(playlist, low, high),
        count=playlist.entry_count,
        cursor=cursor,
        size=size,
    )


def entries_between(playlist: Playlist, low: int, high: int) -> list[PlaylistEntry]:
    """The places from `low` to before `high`, all of the same state."""
    if low >= high:
        return []
    keys = _keys(playlist, range(low // CHUNK, (high - 1) // CHUNK + 1))
    start = low % CHUNK
    secret = salted_hmac("smart", playlist.public_id, algorithm="sha256").digest()
    return [
        _entry(playlist, low + offset, key, secret)
        for offset, key in enumerate(keys[start : start + high - low])
    ]


def keys_of(playlist: Playlist) -> Iterable[int]:
    """The keys of all its tracks, for what takes a whole playlist. Raises Invalid for more than one holds by hand."""
    if playlist.entry_count > MOST_ENTRIES:
        raise Invalid(
            f"It holds more than {MOST_ENTRIES:,} tracks: give it a limit first.", field="playlist"
        )
    return first_keys(playlist)


def first_keys(playlist: Playlist) -> "array[int]":
    """The keys of its first tracks: as many as one holds that is filled by hand. One query."""
    return _keys(playlist, range(MOST_ENTRIES // CHUNK))


def length_for(playlist: Playlist, viewer: Viewer) -> int:
    """Milliseconds: all for its owner, for others what is listed to all who are where they are."""
    if viewer.user_id is not None and viewer.user_id == playlist.owner_id:
        return playlist.duration_ms
    widest = Audience.MEMBERS if viewer.is_member else Audience.EVERYONE
    lengths = SmartList.objects.filter(playlist=playlist).values_list("lengths", flat=True).first()
    return sum(total for audience, total in (lengths or {}).items() if int(audience) <= widest)


def is_gathering(playlist: Playlist, *, at: datetime) -> bool:
    """Whether its tracks are about to be those that its rules find: what waits for more changes is not.

    So are those of a playlist that was made again after `playlist` was read.
    """
    rows = SmartList.objects.filter(playlist=playlist)
    was_made_since = ~Q(playlist__version=playlist.version)
    return rows.filter(Q(made=0) | Q(due_at__lte=at + SOON) | was_made_since).exists()


def _keys(playlist: Playlist, numbers: Iterable[int]) -> "array[int]":
    # The chunks of the state that is current, in one statement: it may be swapped at any moment.
    rows = SmartChunk.objects.filter(
        smart__playlist_id=playlist.pk,
        snapshot=F("smart__snapshot"),
        number__in=list(numbers),
    )
    keys = array("q")
    for data in rows.order_by("number").values_list("tracks", flat=True):
        keys.extend(unpacked(bytes(data)))
    return keys


def _entry(playlist: Playlist, place: int, key: int, secret: bytes) -> PlaylistEntry:
    """A place that is no row. Its id stays while the track is in it, and tells nothing of the track's key."""
    return PlaylistEntry(
        playlist=playlist,
        public_id=blake2b(b"%d" % key, key=secret, digest_size=16).hexdigest(),
        track_id=key,
        position=place,
        added_at=playlist.changed_at,
    )
