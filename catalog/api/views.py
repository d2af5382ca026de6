"""Artists, albums, tracks and genres: lists by `listed_for`, details by `reachable_by`."""

from collections.abc import Callable
from typing import Any, ClassVar

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework.generics import ListAPIView, RetrieveAPIView
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import Serializer

from accounts.viewer import Viewer, viewer_for
from catalog.api import included, lists, serializers
from catalog.api.tags import tag_for
from catalog.models import Album, Artist, Genre, Track
from catalog.taken_down import taken_down_tell
from common.api.conditions import tagged
from common.api.paging import IDS, IdSerializer, IdsPagination
from common.api.query import PAGING, query_of
from common.api.scopes import READS
from common.api.shape import SHAPING, Shaped
from common.errors import NotFound

type Rows = Callable[[Viewer, dict[str, Any]], tuple[QuerySet[Any], lists.Order]]


class CatalogList(Shaped, ListAPIView[Any]):
    """A list. Anybody may ask: `rows` holds only what the viewer may see."""

    permission_classes = (AllowAny,)
    scope = READS
    query_serializer: type[Serializer[Any]]
    rows: ClassVar[Rows]

    def get_queryset(self) -> Any:
        query = query_of(self.request, self.query_serializer, also=PAGING | SHAPING)
        rows, self.order = type(self).rows(viewer_for(self.request), query)
        return self.with_relations(rows)

    def with_relations(self, rows: Any) -> Any:
        return rows

    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        def rows() -> Any:
            return super(CatalogList, self).list(request, *args, **kwargs).data

        tag = tag_for(request, viewer_for(request))
        return tagged(request, tag, rows) if tag else Response(rows())

    def keyset_order(self) -> lists.Order:
        return self.order


class CatalogDetail(Shaped, RetrieveAPIView[Any]):
    """One thing. Missing and hidden are the same answer."""

    permission_classes = (AllowAny,)
    scope = READS

    def get_queryset(self) -> "QuerySet[Any]":
        raise NotImplementedError

    def get_object(self) -> Any:
        found = self.get_queryset().filter(public_id=self.kwargs["public_id"]).first()
        if found is None:
            viewer, public_id = viewer_for(self.request), self.kwargs["public_id"]
            taken_down_tell(viewer, self.get_queryset().model, public_id)
            raise NotFound
        return found

    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        # The tag before the row that it stands for: a change between the two makes an old tag, not an old answer.
        tag = tag_for(request, viewer_for(request))
        found = (
            self.get_object()
        )  # compared only then: who may not see it learns nothing from a tag

        def row() -> Any:
            return self.with_included(dict(self.get_serializer(found).data), found)

        return tagged(request, tag, row) if tag else Response(row())


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
    includes: ClassVar = {"tracks": included.tracks_of_album}

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


@extend_schema_view(
    get=extend_schema(
        operation_id="track_ids", parameters=[lists.TrackQuery], tags=["tracks"], responses=IDS
    )
)
class TrackIds(CatalogList):
    """The ids of such a list alone, for a queue: what is shown of them is asked for as it comes to be seen."""

    pagination_class = IdsPagination
    serializer_class = IdSerializer
    query_serializer = lists.TrackQuery
    rows = lists.tracks

    def with_relations(self, rows: Any) -> Any:
        return rows.only("public_id", *(name.removeprefix("-") for name in self.order))

    def get_serializer(self, *args: Any, **kwargs: Any) -> Any:
        return IdSerializer(*args, **kwargs)  # nothing of it can be left out

    def shape_parameters(self, method: str) -> Any:
        return ()


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
        return rows.with_image_for(viewer_for(self.request))


@detail("artists")
class ArtistDetail(CatalogDetail):
    """An artist; their music is `albums/?artist=<id>` and `tracks/?artist=<id>`."""

    serializer_class = serializers.ArtistDetailSerializer
    includes: ClassVar = {"albums": included.albums_of_artist}

    def get_queryset(self) -> "QuerySet[Artist]":
        viewer = viewer_for(self.request)
        return Artist.objects.reachable_by(viewer).with_image_for(viewer)


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
