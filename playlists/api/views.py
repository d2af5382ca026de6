"""`me/likes/` and `me/queue/`."""

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
from common.api.query import IdField, query_of
from common.api.scopes import KEEPS
from playlists.models import Like, PlayQueue
from playlists.queries import likes_among, tracks_still_there
from playlists.services import KINDS, like_add, like_remove, queue_save

MOST_IDS = 200
MOST_QUEUED = 5000


class ThingsField(serializers.CharField):
    """`track:<id>,album:<id>`: at most 200."""

    def to_internal_value(self, data: Any) -> Any:
        named = [name for name in super().to_internal_value(data).split(",") if name]
        if len(named) > MOST_IDS:
            raise serializers.ValidationError(f"At most {MOST_IDS} at once.")
        things = [name.partition(":")[::2] for name in named]
        for kind, public_id in things:
            if kind not in KINDS:
                raise serializers.ValidationError("Each is track:, album: or artist: and an id.")
            IdField().run_validation(public_id)
        return things


class LikesQuery(serializers.Serializer[Any]):
    ids = ThingsField(allow_blank=True, help_text="`track:<id>,album:<id>,artist:<id>`, up to 200.")


class LikedSerializer(serializers.Serializer[Any]):
    liked = serializers.ListField(
        child=serializers.CharField(), help_text="Those of the asked that are liked."
    )


class QueueSerializer(serializers.Serializer[PlayQueue]):
    """A queue: track ids in order, which of them is current, and where in it."""

    tracks = serializers.ListField(child=IdField(), max_length=MOST_QUEUED)
    current = serializers.IntegerField(min_value=0, max_value=MOST_QUEUED, default=0)
    position_ms = serializers.IntegerField(min_value=0, max_value=2**31 - 1, default=0)
    changed_at = serializers.DateTimeField(read_only=True, allow_null=True)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if attrs["current"] >= max(1, len(attrs["tracks"])):
            raise serializers.ValidationError({"current": "There is no such place in the queue."})
        return attrs


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


@method_decorator(never_cache, name="dispatch")
class QueueView(APIView):
    """The queue that a listener left, to go on with on another device."""

    permission_classes = (IsAuthenticated,)
    scope = KEEPS

    @extend_schema(operation_id="queue", tags=["me"], responses=QueueSerializer)
    def get(self, request: Request) -> Response:
        queue = PlayQueue.objects.filter(user=user_for(request)).first()
        if queue is None:
            return Response({"tracks": [], "current": 0, "position_ms": 0, "changed_at": None})
        return Response(QueueSerializer(tracks_still_there(queue, viewer_for(request))).data)

    @extend_schema(
        operation_id="queue_save", tags=["me"], request=QueueSerializer, responses=QueueSerializer
    )
    def put(self, request: Request) -> Response:
        given = QueueSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        return Response(
            QueueSerializer(queue_save(user=user_for(request), **given.validated_data)).data
        )
