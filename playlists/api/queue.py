"""`me/queue/`."""

from typing import Any

from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.viewer import user_for, viewer_for
from common.api.query import IdField
from common.api.scopes import KEEPS
from playlists.models import PlayQueue
from playlists.queries import tracks_still_there
from playlists.services import queue_save

MOST_QUEUED = 5000


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
