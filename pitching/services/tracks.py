"""What stands in a pitch: tracks of its workspace's own libraries, each once, in an order that people arrange.

A pitch opens what its workspace owns and nothing else: whatever else is named is left out, and told.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import batched
from typing import Any

from django.db import transaction
from django.db.models import Max, QuerySet

from accounts.models import User
from accounts.viewer import Viewer
from catalog.models import Album, Track
from common.errors import Conflict, Invalid
from common.versions import ANYTHING, Seen
from pitching.models import Pitch, PitchTrack
from pitching.models.pitch import MOST_TRACKS
from pitching.services.change import locked, opens, touched
from playlists.models import Playlist, PlaylistEntry
from playlists.places import GAP, in_order
from playlists.smart.reading import keys_of

KINDS = ("track", "album", "playlist")
MOST_AT_ONCE = 500
AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Shown:
    """What came of naming tracks. `left_out`: how many are not the workspace's, or not there for this person."""

    pitch: Pitch
    added: list[Track] = field(default_factory=list)
    left_out: int = 0


def own_tracks(viewer: Viewer, workspace_id: int) -> "QuerySet[Track]":
    """What may stand in the workspace's pitches."""
    rows: QuerySet[Track] = Track.objects.reachable_by(viewer).filter(
        library__workspace_id=workspace_id, missing_since__isnull=True
    )
    return rows


def tracks_named(
    viewer: Viewer, workspace_id: int, things: Sequence[tuple[str, str]]
) -> tuple[list[Track], int]:
    """The tracks of things given as `(kind, public id)`, each once in their order; and how many are left out.

    An album comes in its order, a playlist in its own.
    """
    if len(things) > MOST_AT_ONCE:
        raise Invalid(f"At most {MOST_AT_ONCE} at once.", field="items")
    own = own_tracks(viewer, workspace_id)
    found: dict[int, Track] = {}
    left_out = 0
    singles = {public_id for kind, public_id in things if kind == "track"}
    known = {track.public_id: track for track in own.filter(public_id__in=singles)}
    for kind, public_id in things:
        if kind == "track":
            come = [known[public_id]] if public_id in known else []
            missing = 1 - len(come)
        elif kind == "album":
            come, missing = _of_album(viewer, own, public_id)
        elif kind == "playlist":
            come, missing = _of_playlist(viewer, own, public_id)
        else:
            raise Invalid("Tracks, albums and playlists can be pitched.", field="items")
        found |= {track.pk: track for track in come if track.pk not in found}
        left_out += missing
        if len(found) > MOST_TRACKS:
            raise Invalid(f"A pitch holds at most {MOST_TRACKS} tracks.", field="items")
    return list(found.values()), left_out


def _of_album(viewer: Viewer, own: "QuerySet[Track]", public_id: str) -> tuple[list[Track], int]:
    album = Album.objects.reachable_by(viewer).filter(public_id=public_id).first()
    if album is None:
        return [], 1
    tracks = own.filter(album=album).order_by("disc_number", "position", "id")
    come = list(tracks[: MOST_TRACKS + 1])
    return come, 0 if come else album.track_count


def _of_playlist(viewer: Viewer, own: "QuerySet[Track]", public_id: str) -> tuple[list[Track], int]:
    playlist = Playlist.objects.reachable_by(viewer).filter(public_id=public_id).first()
    if playlist is None:
        return [], 1
    if playlist.is_smart:
        keys = list(keys_of(playlist))
    else:
        entries = PlaylistEntry.objects.filter(playlist=playlist, track__isnull=False)
        keys = list(entries.order_by("position").values_list("track_id", flat=True))
    known: dict[int, Track] = {}
    for some in batched(dict.fromkeys(keys), AT_ONCE):
        known |= {track.pk: track for track in own.filter(pk__in=some)}
    wanted = list(dict.fromkeys(keys))
    return [known[key] for key in wanted if key in known], sum(key not in known for key in wanted)


@transaction.atomic
def tracks_add(
    *,
    user: User,
    viewer: Viewer,
    public_id: str,
    things: Sequence[tuple[str, str]],
    seen: Seen = ANYTHING,
) -> Shown:
    """Put tracks behind those that are there; what is there stays where it is. Raises as `locked`, Invalid."""
    pitch = locked(user=user, viewer=viewer, public_id=public_id, seen=seen)
    tracks, left_out = tracks_named(viewer, pitch.workspace_id, things)
    added = tracks_put(pitch, tracks)
    if added:
        opens(pitch)
        touched(pitch)
    return Shown(pitch, added, left_out)


def tracks_put(pitch: Pitch, tracks: Sequence[Track]) -> list[Track]:
    """Write rows for those of the tracks that are not in the pitch, behind the others. Its row is locked, or new."""
    rows = PitchTrack.objects.filter(pitch=pitch)
    held = set(rows.values_list("track_id", flat=True))
    new = [track for track in tracks if track.pk not in held]
    if len(new) + len(held) > MOST_TRACKS:
        raise Invalid(f"A pitch holds at most {MOST_TRACKS} tracks.", field="items")
    end = rows.aggregate(end=Max("position"))["end"] or 0
    PitchTrack.objects.bulk_create(
        PitchTrack(
            pitch=pitch,
            track=track,
            position=end + GAP * number,
            title=track.title,
            artist_line=track.artist_line,
        )
        for number, track in enumerate(new, 1)
    )
    return new


@transaction.atomic
def tracks_arrange(
    *,
    user: User,
    viewer: Viewer,
    public_id: str,
    tracks: Sequence[str],
    excerpts: Mapping[str, int | None] | None = None,
    seen: Seen = ANYTHING,
) -> Shown:
    """Let the pitch show these tracks, by their public ids, in this order, and no other.

    `excerpts`: where the excerpt of a track begins, in milliseconds; None for where the site chooses. Raises as
    `locked`, and Invalid.
    """
    if len(set(tracks)) != len(tracks):
        raise Invalid("A track stands in a pitch once.", field="tracks")
    pitch = locked(user=user, viewer=viewer, public_id=public_id, seen=seen)
    rows = {row.track.public_id: row for row in _rows(pitch) if row.track is not None}
    gone = [row.pk for one, row in rows.items() if one not in set(tracks)]
    PitchTrack.objects.filter(pk__in=gone).delete()
    # A place whose track has vanished goes with the first arranging: nobody can name it.
    PitchTrack.objects.filter(pitch=pitch, track__isnull=True).delete()
    fresh = [("track", one) for one in tracks if one not in rows]
    found, left_out = tracks_named(viewer, pitch.workspace_id, fresh)
    tracks_put(pitch, found)
    places = {row.track.public_id: row for row in _rows(pitch) if row.track is not None}
    in_order(
        PitchTrack.objects.filter(pitch=pitch), [places[one] for one in tracks if one in places]
    )
    excerpts_put(pitch, excerpts or {})
    opens(pitch)
    touched(pitch)
    return Shown(pitch, found, left_out)


def excerpts_put(pitch: Pitch, starts: Mapping[str, int | None]) -> bool:
    """Let excerpts of tracks, by their public ids, begin there (milliseconds), or (None) where the site chooses;
    whether that is elsewhere than before. A track that is not in the pitch is passed over. Its row is locked, or new.
    """
    rows = _rows(pitch).filter(track__public_id__in=starts) if starts else ()
    moved = 0
    for row in rows:
        assert row.track is not None
        start = starts[row.track.public_id]
        if start is not None and not 0 <= start < max(row.track.duration_ms, 1):
            raise Invalid("An excerpt begins within its track.", field="excerpt_start_ms")
        if start != row.excerpt_start_ms:
            moved += PitchTrack.objects.filter(pk=row.pk).update(excerpt_start_ms=start)
    return bool(moved)


@transaction.atomic
def track_step(*, user: User, viewer: Viewer, public_id: str, row: int, by: int) -> Pitch:
    """Move a place (its key) up (-1) or down (1), or take it out (0). One that is at the end stays.

    Raises as `locked`; Conflict when it is gone.
    """
    pitch = locked(user=user, viewer=viewer, public_id=public_id)
    rows: list[Any] = list(_rows(pitch))
    at = next((number for number, one in enumerate(rows) if one.pk == row), None)
    if at is None:
        raise Conflict("This track is not in the pitch any more.")
    if by == 0:
        rows[at].delete()
        opens(pitch)
    elif 0 <= at + by < len(rows):
        rows[at], rows[at + by] = rows[at + by], rows[at]
        in_order(PitchTrack.objects.filter(pitch=pitch), rows)
        opens(pitch)
    touched(pitch)
    return pitch


def _rows(pitch: Pitch) -> "QuerySet[PitchTrack]":
    rows = PitchTrack.objects.filter(pitch=pitch).select_related("track")
    return rows.order_by("position")
