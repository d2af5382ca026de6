"""What stands in a playlist, and in which order. All of it under the playlist's row lock, so that edits by several
people at the same moment follow one another and none is lost: each names entries by their ids and a place beside
another entry, never a whole new list.
"""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import batched
from typing import Any, Literal

from django.db import transaction
from django.db.models import QuerySet
from django.utils.timezone import now

from accounts.models import User
from accounts.viewer import Viewer
from catalog.models import Album, Track
from catalog.services.bulk import rows_insert
from common.errors import Conflict, Invalid
from common.ids import uuid7_hex
from common.versions import ANYTHING, Seen
from playlists.models import Playlist, PlaylistChange, PlaylistEntry
from playlists.models.playlist import MOST_ENTRIES
from playlists.places import LAST, Place, Shift, assign, between, in_order, neighbours, places_for
from playlists.queries import BATCH, tracks_shown
from playlists.services.change import journal, journals_shift, locked, shifted, touched
from playlists.smart.reading import keys_of

MOST_AT_ONCE = 1000
"""Things that one call names."""
Duplicates = Literal["add", "skip", "refuse"]


@dataclass(frozen=True, slots=True)
class Added:
    """What came of adding. `missing` were named and are not there for this viewer."""

    playlist: Playlist
    entries: list[PlaylistEntry]
    change: PlaylistChange | None
    duplicates: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)


class Duplicated(Conflict):
    """Some of the tracks are in the playlist already; `tracks` are their ids."""

    kind, title = "duplicates", "Some of it is in the playlist already"

    def __init__(self, tracks: list[str]) -> None:
        count = len(tracks)
        super().__init__(
            "This track is in the playlist already."
            if count == 1
            else f"{count} of these tracks are in the playlist already."
        )
        self.tracks = tracks


@dataclass(frozen=True, slots=True)
class _Found:
    pk: int
    public_id: str
    duration_ms: int


def entries_of(playlist: Playlist) -> "QuerySet[PlaylistEntry]":
    rows: QuerySet[PlaylistEntry] = PlaylistEntry.objects.filter(playlist=playlist)
    return rows


@transaction.atomic
def entries_add(
    *,
    viewer: Viewer,
    user: User,
    playlist_id: str,
    things: Sequence[tuple[str, str]],
    place: Place = LAST,
    duplicates: Duplicates = "add",
    seen: Seen = ANYTHING,
) -> Added:
    """Add tracks, and the tracks of albums and playlists, given as `(kind, public id)`, in their order.

    Only what the viewer reaches is added; the rest is told as missing. With `duplicates="refuse"` nothing is added
    when something is in the playlist already (raises Duplicated). Raises NotFound, Forbidden, Changed, Conflict for a
    place that is gone, Invalid for too much.
    """
    if len(things) > MOST_AT_ONCE:
        raise Invalid(f"At most {MOST_AT_ONCE} at once.", field="items")
    playlist = locked(viewer=viewer, public_id=playlist_id, seen=seen)
    # What is in it already may be left out of what comes, but a whole playlist is the most that can come.
    room = MOST_ENTRIES - (playlist.entry_count if duplicates == "add" else 0)
    tracks, missing = _tracks(viewer, things, room)
    repeated: list[str] = []
    if duplicates != "add":
        held = set(
            entries_of(playlist)
            .filter(track_id__in={track.pk for track in tracks})
            .values_list("track_id", flat=True)
        )
        repeated = [track.public_id for track in tracks if track.pk in held]
        if repeated and duplicates == "refuse":
            raise Duplicated(repeated)
        tracks = [track for track in tracks if track.pk not in held]
    if not tracks:
        return Added(playlist, [], None, repeated, missing)
    bounded(playlist, len(tracks))
    rows = entries_of(playlist)
    low, high = neighbours(rows, place)
    shifts: list[Shift] = []
    places = places_for(rows, low=low, high=high, count=len(tracks), shifts=shifts)
    journals_shift(playlist, shifts)
    entries = _insert(playlist, user, tracks, places)
    change = journal(
        playlist, user, PlaylistChange.Kind.ADD, added=[entry.public_id for entry in entries]
    )
    touched(
        playlist,
        entries=len(entries),
        duration_ms=sum(t.duration_ms for t in tracks),
        at_the_end=high is None,
    )
    return Added(playlist, entries, change, repeated, missing)


@transaction.atomic
def entries_move(
    *,
    viewer: Viewer,
    user: User,
    playlist_id: str,
    entries: Sequence[str],
    place: Place,
    seen: Seen = ANYTHING,
) -> tuple[Playlist, PlaylistChange | None]:
    """Put entries, in the order they stand in, at a place. Those that are gone meanwhile are left out.

    Raises NotFound, Forbidden, Changed, Conflict when none of them or the place is there any more, Invalid for a place
    beside one of themselves.
    """
    playlist = locked(viewer=viewer, public_id=playlist_id, seen=seen)
    moving = _named(playlist, entries)
    if not moving:
        raise Conflict("What you moved is not in the playlist any more.")
    if place.anchor in {entry.public_id for entry in moving}:
        raise Invalid("Name a place beside another entry.", field=place.at)
    before = [(entry.public_id, entry.position) for entry in moving]
    others = entries_of(playlist).exclude(pk__in=[entry.pk for entry in moving])
    low, high = neighbours(others, place)
    inside = all(
        (low is None or low < entry.position) and (high is None or entry.position < high)
        for entry in moving
    )
    if inside:  # where they stand already
        return playlist, None
    shifts: list[Shift] = []
    room = places_for(others, low=low, high=high, count=len(moving), moving=moving, shifts=shifts)
    assign(moving, room)
    journals_shift(playlist, shifts)
    moved = [[one, shifted(at, shifts)] for one, at in before]
    change = journal(playlist, user, PlaylistChange.Kind.MOVE, moved=moved)
    touched(playlist)
    return playlist, change


@transaction.atomic
def entries_remove(
    *,
    viewer: Viewer,
    user: User,
    playlist_id: str,
    entries: Sequence[str],
    seen: Seen = ANYTHING,
) -> tuple[Playlist, PlaylistChange | None, int]:
    """Take entries out; the change that comes back undoes it. Those that are gone already do not count.

    Raises NotFound, Forbidden, Changed.
    """
    playlist = locked(viewer=viewer, public_id=playlist_id, seen=seen)
    going = _named(playlist, entries)
    if not going:
        return playlist, None, 0
    change = journal(
        playlist, user, PlaylistChange.Kind.REMOVE, removed=[row_of(entry) for entry in going]
    )
    PlaylistEntry.objects.filter(pk__in=[entry.pk for entry in going]).delete()
    touched(playlist, entries=-len(going), duration_ms=-sum(entry.duration_ms for entry in going))
    return playlist, change, len(going)


SORTS: dict[str, tuple[str, ...]] = {
    "title": ("track__sort_key",),
    "artist": ("track__artist_line", "track__album__sort_key", *("track__disc_number", "track__position")),
    "album": ("track__album__sort_key", "track__album_id", "track__disc_number", "track__position"),
    "added": ("added_at",),
    "duration": ("duration_ms",),
    "random": (),
    "reversed": (),
}  # fmt: skip
"""Orders by name, as columns of an entry."""


@transaction.atomic
def entries_sort(
    *,
    viewer: Viewer,
    user: User,
    playlist_id: str,
    by: str,
    descending: bool = False,
    seed: int | None = None,
    seen: Seen = ANYTHING,
) -> tuple[Playlist, PlaylistChange | None]:
    """Put the whole playlist in order. What the viewer can't reach goes last, as its names are not theirs to see.

    Raises NotFound, Forbidden, Changed, Invalid for an order that there is not.
    """
    if by not in SORTS:
        raise Invalid(f"A playlist is sorted by {', '.join(SORTS)}.", field="by")
    playlist = locked(viewer=viewer, public_id=playlist_id, seen=seen)
    rows = entries_of(playlist)
    standing = list(rows.order_by("position"))
    order = _ordering(viewer, rows, by, standing, seed)
    wanted = sorted(standing, key=order) if order else list(standing)
    if by == "random":
        random.Random(seed).shuffle(wanted)
    if descending or by == "reversed":
        wanted.reverse()
    if wanted == standing:
        return playlist, None
    change = journal(
        playlist,
        user,
        PlaylistChange.Kind.SORT,
        moved=[[entry.public_id, entry.position] for entry in standing],
    )
    in_order(rows, wanted)
    touched(playlist)
    return playlist, change


def copy_entries(*, source: Playlist, into: Playlist, viewer: Viewer, user: User) -> int:
    """Put what the viewer reaches of one playlist at the end of another, in the caller's transaction; how many."""
    tracks = list(_of_playlist(viewer, source))
    bounded(into, len(tracks))
    rows = entries_of(into)
    low, high = neighbours(rows, LAST)
    entries = _insert(into, user, tracks, places_for(rows, low=low, high=high, count=len(tracks)))
    touched(into, entries=len(entries), duration_ms=sum(t.duration_ms for t in tracks))
    return len(entries)


def row_of(entry: PlaylistEntry) -> list[Any]:
    """An entry as the journal keeps it."""
    return [
        entry.public_id,
        entry.track_id,
        entry.position,
        entry.duration_ms,
        entry.added_by_id,
        entry.added_at.isoformat(),
    ]


def _ordering(
    viewer: Viewer, rows: "QuerySet[PlaylistEntry]", by: str, standing: list[PlaylistEntry], seed: int | None
) -> Callable[[PlaylistEntry], Any] | None:  # fmt: skip
    columns = SORTS[by]
    if not columns:
        return None
    values = {row[0]: row[1:] for row in rows.values_list("pk", *columns)}
    if not columns[0].startswith("track__"):
        return lambda entry: values[entry.pk]
    shown = set(
        Track.objects.reachable_by(viewer)
        .filter(pk__in=rows.values("track_id"))
        .values_list("pk", flat=True)
    )
    return lambda entry: (0, values[entry.pk]) if entry.track_id in shown else (1, entry.position)


def bounded(playlist: Playlist, more: int, *, field: str = "items") -> None:
    """Raises Invalid where so many more than it holds are too many."""
    if more > 0 and playlist.entry_count + more > MOST_ENTRIES:
        raise too_many(field)


def too_many(field: str = "items") -> Invalid:
    return Invalid(f"A playlist holds at most {MOST_ENTRIES:,} tracks.", field=field)


def _named(playlist: Playlist, public_ids: Sequence[str]) -> list[PlaylistEntry]:
    """Those of the entries that are there, in their order."""
    return list(entries_of(playlist).filter(public_id__in=list(public_ids)).order_by("position"))


_COLUMNS = (
    "playlist_id", "public_id", "track_id", "position", "duration_ms", "added_by_id", "added_at",
)  # fmt: skip


def _insert(
    playlist: Playlist, user: User | None, tracks: Sequence[_Found], places: Sequence[int]
) -> list[PlaylistEntry]:
    """The entries as they are now, without their keys, which nobody needs."""
    added_by, at = user.pk if user else None, now()
    rows = [
        (playlist.pk, uuid7_hex(), track.pk, place, track.duration_ms, added_by, at)
        for track, place in zip(tracks, places, strict=True)
    ]
    rows_insert(PlaylistEntry, _COLUMNS, rows)
    return [PlaylistEntry(**dict(zip(_COLUMNS, row, strict=True))) for row in rows]


def insert_keys(playlist: Playlist, user: User | None, keys: Sequence[int]) -> int:
    """Put tracks, by their keys, into an empty playlist in the caller's transaction; their length in milliseconds."""
    known = {track.pk: track for track in _as_found(Track.objects.filter(pk__in=set(keys)))}
    tracks = [known[pk] for pk in keys]
    _insert(playlist, user, tracks, between(None, None, len(tracks)) or [])
    return sum(track.duration_ms for track in tracks)


def _tracks(
    viewer: Viewer, things: Sequence[tuple[str, str]], room: int
) -> tuple[list[_Found], list[str]]:
    """The tracks that are named by themselves, by album and by playlist, in order; and what is not there.

    Each thing is looked up once, however often it is named. Raises Invalid as soon as they are more than `room`.
    """
    named = [public_id for kind, public_id in things if kind == "track"]
    single = {
        track.public_id: track
        for track in _as_found(Track.objects.reachable_by(viewer).filter(public_id__in=named))
    }
    found: list[_Found] = []
    missing: list[str] = []
    known: dict[tuple[str, str], list[_Found] | None] = {}
    for thing in things:
        kind, public_id = thing
        if thing not in known:
            if kind == "track":
                known[thing] = [single[public_id]] if public_id in single else None
            elif kind == "album":
                known[thing] = _of_album(viewer, public_id)
            else:
                known[thing] = _of_playlist_named(viewer, public_id)
        several = known[thing]
        if several is None:
            missing.append(f"{kind}:{public_id}")
            continue
        if len(found) + len(several) > room:
            raise too_many()
        found.extend(several)
    return found, missing


def _as_found(tracks: "QuerySet[Any]") -> list[_Found]:
    return [_Found(*row) for row in tracks.values_list("pk", "public_id", "duration_ms")]


def _of_album(viewer: Viewer, public_id: str) -> list[_Found] | None:
    album = Album.objects.reachable_by(viewer).filter(public_id=public_id).only("pk").first()
    return None if album is None else _as_found(Track.objects.on_album(album, viewer))


def _of_playlist_named(viewer: Viewer, public_id: str) -> list[_Found] | None:
    playlist = Playlist.objects.reachable_by(viewer).filter(public_id=public_id).first()
    return None if playlist is None else _of_playlist(viewer, playlist)


def _of_playlist(viewer: Viewer, playlist: Playlist) -> list[_Found]:
    """Its tracks that it shows to the viewer, in its order, each as often as it stands there."""
    shown = tracks_shown(viewer, of_library=playlist.shows_what_is_listed)
    if playlist.is_smart:
        keys = list(keys_of(playlist))
        seen = {t.pk: t for some in batched(keys, BATCH) for t in _as_found(shown.filter(pk__in=some))}  # noqa: B911  # fmt: skip
        return [seen[pk] for pk in keys if pk in seen]
    rows = entries_of(playlist)
    reached = {track.pk: track for track in _as_found(shown.filter(pk__in=rows.values("track_id")))}
    order = rows.order_by("position").values_list("track_id", flat=True)
    return [reached[pk] for pk in order if pk in reached]
