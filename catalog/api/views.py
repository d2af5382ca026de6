"""Artists, albums, tracks and genres: lists by `listed_for`, details by `reachable_by`."""

from collections.abc import Callable
from typing import Any, ClassVar

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework.generics import ListAPIView, RetrieveAPIView
from rest_framework.permissions import AllowAny
from rest_framework.serializers import Serializer

from accounts.viewer import Viewer, viewer_for
from catalog.api import lists, serializers
from catalog.models import Album, Artist, Genre, Track
from common.api.query import query_of
from common.api.scopes import READS
from common.errors import NotFound

type Rows = Callable[[Viewer, dict[str, Any]], tuple[QuerySet[Any], lists.Order]]


class CatalogList(ListAPIView[Any]):
    """A list. Anybody may ask: `rows` holds only what the viewer may see."""

    permission_classes = (AllowAny,)
    scope = READS
    query_serializer: type[Serializer[Any]]
    rows: ClassVar[Rows]

    def get_queryset(self) -> Any:
        query = query_of(self.request, self.query_serializer)
        rows, self.order = type(self).rows(viewer_for(self.request), query)
        return self.with_relations(rows)

    def with_relations(self, rows: Any) -> Any:
        return rows

    def keyset_order(self) -> lists.Order:
        return self.order


class CatalogDetail(RetrieveAPIView[Any]):
    """One thing. Missing and hidden are the same answer."""

    permission_classes = (AllowAny,)
    scope = READS

    def get_queryset(self) -> "QuerySet[Any]":
        raise NotImplementedError

    def get_object(self) -> Any:
        found = self.get_queryset().filter(public_id=self.kwargs["public_id"]).first()
        if found is None:
            raise NotFound
        return found


def listing(what: str, query: type[Serializer[Any]]) -> Callable[[type], type]:
    return extend_schema_view(
        get=extend_schema(operation_id=f"{what}_list", parameters=[query], tags=[what])
    )


def detail(what: str) -> Callable[[type], type]:
    return extend_schema_view(get=extend_schema(operation_id=f"{what}_detail", tags=[what]))


@listing("albums", lists.AlbumQuery)
class AlbumList(CatalogList):
    """Albums that the viewer sees listed."""

    serializer_class = serializers.AlbumSerializer
    query_serializer = lists.AlbumQuery
    rows = lists.albums

    def with_relations(self, rows: Any) -> Any:
        return rows.for_cards()


@detail("albums")
class AlbumDetail(CatalogDetail):
    """An album; its tracks are `tracks/?album=<id>`."""

    serializer_class = serializers.AlbumDetailSerializer

    def get_queryset(self) -> "QuerySet[Album]":
        return (
            Album.objects.reachable_by(viewer_for(self.request))
            .select_related("cover")
            .prefetch_related("credits__artist", "genres", "discs")
        )


@listing("tracks", lists.TrackQuery)
class TrackList(CatalogList):
    """Tracks that the viewer sees listed, or as they stand on an album."""

    serializer_class = serializers.TrackSerializer
    query_serializer = lists.TrackQuery
    rows = lists.tracks

    def with_relations(self, rows: Any) -> Any:
        return rows.for_rows()


@detail("tracks")
class TrackDetail(CatalogDetail):
    """A track."""

    serializer_class = serializers.TrackDetailSerializer

    def get_queryset(self) -> "QuerySet[Track]":
        return (
            Track.objects.reachable_by(viewer_for(self.request))
            .select_related("album__cover", "work")
            .prefetch_related("credits__artist", "genres")
        )


@listing("artists", lists.ArtistQuery)
class ArtistList(CatalogList):
    """Artists of anything that the viewer sees listed."""

    serializer_class = serializers.ArtistSerializer
    query_serializer = lists.ArtistQuery
    rows = lists.artists

    def with_relations(self, rows: Any) -> Any:
        return rows.select_related("image")


@detail("artists")
class ArtistDetail(CatalogDetail):
    """An artist; their music is `albums/?artist=<id>` and `tracks/?artist=<id>`."""

    serializer_class = serializers.ArtistDetailSerializer

    def get_queryset(self) -> "QuerySet[Artist]":
        return Artist.objects.reachable_by(viewer_for(self.request)).select_related("image")


@listing("genres", lists.GenreQuery)
class GenreList(CatalogList):
    """Genres and moods of anything that the viewer sees listed."""

    serializer_class = serializers.GenreSerializer
    query_serializer = lists.GenreQuery
    rows = lists.genres


@detail("genres")
class GenreDetail(CatalogDetail):
    """A genre or a mood."""

    serializer_class = serializers.GenreSerializer

    def get_queryset(self) -> "QuerySet[Genre]":
        return Genre.objects.reachable_by(viewer_for(self.request))
