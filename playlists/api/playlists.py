"""`playlists/`: lists by `listed_for`, one by `reachable_by`, writes by services."""

from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.generics import ListAPIView
from rest_framework.permissions import AllowAny, IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.viewer import Viewer, user_for, viewer_for
from catalog.api.lists import columns, ordering
from common.api.conditions import conditional, seen_by, tagged
from common.api.idempotency import idempotent
from common.api.query import IdField, body_of, query_of
from common.api.scopes import KEEPS
from common.api.shape import SHAPING, Shaped
from playlists.api.likes import things_in
from playlists.api.serializers import (
    NewPlaylistSerializer,
    PersonSerializer,
    PlaylistDetailSerializer,
    PlaylistFactsSerializer,
    PlaylistSerializer,
)
from playlists.models import Playlist
from playlists.queries import PlaylistCard, cards_of, collaborators_of, playlist_for
from playlists.services import (
    change_undo,
    collaborator_add,
    collaborator_remove,
    playlist_change,
    playlist_create,
    playlist_create_of,
    playlist_delete,
    playlist_duplicate,
)
from playlists.services.entries import MOST_AT_ONCE
from playlists.services.later import KINDS

ORDERS: dict[str, tuple[str, ...]] = {
    "changed": ("changed_at", "id"),
    "title": ("sort_key", "id"),
}


class PlaylistNewSerializer(NewPlaylistSerializer):
    """A new playlist, and what goes into it at once."""

    items = serializers.ListField(
        child=serializers.CharField(max_length=50),
        max_length=MOST_AT_ONCE,
        required=False,
        help_text="`track:<id>`, `album:<id>` or `playlist:<id>`, in their order; what you can not reach is left out.",
    )

    def validate_items(self, items: list[str]) -> list[tuple[str, str]]:
        return things_in(items, KINDS)

    def validate(self, attrs: Any) -> Any:
        if attrs.get("items") and "rules" in attrs:
            raise serializers.ValidationError({"items": "A smart playlist fills itself."})
        return attrs


class PlaylistQuery(serializers.Serializer[Any]):
    scope = serializers.ChoiceField(
        ["all", "mine"], default="all", help_text="mine: those that you own or work on."
    )
    owner = serializers.CharField(max_length=30, required=False, help_text="A person's handle.")
    ordering = ordering(ORDERS)


class UndoSerializer(serializers.Serializer[Any]):
    """What was done, and what undoes it."""

    undo = serializers.CharField(
        allow_null=True, help_text="For `undo/`; null where nothing changed."
    )


class ChangeRefSerializer(serializers.Serializer[Any]):
    change = IdField(help_text="An `undo` that a change of yours was answered with.")


class DuplicateSerializer(serializers.Serializer[Any]):
    title = serializers.CharField(
        required=False, allow_blank=True, default="", help_text="Empty: the same."
    )


def card_of(playlist: Playlist, viewer: Viewer) -> PlaylistCard:
    return cards_of([playlist], viewer)[0]


def told(
    request: Request, playlist: Playlist, *, status: int = 200, location: bool = False
) -> Response:
    """A playlist with its entity tag, which names its version and nothing of the viewer. What they may do and see is
    part of the answer, so that each keeps only their own (`private`, with `Vary`).
    """
    viewer = viewer_for(request)
    card = card_of(playlist, viewer)
    response = tagged(
        request, playlist.tag, lambda: PlaylistDetailSerializer(card).data, status=status
    )
    if location:
        response.headers["Location"] = f"/api/v1/playlists/{playlist.public_id}/"
    return response


class PlaylistsView(Shaped, ListAPIView[Any]):
    """Playlists that the viewer sees listed."""

    permission_classes = (AllowAny,)
    scope = KEEPS
    serializer_class = PlaylistSerializer

    @extend_schema(operation_id="playlists_list", tags=["playlists"], parameters=[PlaylistQuery])
    def get(self, request: Request) -> Response:
        return self.list(request)

    @extend_schema(
        operation_id="playlist_create",
        tags=["playlists"],
        request=PlaylistNewSerializer,
        responses={201: PlaylistDetailSerializer},
    )
    @idempotent
    def post(self, request: Request) -> Response:
        given = body_of(request, PlaylistNewSerializer)
        facts, user = given, user_for(request)
        if things := facts.pop("items", None):
            made = playlist_create_of(viewer=viewer_for(request), user=user, things=things, **facts)
            playlist = made.playlist
        else:
            playlist = playlist_create(user=user, **facts)
        return told(request, playlist, status=status.HTTP_201_CREATED, location=True)

    def get_permissions(self) -> Any:
        return [AllowAny() if self.request.method in {"GET", "HEAD"} else IsAuthenticated()]

    def get_queryset(self) -> "QuerySet[Playlist]":
        query = query_of(self.request, PlaylistQuery, also=SHAPING | {"cursor", "limit"})
        viewer = viewer_for(self.request)
        self.order = columns(ORDERS, query.get("ordering", "-changed"))
        rows = (
            Playlist.objects.mine(viewer)
            if query["scope"] == "mine"
            else Playlist.objects.listed_for(viewer)
        )
        if "owner" in query:
            rows = rows.filter(owner__handle=query["owner"])
        found: QuerySet[Playlist] = rows.for_cards()
        return found

    def paginate_queryset(self, queryset: Any) -> Any:
        rows = super().paginate_queryset(queryset)
        return cards_of(rows or [], viewer_for(self.request))

    def keyset_order(self) -> tuple[str, ...]:
        return self.order


class PlaylistView(APIView):
    """One playlist. Missing and hidden are the same answer."""

    scope = KEEPS

    def get_permissions(self) -> Any:
        return [AllowAny() if self.request.method in {"GET", "HEAD"} else IsAuthenticated()]

    permission_classes = (AllowAny,)

    @extend_schema(operation_id="playlist", tags=["playlists"], responses=PlaylistDetailSerializer)
    def get(self, request: Request, public_id: str) -> Response:
        return told(request, playlist_for(viewer_for(request), public_id))

    @extend_schema(
        operation_id="playlist_change",
        tags=["playlists"],
        request=PlaylistFactsSerializer(partial=True),
        responses=PlaylistDetailSerializer,
    )
    @conditional
    def patch(self, request: Request, public_id: str) -> Response:
        given = body_of(request, PlaylistFactsSerializer, partial=True)
        playlist = playlist_change(
            viewer=viewer_for(request),
            public_id=public_id,
            seen=seen_by(request),
            **given,
        )
        return told(request, playlist)

    @extend_schema(
        operation_id="playlist_delete",
        tags=["playlists"],
        request=None,
        responses={200: UndoSerializer},
    )
    @conditional
    def delete(self, request: Request, public_id: str) -> Response:
        change = playlist_delete(
            viewer=viewer_for(request),
            user=user_for(request),
            public_id=public_id,
            seen=seen_by(request),
        )
        return Response({"undo": change.public_id})


class DuplicateView(APIView):
    """A private copy."""

    permission_classes = (IsAuthenticated,)
    scope = KEEPS

    @extend_schema(
        operation_id="playlist_duplicate",
        tags=["playlists"],
        request=DuplicateSerializer,
        responses={201: PlaylistDetailSerializer},
    )
    @idempotent
    def post(self, request: Request, public_id: str) -> Response:
        given = body_of(request, DuplicateSerializer)
        copy, _ = playlist_duplicate(
            viewer=viewer_for(request),
            user=user_for(request),
            public_id=public_id,
            **given,
        )
        return told(request, copy, status=status.HTTP_201_CREATED, location=True)


class UndoView(APIView):
    """Undo a change of one's own, once; also the deletion of the playlist."""

    permission_classes = (IsAuthenticated,)
    scope = KEEPS

    @extend_schema(
        operation_id="playlist_undo",
        tags=["playlists"],
        request=ChangeRefSerializer,
        responses=UndoSerializer,
    )
    def post(self, request: Request, public_id: str) -> Response:
        given = body_of(request, ChangeRefSerializer)
        playlist, redo = change_undo(
            viewer=viewer_for(request),
            user=user_for(request),
            playlist_id=public_id,
            change_id=given["change"],
        )
        answer = Response({"undo": redo.public_id if redo else None})
        answer.headers["ETag"] = playlist.tag
        return answer


class CollaboratorsSerializer(serializers.Serializer[Any]):
    collaborators = PersonSerializer(many=True)


class CollaboratorView(APIView):
    """A person who edits a playlist: let in by its owner; taken out by the owner or by themselves."""

    permission_classes = (IsAuthenticated,)
    scope = KEEPS

    @extend_schema(
        operation_id="collaborator_add",
        tags=["playlists"],
        request=None,
        responses=CollaboratorsSerializer,
    )
    def put(self, request: Request, public_id: str, handle: str) -> Response:
        viewer = viewer_for(request)
        collaborator = collaborator_add(viewer=viewer, public_id=public_id, handle=handle)
        return _people(collaborator.playlist, viewer)

    @extend_schema(
        operation_id="collaborator_remove",
        tags=["playlists"],
        request=None,
        responses={204: None},
    )
    def delete(self, request: Request, public_id: str, handle: str) -> Response:
        collaborator_remove(viewer=viewer_for(request), public_id=public_id, handle=handle)
        return Response(status=status.HTTP_204_NO_CONTENT)


def _people(playlist: Playlist, viewer: Viewer) -> Response:
    people: Any = collaborators_of(playlist, viewer)
    return Response({"collaborators": PersonSerializer(people, many=True).data})
