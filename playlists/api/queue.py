"""`me/queue/`: what one was hearing, to go on with on another device."""

from datetime import datetime
from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.agents import agent_name
from accounts.viewer import user_for, viewer_for
from catalog.api.serializers import TrackSerializer
from common.api.conditions import conditional, seen_by, tagged
from common.api.query import IdField, body_of
from common.api.scopes import KEEPS
from playlists.models import PlayQueue
from playlists.queries import MOST_QUEUED, current_of, tracks_still_there
from playlists.services import queue_move, queue_save

SOURCE = r"\A[a-z]{1,20}(:[A-Za-z0-9_-]{1,36})?\Z"


class PlaceInQueueSerializer(serializers.Serializer[PlayQueue]):
    """Where in a queue somebody is, and who says so."""

    current = serializers.IntegerField(
        min_value=0, max_value=MOST_QUEUED, default=0, help_text="Index of the current track."
    )
    position_ms = serializers.IntegerField(min_value=0, max_value=2**31 - 1, default=0)
    source = serializers.RegexField(  # type: ignore[assignment]  # DRF's own argument of that name
        SOURCE,
        default="",
        allow_blank=True,
        help_text="Where the current track came from, as in `plays/`.",
    )
    device = IdField(
        default="", allow_blank=True, help_text="Made by the player once for each device."
    )
    device_name = serializers.CharField(read_only=True, help_text="As its browser calls itself.")
    changed_at = serializers.SerializerMethodField(help_text="Null where none was left yet.")

    def get_changed_at(self, queue: PlayQueue) -> datetime | None:
        return queue.changed_at if queue.version else None


class QueueSerializer(PlaceInQueueSerializer):
    """A queue: track ids in the order of play, which of them is current, and where in it."""

    tracks = serializers.ListField(child=IdField(), max_length=MOST_QUEUED)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if attrs["current"] >= max(1, len(attrs["tracks"])):
            raise serializers.ValidationError({"current": "There is no such place in the queue."})
        return attrs


class QueueCurrentSerializer(PlaceInQueueSerializer):
    """The track where a queue stands, the first that can be heard from there on; null where there is none."""

    length = serializers.IntegerField(read_only=True)
    track = TrackSerializer(read_only=True, allow_null=True)


class QueueAPI(APIView):
    """Of oneself alone."""

    permission_classes = (IsAuthenticated,)
    scope = KEEPS

    def kept(self, request: Request) -> PlayQueue:
        """The listener's queue; an empty one where none was left yet."""
        user = user_for(request)
        found = PlayQueue.objects.filter(user=user).first()
        return found or PlayQueue(user=user)

    def device(self, request: Request) -> str:
        return agent_name(request.headers.get("User-Agent", ""))

    def written(self, request: Request, queue: PlayQueue) -> Response:
        return tagged(request, queue.tag, lambda: PlaceInQueueSerializer(queue).data)


class QueueView(QueueAPI):
    """The queue that a listener left, to go on with on another device. What they can't hear any more is left out."""

    @extend_schema(operation_id="queue", tags=["me"], responses=QueueSerializer)
    def get(self, request: Request) -> Response:
        queue = self.kept(request)
        viewer = viewer_for(request)
        # What can be heard changes without a write, so nothing is told to be as it was.
        answer = Response(QueueSerializer(tracks_still_there(queue, viewer)).data)
        answer.headers["ETag"] = queue.tag
        answer.headers["Cache-Control"] = "private, no-store"
        return answer

    @extend_schema(
        operation_id="queue_save",
        tags=["me"],
        request=QueueSerializer,
        responses=PlaceInQueueSerializer,
    )
    @conditional
    def put(self, request: Request) -> Response:
        given = body_of(request, QueueSerializer)
        return self.written(
            request,
            queue_save(
                user=user_for(request),
                device_name=self.device(request),
                seen=seen_by(request),
                **given,
            ),
        )


class QueueCurrentView(QueueAPI):
    """Where in that queue they are: a short question for whoever offers to go on, and a short word as it plays."""

    @extend_schema(operation_id="queue_current", tags=["me"], responses=QueueCurrentSerializer)
    def get(self, request: Request) -> Response:
        queue = self.kept(request)
        told = current_of(queue, viewer_for(request))
        answer = Response(QueueCurrentSerializer(told).data)
        answer.headers["ETag"] = queue.tag
        answer.headers["Cache-Control"] = "private, no-store"
        return answer

    @extend_schema(
        operation_id="queue_move",
        tags=["me"],
        request=PlaceInQueueSerializer,
        responses=PlaceInQueueSerializer,
    )
    @conditional
    def put(self, request: Request) -> Response:
        given = body_of(request, PlaceInQueueSerializer)
        return self.written(
            request,
            queue_move(
                user=user_for(request),
                device_name=self.device(request),
                seen=seen_by(request),
                **given,
            ),
        )
