"""`shares/`: what one shares with others."""

from typing import Any

from django.db.models import QuerySet
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers, status
from rest_framework.generics import ListAPIView
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.viewer import user_for, viewer_for
from catalog.api.serializers import CoverSerializer
from common.api.bulk import bulk, bulk_of, bulk_results
from common.api.idempotency import idempotent
from common.api.limits import Limit
from common.api.query import IdField, body_of
from common.api.scopes import KEEPS
from playlists.api.likes import things_in
from playlists.models import ShareRecipient
from playlists.models.share import NOTE_LENGTH
from playlists.sharing.giving import Terms, share_change, share_make, share_revoke
from playlists.sharing.people import MOST_AT_ONCE
from playlists.sharing.queries import NEWEST, Received, Thing, given
from playlists.sharing.rights import KINDS


class ShareLimit(Limit):
    """Handles and addresses are not to be tried out one after another."""

    name, most = "share", 60


class SharedThingSerializer(serializers.Serializer[Thing]):
    """What was shared."""

    item = serializers.SerializerMethodField(help_text="`track:<id>` and the like.")
    title = serializers.CharField()
    line = serializers.CharField(help_text="Whose it is.")
    url = serializers.CharField()
    cover = CoverSerializer()
    duration_ms = serializers.IntegerField()

    def get_item(self, thing: Thing) -> str:
        return f"{thing.kind}:{thing.id}"


class TermsSerializer(serializers.Serializer[Any]):
    """What goes with a share."""

    note = serializers.CharField(max_length=NOTE_LENGTH, allow_blank=True, required=False)
    may_download = serializers.BooleanField(required=False)
    may_share = serializers.BooleanField(
        required=False, help_text="They may share it further, never with more than they have."
    )
    expires_at = serializers.DateTimeField(
        allow_null=True, required=False, help_text="When it ends; null: when you take it back."
    )


class ShareRequestSerializer(TermsSerializer):
    """Something to share, and with whom."""

    item = serializers.CharField(
        max_length=50, help_text="`track:<id>`, `album:<id>` or `playlist:<id>`."
    )
    to = serializers.ListField(
        child=serializers.CharField(max_length=190),
        min_length=1,
        max_length=MOST_AT_ONCE,
        help_text="Handles or e-mail addresses. Whether anybody here has an address is not told.",
    )

    def validate_item(self, item: str) -> tuple[str, str]:
        return things_in([item], tuple(KINDS))[0]


class GivenSerializer(serializers.Serializer[Received]):
    """What was given to one person."""

    id = serializers.CharField(source="row.public_id")
    to = serializers.CharField(help_text="A handle or a name, or the address that you named.")
    thing = serializers.SerializerMethodField(help_text="null: it is not yours to give any more.")
    note = serializers.CharField(source="row.note")
    may_download = serializers.BooleanField(source="row.may_download")
    may_share = serializers.BooleanField(source="row.may_share")
    expires_at = serializers.DateTimeField(source="row.expires_at", allow_null=True)
    given_at = serializers.DateTimeField(source="row.given_at")
    works = serializers.BooleanField(help_text="Whether it opens anything now.")

    @extend_schema_field(SharedThingSerializer(allow_null=True))
    def get_thing(self, line: Received) -> Any:
        return SharedThingSerializer(line.thing).data if line.thing else None


class SharedSerializer(serializers.Serializer[Any]):
    results = GivenSerializer(many=True, help_text="One for each person, in your order.")


class ShareRefSerializer(serializers.Serializer[Any]):
    """A share with one person."""

    id = IdField()


@method_decorator(never_cache, name="dispatch")
class SharesView(ListAPIView[Any]):
    """What you gave and have not taken back, the newest first: one line for each person."""

    permission_classes = (IsAuthenticated,)
    scope = KEEPS
    serializer_class = GivenSerializer

    def get_throttles(self) -> Any:
        also = [ShareLimit()] if self.request.method == "POST" else []
        return [*super().get_throttles(), *also]

    @extend_schema(operation_id="shares_list", tags=["shares"])
    def get(self, request: Request) -> Response:
        return self.list(request)

    @extend_schema(
        operation_id="share_make",
        tags=["shares"],
        request=ShareRequestSerializer,
        responses={201: SharedSerializer},
    )
    @idempotent
    def post(self, request: Request) -> Response:
        values = body_of(request, ShareRequestSerializer)
        kind, public_id = values.pop("item")
        viewer = viewer_for(request)
        rows = share_make(
            viewer=viewer,
            user=user_for(request),
            kind=kind,
            public_id=public_id,
            to=values.pop("to"),
            terms=Terms(**values),
        )
        found = ShareRecipient.objects.with_things().in_bulk([row.pk for row in rows])
        lines: Any = given([found[row.pk] for row in rows], viewer)
        return Response(
            {"results": GivenSerializer(lines, many=True).data}, status=status.HTTP_201_CREATED
        )

    def get_queryset(self) -> "QuerySet[ShareRecipient]":
        rows: Any = ShareRecipient.objects.given_by(viewer_for(self.request))
        found: QuerySet[ShareRecipient] = rows.with_things()
        return found

    def paginate_queryset(self, queryset: Any) -> Any:
        return given(super().paginate_queryset(queryset) or [], viewer_for(self.request))

    def keyset_order(self) -> tuple[str, ...]:
        return NEWEST


@method_decorator(never_cache, name="dispatch")
class ShareView(APIView):
    """What was given to one person: its terms, and its end."""

    permission_classes = (IsAuthenticated,)
    scope = KEEPS

    @extend_schema(
        operation_id="share_change",
        tags=["shares"],
        request=TermsSerializer,
        responses=GivenSerializer,
    )
    def patch(self, request: Request, public_id: str) -> Response:
        checked = body_of(request, TermsSerializer)
        viewer = viewer_for(request)
        row = share_change(
            user=user_for(request),
            viewer=viewer,
            recipient_id=public_id,
            **checked,
        )
        (line,) = given([ShareRecipient.objects.with_things().get(pk=row.pk)], viewer)
        return Response(GivenSerializer(line).data)

    @extend_schema(
        operation_id="share_revoke", tags=["shares"], request=None, responses={204: None}
    )
    def delete(self, request: Request, public_id: str) -> Response:
        share_revoke(user=user_for(request), recipient_id=public_id)
        return Response(status=status.HTTP_204_NO_CONTENT)


@method_decorator(never_cache, name="dispatch")
class SharesRevokeView(APIView):
    """Take many back at once. Each has a result of its own."""

    permission_classes = (IsAuthenticated,)
    scope = KEEPS

    @extend_schema(
        operation_id="shares_revoke",
        tags=["shares"],
        request=bulk_of(ShareRefSerializer),
        responses=bulk_results(ShareRefSerializer),
    )
    @idempotent
    def post(self, request: Request) -> Response:
        user = user_for(request)

        def revoke(item: dict[str, Any]) -> dict[str, Any]:
            share_revoke(user=user, recipient_id=item["id"])
            return item

        return bulk(request, ShareRefSerializer, revoke)
