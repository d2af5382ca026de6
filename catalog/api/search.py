"""`GET /api/v1/search/?q=`: the first few tracks, albums and artists that a text finds."""

from typing import Any

from django.db.models import Q
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.viewer import Viewer, viewer_for
from catalog.api.serializers import AlbumSerializer, ArtistSerializer, TrackSerializer
from catalog.models import Album, Artist, Track
from common.api.query import query_of
from common.text import sort_key, text_key


class SearchQuery(serializers.Serializer[Any]):
    q = serializers.CharField(max_length=200, help_text="What is looked for, from its beginning.")
    limit = serializers.IntegerField(
        min_value=1, max_value=50, default=10, help_text="Most of each kind."
    )


class FoundSerializer(serializers.Serializer[Any]):
    """What was found, best first, by kind."""

    tracks = TrackSerializer(many=True)
    albums = AlbumSerializer(many=True)
    artists = ArtistSerializer(many=True)


class SearchView(APIView):
    """Music by the beginnings of its names."""

    permission_classes = (AllowAny,)

    @extend_schema(
        operation_id="search", tags=["search"], parameters=[SearchQuery], responses=FoundSerializer
    )
    def get(self, request: Request) -> Response:
        query = query_of(request, SearchQuery)
        found = find(viewer_for(request), query["q"], query["limit"])
        return Response(FoundSerializer(found).data)


def find(viewer: Viewer, text: str, limit: int) -> dict[str, list[Any]]:
    """At most `limit` of each kind whose sort key begins with the text."""
    key = sort_key(text)
    if not key:
        return {"tracks": [], "albums": [], "artists": []}
    begins = Q(sort_key__startswith=key) | Q(sort_key__startswith=text_key(text))
    tracks = Track.objects.listed_for(viewer).filter(begins).for_rows()
    albums = Album.objects.listed_for(viewer).filter(begins).for_cards()
    artists = Artist.objects.listed_for(viewer).filter(begins).select_related("image")
    return {
        "tracks": list(tracks.order_by("sort_key", "id")[:limit]),
        "albums": list(albums.order_by("sort_key", "id")[:limit]),
        "artists": list(artists.order_by("sort_key", "id")[:limit]),
    }
