"""Artists."""

from typing import Any

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString

from accounts.viewer import Viewer, viewer_for
from catalog.models import Album, Artist, Credit, Track
from web import reads
from web.addresses import thing_at
from web.caching import page
from web.cards import Look, looking_cards
from web.meta import about
from web.parts import parts_for

MOST_ALBUMS = 200
MOST_ELSEWHERE = 24
TOP_TRACKS = 10

_main = Q(role=Credit.Role.MAIN)


@page
def artist_detail(request: HttpRequest, public_id: str) -> HttpResponse:
    viewer, parts = viewer_for(request), parts_for(request)
    artist = thing_at(
        request, Artist.objects.reachable_by(viewer).with_image_for(viewer), public_id
    )
    own, elsewhere = albums_of(artist, viewer), appearances_of(artist, viewer)
    shown = [(album.pk, Look.DATED) for album in (*own, *elsewhere)]
    cards = looking_cards(parts, viewer, shown)

    def cards_of(albums: list[Album]) -> list[SafeString]:
        keys = ((album.pk, Look.DATED) for album in albums)
        return [cards[key] for key in keys if key in cards]

    return render(
        request,
        "web/artist.html",
        {
            "room": "artists",
            "artist": artist,
            "groups": [(label, cards_of(albums)) for label, albums in _by_type(own)],
            "elsewhere": cards_of(elsewhere),
            "play_src": f"/api/v1/tracks/?artist={artist.public_id}&ordering=-plays",
            "top_tracks": top_tracks_of(artist, viewer),
            **about(
                artist.get_absolute_url(),
                description=artist.biography or artist.name,
                pictured=artist,
            ),
        },
    )


def albums_of(artist: Artist, viewer: Viewer) -> list[Album]:
    """Albums of which the artist is a main artist, the newest first."""
    found = reads.album_keys(viewer).filter(pk__in=_own(artist)).order_by("-release_date", "-id")
    return list(found[:MOST_ALBUMS])


def _own(artist: Artist) -> Any:
    """Keys, looked up beside: asked of each album in turn, the catalogue would be gone through for one artist."""
    return Credit.objects.filter(_main, artist=artist, album__isnull=False).values("album")


def appearances_of(artist: Artist, viewer: Viewer) -> list[Album]:
    """Other people's albums on which the artist is credited, on the album or on a track of it."""
    on_album = Credit.objects.filter(artist=artist, album__isnull=False).order_by().values("album")
    heard = (
        Track.objects.listed_for(viewer).filter(credits__artist=artist).order_by().values("album")
    )
    found = (
        reads.album_keys(viewer)
        .filter(pk__in=on_album.union(heard))
        .exclude(pk__in=_own(artist))
        .order_by("-release_date", "-id")
    )
    return list(found[:MOST_ELSEWHERE])


def top_tracks_of(artist: Artist, viewer: Viewer) -> list[Track]:
    """What is played most of the artist; of equals the last that came."""
    own = Credit.objects.filter(artist=artist, track__isnull=False).order_by().values("track")
    found = reads.track_rows(viewer).filter(pk__in=own).order_by("-play_count", "-id")
    return list(found[:TOP_TRACKS])


def _by_type(albums: list[Album]) -> list[tuple[str, list[Album]]]:
    """Albums gathered by type, in the order of the types: (plural words, albums)."""
    return [
        (str(type_.label), same)
        for type_ in Album.Type
        if (same := [album for album in albums if album.type == type_])
    ]
