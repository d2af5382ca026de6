"""The front page."""

from dataclasses import dataclass
from random import Random

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from accounts.viewer import Viewer, viewer_for
from catalog.models import Album, Genre
from common.random import SHUFFLE_RANGE
from web import reads
from web.caching import list_page
from web.meta import about
from web.views.lists import genres_by_size

CARDS = 14
"""Two lines of the widest screen; the stylesheet leaves out what would begin another."""
FEATURED = 11
"""The first card takes four places, so that 11 fill the lines of 14."""
_random = Random()


@dataclass(frozen=True, slots=True)
class Section:
    """A row of albums with a heading, and where all of them are."""

    title: str
    albums: list[Album]
    url: str = ""
    featured: bool = False


@list_page()
def home(request: HttpRequest) -> HttpResponse:
    viewer = viewer_for(request)
    sections = [section for section in _sections(viewer) if section.albums]
    return render(
        request,
        "web/home.html",
        {
            "room": "home",
            "sections": sections,
            "genres": genres_by_size(viewer, Genre.Kind.GENRE)[:24],
            **about("/", description=_("Music to hear at once: albums, artists and tracks.")),
        },
    )


def _sections(viewer: Viewer) -> list[Section]:
    cards = reads.album_cards(viewer)
    newest = list(cards.order_by("-added_at", "-id")[:FEATURED])
    played = list(cards.filter(play_count__gt=0).order_by("-play_count", "-id")[:CARDS])
    sections = [
        Section(_("Newest"), newest, "/albums/?sort=newest", featured=True),
        Section(_("Most played"), played, "/albums/?sort=played"),
    ]
    if len(newest) == FEATURED:  # fewer are all on the page already
        sections.append(
            Section(_("Something else"), random_albums(viewer, at=_random.randrange(SHUFFLE_RANGE)))
        )
    return sections


def random_albums(viewer: Viewer, *, at: int, size: int = CARDS) -> list[Album]:
    """Albums from a place in the random order on, going round at its end: two queries with their credits each."""
    cards = reads.album_cards(viewer)
    found = list(cards.filter(shuffle_key__gte=at).order_by("shuffle_key", "id")[:size])
    if len(found) < size:
        seen = {album.pk for album in found}
        first = cards.order_by("shuffle_key", "id")[:size]
        found += [album for album in first if album.pk not in seen][: size - len(found)]
    return found
