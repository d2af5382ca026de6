"""What stands on the shelves of home, as a page shows it.

Which albums and tracks stand there is asked for by `listed_for`; how they look is kept (`web.parts`). What is the same
for everyone of an audience (charts, the discovery shelf, picks) is asked for once for each audience.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from random import Random
from time import time
from typing import Any

from django.db.models import QuerySet, Value
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from accounts.viewer import Viewer
from catalog.asking import Asked
from catalog.models import Album, Genre, Track
from common.pagecache import LIFETIME
from common.random import SHUFFLE_RANGE
from editorial.because import because_of
from editorial.charts import TOP, places_listed
from editorial.discovery import discovered
from editorial.models import Post, Shelf, ShelfItem
from playlists.models import Playlist
from playlists.queries import cards_of
from streaming.models import Play
from web.caching import audience_of
from web.cards import Look, looking_cards, track_cards
from web.mixes import mix_cards, mixes_shown
from web.parts import Parts, part
from web.views.lists import genres_by_size

Kind = Shelf.Kind

CARDS = 14
"""Two lines of the widest screen; the stylesheet leaves out what would begin another."""
FEATURED = 11
"""The first card takes four places, so that 11 fill the lines of 14."""
GENRES = 24
PLACES = 32
FEWEST = 4
"""A chart of fewer tracks tells nothing yet."""
POSTS = 3
PLAYS = 200
"""The newest plays of somebody's, among which their recently played albums are looked for."""
PLACED = frozenset({Kind.TRENDING, Kind.WEEK, Kind.LOVED, Kind.DISCOVERY})
_random = Random()


@dataclass(slots=True)
class Section:
    """A shelf as the page shows it: cards, or something else as HTML; or a frame to be filled for each person."""

    kind: str
    title: str = ""
    url: str = ""
    albums: list[tuple[int, Look]] = field(default_factory=list)
    tracks: list[int] = field(default_factory=list)
    cards: list[SafeString] = field(default_factory=list)
    html: SafeString = SafeString("")
    frame: str = ""

    @property
    def layout(self) -> str:
        if self.kind == Kind.NEWEST:
            return "cards--featured"
        return {Kind.WEEK: "tiles", Kind.POSTS: "post-cards"}.get(Kind(self.kind), "cards--shelf")

    @property
    def is_tiled(self) -> bool:
        return self.layout == "tiles"

    @property
    def is_there(self) -> bool:
        return bool(self.cards or self.html)


def sections_of(shelves: Iterable[Shelf], viewer: Viewer, parts: Parts) -> list[Section]:
    """The shelves with what stands on them, without those that are empty, in their order."""
    content = _Content(viewer, parts, list(shelves))
    sections = [section for shelf in content.shelves if (section := content.section(shelf))]
    _fill(sections, viewer, parts)
    return [section for section in sections if section.is_there or section.frame]


def recent_albums(viewer: Viewer) -> list[int]:
    """The albums that somebody played last, each once, of those that they see listed. One query."""
    if viewer.user_id is None:
        return []
    listed = Album.objects.listed_for(viewer).order_by().values("pk")
    plays = Play.objects.filter(user_id=viewer.user_id, track__album__in=listed)
    latest = plays.order_by("-started_at", "-id").values_list("track__album", flat=True)[:PLAYS]
    return list(dict.fromkeys(latest))[:CARDS]


def random_albums(viewer: Viewer, *, at: int) -> list[int]:
    """Keys of albums from a place in the random order on, going round at its end: one query, or two."""
    found = _keys(_FROM_PLACE, viewer, {_ANY_PLACE: at})
    if len(found) < CARDS:
        first = _keys(_FROM_FIRST, viewer)
        found += [album for album in first if album not in found][: CARDS - len(found)]
    return found


def _albums(arranged: Callable[["QuerySet[Album]"], "QuerySet[Album]"]) -> Asked:
    """Of the albums that a viewer sees listed, the keys of some, in an order."""
    return Asked(Album, lambda viewer: arranged(Album.objects.listed_for(viewer)).values_list("pk"))


# Stand in the SQL for a place in the random order and for a genre's key, and for nothing else.
_ANY_PLACE, _ANY_GENRE = SHUFFLE_RANGE - 1, 987_654_321
_NEWEST = _albums(lambda listed: listed.order_by("-added_at", "-id")[:FEATURED])
_PLAYED = _albums(
    lambda listed: listed.filter(play_count__gt=0).order_by("-play_count", "-id")[:CARDS]
)
_OF_GENRE = _albums(
    lambda listed: listed.filter(genres=_ANY_GENRE).order_by("-added_at", "-id")[:CARDS]
)
_FROM_FIRST = _albums(lambda listed: listed.order_by("shuffle_key", "id")[:CARDS])
_FROM_PLACE = _albums(
    lambda listed: listed.filter(shuffle_key__gte=_ANY_PLACE).order_by("shuffle_key", "id")[:CARDS]
)


def _keys(asked: Asked, viewer: Viewer, values: Mapping[Any, Any] | None = None) -> list[int]:
    return [key for (key,) in asked.rows(viewer, values or {})]


def _place(now: float) -> int:
    """One of PLACES evenly spread places in the random order, which are others every few minutes: as long as other
    pages stay as they are, the cards that stand here are so few that most of them are kept.
    """
    first = Random(int(now // LIFETIME)).randrange(SHUFFLE_RANGE)
    return (first + _random.randrange(PLACES) * (SHUFFLE_RANGE // PLACES)) % SHUFFLE_RANGE


def _fill(sections: Sequence[Section], viewer: Viewer, parts: Parts) -> None:
    """Put the cards of all sections in, read at once."""
    albums = looking_cards(parts, viewer, [card for section in sections for card in section.albums])
    wanted = [(track, section.is_tiled) for section in sections for track in section.tracks]
    tracks = track_cards(parts, viewer, wanted)
    for section in sections:
        section.cards += [albums[card] for card in section.albums if card in albums]
        shown = ((track, section.is_tiled) for track in section.tracks)
        section.cards += [tracks[card] for card in shown if card in tracks]


class _Content:
    """What stands on the shelves of one page."""

    def __init__(self, viewer: Viewer, parts: Parts, shelves: list[Shelf]) -> None:
        self.viewer, self.parts, self.shelves = viewer, parts, shelves
        self._audience = audience_of(viewer, of_list=True)
        self._framed: set[str] = set()
        self._is_all_shown = True

    def section(self, shelf: Shelf) -> Section | None:
        """What stands on a shelf; None where nothing does. Each kind has a method of its name."""
        make: Callable[[Shelf], Section | None] | None = getattr(self, f"_{shelf.kind}", None)
        # A kind that a newer release arranged: while both run, and after going back, this one leaves it out.
        made = make(shelf) if make else None
        if made is not None:
            made.title = shelf.title or made.title
        return made

    def _kept[T](self, name: str, key: object, make: Callable[[], T]) -> T:
        """Asked for once for each audience and generation."""
        return self.parts.one(f"shelf {name}", (key, self._audience), make)

    def _newest(self, shelf: Shelf) -> Section:
        newest = _keys(_NEWEST, self.viewer)
        self._is_all_shown = len(newest) < FEATURED
        looks = [Look.FEATURED, *([Look.PLAIN] * FEATURED)]
        return Section(
            shelf.kind, _("Newest"), "/albums/?sort=newest", list(zip(newest, looks, strict=False))
        )

    def _played(self, shelf: Shelf) -> Section:
        rows = _keys(_PLAYED, self.viewer)
        return Section(shelf.kind, _("Most played"), "/albums/?sort=played", _plain(rows))

    def _discovery(self, shelf: Shelf) -> Section | None:
        title = _("Something else")
        tracks = self._placed().get(shelf.kind, [])[:CARDS]
        if tracks:
            return Section(shelf.kind, title, tracks=tracks)
        if self._is_all_shown:
            return None
        # Nothing is drawn yet: the site has only just begun.
        return Section(shelf.kind, title, "", _plain(random_albums(self.viewer, at=_place(time()))))

    def _placed(self) -> dict[str, list[int]]:
        """The tracks of the charts that are on the page and of the newest draw, by their kinds: one query."""
        wanted = tuple(sorted({shelf.kind for shelf in self.shelves} & PLACED))

        def places() -> dict[str, list[int]]:
            of_charts = places_listed(self.viewer).filter(chart__in=wanted).order_by()
            of_draw = discovered(self.viewer).order_by()
            rows = of_charts.values_list("chart", "position", "track_id").union(
                of_draw.values_list(Value(str(Kind.DISCOVERY)), "position", "track_id")
            )
            found: dict[str, list[int]] = {}
            for kind, _place, track in sorted(rows):
                found.setdefault(kind, []).append(track)
            return found

        return self._kept("placed", wanted, places)

    def _chart(self, shelf: Shelf, title: str, most: int) -> Section | None:
        tracks = self._placed().get(shelf.kind, [])[:most]
        if len(tracks) < FEWEST:
            return None
        return Section(shelf.kind, title, reverse(f"top-{shelf.kind}"), tracks=tracks)

    def _trending(self, shelf: Shelf) -> Section | None:
        return self._chart(shelf, _("Trending"), CARDS)

    def _week(self, shelf: Shelf) -> Section | None:
        return self._chart(shelf, _("Top 15 of the week"), TOP)

    def _loved(self, shelf: Shelf) -> Section | None:
        return self._chart(shelf, _("Most loved"), CARDS)

    def _genre(self, shelf: Shelf) -> Section | None:
        if shelf.genre is None:
            return None
        rows = _keys(_OF_GENRE, self.viewer, {_ANY_GENRE: shelf.genre.pk})
        return Section(shelf.kind, shelf.genre.name, shelf.genre.get_absolute_url(), _plain(rows))

    def _wall(self, shelf: Shelf, kind: str, title: str) -> Section:
        def made() -> SafeString:
            genres = list(genres_by_size(self.viewer, kind)[:GENRES])
            return part("partials/genre_wall.html", genres=genres) if genres else SafeString("")

        return Section(shelf.kind, title, html=self.parts.one(f"{kind}s", self._audience, made))

    def _genres(self, shelf: Shelf) -> Section:
        return self._wall(shelf, Genre.Kind.GENRE, _("Genres"))

    def _moods(self, shelf: Shelf) -> Section:
        return self._wall(shelf, Genre.Kind.MOOD, _("Moods"))

    def _picks(self, shelf: Shelf) -> Section:
        def made() -> list[SafeString]:
            return _picked(shelf, self.viewer, self.parts)

        return Section(shelf.kind, _("We like"), cards=list(self._kept("picks", shelf.pk, made)))

    def _banner(self, shelf: Shelf) -> Section:
        return Section(shelf.kind, html=part("editorial/banner.html", shelf=shelf))

    def _posts(self, shelf: Shelf) -> Section:
        def made() -> list[SafeString]:
            rows = Post.objects.published().newest_first().for_cards()[:POSTS]
            return [part("editorial/post_card.html", post=post) for post in rows]

        cards = self.parts.one("shelf posts", "", made)
        return Section(shelf.kind, _("Posts"), reverse("posts"), cards=list(cards))

    def _followed(self, shelf: Shelf) -> Section | None:
        return self._frame(shelf, "followed")

    def _recent(self, shelf: Shelf) -> Section | None:
        rows = recent_albums(self.viewer)
        return Section(shelf.kind, _("Recently played"), reverse("history"), _plain(rows))

    def _mixes(self, shelf: Shelf) -> Section | None:
        cards = mix_cards(mixes_shown(self.viewer))
        return Section(shelf.kind, _("Daily mixes"), reverse("mixes"), cards=cards)

    def _because(self, shelf: Shelf) -> Section | None:
        found = because_of(self.viewer, most=CARDS)
        if found is None:
            return None
        reason, tracks = found
        title = _("Because you listened to %(title)s") % {"title": reason.title}
        return Section(
            shelf.kind, title, reverse("similar-track", args=[reason.public_id]), tracks=tracks
        )

    def _frame(self, shelf: Shelf, name: str) -> Section | None:
        """A frame, once on a page, for who is signed in."""
        if not self.viewer.is_member or name in self._framed:
            return None
        self._framed.add(name)
        return Section(shelf.kind, frame=name)


def _plain(albums: Iterable[int]) -> list[tuple[int, Look]]:
    return [(album, Look.PLAIN) for album in albums]


def _picked(shelf: Shelf, viewer: Viewer, parts: Parts) -> list[SafeString]:
    """Cards of what was picked, in its order, of what the viewer sees listed."""
    items: list[ShelfItem] = list(shelf.items.order_by("position", "id")[: 2 * CARDS])

    def listed(rows: Any, name: str) -> list[int]:
        wanted = [key for item in items if (key := getattr(item, f"{name}_id"))]
        return list(rows.filter(pk__in=wanted).values_list("pk", flat=True)) if wanted else []

    albums = looking_cards(parts, viewer, _plain(listed(Album.objects.listed_for(viewer), "album")))
    tracks = track_cards(
        parts, viewer, [(t, False) for t in listed(Track.objects.listed_for(viewer), "track")]
    )
    named = listed(Playlist.objects.listed_for(viewer), "playlist")
    lists = list(Playlist.objects.filter(pk__in=named).for_cards())
    playlists = {
        card.playlist.pk: part("playlists/card.html", card=card) for card in cards_of(lists, viewer)
    }
    found = (
        albums.get((item.album_id or 0, Look.PLAIN))
        or tracks.get((item.track_id or 0, False))
        or playlists.get(item.playlist_id or 0)
        for item in items
    )
    return [card for card in found if card][:CARDS]
