"""Reads that join what listeners keep with the catalogue."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from django.db.models import QuerySet, Sum

from accounts.showing import Person, has_public_page, person_of
from accounts.viewer import Viewer
from catalog.models import Album, Credit, Track
from common.errors import NotFound
from playlists.models import Collaborator, Like, Playlist, PlaylistEntry, PlayQueue, Rating

# Below SQLite's and MySQL's limits on the parameters of one statement.
BATCH = 500

Access = Literal["own", "edit", "listen"]


@dataclass(frozen=True, slots=True)
class PlaylistCard:
    """A playlist as a viewer sees it: what they may do with it, and the albums whose covers stand for its own."""

    playlist: Playlist
    access: Access
    albums: list[Album]
    viewer: Viewer

    @property
    def may_edit(self) -> bool:
        return self.access != "listen"


@dataclass(frozen=True, slots=True)
class ShownEntry:
    """A place in a playlist as a viewer sees it; `track` is None where they may not reach it, or it is gone."""

    entry: PlaylistEntry
    track: Track | None

    @property
    def is_missing(self) -> bool:
        """Its file is not there at present."""
        return self.track is not None and self.track.missing_since is not None


def cards_of(playlists: Sequence[Playlist], viewer: Viewer) -> list[PlaylistCard]:
    """What a viewer sees of these playlists: three queries however many, two for who is not signed in."""
    covers = {of_library: _covers(playlists, viewer, of_library) for of_library in (False, True)}
    helping = set(_helping(playlists, viewer))
    return [
        PlaylistCard(
            playlist,
            _access(playlist, viewer, helping),
            _among(covers[playlist.library_id is not None], playlist.mosaic),
            viewer,
        )
        for playlist in playlists
    ]


def _among(albums: dict[int, Album], mosaic: Sequence[int]) -> list[Album]:
    return [albums[pk] for pk in mosaic if pk in albums]


def _covers(playlists: Sequence[Playlist], viewer: Viewer, of_library: bool) -> dict[int, Album]:
    """The albums of mosaics, by their keys: for a library's playlists those that the viewer sees in lists."""
    wanted = {
        pk
        for playlist in playlists
        if (playlist.library_id is not None) == of_library and playlist.cover_id is None
        for pk in playlist.mosaic
    }
    if not wanted:
        return {}
    albums = Album.objects
    rows = albums.listed_for(viewer) if of_library else albums.reachable_by(viewer)
    found: dict[int, Album] = (
        rows.filter(pk__in=wanted).select_related("cover").defer("comment", "curated").in_bulk()
    )
    return found


def tracks_shown(viewer: Viewer, *, of_library: bool) -> "QuerySet[Track]":
    """The tracks that a playlist shows to the viewer, wherever they stand in it.

    A person who puts an unlisted track into a playlist gives its address to others. A library's playlist is a file
    that a scan found: nobody gave anything, so it shows what lists show.
    """
    rows: QuerySet[Track] = (
        Track.objects.listed_for(viewer, also_missing=True)
        if of_library
        else Track.objects.reachable_by(viewer)
    )
    return rows


def _helping(playlists: Sequence[Playlist], viewer: Viewer) -> Iterable[int]:
    others = [one.pk for one in playlists if one.owner_id != viewer.user_id and one.owner_id]
    if viewer.user_id is None or not others:
        return ()
    rows = Collaborator.objects.filter(user_id=viewer.user_id, playlist__in=others)
    return rows.values_list("playlist_id", flat=True)


def _access(playlist: Playlist, viewer: Viewer, helping: set[int]) -> Access:
    if viewer.user_id is not None and playlist.owner_id == viewer.user_id:
        return "own"
    return "edit" if playlist.pk in helping else "listen"


def playlist_for(viewer: Viewer, public_id: str) -> Playlist:
    """The playlist, with what its card shows. Raises NotFound, for hidden and missing alike."""
    rows = Playlist.objects.reachable_by(viewer).for_cards()
    found: Playlist | None = rows.filter(public_id=public_id).first()
    if found is None:
        raise NotFound
    return found


def length_of(playlist: Playlist, viewer: Viewer) -> int:
    """Milliseconds of what it shows to the viewer, as `Playlist.duration_ms` would tell of what they may not."""
    shown = tracks_shown(viewer, of_library=playlist.library_id is not None)
    reached = shown.order_by().values("pk")
    rows = PlaylistEntry.objects.filter(playlist=playlist, track_id__in=reached)
    found: int | None = rows.aggregate(length=Sum("duration_ms"))["length"]
    return found or 0


def collaborators_of(playlist: Playlist, viewer: Viewer) -> list[Person]:
    """The people who edit it beside its owner, in the order they came. One query.

    Its owner and they themselves see all of them; others those who have a public page, as nobody asked them whether
    their name may stand on this one.
    """
    rows = Collaborator.objects.filter(playlist=playlist).select_related(
        "user__profile", "user__deletion"
    )
    people = [row.user for row in rows.order_by("id")]
    if viewer.user_id is None or viewer.user_id not in {
        playlist.owner_id,
        *(person.pk for person in people),
    }:
        people = [person for person in people if has_public_page(person)]
    return [person_of(person) for person in people]


def entries_at(viewer: Viewer, public_id: str) -> "QuerySet[PlaylistEntry]":
    """The entries of a playlist that the viewer reaches; none of one that they do not."""
    reached = Playlist.objects.reachable_by(viewer).filter(public_id=public_id)
    rows: QuerySet[PlaylistEntry] = PlaylistEntry.objects.filter(
        playlist_id__in=reached.values("pk")
    )
    return rows.select_related("playlist").defer("playlist__description", "playlist__mosaic")


def with_tracks(entries: Iterable[PlaylistEntry], viewer: Viewer) -> list[ShownEntry]:
    """The entries of one playlist with those of their tracks that it shows to the viewer: two queries."""
    entries = list(entries)
    pks = {entry.track_id for entry in entries if entry.track_id}
    of_library = any(entry.playlist.library_id for entry in entries)
    shown: Any = tracks_shown(viewer, of_library=of_library)
    tracks = shown.for_rows().in_bulk(pks) if pks else {}
    return [ShownEntry(entry, tracks.get(entry.track_id)) for entry in entries]


def likes_among(user: Any, things: Iterable[tuple[str, str]]) -> list[str]:
    """Those of `(kind, public id)` that the user likes, as `kind:id`. One query a kind."""
    liked = []
    for kind, ids in _by_kind(things).items():
        path = f"{kind}__public_id"
        found = Like.objects.filter(user=user, **{f"{path}__in": ids}).values_list(path, flat=True)
        liked += [f"{kind}:{public_id}" for public_id in sorted(found)]
    return liked


def ratings_among(user: Any, things: Iterable[tuple[str, str]]) -> dict[str, int]:
    """The user's stars for those of `(kind, public id)` that they rated, by `kind:id`. One query a kind."""
    rated = {}
    for kind, ids in _by_kind(things).items():
        path = f"{kind}__public_id"
        found = Rating.objects.filter(user=user, **{f"{path}__in": ids})
        for public_id, stars in sorted(found.values_list(path, "stars")):
            rated[f"{kind}:{public_id}"] = stars
    return rated


def _by_kind(things: Iterable[tuple[str, str]]) -> dict[str, set[str]]:
    by_kind: dict[str, set[str]] = defaultdict(set)
    for kind, public_id in things:
        by_kind[kind].add(public_id)
    return by_kind


def releases_of_followed(viewer: Viewer) -> "QuerySet[Album]":
    """Albums whose main artists the viewer follows, to be ordered by `-added_at`, `-id`; none for nobody."""
    if viewer.user_id is None:
        nothing: QuerySet[Album] = Album.objects.none()
        return nothing
    credits = Credit.objects.filter(
        artist__follows__user_id=viewer.user_id, album__isnull=False, role=Credit.Role.MAIN
    )
    albums: QuerySet[Album] = Album.objects.listed_for(viewer).filter(
        pk__in=credits.values("album_id")
    )
    return albums


def tracks_still_there(queue: PlayQueue, viewer: Viewer) -> PlayQueue:
    """The queue without tracks that the viewer can not hear any more, still at the same track.

    When the current track itself is gone, it stands at the start of the next one that is there.
    """
    there: set[str] = set()
    for start in range(0, len(queue.tracks), BATCH):
        batch = queue.tracks[start : start + BATCH]
        there.update(
            Track.objects.reachable_by(viewer)
            .filter(public_id__in=batch)
            .values_list("public_id", flat=True)
        )
    before = [public_id in there for public_id in queue.tracks]
    is_there = before[queue.current : queue.current + 1] == [True]
    kept = [public_id for public_id in queue.tracks if public_id in there]
    queue.current = min(sum(before[: queue.current]), max(0, len(kept) - 1))
    queue.position_ms = queue.position_ms if is_there else 0
    queue.tracks = kept
    return queue
