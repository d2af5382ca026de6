"""What stands in a playlist: pages of it, and edits that name entries by their ids, so that they never undo others'."""

from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.generics import ListAPIView
from rest_framework.permissions import AllowAny, IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.viewer import user_for, viewer_for
from catalog.api.serializers import TrackSerializer
from common.api.conditions import conditional, seen_by
from common.api.idempotency import idempotent
from common.api.paging import IDS, IdSerializer, IdsPagination
from common.api.query import IdField, body_of
from common.api.scopes import KEEPS, READS
from common.paging import Page
from playlists.api.likes import things_in
from playlists.api.serializers import EntrySerializer
from playlists.models import Playlist, PlaylistChange, PlaylistEntry
from playlists.models.playlist import MOST_ENTRIES
from playlists.places import Place
from playlists.queries import entries_page, playable, with_tracks
from playlists.services import entries_add, entries_move, entries_remove, entries_sort
from playlists.services.entries import MOST_AT_ONCE, SORTS

ADDED_KINDS = ("track", "album", "playlist")
MOST_TOLD = 20
"""Added entries that an answer tells in full: an album's. Telling more takes longer than adding them, and a part of
them is of no use to anybody."""


class PlaceSerializer(serializers.Serializer[Any]):
    """Where entries go: an end (`at`), or beside another entry. The end of the playlist unless told."""

    at = serializers.ChoiceField(["first", "last"], required=False)
    before = IdField(required=False, help_text="An entry.")
    after = IdField(required=False, help_text="An entry.")

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if len({"at", "before", "after"} & attrs.keys()) > 1:
            raise serializers.ValidationError("Name one place: at, before or after.")
        return attrs


def place_of(given: dict[str, Any]) -> Place:
    if "before" in given:
        return Place("before", given["before"])
    if "after" in given:
        return Place("after", given["after"])
    return Place(given.get("at", "last"))


class AddSerializer(PlaceSerializer):
    items = serializers.ListField(
        child=serializers.CharField(max_length=50),
        min_length=1,
        max_length=MOST_AT_ONCE,
        help_text="`track:<id>`, `album:<id>`, `playlist:<id>`: the tracks of these, in this order.",
    )
    duplicates = serializers.ChoiceField(
        ["add", "skip", "refuse"],
        default="add",
        help_text="What of tracks that are in it already; refuse: 409, and nothing is added.",
    )

    def validate_items(self, items: list[str]) -> list[tuple[str, str]]:
        return things_in(items, ADDED_KINDS)


class AddedSerializer(serializers.Serializer[Any]):
    added = serializers.IntegerField(help_text="How many entries.")
    entries = EntrySerializer(
        many=True,
        help_text=f"Those added; none where they are more than {MOST_TOLD}: they are at `entries/`.",
    )
    duplicates = serializers.ListField(
        child=serializers.CharField(), help_text="Tracks that were skipped."
    )
    missing = serializers.ListField(
        child=serializers.CharField(), help_text="Items that are not there for you."
    )
    undo = serializers.CharField(allow_null=True)


class EntriesSerializer(PlaceSerializer):
    entries = serializers.ListField(child=IdField(), min_length=1, max_length=MOST_ENTRIES)


class EntryIdsSerializer(serializers.Serializer[Any]):
    entries = serializers.ListField(child=IdField(), min_length=1, max_length=MOST_ENTRIES)


class SortSerializer(serializers.Serializer[Any]):
    by = serializers.ChoiceField(list(SORTS))
    descending = serializers.BooleanField(default=False)
    seed = serializers.IntegerField(
        min_value=0, max_value=2**31 - 1, required=False, help_text="Of the random order."
    )


class ChangedSerializer(serializers.Serializer[Any]):
    entry_count = serializers.IntegerField()
    undo = serializers.CharField(
        allow_null=True, help_text="For `undo/`; null where nothing changed."
    )


class EntriesView(ListAPIView[Any]):
    """The entries of a playlist in their order."""

    permission_classes = (AllowAny,)
    scope = KEEPS
    serializer_class = EntrySerializer

    @extend_schema(operation_id="playlist_entries", tags=["playlists"])
    def get(self, request: Request, public_id: str) -> Response:
        return self.list(request)

    @extend_schema(
        operation_id="playlist_entries_add",
        tags=["playlists"],
        request=AddSerializer,
        responses={201: AddedSerializer},
    )
    @conditional
    @idempotent
    def post(self, request: Request, public_id: str) -> Response:
        viewer, values = viewer_for(request), body_of(request, AddSerializer)
        added = entries_add(
            viewer=viewer,
            user=user_for(request),
            playlist_id=public_id,
            things=values["items"],
            place=place_of(values),
            duplicates=values["duplicates"],
            seen=seen_by(request),
        )
        told = added.entries if len(added.entries) <= MOST_TOLD else []
        shown: Any = with_tracks(told, viewer, listed=False)
        answer = Response(
            {
                "added": len(added.entries),
                "entries": EntrySerializer(shown, many=True).data,
                "duplicates": added.duplicates,
                "missing": added.missing,
                "undo": added.change.public_id if added.change else None,
            },
            status=status.HTTP_201_CREATED,
        )
        answer.headers["ETag"] = added.playlist.tag
        return answer

    def get_permissions(self) -> Any:
        return [AllowAny() if self.request.method in {"GET", "HEAD"} else IsAuthenticated()]

    def get_queryset(self) -> "QuerySet[PlaylistEntry]":
        return PlaylistEntry.objects.none()  # `keyset_page` says which

    def paginate_queryset(self, queryset: Any) -> Any:
        viewer = viewer_for(self.request)
        rows = super().paginate_queryset(queryset)
        return with_tracks(rows or [], viewer)

    def keyset_page(self, rows: Any, *, cursor: str, size: int) -> Page[Any]:
        viewer = viewer_for(self.request)
        return entries_page(viewer, self.kwargs["public_id"], cursor=cursor, size=size)


class PlaylistTracksView(EntriesView):
    """What of a playlist can be played, in its order: the tracks that the viewer reaches. A page may hold fewer."""

    http_method_names = ("get", "head")
    scope = READS

    @extend_schema(
        operation_id="playlist_tracks", tags=["playlists"], responses=TrackSerializer(many=True)
    )
    def get(self, request: Request, public_id: str) -> Response:
        return self.list(request)

    def paginate_queryset(self, queryset: Any) -> Any:
        shown = super().paginate_queryset(queryset)
        return [one.track for one in shown if one.track and not one.is_missing]

    def get_serializer_class(self) -> Any:
        return TrackSerializer


class PlaylistTrackIdsView(PlaylistTracksView):
    """The ids of those alone, for a queue: what is shown of them is asked for as it comes to be seen."""

    pagination_class = IdsPagination

    @extend_schema(operation_id="playlist_track_ids", tags=["playlists"], responses=IDS)
    def get(self, request: Request, public_id: str) -> Response:
        return self.list(request)

    def paginate_queryset(self, queryset: Any) -> Any:
        viewer = viewer_for(self.request)
        entries = super(EntriesView, self).paginate_queryset(queryset)
        return playable(entries or [], viewer)

    def get_serializer_class(self) -> Any:
        return IdSerializer


def changed(playlist: Playlist, change: PlaylistChange | None) -> Response:
    answer = Response(
        {
            "entry_count": playlist.entry_count,
            "undo": change.public_id if change else None,
        }
    )
    answer.headers["ETag"] = playlist.tag
    return answer


class MoveView(APIView):
    """Put entries at a place, in the order in which they stand."""

    permission_classes = (IsAuthenticated,)
    scope = KEEPS

    @extend_schema(
        operation_id="playlist_entries_move",
        tags=["playlists"],
        request=EntriesSerializer,
        responses=ChangedSerializer,
    )
    @conditional
    def post(self, request: Request, public_id: str) -> Response:
        given = body_of(request, EntriesSerializer)
        playlist, change = entries_move(
            viewer=viewer_for(request),
            user=user_for(request),
            playlist_id=public_id,
            entries=given["entries"],
            place=place_of(given),
            seen=seen_by(request),
        )
        return changed(playlist, change)


class RemoveView(APIView):
    """Take entries out; those that are gone already do not matter."""

    permission_classes = (IsAuthenticated,)
    scope = KEEPS

    @extend_schema(
        operation_id="playlist_entries_remove",
        tags=["playlists"],
        request=EntryIdsSerializer,
        responses=ChangedSerializer,
    )
    @conditional
    def post(self, request: Request, public_id: str) -> Response:
        given = body_of(request, EntryIdsSerializer)
        playlist, change, _ = entries_remove(
            viewer=viewer_for(request),
            user=user_for(request),
            playlist_id=public_id,
            entries=given["entries"],
            seen=seen_by(request),
        )
        return changed(playlist, change)


class SortView(APIView):
    """Put a whole playlist in order."""

    permission_classes = (IsAuthenticated,)
    scope = KEEPS

    @extend_schema(
        operation_id="playlist_entries_sort",
        tags=["playlists"],
        request=SortSerializer,
        responses=ChangedSerializer,
    )
    @conditional
    def post(self, request: Request, public_id: str) -> Response:
        given = body_of(request, SortSerializer)
        playlist, change = entries_sort(
            viewer=viewer_for(request),
            user=user_for(request),
            playlist_id=public_id,
            seen=seen_by(request),
            **given,
        )
        return changed(playlist, change)
