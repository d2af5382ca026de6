"""`auth/token/`, `auth/token/refresh/` and `me/`."""

from typing import Any

from django.db.models import Prefetch
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.permissions import AllowAny, IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.models import Membership, User
from accounts.tokens import Tokens, access_renew, tokens_issue
from accounts.viewer import user_for
from common.api.limits import Limit
from common.api.scopes import NO_TOKEN, READS


class TokenLimit(Limit):
    """For each address, whatever is tried; failures for each account are counted by allauth besides."""

    name, most = "token", 30


class CredentialsSerializer(serializers.Serializer[Any]):
    """What a person knows."""

    email = serializers.CharField(max_length=190)
    password = serializers.CharField(max_length=1000, trim_whitespace=False)
    code = serializers.CharField(
        max_length=20,
        required=False,
        default="",
        help_text="Of the second factor, where one is set.",
    )


class TokensSerializer(serializers.Serializer[Tokens]):
    access = serializers.CharField(help_text="Opens for 10 minutes: `Authorization: Bearer …`.")
    refresh = serializers.CharField(help_text="Fetches the next access token for 14 days.")


class RefreshSerializer(serializers.Serializer[Any]):
    refresh = serializers.CharField(max_length=4000)


class AccessSerializer(serializers.Serializer[Any]):
    access = serializers.CharField()


class WorkspaceMembershipSerializer(serializers.ModelSerializer[Membership]):
    """A workspace, and what one is in it."""

    id = serializers.CharField(source="workspace.public_id")
    name = serializers.CharField(source="workspace.name")
    kind = serializers.CharField(source="workspace.kind")

    class Meta:
        model = Membership
        fields = ("id", "name", "kind", "role")


class MeSerializer(serializers.ModelSerializer[User]):
    """Who is signed in."""

    id = serializers.CharField(source="public_id")
    workspaces = WorkspaceMembershipSerializer(source="memberships", many=True)
    groups = serializers.SlugRelatedField("name", many=True, read_only=True)  # type: ignore[var-annotated]

    class Meta:
        model = User
        fields = ("id", "email", "handle", "name", "is_staff", "groups", "workspaces")


@method_decorator(never_cache, name="dispatch")
class TokenView(APIView):
    """Sign in with e-mail and password, for clients that are no browser."""

    authentication_classes = ()
    permission_classes = (AllowAny,)
    scope = NO_TOKEN
    throttle_classes = (TokenLimit,)

    @extend_schema(
        operation_id="token_issue",
        tags=["auth"],
        request=CredentialsSerializer,
        responses=TokensSerializer,
    )
    def post(self, request: Request) -> Response:
        given = CredentialsSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        return Response(
            TokensSerializer(tokens_issue(request=request._request, **given.validated_data)).data
        )


@method_decorator(never_cache, name="dispatch")
class TokenRefreshView(APIView):
    """The next access token."""

    authentication_classes = ()
    permission_classes = (AllowAny,)
    scope = NO_TOKEN
    throttle_classes = (TokenLimit,)

    @extend_schema(
        operation_id="token_refresh",
        tags=["auth"],
        request=RefreshSerializer,
        responses=AccessSerializer,
    )
    def post(self, request: Request) -> Response:
        given = RefreshSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        return Response({"access": access_renew(refresh=given.validated_data["refresh"])})


@method_decorator(never_cache, name="dispatch")
class MeView(APIView):
    """The signed-in person."""

    permission_classes = (IsAuthenticated,)
    scope = READS

    @extend_schema(operation_id="me", tags=["me"], responses=MeSerializer)
    def get(self, request: Request) -> Response:
        memberships = Membership.objects.select_related("workspace").order_by("pk")
        user = User.objects.prefetch_related(
            "groups", Prefetch("memberships", queryset=memberships)
        ).get(pk=user_for(request).pk)
        return Response(MeSerializer(user).data)
