"""`contacts/`: whom one pitches to."""

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

from accounts.viewer import viewer_for
from common.api.conditions import conditional, seen_by, tagged
from common.api.idempotency import idempotent
from common.api.parsers import BoundedMultiPartParser
from common.api.query import body_of, query_of
from common.api.scopes import KEEPS
from pitching.access import contact_for, workspace_for, workspace_seen
from pitching.api.pitches import who
from pitching.api.serializers import (
    ContactFactsSerializer,
    ContactImportSerializer,
    ContactNewSerializer,
    ContactPitchSerializer,
    ContactQuery,
    ContactReportSerializer,
    ContactSerializer,
    TagSerializer,
    WorkspaceQuery,
)
from pitching.contact_files import MOST_BYTES
from pitching.models import Contact, PitchLink
from pitching.queries import contacts_found, history_of, tags_of
from pitching.services.contact_import import contacts_import
from pitching.services.contacts import (
    contact_change,
    contact_create,
    contact_delete,
    contact_restore,
)
from pitching.services.erasing import contact_erase


def told(request: Request, contact: Contact, *, code: int = status.HTTP_200_OK) -> Response:
    return tagged(request, contact.tag, lambda: ContactSerializer(contact).data, status=code)


@method_decorator(never_cache, name="dispatch")
class ContactsView(ListAPIView[Any]):
    """Contacts of one's workspaces, by name."""

    permission_classes = (IsAuthenticated,)
    serializer_class = ContactSerializer
    scope = KEEPS

    @extend_schema(operation_id="contacts_list", tags=["contacts"], parameters=[ContactQuery])
    def get(self, request: Request) -> Response:
        return self.list(request)

    @extend_schema(
        operation_id="contact_create",
        tags=["contacts"],
        request=ContactNewSerializer,
        responses={201: ContactSerializer},
    )
    @idempotent
    def post(self, request: Request) -> Response:
        facts = body_of(request, ContactNewSerializer)
        asked = who(request)
        workspace = workspace_for(**asked, public_id=facts.pop("workspace", ""))
        contact = contact_create(**asked, workspace=workspace, **facts)
        response = told(request, contact, code=status.HTTP_201_CREATED)
        response.headers["Location"] = f"/api/v1/contacts/{contact.public_id}/"
        return response

    def get_queryset(self) -> "QuerySet[Contact]":
        return contacts_found(viewer_for(self.request), query_of(self.request, ContactQuery))

    def keyset_order(self) -> tuple[str, ...]:
        return ("name_key", "id")


class ContactView(APIView):
    """One contact. Missing and hidden are the same answer."""

    permission_classes = (IsAuthenticated,)
    scope = KEEPS

    @extend_schema(operation_id="contact", tags=["contacts"], responses=ContactSerializer)
    @method_decorator(never_cache)
    def get(self, request: Request, public_id: str) -> Response:
        contact = contact_for(viewer_for(request), public_id)
        return Response(ContactSerializer(contact).data, headers={"ETag": contact.tag})

    @extend_schema(
        operation_id="contact_change",
        tags=["contacts"],
        request=ContactFactsSerializer(partial=True),
        responses=ContactSerializer,
    )
    @conditional
    def patch(self, request: Request, public_id: str) -> Response:
        given = body_of(request, ContactFactsSerializer, partial=True)
        contact = contact_change(
            **who(request), public_id=public_id, seen=seen_by(request), **given
        )
        return told(request, contact)

    @extend_schema(
        operation_id="contact_delete", tags=["contacts"], request=None, responses={204: None}
    )
    @conditional
    def delete(self, request: Request, public_id: str) -> Response:
        """Their links stay as they are. `undelete/` brings them back, for 30 days; then they are erased."""
        contact_delete(**who(request), public_id=public_id, seen=seen_by(request), at=now())
        return Response(status=status.HTTP_204_NO_CONTENT)


class ContactUndeleteView(APIView):
    permission_classes = (IsAuthenticated,)
    scope = KEEPS

    @extend_schema(
        operation_id="contact_restore", tags=["contacts"], request=None, responses=ContactSerializer
    )
    def post(self, request: Request, public_id: str) -> Response:
        """Bring a deleted contact back."""
        return told(request, contact_restore(**who(request), public_id=public_id))


class ContactEraseView(APIView):
    permission_classes = (IsAuthenticated,)
    scope = KEEPS

    @extend_schema(
        operation_id="contact_erase", tags=["contacts"], request=None, responses={204: None}
    )
    def post(self, request: Request, public_id: str) -> Response:
        """Forget for good who a contact was and what they wrote; what is counted of them stays, and their links close.

        Deleted contacts are erased after 30 days by themselves. Who unsubscribed stays so.
        """
        contact_erase(**who(request), public_id=public_id, at=now())
        return Response(status=status.HTTP_204_NO_CONTENT)


@method_decorator(never_cache, name="dispatch")
class ContactPitchesView(ListAPIView[Any]):
    """What a contact was given, the latest first."""

    permission_classes = (IsAuthenticated,)
    serializer_class = ContactPitchSerializer
    scope = KEEPS

    @extend_schema(operation_id="contact_pitches", tags=["contacts"])
    def get(self, request: Request, public_id: str) -> Response:
        return self.list(request)

    def get_queryset(self) -> "QuerySet[PitchLink]":
        if getattr(self, "swagger_fake_view", False):
            return PitchLink.objects.none()
        return history_of(contact_for(viewer_for(self.request), self.kwargs["public_id"]))

    def keyset_order(self) -> tuple[str, ...]:
        return ("-id",)


class ContactImportView(APIView):
    permission_classes = (IsAuthenticated,)
    parser_classes = (BoundedMultiPartParser,)
    scope = KEEPS

    @extend_schema(
        operation_id="contacts_import",
        tags=["contacts"],
        request={"multipart/form-data": ContactImportSerializer},
        responses=ContactReportSerializer,
    )
    def post(self, request: Request) -> Response:
        """A table or vCards, at most 5,000 contacts. Taking a file again adds nobody twice."""
        told = body_of(request, ContactImportSerializer)
        asked = who(request)
        report = contacts_import(
            **asked,
            workspace=workspace_for(**asked, public_id=told.get("workspace", "")),
            data=told["file"].read(MOST_BYTES + 1),
            columns=told.get("columns"),
            is_dry_run=told["dry_run"],
            at=now(),
        )
        return Response(ContactReportSerializer(report).data)


@method_decorator(never_cache, name="dispatch")
class ContactTagsView(APIView):
    """The tags of a workspace's contacts."""

    permission_classes = (IsAuthenticated,)
    scope = KEEPS

    @extend_schema(
        operation_id="contact_tags",
        tags=["contacts"],
        parameters=[WorkspaceQuery],
        responses=TagSerializer(many=True),
    )
    def get(self, request: Request) -> Response:
        asked = query_of(request, WorkspaceQuery)
        workspace = workspace_seen(**who(request), public_id=asked.get("workspace", ""))
        rows: Any = tags_of(workspace.pk)
        return Response(TagSerializer(rows, many=True).data)
