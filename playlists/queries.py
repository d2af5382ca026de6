"""Reads that join what listeners keep with the catalogue."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from django.core.cache import cache
from django.db.models import F, QuerySet, Subquery, Sum

from accounts.showing import Person, has_public_page, person_of
from accounts.viewer import Viewer
from catalog.asking import ANY_TIME, Asked
from catalog.audience import Audience
from catalog.listed_rows import reached_tracks
from catalog.models import Album, BundleItem, Credit, Track
from catalog.reach import reach_of
from common import pagecache
from common.errors import NotFound
from common.paging import Page, is_of_places, keyset_page, places_page
from playlists.models import Collaborator, Like, Playlist, PlaylistEntry, PlayQueue, Rating
from playlists.querysets import helped_by
from playlists.smart.reading import length_for, smart_page

# Below SQLite's and MySQL's limits on the parameters of one statement.
BATCH = 500
MOST_QUEUED = 10_000
"""Tracks in a queue: the longest playlist that opens as fast as a short one (`docs/benchmarks.md`)."""

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
        """By hand: what stands in it."""
        return self.access != "listen" and not self.playlist.is_smart


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
    covers = {listed: _covers(playlists, viewer, listed) for listed in (False, True)}
    others = any(one.owner_id not in (None, viewer.user_id) for one in playlists)
    helping = helped_by(viewer) if others else frozenset[int]()
    return [
        PlaylistCard(
            playlist,
            _access(playlist, viewer, helping),
            _among(covers[playlist.shows_what_is_listed], playlist.mosaic),
            viewer,
        )
        for playlist in playlists
    ]


def _among(albums: dict[int, Album], mosaic: Sequence[int]) -> list[Album]:
    return [albums[pk] for pk in mosaic if pk in albums]


def _covers(playlists: Sequence[Playlist], viewer: Viewer, listed: bool) -> dict[int, Album]:
    """The albums of mosaics, by their keys; `listed`: of playlists that show only what the viewer sees in lists."""
    wanted = {
        pk
        for playlist in playlists
        if playlist.shows_what_is_listed == listed and playlist.cover_id is None
        for pk in playlist.mosaic
    }
    if not wanted:
        return {}
    albums = Album.objects
    rows = albums.listed_for(viewer) if listed else albums.reachable_by(viewer)
    found: dict[int, Album] = (
        rows.filter(pk__in=wanted).select_related("cover").defer("comment", "curated").in_bulk()
    )
    return found


def tracks_shown(viewer: Viewer, *, of_library: bool) -> "QuerySet[Track]":
    """The tracks that a playlist shows to the viewer, wherever they stand in it.

    A person who puts an unlisted track into a playlist gives its address to others. A library's playlist is a file
    that a scan found, a smart one what its rules found: they show what lists show, and what the viewer was given, as by
    a share of this very playlist.
    """
    rows: QuerySet[Track] = (
        Track.objects.listed_for(viewer, also_missing=True, also_given=True)
        if of_library
        else Track.objects.reachable_by(viewer)
    )
    return rows


def _access(playlist: Playlist, viewer: Viewer, helping: frozenset[int]) -> Access:
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
    """Milliseconds of what it shows to the viewer, as `Playlist.duration_ms` would tell of what they may not.

    Every entry's track is looked at: so it is kept, for whoever reaches the same, in this state of the playlist and of
    the catalogue. It is asked anew for whoever holds grants, as these end by themselves.
    """
    if playlist.is_smart:
        return length_for(playlist, viewer) + _length_given(playlist, viewer)
    reach = reach_of(viewer)
    generation = "" if reach.holds_grants else pagecache.generation()
    if not generation:
        return _length(playlist, viewer)
    audience = f"{viewer.is_member} {sorted(reach.own)} {sorted(reach.read)}"
    address = f"playlist-length:{playlist.public_id}:{playlist.version}"
    key = pagecache.page_key(generation, audience, "", address)
    kept: int | None = cache.get(key)
    if kept is None:
        kept = _length(playlist, viewer)
        cache.set(key, kept, timeout=pagecache.LIFETIME)
    return kept


def _length_given(playlist: Playlist, viewer: Viewer) -> int:
    """Milliseconds that shares of a smart playlist open for the viewer, beside what is listed to all."""
    is_own = viewer.user_id == playlist.owner_id
    if is_own or not playlist.is_shared or not reach_of(viewer).holds_grants:
        return 0
    given = BundleItem.objects.filter(bundle__share__playlist=playlist)
    rows = tracks_shown(viewer, of_library=True).filter(
        pk__in=given.values("track_id"), listed_to__gt=Audience.MEMBERS
    )
    found: int | None = rows.aggregate(length=Sum("duration_ms"))["length"]
    return found or 0


def _length(playlist: Playlist, viewer: Viewer) -> int:
    shown = tracks_shown(viewer, of_library=playlist.shows_what_is_listed)
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
    return _told(rows)


def _told(rows: "QuerySet[PlaylistEntry]") -> "QuerySet[PlaylistEntry]":
    """With what is told of entries, and what decides which of their tracks are shown."""
    return rows.annotate(
        of_library=F("playlist__library_id"), of_rules=F("playlist__is_smart")
    ).only("public_id", "track_id", "position", "added_at")


def _shows_what_is_listed(entry: PlaylistEntry) -> bool:
    """Of an entry by `entries_at`, or of one that holds its playlist."""
    told = vars(entry)
    if "of_library" in told:
        return told["of_library"] is not None or bool(told["of_rules"])
    return entry.playlist.shows_what_is_listed


_ANY_ID = "?" * 32


def _playlist_of(viewer: Viewer) -> "QuerySet[Playlist]":
    rows: QuerySet[Playlist] = Playlist.objects.reachable_by(viewer, at=ANY_TIME)
    shown = rows.filter(public_id=_ANY_ID)
    return shown.only("public_id", "library_id", "is_smart", "entry_count", "changed_at")


_asked_playlist = Asked(Playlist, _playlist_of)


def entries_page(viewer: Viewer, public_id: str, *, cursor: str, size: int) -> Page[PlaylistEntry]:
    """One page of `entries_at`, or of what the rules of a smart playlist found: on from an entry, or from a place.

    Raises NotFound, Invalid.
    """
    page: Page[PlaylistEntry] = Page([], "", "")
    if not is_of_places(cursor):
        rows = entries_at(viewer, public_id)
        page = keyset_page(rows, order=("position",), cursor=cursor, size=size)
        if page.rows:
            return page
    # By places, an empty one, a smart one, or none at all.
    found = _asked_playlist.instances(viewer, {_ANY_ID: public_id})
    if not found:
        raise NotFound
    playlist: Playlist = found[0]
    if playlist.is_smart:
        return smart_page(playlist, cursor=cursor, size=size)
    if not is_of_places(cursor):
        return page
    return places_page(
        lambda low, high: _entries_between(playlist, low, high),
        count=playlist.entry_count,
        cursor=cursor,
        size=size,
    )


def _entries_between(playlist: Playlist, low: int, high: int) -> list[PlaylistEntry]:
    """The entries of places from `low` to before `high`. What lies before them is counted in the index alone."""
    order = PlaylistEntry.objects.filter(playlist=playlist).order_by("position")
    start = Subquery(order.values("position")[low : low + 1])
    return list(_told(order).filter(position__gte=start)[: high - low])


def with_tracks(
    entries: Iterable[PlaylistEntry], viewer: Viewer, *, listed: bool | None = None
) -> list[ShownEntry]:
    """The entries of one playlist with those of their tracks that it shows to the viewer: two queries.

    `listed`: `Playlist.shows_what_is_listed`; None for entries that tell it themselves.
    """
    entries = list(entries)
    pks = {entry.track_id for entry in entries if entry.track_id}
    if listed is None:
        listed = any(_shows_what_is_listed(entry) for entry in entries)
    if listed:
        shown: Any = tracks_shown(viewer, of_library=True)
        tracks = shown.for_rows().in_bulk(pks) if pks else {}
    else:
        tracks = reached_tracks(viewer, list(pks))
    return [ShownEntry(entry, tracks.get(entry.track_id)) for entry in entries]


def playable(entries: Sequence[PlaylistEntry], viewer: Viewer) -> "list[Track]":
    """The tracks of one playlist's entries that it shows to the viewer and that are there: ids alone. One query."""
    pks = {entry.track_id for entry in entries if entry.track_id}
    of_library = any(_shows_what_is_listed(entry) for entry in entries)
    shown = tracks_shown(viewer, of_library=of_library).filter(missing_since=None)
    tracks = shown.only("public_id").in_bulk(pks) if pks else {}
    return [tracks[entry.track_id] for entry in entries if entry.track_id in tracks]


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
    """The queue without tracks that the viewer can not hear any more, still at the same track. One query, or none.

    When the current track itself is gone, it stands at the start of the next one that is there.
    """
    there = _reached_of(queue.tracks, viewer)
    before = [public_id in there for public_id in queue.tracks]
    is_there = before[queue.current : queue.current + 1] == [True]
    kept = [public_id for public_id in queue.tracks if public_id in there]
    queue.current = min(sum(before[: queue.current]), max(0, len(kept) - 1))
    queue.position_ms = queue.position_ms if is_there else 0
    queue.tracks = kept
    return queue


def current_of(queue: PlayQueue, viewer: Viewer) -> PlayQueue:
    """The queue with `track`: the current one, or the first after it that the viewer can hear. Three queries."""
    ahead = queue.tracks[queue.current : queue.current + BATCH]
    there = _reached_of(ahead, viewer)
    at = next((index for index, public_id in enumerate(ahead) if public_id in there), None)
    found: Any = queue
    found.track = None
    if at is not None:
        rows: Any = Track.objects.reachable_by(viewer).filter(public_id=ahead[at])
        found.track = rows.for_rows().first()
        found.position_ms = queue.position_ms if at == 0 else 0
    return queue


def _reached_of(public_ids: Sequence[str], viewer: Viewer) -> set[str]:
    """Those of the ids whose tracks the viewer reaches. MOST_QUEUED parameters are within what both databases take."""
    if not public_ids:
        return set()
    rows = Track.objects.reachable_by(viewer).filter(public_id__in=public_ids)
    return set(rows.values_list("public_id", flat=True))
