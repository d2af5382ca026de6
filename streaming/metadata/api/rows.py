"""`metadata/`: tracks as rows of cells, read and written many at a time, with a result for each."""

from typing import Any

from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.viewer import user_for, viewer_for
from catalog.api.curation import CURATES
from catalog.models import Change, Track
from catalog.services.changes import Edits
from catalog.sheet.changing import CellsInvalid, row_change
from catalog.sheet.columns import COLUMNS, Column, Kind
from catalog.sheet.reading import album_tag, cells_of, row_tag, said_of, with_cells
from common.api.bulk import bulk, bulk_of, bulk_results
from common.api.query import query_of
from common.errors import Invalid, NotFound
from common.versions import ANYTHING, Seen
from streaming.metadata.selection import MOST_ROWS, Selection, paths_of, tracks_selected

_ID = r"\A[0-9a-f]{32}\Z"
MOST_AT_ONCE = 100
MOST_NAMED = 100
"""In an address: of the 4,094 bytes of a request line each takes 35, with its comma written as `%2C`."""


class SheetQuerySerializer(serializers.Serializer[Any]):
    """Which tracks; one of the three must be said."""

    album = serializers.RegexField(_ID, required=False)
    batch = serializers.RegexField(
        r"\A[0-9a-zA-Z_-]{1,32}\Z", required=False, help_text="Of uploads: what came together."
    )
    tracks = serializers.RegexField(
        r"\A[0-9a-f]{32}(,[0-9a-f]{32})*\Z", required=False, max_length=33 * MOST_NAMED,
        help_text=f"Ids, divided by commas: at most {MOST_NAMED}.",
    )  # fmt: skip


class ChoiceSerializer(serializers.Serializer[Any]):
    """A value that a cell may have."""

    value = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]  # DRF has one too


class ColumnSerializer(serializers.Serializer[Any]):
    """A column of the sheet."""

    key = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]  # as above
    kind = serializers.ChoiceField(list(Kind))
    choices = ChoiceSerializer(many=True)
    help = serializers.CharField()
    is_private = serializers.BooleanField(help_text="Seen by the people of the workspace alone.")
    is_of_album = serializers.BooleanField(
        help_text="The same in all rows of an album: written in one, it changes in all."
    )


class SaidSerializer(serializers.Serializer[Any]):
    """Who set a cell, and what the tags say instead."""

    by = serializers.ChoiceField(["person", "lookup"])
    tags = serializers.CharField(allow_null=True, help_text="Null where no tag could say it.")


class RowSerializer(serializers.Serializer[Any]):
    """A track as a row. `tag` goes back as `if_match`, `album_tag` as `if_album_match`. What nobody set, tags say."""

    id = serializers.CharField()
    tag = serializers.CharField()
    album_tag = serializers.CharField()
    url = serializers.CharField()
    album = serializers.CharField(help_text="Its id.")
    file = serializers.CharField(help_text="The path of its file; empty where there is none.")
    duration_ms = serializers.IntegerField()
    cells = serializers.DictField(child=serializers.CharField(allow_blank=True))
    said = serializers.DictField(child=SaidSerializer())


class SheetSerializer(serializers.Serializer[Any]):
    """Columns in their order, and rows."""

    columns = ColumnSerializer(many=True)
    rows = RowSerializer(many=True)
    total = serializers.IntegerField(help_text=f"Rows there are; at most {MOST_ROWS} are told.")


class RowChangeSerializer(serializers.Serializer[Any]):
    """What to write of a row. A cell that is sent as it is changes nothing; the empty text empties it."""

    id = serializers.RegexField(_ID)
    if_match = serializers.CharField(
        required=False, max_length=100, help_text="The row's `tag`: fails with 412 if it has changed since."
    )  # fmt: skip
    if_album_match = serializers.CharField(
        required=False, max_length=100,
        help_text="The row's `album_tag`: 412 if a cell of the album is to change, and it has changed since.",
    )  # fmt: skip
    cells = serializers.DictField(
        child=serializers.CharField(allow_blank=True, max_length=50_000, trim_whitespace=False),
        required=False,
    )
    release = serializers.ListField(
        child=serializers.CharField(max_length=30), required=False, max_length=len(COLUMNS),
        help_text="Cells to give back to the tags.",
    )  # fmt: skip


def column_told(column: Column) -> dict[str, Any]:
    return {
        "key": column.key,
        "label": str(column.label),
        "kind": column.kind,
        "choices": [{"value": value, "label": str(label)} for value, label in column.choices],
        "help": str(column.help),
        "is_private": column.is_private,
        "is_of_album": column.is_of_album,
    }


def row_told(track: Any, path: str) -> dict[str, Any]:
    """A track that was read `with_cells`, as RowSerializer tells it."""
    return {
        "id": track.public_id,
        "tag": row_tag(track),
        "album_tag": album_tag(track),
        "url": track.get_absolute_url(),
        "album": track.album.public_id,
        "file": path,
        "duration_ms": track.duration_ms,
        "cells": cells_of(track),
        "said": {key: {"by": one.by, "tags": one.tags} for key, one in said_of(track).items()},
    }


def _seen(item: dict[str, Any], name: str) -> Seen:
    return Seen(frozenset({item[name]})) if name in item else ANYTHING


@method_decorator(never_cache, name="dispatch")
class MetadataView(APIView):
    """The metadata of many tracks, for those who may change it."""

    permission_classes = (IsAuthenticated,)
    scope = CURATES

    @extend_schema(
        operation_id="metadata", tags=["metadata"], parameters=[SheetQuerySerializer],
        responses=SheetSerializer,
    )  # fmt: skip
    def get(self, request: Request) -> Response:
        """Rows of an album, of a batch of uploads, or of these tracks. 404 where none of them is yours to change."""
        asked = query_of(request, SheetQuerySerializer)
        named = tuple(asked["tracks"].split(",")) if asked.get("tracks") else ()
        selection = Selection(asked.get("album", ""), asked.get("batch", ""), named)
        if not selection.says_something:
            raise Invalid("Say which tracks: album, batch or tracks.", field="album")
        selected = tracks_selected(viewer_for(request), selection)
        rows = list(with_cells(selected)[:MOST_ROWS])
        if not rows:
            raise NotFound
        total = len(rows) if len(rows) < MOST_ROWS else selected.count()
        paths = paths_of(row.pk for row in rows)
        return Response(
            {
                "columns": [column_told(column) for column in COLUMNS],
                "rows": [row_told(row, paths.get(row.pk, "")) for row in rows],
                "total": total,
            }
        )

    @extend_schema(
        operation_id="metadata_change", tags=["metadata"],
        request=bulk_of(RowChangeSerializer, most=MOST_AT_ONCE), responses=bulk_results(RowSerializer),
    )  # fmt: skip
    def post(self, request: Request) -> Response:
        """Write rows: each of them whole or not at all, whatever becomes of the others."""
        viewer = viewer_for(request)
        edits = Edits(by=user_for(request), source=Change.Source.GRID)

        def change(item: dict[str, Any]) -> dict[str, Any]:
            found = Track.objects.editable_by(viewer).filter(public_id=item["id"]).first()
            if found is None:
                raise NotFound
            try:
                track = row_change(
                    track=found, cells=item.get("cells", {}), release=item.get("release", ()), edits=edits,
                    seen=_seen(item, "if_match"), seen_album=_seen(item, "if_album_match"),
                )  # fmt: skip
            except CellsInvalid as error:
                raise ValidationError(
                    {"cells": {key: [says] for key, says in error.errors.items()}}
                ) from error
            return row_told(track, paths_of([track.pk]).get(track.pk, ""))

        with edits.together("track", "album"):
            return bulk(request, RowChangeSerializer, change, most=MOST_AT_ONCE)
