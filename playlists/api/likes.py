"""`me/likes/`."""

from collections.abc import Collection, Sequence
from typing import Any

from django.db.models import QuerySet
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers, status
from rest_framework.generics import ListAPIView
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.viewer import user_for, viewer_for
from catalog.api.serializers import TrackSerializer
from catalog.models import Track
from catalog.querysets import credits_of
from common.api.paging import IDS, IdSerializer, IdsPagination
from common.api.query import IdField, query_of
from common.api.scopes import KEEPS
from playlists.models import Like
from playlists.queries import likes_among
from playlists.services import KINDS, like_add, like_remove

MOST_IDS = 80
"""As many as a request's line has room for (gunicorn: 4094 bytes), percent-encoded, with the longest of the kinds."""


class ThingsField(serializers.CharField):
    """`track:<id>,album:<id>`: at most MOST_IDS, of these kinds."""

    def __init__(self, kinds: Collection[str] = tuple(KINDS), **options: Any) -> None:
        super().__init__(
            help_text=f"`<kind>:<id>,<kind>:<id>`, up to {MOST_IDS}; kinds are {', '.join(kinds)}.",
            **options,
        )
        self.kinds = kinds

    def to_internal_value(self, data: Any) -> Any:
        named = [name for name in super().to_internal_value(data).split(",") if name]
        if len(named) > MOST_IDS:
            raise serializers.ValidationError(f"At most {MOST_IDS} at once.")
        return things_in(named, self.kinds)


def things_in(names: Sequence[str], kinds: Collection[str]) -> list[tuple[str, str]]:
    """`["track:<id>", …]` as (kind, id). Raises ValidationError."""
    things = []
    id_field = IdField()
    for name in names:
        kind, _, public_id = name.partition(":")
        if kind not in kinds:
            takes = ", ".join(f"{each}:" for each in kinds)
            raise serializers.ValidationError(f"Each is one of {takes} and an id.")
        things.append((kind, id_field.run_validation(public_id)))
    return things


class LikesQuery(serializers.Serializer[Any]):
    ids = ThingsField(allow_blank=True)


class LikedSerializer(serializers.Serializer[Any]):
    liked = serializers.ListField(
        child=serializers.CharField(), help_text="Those of the asked that are liked."
    )


@method_decorator(never_cache, name="dispatch")
class LikesView(APIView):
    """Which of the things on a page one likes: laid over pages that are the same for everyone."""

    permission_classes = (IsAuthenticated,)
    scope = KEEPS

    @extend_schema(
        operation_id="likes_among", tags=["me"], parameters=[LikesQuery], responses=LikedSerializer
    )
    def get(self, request: Request) -> Response:
        asked = query_of(request, LikesQuery)["ids"]
        return Response({"liked": likes_among(user_for(request), asked)})


LIKE_PATH = [
    OpenApiParameter("kind", OpenApiTypes.STR, OpenApiParameter.PATH, enum=list(KINDS)),
    OpenApiParameter("public_id", OpenApiTypes.STR, OpenApiParameter.PATH),
]


@method_decorator(never_cache, name="dispatch")
class LikeView(APIView):
    """One like: put, or taken back. Both may be said twice."""

    permission_classes = (IsAuthenticated,)
    scope = KEEPS

    @extend_schema(operation_id="like_add", tags=["me"], parameters=LIKE_PATH,
                   request=None, responses={204: None})  # fmt: skip
    def put(self, request: Request, kind: str, public_id: str) -> Response:
        like_add(user=user_for(request), viewer=viewer_for(request), kind=kind, public_id=public_id)
        return Response(status=status.HTTP_204_NO_CONTENT)

    @extend_schema(operation_id="like_remove", tags=["me"], parameters=LIKE_PATH,
                   request=None, responses={204: None})  # fmt: skip
    def delete(self, request: Request, kind: str, public_id: str) -> Response:
        like_remove(user=user_for(request), kind=kind, public_id=public_id)
        return Response(status=status.HTTP_204_NO_CONTENT)


class LikedTrackSerializer(serializers.Serializer[Like]):
    """A liked track, told as a track."""

    def to_representation(self, instance: Like) -> Any:
        return TrackSerializer(instance.track).data


@method_decorator(never_cache, name="dispatch")
class LikedTracksView(ListAPIView[Like]):
    """Liked tracks, newest like first."""

    permission_classes = (IsAuthenticated,)
    scope = KEEPS
    serializer_class = LikedTrackSerializer

    @extend_schema(operation_id="likes_tracks", tags=["me"], responses=TrackSerializer(many=True))
    def get(self, request: Request) -> Response:
        return self.list(request)

    def get_queryset(self) -> "QuerySet[Like]":
        reachable = Track.objects.reachable_by(viewer_for(self.request))
        return (
            Like.objects.filter(user=user_for(self.request), track__in=reachable.values("pk"))
            .select_related("track__album__cover")
            .prefetch_related(credits_of("track__credits"))
        )

    def keyset_order(self) -> tuple[str, ...]:
        return ("-liked_at", "-id")


class LikedTrackIdsView(LikedTracksView):
    """The ids of those alone, for a queue."""

    pagination_class = IdsPagination

    @extend_schema(operation_id="likes_track_ids", tags=["me"], responses=IDS)
    def get(self, request: Request) -> Response:
        return self.list(request)

    def get_queryset(self) -> "QuerySet[Like]":
        rows = super().get_queryset().select_related(None).prefetch_related(None)
        return rows.select_related("track").only("liked_at", "track__public_id")

    def paginate_queryset(self, queryset: Any) -> Any:
        return [like.track for like in super().paginate_queryset(queryset) or []]

    def get_serializer_class(self) -> Any:
        return IdSerializer
