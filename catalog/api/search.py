"""`GET /api/v1/search/?q=`: the first few tracks, albums and artists that a text finds."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.viewer import viewer_for
from catalog.api.serializers import AlbumSerializer, ArtistSerializer, TrackSerializer
from catalog.finding import find
from common.api.query import query_of
from common.api.scopes import READS


class SearchQuery(serializers.Serializer[Any]):
    q = serializers.CharField(max_length=200, help_text="Words, or how they begin.")
    limit = serializers.IntegerField(
        min_value=1, max_value=50, default=10, help_text="Most of each kind."
    )


class FoundSerializer(serializers.Serializer[Any]):
    """What was found, best first, by kind."""

    tracks = TrackSerializer(many=True)
    albums = AlbumSerializer(many=True)
    artists = ArtistSerializer(many=True)


class SearchView(APIView):
    """Music by the words of its names, its artists' and its albums'."""

    permission_classes = (AllowAny,)
    scope = READS

    @extend_schema(
        operation_id="search", tags=["search"], parameters=[SearchQuery], responses=FoundSerializer
    )
    def get(self, request: Request) -> Response:
        query = query_of(request, SearchQuery)
        found = find(viewer_for(request), query["q"], limit=query["limit"])
        return Response(FoundSerializer(found).data)
