"""`pitches/`: made, changed, copied, sent and taken back."""

from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.decorators import method_decorator
from django.utils.timezone import now
from django.views.decorators.cache import never_cache
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.generics import ListAPIView
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.viewer import user_for, viewer_for
from common.api.conditions import conditional, seen_by, tagged
from common.api.idempotency import idempotent
from common.api.query import body_of, query_of
from common.api.scopes import KEEPS
from pitching.access import pitch_for, workspace_for, workspace_seen
from pitching.api.serializers import (
    AddTracksSerializer,
    ArrangeSerializer,
    PitchDefaultsSerializer,
    PitchDuplicateSerializer,
    PitchFactsSerializer,
    PitchMadeSerializer,
    PitchNewSerializer,
    PitchQuery,
    PitchSerializer,
    PitchTrackSerializer,
    PreviewSerializer,
    SendSerializer,
    WorkspaceQuery,
)
from pitching.links import link_url
from pitching.models import Pitch
from pitching.queries import pitch_cards, pitch_tracks, pitches_found
from pitching.services import (
    Shown,
    defaults_of,
    defaults_set,
    links_add,
    pitch_change,
    pitch_create,
    pitch_delete,
    pitch_duplicate,
    pitch_restore,
    pitch_schedule,
    pitch_send,
    pitch_unschedule,
    preview_open,
    tracks_add,
    tracks_arrange,
)


def who(request: Request, **more: Any) -> dict[str, Any]:
    """How services are told who asks."""
    return {"user": user_for(request), "viewer": viewer_for(request), **more}


def told(request: Request, pitch: Pitch, *, code: int = status.HTTP_200_OK) -> Response:
    """A pitch under the tag of its version. Its recipients' doings change without it: they are asked of `links/`."""
    (card,) = pitch_cards([pitch])
    tag = pitch.tag
    return tagged(request, tag, lambda: PitchSerializer(card).data, status=code)


def made(request: Request, shown: Shown, *, code: int = status.HTTP_201_CREATED) -> Response:
    (card,) = pitch_cards([shown.pitch])
    body = PitchMadeSerializer(card, context={"left_out": shown.left_out})
    response = tagged(request, shown.pitch.tag, lambda: body.data, status=code)
    if code == status.HTTP_201_CREATED:
        response.headers["Location"] = f"/api/v1/pitches/{shown.pitch.public_id}/"
    return response


@method_decorator(never_cache, name="dispatch")
class PitchesView(ListAPIView[Any]):
    """Pitches of one's workspaces, the last changed first."""

    permission_classes = (IsAuthenticated,)
    serializer_class = PitchSerializer
    scope = KEEPS

    @extend_schema(operation_id="pitches_list", tags=["pitches"], parameters=[PitchQuery])
    def get(self, request: Request) -> Response:
        return self.list(request)

    @extend_schema(
        operation_id="pitch_create",
        tags=["pitches"],
        request=PitchNewSerializer,
        responses={201: PitchMadeSerializer},
    )
    @idempotent
    @transaction.atomic
    def post(self, request: Request) -> Response:
        """A draft. What is not told is as the workspace's defaults say."""
        facts = body_of(request, PitchNewSerializer)
        contacts = facts.pop("contacts", [])
        asked = who(request)
        workspace = workspace_for(**asked, public_id=facts.pop("workspace", ""))
        shown = pitch_create(
            **asked, workspace=workspace, things=facts.pop("items", ()), at=now(), **facts
        )
        if contacts:
            pitch, _new = links_add(**asked, public_id=shown.pitch.public_id, contacts=contacts)
            shown = Shown(pitch, shown.added, shown.left_out)
        return made(request, shown)

    def get_queryset(self) -> "QuerySet[Pitch]":
        return pitches_found(viewer_for(self.request), query_of(self.request, PitchQuery))

    def paginate_queryset(self, queryset: Any) -> Any:
        return pitch_cards(super().paginate_queryset(queryset) or [])

    def keyset_order(self) -> tuple[str, ...]:
        return ("-changed_at", "-id")


class PitchView(APIView):
    """One pitch. Missing and hidden are the same answer."""

    permission_classes = (IsAuthenticated,)
    scope = KEEPS

    @extend_schema(operation_id="pitch", tags=["pitches"], responses=PitchSerializer)
    @method_decorator(never_cache)
    def get(self, request: Request, public_id: str) -> Response:
        pitch = pitch_for(viewer_for(request), public_id)
        (card,) = pitch_cards([pitch])
        return Response(PitchSerializer(card).data, headers={"ETag": pitch.tag})

    @extend_schema(
        operation_id="pitch_change",
        tags=["pitches"],
        request=PitchFactsSerializer(partial=True),
        responses=PitchSerializer,
    )
    @conditional
    def patch(self, request: Request, public_id: str) -> Response:
        """The links of a sent pitch show it at once."""
        given = body_of(request, PitchFactsSerializer, partial=True)
        pitch = pitch_change(**who(request), public_id=public_id, seen=seen_by(request), **given)
        return told(request, pitch)

    @extend_schema(
        operation_id="pitch_delete", tags=["pitches"], request=None, responses={204: None}
    )
    @conditional
    def delete(self, request: Request, public_id: str) -> Response:
        """Its links close; for 30 days `undelete/` brings it back."""
        pitch_delete(**who(request), public_id=public_id, seen=seen_by(request), at=now())
        return Response(status=status.HTTP_204_NO_CONTENT)


class PitchUndeleteView(APIView):
    permission_classes = (IsAuthenticated,)
    scope = KEEPS

    @extend_schema(
        operation_id="pitch_restore", tags=["pitches"], request=None, responses=PitchSerializer
    )
    def post(self, request: Request, public_id: str) -> Response:
        """Bring a deleted pitch back."""
        return told(request, pitch_restore(**who(request), public_id=public_id))


class PitchDuplicateView(APIView):
    permission_classes = (IsAuthenticated,)
    scope = KEEPS

    @extend_schema(
        operation_id="pitch_duplicate",
        tags=["pitches"],
        request=PitchDuplicateSerializer,
        responses={201: PitchMadeSerializer},
    )
    @idempotent
    def post(self, request: Request, public_id: str) -> Response:
        """A draft or a template with the same look, terms, tracks and press kit."""
        given = body_of(request, PitchDuplicateSerializer)
        copy = pitch_duplicate(**who(request), public_id=public_id, **given)
        return made(request, Shown(copy))


class PitchTracksView(APIView):
    """What stands in a pitch: at most 500 tracks, all at once."""

    permission_classes = (IsAuthenticated,)
    scope = KEEPS

    @extend_schema(
        operation_id="pitch_tracks", tags=["pitches"], responses=PitchTrackSerializer(many=True)
    )
    @method_decorator(never_cache)
    def get(self, request: Request, public_id: str) -> Response:
        viewer = viewer_for(request)
        pitch = pitch_for(viewer, public_id)
        rows: Any = pitch_tracks(pitch, viewer)
        return Response(PitchTrackSerializer(rows, many=True).data, headers={"ETag": pitch.tag})

    @extend_schema(
        operation_id="pitch_tracks_arrange",
        tags=["pitches"],
        request=ArrangeSerializer,
        responses=PitchMadeSerializer,
    )
    @conditional
    def put(self, request: Request, public_id: str) -> Response:
        """These tracks in this order, and no other."""
        given = body_of(request, ArrangeSerializer)
        placed = given["tracks"]
        shown = tracks_arrange(
            **who(request),
            public_id=public_id,
            tracks=[one["id"] for one in placed],
            excerpts={
                one["id"]: one["excerpt_start_ms"] for one in placed if "excerpt_start_ms" in one
            },
            seen=seen_by(request),
        )
        return made(request, shown, code=status.HTTP_200_OK)

    @extend_schema(
        operation_id="pitch_tracks_add",
        tags=["pitches"],
        request=AddTracksSerializer,
        responses=PitchMadeSerializer,
    )
    @conditional
    def post(self, request: Request, public_id: str) -> Response:
        """Behind those that are there. Saying it again changes nothing: a track stands in a pitch once."""
        given = body_of(request, AddTracksSerializer)
        shown = tracks_add(
            **who(request),
            public_id=public_id,
            things=given["items"],
            seen=seen_by(request),
        )
        return made(request, shown, code=status.HTTP_200_OK)


class PitchSendView(APIView):
    """Sending, now or at a time to come."""

    permission_classes = (IsAuthenticated,)
    scope = KEEPS

    @extend_schema(
        operation_id="pitch_send",
        tags=["pitches"],
        request=SendSerializer,
        responses=PitchSerializer,
    )
    @conditional
    def post(self, request: Request, public_id: str) -> Response:
        """Its links open, and letters go to those who had none: again for whoever was added since."""
        given = body_of(request, SendSerializer)
        asked = who(request, public_id=public_id, at=now(), seen=seen_by(request))
        moment = given.get("at")
        pitch = pitch_schedule(**asked, scheduled_for=moment) if moment else pitch_send(**asked)
        return told(request, pitch)

    @extend_schema(
        operation_id="pitch_unschedule",
        tags=["pitches"],
        request=None,
        responses={200: PitchSerializer},
    )
    def delete(self, request: Request, public_id: str) -> Response:
        """A scheduled pitch is a draft again. What was sent stays sent."""
        return told(request, pitch_unschedule(**who(request), public_id=public_id))


class PitchPreviewView(APIView):
    permission_classes = (IsAuthenticated,)
    scope = KEEPS

    @extend_schema(
        operation_id="pitch_preview",
        tags=["pitches"],
        request=None,
        responses={201: PreviewSerializer},
    )
    @method_decorator(never_cache)
    def post(self, request: Request, public_id: str) -> Response:
        """An address for an hour, of what recipients see."""
        link = preview_open(**who(request), public_id=public_id, at=now())
        body = PreviewSerializer(link, context={"url": link_url(link)})
        return Response(body.data, status=status.HTTP_201_CREATED)


@method_decorator(never_cache, name="dispatch")
class PitchDefaultsView(APIView):
    """What a workspace's pitches start from."""

    permission_classes = (IsAuthenticated,)
    scope = KEEPS

    @extend_schema(
        operation_id="pitch_defaults",
        tags=["pitches"],
        parameters=[WorkspaceQuery],
        responses=PitchDefaultsSerializer,
    )
    def get(self, request: Request) -> Response:
        asked = query_of(request, WorkspaceQuery)
        workspace = workspace_seen(**who(request), public_id=asked.get("workspace", ""))
        return Response(PitchDefaultsSerializer(defaults_of(workspace)).data)

    @extend_schema(
        operation_id="pitch_defaults_set",
        tags=["pitches"],
        parameters=[WorkspaceQuery],
        request=PitchDefaultsSerializer,
        responses=PitchDefaultsSerializer,
    )
    def patch(self, request: Request) -> Response:
        asked = query_of(request, WorkspaceQuery)
        given = body_of(request, PitchDefaultsSerializer, partial=True)
        workspace = workspace_for(**who(request), public_id=asked.get("workspace", ""))
        row = defaults_set(**who(request), workspace=workspace, **given)
        return Response(PitchDefaultsSerializer(row).data)
