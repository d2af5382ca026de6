"""`pitches/<id>/links/`: who gets it, on which terms, until it is taken back."""

from typing import Any

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
from common.api.query import body_of
from common.api.scopes import KEEPS
from pitching.access import may_change, pitch_for
from pitching.api.pitches import told, who
from pitching.api.serializers import (
    CountSerializer,
    LinkIdsSerializer,
    LinksAddSerializer,
    LinkTermsSerializer,
    PitchLinkSerializer,
    PitchSerializer,
)
from pitching.links import link_url
from pitching.models import PitchLink
from pitching.queries import pitch_links
from pitching.services import link_change, links_add, links_restore, links_revoke


@method_decorator(never_cache, name="dispatch")
class PitchLinksView(ListAPIView[Any]):
    """The links of a pitch, in the order in which they were made."""

    permission_classes = (IsAuthenticated,)
    serializer_class = PitchLinkSerializer
    scope = KEEPS

    @extend_schema(operation_id="pitch_links", tags=["pitches"])
    def get(self, request: Request, public_id: str) -> Response:
        return self.list(request)

    @extend_schema(
        operation_id="pitch_links_add",
        tags=["pitches"],
        request=LinksAddSerializer,
        responses=CountSerializer,
    )
    def post(self, request: Request, public_id: str) -> Response:
        """Links of their own for contacts, how many are new; who has one keeps it. Or a general one, each time."""
        given = body_of(request, LinksAddSerializer)
        _pitch, count = links_add(**who(request), public_id=public_id, **given)
        return Response({"count": count})

    def get_queryset(self) -> "QuerySet[PitchLink]":
        if getattr(self, "swagger_fake_view", False):
            return PitchLink.objects.none()
        self.pitch = pitch_for(viewer_for(self.request), self.kwargs["public_id"])
        return pitch_links(self.pitch)

    def get_serializer_context(self) -> dict[str, Any]:
        context = dict(super().get_serializer_context())
        pitch = getattr(self, "pitch", None)
        if pitch is not None and may_change(
            user_for(self.request), viewer_for(self.request), pitch.workspace_id
        ):
            context["url_of"] = link_url
        return context

    def keyset_order(self) -> tuple[str, ...]:
        return ("id",)


@method_decorator(never_cache, name="dispatch")
class PitchLinkView(APIView):
    """One link."""

    permission_classes = (IsAuthenticated,)
    scope = KEEPS

    @extend_schema(
        operation_id="pitch_link_change",
        tags=["pitches"],
        request=LinkTermsSerializer,
        responses=PitchLinkSerializer,
    )
    def patch(self, request: Request, public_id: str, link_id: str) -> Response:
        given = body_of(request, LinkTermsSerializer, partial=True)
        asked = who(request, public_id=public_id, link_id=link_id)
        link = link_change(**asked, **given)
        return Response(PitchLinkSerializer(link, context={"url_of": link_url}).data)

    @extend_schema(
        operation_id="pitch_link_revoke", tags=["pitches"], request=None, responses={204: None}
    )
    def delete(self, request: Request, public_id: str, link_id: str) -> Response:
        """Take it back, with whatever was forwarded from it. `reopen/` lets it open again."""
        links_revoke(**who(request), public_id=public_id, links=[link_id], at=now())
        return Response(status=status.HTTP_204_NO_CONTENT)


class PitchRevokeView(APIView):
    permission_classes = (IsAuthenticated,)
    scope = KEEPS

    @extend_schema(
        operation_id="pitch_revoke",
        tags=["pitches"],
        request=LinkIdsSerializer,
        responses=CountSerializer,
    )
    def post(self, request: Request, public_id: str) -> Response:
        """Take links back, or the whole pitch: nothing opens any more."""
        given = body_of(request, LinkIdsSerializer)
        count = links_revoke(
            **who(request), public_id=public_id, links=given.get("links"), at=now()
        )
        return Response({"count": count})


class PitchReopenView(APIView):
    permission_classes = (IsAuthenticated,)
    scope = KEEPS

    @extend_schema(
        operation_id="pitch_reopen",
        tags=["pitches"],
        request=LinkIdsSerializer,
        responses=PitchSerializer,
    )
    def post(self, request: Request, public_id: str) -> Response:
        """Let what was revoked open again, under the same addresses."""
        given = body_of(request, LinkIdsSerializer)
        pitch = links_restore(**who(request), public_id=public_id, links=given.get("links"))
        return told(request, pitch)
