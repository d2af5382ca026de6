"""The front page."""

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random
from time import time

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from accounts.viewer import Viewer, viewer_for
from catalog.models import Album, Genre
from common.pagecache import LIFETIME
from common.random import SHUFFLE_RANGE
from web.caching import audience_of, list_page
from web.cards import Look, looking_cards
from web.meta import about
from web.parts import Parts, part, parts_for
from web.views.lists import genres_by_size

CARDS = 14
"""Two lines of the widest screen; the stylesheet leaves out what would begin another."""
FEATURED = 11
"""The first card takes four places, so that 11 fill the lines of 14."""
GENRES = 24
PLACES = 32
_random = Random()


@dataclass(frozen=True, slots=True)
class Shelf:
    """A row of albums, by their keys, with a heading, and where all of them are."""

    title: str
    albums: Sequence[int]
    url: str = ""
    featured: bool = False

    @property
    def cards(self) -> list[tuple[int, Look]]:
        """The albums as they are shown here: the first of a featured shelf is."""
        looks = [Look.FEATURED] if self.featured else []
        looks += [Look.PLAIN] * (len(self.albums) - len(looks))
        return list(zip(self.albums, looks, strict=False))


@dataclass(frozen=True, slots=True)
class Section:
    """A shelf as the page shows it."""

    shelf: Shelf
    cards: list[SafeString]


@list_page()
def home(request: HttpRequest) -> HttpResponse:
    viewer, parts = viewer_for(request), parts_for(request)
    return render(
        request,
        "web/home.html",
        {
            "room": "home",
            "sections": _sections(viewer, parts),
            "genre_wall": _genre_wall(viewer, parts),
            **about("/", description=_("Music to hear at once: albums, artists and tracks.")),
        },
    )


def _sections(viewer: Viewer, parts: Parts) -> list[Section]:
    shelves = [shelf for shelf in _shelves(viewer) if shelf.albums]
    cards = looking_cards(parts, viewer, [card for shelf in shelves for card in shelf.cards])
    return [
        Section(shelf, [cards[card] for card in shelf.cards if card in cards]) for shelf in shelves
    ]


def _shelves(viewer: Viewer) -> list[Shelf]:
    """A query each, of keys alone, by the index of its order."""
    listed = Album.objects.listed_for(viewer).values_list("pk", flat=True)
    newest = list(listed.order_by("-added_at", "-id")[:FEATURED])
    played = list(listed.filter(play_count__gt=0).order_by("-play_count", "-id")[:CARDS])
    shelves = [
        Shelf(_("Newest"), newest, "/albums/?sort=newest", featured=True),
        Shelf(_("Most played"), played, "/albums/?sort=played"),
    ]
    if len(newest) == FEATURED:  # fewer are all on the page already
        shelves.append(Shelf(_("Something else"), random_albums(listed, at=_place(time()))))
    return shelves


def _place(now: float) -> int:
    """One of PLACES evenly spread places in the random order, which are others every few minutes: as long as other
    pages stay as they are, the cards that stand here are so few that most of them are kept.
    """
    first = Random(int(now // LIFETIME)).randrange(SHUFFLE_RANGE)
    return (first + _random.randrange(PLACES) * (SHUFFLE_RANGE // PLACES)) % SHUFFLE_RANGE


def random_albums(listed: "QuerySet[Album, int]", *, at: int, size: int = CARDS) -> list[int]:
    """Keys of albums from a place in the random order on, going round at its end: one query, or two."""
    order = ("shuffle_key", "id")
    found = list(listed.filter(shuffle_key__gte=at).order_by(*order)[:size])
    if len(found) < size:
        first = list(listed.order_by(*order)[:size])
        found += [album for album in first if album not in found][: size - len(found)]
    return found


def _genre_wall(viewer: Viewer, parts: Parts) -> SafeString:
    """The largest genres, counted once for each audience; empty where there is none."""

    def made() -> SafeString:
        genres = list(genres_by_size(viewer, Genre.Kind.GENRE)[:GENRES])
        return part("partials/genre_wall.html", genres=genres) if genres else SafeString("")

    return parts.one("genres", audience_of(viewer, of_list=True), made)
