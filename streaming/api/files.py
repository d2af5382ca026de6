"""`tracks/<id>/files/`: the file that a track plays from, and those it had before, which can be brought back."""

from typing import Any

from django.utils.decorators import method_decorator
from django.utils.timezone import now
from django.views.decorators.cache import never_cache
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.viewer import viewer_for
from catalog.api.curation import CURATES
from catalog.curation import track_of_workspace
from streaming.uploads.replacing import file_bring_back, file_told, files_of


class TrackFileSerializer(serializers.Serializer[Any]):
    """A file of a track."""

    id = serializers.CharField()
    name = serializers.CharField()
    size = serializers.IntegerField(help_text="Bytes.")
    codec = serializers.CharField()
    duration_ms = serializers.IntegerField()
    is_current = serializers.BooleanField(help_text="The one that is heard.")
    replaced_at = serializers.DateTimeField(allow_null=True)
    kept_until = serializers.DateTimeField(
        allow_null=True, help_text="Until then it can be brought back."
    )


class TrackFilesSerializer(serializers.Serializer[Any]):
    """The current one first, then the latest replaced."""

    results = TrackFileSerializer(many=True)


@method_decorator(never_cache, name="dispatch")
class TrackFilesView(APIView):
    """Files of a track, for its workspace."""

    permission_classes = (IsAuthenticated,)
    scope = CURATES

    @extend_schema(operation_id="track_files", tags=["tracks"], responses=TrackFilesSerializer)
    def get(self, request: Request, public_id: str) -> Response:
        track = track_of_workspace(viewer_for(request), public_id)
        return Response({"results": [file_told(file) for file in files_of(track, at=now())]})


class TrackFileCurrentView(APIView):
    """A file of before."""

    permission_classes = (IsAuthenticated,)
    scope = CURATES

    @extend_schema(
        operation_id="track_file_bring_back",
        tags=["tracks"],
        request=None,
        responses=TrackFileSerializer,
    )
    def post(self, request: Request, public_id: str, file_id: str) -> Response:
        """Let the track play from this file again; the one it plays from now is kept in its stead."""
        track = track_of_workspace(viewer_for(request), public_id, to_change=True)
        return Response(file_told(file_bring_back(track=track, public_id=file_id, at=now())))
