"""`GET /api/v1/search/?q=`: the first few of all that a text finds, by kind."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.viewer import viewer_for
from catalog.api.serializers import (
    AlbumSerializer,
    ArtistSerializer,
    GenreSerializer,
    TrackSerializer,
)
from catalog.finding import EVERYTHING, find
from common.api.query import query_of
from common.api.scopes import READS
from playlists.api.serializers import PersonSerializer, PlaylistSerializer
from search.language import parse
from web.found import looks
from web.parts import parts_for

PLURALS = {kind: f"{kind}s" for kind in EVERYTHING} | {"person": "people"}


class SearchQuery(serializers.Serializer[Any]):
    q = serializers.CharField(
        max_length=200, help_text="Words, or how they begin; `artist:miles year:1959 -live` and more: docs/search.md."
    )  # fmt: skip
    limit = serializers.IntegerField(
        min_value=1, max_value=50, default=10, help_text="Most of each kind."
    )
    facets = serializers.BooleanField(
        default=False, help_text="Count genres, moods, formats, years, tempi and lengths of the tracks found."
    )  # fmt: skip


class TotalsSerializer(serializers.Serializer[Any]):
    """How many there are of each kind, of what you may see; null where it was not counted."""

    tracks = serializers.IntegerField(allow_null=True)
    albums = serializers.IntegerField(allow_null=True)
    artists = serializers.IntegerField(allow_null=True)
    genres = serializers.IntegerField(allow_null=True)
    playlists = serializers.IntegerField(allow_null=True)
    people = serializers.IntegerField(allow_null=True)
    posts = serializers.IntegerField(allow_null=True)


class PersonFoundSerializer(PersonSerializer):
    """Somebody who has a public page."""

    url = serializers.CharField(source="get_absolute_url")


class PostFoundSerializer(serializers.Serializer[Any]):
    """A post that is published."""

    id = serializers.CharField(source="public_id")
    title = serializers.CharField()
    summary = serializers.CharField()
    url = serializers.CharField(source="get_absolute_url")
    published_at = serializers.DateTimeField()


class BucketSerializer(serializers.Serializer[Any]):
    value = serializers.CharField()
    count = serializers.IntegerField()
    low = serializers.IntegerField(allow_null=True, help_text="Of a range; null: open, or a name.")
    high = serializers.IntegerField(allow_null=True)


class FacetsSerializer(serializers.Serializer[Any]):
    """Values of the tracks found: names, years in decades, beats a minute, seconds of length."""

    genre = BucketSerializer(many=True)
    mood = BucketSerializer(many=True)
    format = BucketSerializer(many=True)
    year = BucketSerializer(many=True)
    bpm = BucketSerializer(many=True)
    length = BucketSerializer(many=True)


class FoundSerializer(serializers.Serializer[Any]):
    """What was found, best first, by kind."""

    tracks = TrackSerializer(many=True)
    albums = AlbumSerializer(many=True)
    artists = ArtistSerializer(many=True)
    genres = GenreSerializer(many=True)
    playlists = PlaylistSerializer(many=True)
    people = PersonFoundSerializer(many=True)
    posts = PostFoundSerializer(many=True)
    totals = TotalsSerializer()
    facets = FacetsSerializer(allow_null=True, help_text="Null unless asked for.")
    is_partial = serializers.BooleanField(
        help_text="The search index is away and the database stood in: no spelling errors, no numbers, few fields."
    )


_shown: dict[str, serializers.Serializer[Any]] = {
    "artist": ArtistSerializer(),
    "album": AlbumSerializer(),
    "track": TrackSerializer(),
    "genre": GenreSerializer(),
    "playlist": PlaylistSerializer(),
    "person": PersonFoundSerializer(),
    "post": PostFoundSerializer(),
}
"""How FoundSerializer's rows are told: making its fields anew for each answer takes longer than telling them."""
_names = tuple(FoundSerializer().get_fields())


def _told(kind: str, row: Any) -> Any:
    return _shown[kind].to_representation(row)


class SearchView(APIView):
    """Music by the words of its names, its artists' and its albums'; playlists, people and posts by theirs."""

    permission_classes = (AllowAny,)
    scope = READS

    @extend_schema(
        operation_id="search", tags=["search"], parameters=[SearchQuery], responses=FoundSerializer
    )
    def get(self, request: Request) -> Response:
        query = query_of(request, SearchQuery)
        viewer, parts = viewer_for(request), parts_for(request._request)
        found = find(
            viewer,
            parse(query["q"]),
            limit=query["limit"],
            kinds=EVERYTHING,
            facets=query["facets"],
            only_keys=True,
        )
        told: dict[str, Any] = {
            PLURALS[kind]: looks(parts, viewer, kind, rows, _told, name="api")
            for kind, rows in found.rows.items()
        } | {
            "totals": {PLURALS[kind]: found.answer.totals.get(kind) for kind in found.rows},
            "facets": None,
            "is_partial": found.answer.is_partial,
        }  # fmt: skip
        if query["facets"]:
            names: list[str] = list(FacetsSerializer().get_fields())
            facets = {name: found.answer.facets.get(name, []) for name in names}
            told["facets"] = FacetsSerializer(facets).data
        return Response({name: told[name] for name in _names})
