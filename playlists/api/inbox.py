"""`inbox/`: what others shared with one."""

from typing import Any

from django.db.models import QuerySet
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.generics import ListAPIView
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.viewer import user_for, viewer_for
from common.api.query import body_of
from common.api.scopes import KEEPS, READS
from playlists.api.serializers import PersonSerializer
from playlists.api.shares import SharedThingSerializer
from playlists.models import ShareRecipient
from playlists.sharing.inbox import (
    inbox_dismiss,
    inbox_read,
    inbox_read_all,
    refusal_add,
    refusal_remove,
)
from playlists.sharing.queries import NEWEST, Received, received, refused_by, unread_count
from playlists.waiting import waiting_counts


class ReceivedSerializer(serializers.Serializer[Received]):
    """What somebody shared with you."""

    id = serializers.CharField(source="row.public_id")
    giver = PersonSerializer()
    thing = SharedThingSerializer()
    note = serializers.CharField(source="row.note")
    may_download = serializers.BooleanField(source="row.may_download")
    may_share = serializers.BooleanField(source="row.may_share")
    expires_at = serializers.DateTimeField(source="row.expires_at", allow_null=True)
    given_at = serializers.DateTimeField(source="row.given_at")
    read_at = serializers.DateTimeField(source="row.read_at", allow_null=True)


class ReadSerializer(serializers.Serializer[Any]):
    """What is known of an item after it was marked."""

    read = serializers.BooleanField()


class UnreadSerializer(serializers.Serializer[Any]):
    unread = serializers.IntegerField(help_text="How many of the inbox you have not opened.")


class WaitingSerializer(UnreadSerializer):
    """How much is new."""

    waiting = serializers.DictField(
        child=serializers.IntegerField(),
        help_text="How much else is new: `pitches`, of news of them.",
    )


class RefusedSerializer(serializers.Serializer[Any]):
    refused = PersonSerializer(many=True)


class Own(APIView):
    """One's own affair."""

    permission_classes = (IsAuthenticated,)
    scope = KEEPS


@method_decorator(never_cache, name="dispatch")
class InboxView(ListAPIView[Any]):
    """What others shared with you and you may open, the newest first."""

    permission_classes = (IsAuthenticated,)
    scope = READS
    serializer_class = ReceivedSerializer

    @extend_schema(operation_id="inbox", tags=["shares"])
    def get(self, request: Request) -> Response:
        return self.list(request)

    def get_queryset(self) -> "QuerySet[ShareRecipient]":
        rows: Any = ShareRecipient.objects.shown_to(viewer_for(self.request))
        found: QuerySet[ShareRecipient] = rows.with_things()
        return found

    def paginate_queryset(self, queryset: Any) -> Any:
        return received(super().paginate_queryset(queryset) or [])

    def keyset_order(self) -> tuple[str, ...]:
        return NEWEST


@method_decorator(never_cache, name="dispatch")
class UnreadView(Own):
    """How much is new."""

    scope = READS

    @extend_schema(operation_id="inbox_unread", tags=["shares"], responses=WaitingSerializer)
    def get(self, request: Request) -> Response:
        return Response(waiting_counts(viewer_for(request)))


@method_decorator(never_cache, name="dispatch")
class InboxReadView(Own):
    """All of it is read."""

    @extend_schema(
        operation_id="inbox_read_all", tags=["shares"], request=None, responses=UnreadSerializer
    )
    def post(self, request: Request) -> Response:
        viewer = viewer_for(request)
        inbox_read_all(viewer=viewer)
        return Response({"unread": unread_count(viewer)})


@method_decorator(never_cache, name="dispatch")
class InboxItemView(Own):
    """One thing in the inbox: read, not read, put away."""

    @extend_schema(
        operation_id="inbox_read",
        tags=["shares"],
        request=ReadSerializer,
        responses=UnreadSerializer,
    )
    def patch(self, request: Request, public_id: str) -> Response:
        checked = body_of(request, ReadSerializer)
        viewer = viewer_for(request)
        inbox_read(viewer=viewer, item_id=public_id, read=checked["read"])
        return Response({"unread": unread_count(viewer)})

    @extend_schema(
        operation_id="inbox_dismiss", tags=["shares"], request=None, responses={204: None}
    )
    def delete(self, request: Request, public_id: str) -> Response:
        inbox_dismiss(viewer=viewer_for(request), item_id=public_id)
        return Response(status=status.HTTP_204_NO_CONTENT)


@method_decorator(never_cache, name="dispatch")
class RefusedView(Own):
    """The people from whom you take nothing; they are not told."""

    scope = READS

    @extend_schema(operation_id="inbox_refused", tags=["shares"], responses=RefusedSerializer)
    def get(self, request: Request) -> Response:
        people: Any = refused_by(user_for(request))
        return Response({"refused": PersonSerializer(people, many=True).data})


@method_decorator(never_cache, name="dispatch")
class RefusalView(Own):
    """Take nothing from a person who has shared something with you, or take it again."""

    @extend_schema(
        operation_id="inbox_refuse", tags=["shares"], request=None, responses={204: None}
    )
    def put(self, request: Request, handle: str) -> Response:
        refusal_add(user=user_for(request), handle=handle)
        return Response(status=status.HTTP_204_NO_CONTENT)

    @extend_schema(
        operation_id="inbox_accept", tags=["shares"], request=None, responses={204: None}
    )
    def delete(self, request: Request, handle: str) -> Response:
        refusal_remove(user=user_for(request), handle=handle)
        return Response(status=status.HTTP_204_NO_CONTENT)
