"""`auth/token/`: signing in, going on, and signing out, for clients that are no browser."""

from typing import Any

from allauth.account.adapter import get_adapter
from django.utils.decorators import method_decorator
from django.utils.timezone import now
from django.views.decorators.cache import never_cache
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.services.tokens import Tokens, tokens_end, tokens_issue, tokens_renew
from common.api.limits import Limit
from common.api.query import body_of
from common.api.scopes import NO_TOKEN


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
    device = serializers.CharField(
        max_length=100,
        required=False,
        default="",
        help_text="What the person knows this client by: `Ana's phone`.",
    )


class TokensSerializer(serializers.Serializer[Tokens]):
    access = serializers.CharField(help_text="Opens for 10 minutes: `Authorization: Bearer …`.")
    refresh = serializers.CharField(
        help_text="Fetches the next two, once, within 14 days. One that comes again ends them all."
    )


class RefreshSerializer(serializers.Serializer[Any]):
    refresh = serializers.CharField(max_length=4000)


class _TokenView(APIView):
    authentication_classes = ()
    permission_classes = (AllowAny,)
    throttle_classes = (TokenLimit,)
    scope = NO_TOKEN


@method_decorator(never_cache, name="dispatch")
class TokenView(_TokenView):
    """Sign in with e-mail and password."""

    @extend_schema(
        operation_id="token_issue",
        tags=["auth"],
        request=CredentialsSerializer,
        responses=TokensSerializer,
    )
    def post(self, request: Request) -> Response:
        given = body_of(request, CredentialsSerializer)
        return Response(TokensSerializer(tokens_issue(request=request._request, **given)).data)


@method_decorator(never_cache, name="dispatch")
class TokenRefreshView(_TokenView):
    """The next pair of tokens. The one given is used up."""

    @extend_schema(
        operation_id="token_refresh",
        tags=["auth"],
        request=RefreshSerializer,
        responses=TokensSerializer,
    )
    def post(self, request: Request) -> Response:
        given = body_of(request, RefreshSerializer)
        address = get_adapter().get_client_ip(request._request)
        renewed = tokens_renew(address=address, at=now(), **given)
        return Response(TokensSerializer(renewed).data)


@method_decorator(never_cache, name="dispatch")
class TokenRevokeView(_TokenView):
    """Sign out: the refresh token, and every token that came of the same sign-in, ends at once."""

    @extend_schema(
        operation_id="token_revoke",
        tags=["auth"],
        request=RefreshSerializer,
        responses={204: None},
    )
    def post(self, request: Request) -> Response:
        given = body_of(request, RefreshSerializer)
        tokens_end(at=now(), **given)
        return Response(status=status.HTTP_204_NO_CONTENT)
