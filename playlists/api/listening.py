"""`me/imports/`: a past that is brought along from another service, as a file, and the report of it."""

from typing import Any

from django.http import HttpResponse
from django.utils.decorators import method_decorator
from django.utils.timezone import now
from django.views.decorators.cache import never_cache
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_field
from rest_framework import serializers, status
from rest_framework.generics import ListAPIView
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.viewer import user_for
from common.api.parsers import BoundedMultiPartParser
from common.api.query import body_of
from common.api.scopes import KEEPS, READS
from playlists.models import ListeningImport
from playlists.past.missing import ENDINGS, missing_file
from playlists.past.report import FIELDS
from playlists.past.sources import READERS
from playlists.services.listening import (
    listening_import_ask,
    listening_import_forget,
    listening_import_of,
)


class ImportAskSerializer(serializers.Serializer[Any]):
    """A file with what it says of itself."""

    file = serializers.FileField(
        max_length=255,
        help_text="A Navidrome database, or a ZIP or JSON of Spotify or ListenBrainz; at most 512 MB.",
    )
    source = serializers.ChoiceField(  # type: ignore[assignment]  # DRF's own argument of that name
        list(READERS),
        required=False,
        allow_blank=True,
        default="",
        help_text="Empty: told by the content.",
    )
    navidrome_user = serializers.CharField(
        required=False, allow_blank=True, default="", max_length=190,
        help_text="Whose past, where several people use that Navidrome.",
    )  # fmt: skip
    dry_run = serializers.BooleanField(
        required=False, default=False, help_text="Only tell what would be done."
    )


class TallySerializer(serializers.Serializer[Any]):
    told = serializers.IntegerField(help_text="In the file.")
    found = serializers.IntegerField(help_text="Of these are here.")
    new = serializers.IntegerField(help_text="Of these were not here yet.")


class ReportSerializer(serializers.Serializer[Any]):
    tallies = serializers.DictField(
        child=TallySerializer(),
        help_text="By `plays`, `likes`, `ratings`, `follows`, `playlists`, `entries`.",
    )
    undated = serializers.IntegerField(help_text="Plays whose times nobody knows: not taken.")
    passed = serializers.DictField(
        child=serializers.IntegerField(), help_text="What was passed over, by the reason."
    )
    missing_total = serializers.IntegerField(help_text="Different things that are not here.")


class ListeningImportSerializer(serializers.Serializer[ListeningImport]):
    """A file on its way in, or what came of it."""

    id = serializers.CharField(source="public_id")
    state = serializers.ChoiceField(ListeningImport.State.choices)
    file_name = serializers.CharField()
    source = serializers.CharField(  # type: ignore[assignment]  # DRF's own argument of that name
        help_text="The service; `playlist`: a long playlist's file."
    )
    is_dry_run = serializers.BooleanField()
    created_at = serializers.DateTimeField()
    stage = serializers.CharField(help_text="`read`, `match` or `write`, while it runs.")
    progress = serializers.IntegerField()
    total = serializers.IntegerField(help_text="0: not known yet.")
    error = serializers.CharField()
    report = serializers.SerializerMethodField(help_text="Null until it is done.")
    playlist = serializers.CharField(
        source="playlist.public_id",
        default=None,
        allow_null=True,
        help_text="What a playlist's file became: its id.",
    )

    @extend_schema_field(ReportSerializer(allow_null=True))
    def get_report(self, row: ListeningImport) -> Any:
        return row.report or None


@method_decorator(never_cache, name="dispatch")
class ImportsView(ListAPIView[ListeningImport]):
    """What was brought along, the latest first; `POST` brings another file."""

    permission_classes = (IsAuthenticated,)
    parser_classes = (BoundedMultiPartParser,)
    scope = KEEPS
    serializer_class = ListeningImportSerializer

    @extend_schema(operation_id="listening_imports", tags=["me"])
    def get(self, request: Request) -> Response:
        return self.list(request)

    @extend_schema(
        operation_id="listening_import_ask",
        tags=["me"],
        request={"multipart/form-data": ImportAskSerializer},
        responses={202: ListeningImportSerializer},
    )
    def post(self, request: Request) -> Response:
        """Take a file in, in the background: `GET` what comes back until its `state` is `done` or `failed`."""
        told = body_of(request, ImportAskSerializer)
        row = listening_import_ask(
            user=user_for(request),
            file=told["file"].file,
            size=told["file"].size,
            file_name=told["file"].name,
            source=told["source"],
            navidrome_user=told["navidrome_user"],
            is_dry_run=told["dry_run"],
            at=now(),
        )
        return Response(ListeningImportSerializer(row).data, status=status.HTTP_202_ACCEPTED)

    def get_queryset(self) -> Any:
        return ListeningImport.objects.told_of(user_for(self.request))

    def keyset_order(self) -> tuple[str, ...]:
        return ("-id",)


@method_decorator(never_cache, name="dispatch")
class ImportView(APIView):
    """One file and its report. `DELETE` forgets the report; what came in stays."""

    permission_classes = (IsAuthenticated,)
    scope = KEEPS

    @extend_schema(
        operation_id="listening_import", tags=["me"], responses=ListeningImportSerializer
    )
    def get(self, request: Request, public_id: str) -> Response:
        row = listening_import_of(user=user_for(request), public_id=public_id)
        return Response(ListeningImportSerializer(row).data)

    @extend_schema(
        operation_id="listening_import_forget", tags=["me"], request=None, responses={204: None}
    )
    def delete(self, request: Request, public_id: str) -> Response:
        listening_import_forget(user=user_for(request), public_id=public_id, at=now())
        return Response(status=status.HTTP_204_NO_CONTENT)


class MissingView(APIView):
    """What of a file is not here, the most played first: at most 10,000 rows."""

    permission_classes = (IsAuthenticated,)
    scope = READS

    @extend_schema(
        operation_id="listening_import_missing",
        tags=["me"],
        parameters=[
            OpenApiParameter("ending", OpenApiTypes.STR, OpenApiParameter.PATH, enum=list(ENDINGS))
        ],
        responses={
            (200, "text/csv"): OpenApiTypes.STR,
            (200, "application/json"): {
                "type": "array",
                "items": {
                    "type": "object",
                    "required": list(FIELDS),
                    "properties": {
                        name: {"type": "integer" if name == "count" else "string"}
                        for name in FIELDS
                    },
                },
            },
        },
    )
    def get(self, request: Request, public_id: str, ending: str) -> HttpResponse:
        return missing_file(user_for(request), public_id, ending)
