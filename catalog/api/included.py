"""What `?include=` adds to an artist or an album: the first page of a list that has an address of its own."""

from typing import Any

from rest_framework.request import Request

from accounts.viewer import viewer_for
from catalog.api.serializers import AlbumSerializer, TrackSerializer
from catalog.models import Album, Artist, Credit, Track

MOST = 200


def tracks_of_album(request: Request, album: Album) -> Any:
    """`tracks/?album=<id>`: the first 200, in their order."""
    rows: Any = Track.objects.on_album(album, viewer_for(request)).for_rows()[:MOST]
    return TrackSerializer(rows, many=True).data


def albums_of_artist(request: Request, artist: Artist) -> Any:
    """`albums/?artist=<id>&ordering=-date`: the first 200."""
    credited = Credit.objects.filter(artist=artist, album__isnull=False)
    rows = Album.objects.listed_for(viewer_for(request)).filter(pk__in=credited.values("album_id"))
    cards: Any = rows.for_cards().order_by("-release_date", "-id")[:MOST]
    return AlbumSerializer(cards, many=True).data
