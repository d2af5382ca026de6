"""`playlists/import/` and `playlists/<id>/export/<format>/`."""

from typing import Any

from django.http import HttpResponse
from django.utils.http import content_disposition_header
from django.utils.timezone import now
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers, status
from rest_framework.permissions import AllowAny, IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.viewer import Viewer, user_for, viewer_for
from common.api.idempotency import idempotent
from common.api.limits import Limit
from common.api.query import body_of
from common.api.scopes import KEEPS, READS
from common.errors import NotFound
from playlists.api.listening import ListeningImportSerializer
from playlists.api.playlists import card_of
from playlists.api.serializers import PlaylistSerializer
from playlists.exchange.formats import WRITERS
from playlists.models import ListeningImport
from playlists.models.playlist import TITLE_LENGTH
from playlists.queries import playlist_for
from playlists.services.exchange import sheet_of
from playlists.services.listening import playlist_import_ask


class ImportSerializer(serializers.Serializer[Any]):
    """A file as text: M3U, XSPF or JSPF, told by its content."""

    file = serializers.CharField(trim_whitespace=False, max_length=2_400_000)
    title = serializers.CharField(
        required=False,
        allow_blank=True,
        max_length=TITLE_LENGTH,
        help_text="Empty: the file's own.",
    )


class UnmatchedSerializer(serializers.Serializer[Any]):
    number = serializers.IntegerField(help_text="Of the line among the file's tracks, from 1.")
    title = serializers.CharField()
    artist = serializers.CharField()
    album = serializers.CharField()
    location = serializers.CharField()


class ImportedSerializer(serializers.Serializer[Any]):
    playlist = PlaylistSerializer()
    matched = serializers.IntegerField()
    unmatched = UnmatchedSerializer(many=True)


class ImportLimit(Limit):
    """Matching takes its time, in a request and in a job."""

    name, most, window = "import", 10, 600


class ImportView(APIView):
    """Make a playlist of a file. Tracks are matched by address, MusicBrainz id, ISRC, then names."""

    throttle_classes = (Limit, ImportLimit)
    permission_classes = (IsAuthenticated,)
    scope = KEEPS

    @extend_schema(
        operation_id="playlist_import",
        tags=["playlists"],
        request=ImportSerializer,
        responses={201: ImportedSerializer, 202: ListeningImportSerializer},
    )
    @idempotent
    def post(self, request: Request) -> Response:
        """Up to 500 tracks at once. A longer file is taken in by a job (202): its report is at `me/imports/<id>/`."""
        given = body_of(request, ImportSerializer)
        viewer = viewer_for(request)
        done = playlist_import_ask(
            viewer=viewer,
            user=user_for(request),
            data=given["file"].encode(),
            title=given.get("title", ""),
            at=now(),
        )
        if isinstance(done, ListeningImport):
            told = ListeningImportSerializer(done).data
            return Response(told, status=status.HTTP_202_ACCEPTED)
        body = {
            "playlist": PlaylistSerializer(card_of(done.playlist, viewer)).data,
            "matched": done.matched,
            "unmatched": [
                {
                    "number": number,
                    "title": line.title,
                    "artist": line.artist,
                    "album": line.album,
                    "location": line.location,
                }
                for number, line in done.unmatched
            ],
        }
        return Response(body, status=status.HTTP_201_CREATED)


def exported(viewer: Viewer, public_id: str, ending: str) -> HttpResponse:
    """A playlist as a file to keep. Raises NotFound, also for a format that there is not."""
    playlist = playlist_for(viewer, public_id)
    if ending not in WRITERS:
        raise NotFound
    write, media_type = WRITERS[ending]
    response = HttpResponse(write(sheet_of(playlist, viewer)), content_type=media_type)
    name = "".join(c if c.isprintable() and c not in '/\\:*?"<>|' else "_" for c in playlist.title)
    disposition = content_disposition_header(True, f"{name[:100]}.{ending}")
    response.headers["Content-Disposition"] = disposition or "attachment"
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


class ExportView(APIView):
    """What of a playlist the viewer reaches, as a file."""

    permission_classes = (AllowAny,)
    scope = READS

    @extend_schema(
        operation_id="playlist_export",
        tags=["playlists"],
        parameters=[
            OpenApiParameter("ending", OpenApiTypes.STR, OpenApiParameter.PATH, enum=list(WRITERS))
        ],
        responses={
            (200, "audio/x-mpegurl"): OpenApiTypes.STR,
            (200, "application/xspf+xml"): OpenApiTypes.STR,
            (200, "application/jspf+json"): OpenApiTypes.OBJECT,
        },
    )
    def get(self, request: Request, public_id: str, ending: str) -> HttpResponse:
        return exported(viewer_for(request), public_id, ending)
