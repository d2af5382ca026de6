"""`me/devices/`: the clients that a person is signed in with."""

from typing import Any

from django.db.models import QuerySet
from django.utils.decorators import method_decorator
from django.utils.timezone import now
from django.views.decorators.cache import never_cache
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import serializers, status
from rest_framework.generics import ListAPIView
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.models import TokenFamily
from accounts.services.tokens import AccessToken, families_end, family_end, marks_of
from accounts.viewer import user_for
from common.api.scopes import READS
from common.errors import NotFound


class DeviceSerializer(serializers.ModelSerializer[TokenFamily]):
    """A client that is signed in."""

    id = serializers.CharField(source="public_id")
    is_current = serializers.SerializerMethodField(help_text="The one that asks.")

    class Meta:
        model = TokenFamily
        fields = (
            "id",
            "name",
            "created_at",
            "last_used_at",
            "expires_at",
            "address",
            "is_current",
        )

    def get_is_current(self, family: TokenFamily) -> bool:
        return family.public_id == sid_of(self.context["request"])


def sid_of(request: Request) -> str:
    """The family of the access token that a request came with; empty where it came with none."""
    return str(request.auth.get("sid")) if isinstance(request.auth, AccessToken) else ""


@extend_schema_view(get=extend_schema(operation_id="devices_list", tags=["me"]))
@method_decorator(never_cache, name="dispatch")
class DevicesView(ListAPIView[Any]):
    """Clients that are signed in, the latest sign-in first."""

    permission_classes = (IsAuthenticated,)
    serializer_class = DeviceSerializer
    scope = READS

    def get_queryset(self) -> "QuerySet[TokenFamily]":
        user = user_for(self.request)
        return TokenFamily.objects.filter(user=user).open(at=now()).marked(marks_of(user))

    def keyset_order(self) -> tuple[str, ...]:
        return ("-created_at", "-id")

    @extend_schema(operation_id="devices_end", tags=["me"], responses={204: None})
    def delete(self, request: Request) -> Response:
        """Sign out everywhere else: every client but the one that asks."""
        families_end(user=user_for(request), but=sid_of(request), at=now())
        return Response(status=status.HTTP_204_NO_CONTENT)


@method_decorator(never_cache, name="dispatch")
class DeviceView(APIView):
    """One client."""

    permission_classes = (IsAuthenticated,)
    scope = READS

    @extend_schema(operation_id="device_end", tags=["me"], responses={204: None})
    def delete(self, request: Request, public_id: str) -> Response:
        """Sign it out."""
        family = TokenFamily.objects.filter(user=user_for(request), public_id=public_id).first()
        if family is None or not family_end(family=family, by=TokenFamily.End.ELSEWHERE, at=now()):
            raise NotFound
        return Response(status=status.HTTP_204_NO_CONTENT)
