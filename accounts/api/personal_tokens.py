"""`me/tokens/` and `me/app-passwords/`. No personal access token opens them: it could make itself a stronger one."""

from typing import Any

from django.db.models import QuerySet
from django.utils.decorators import method_decorator
from django.utils.timezone import now
from django.views.decorators.cache import never_cache
from drf_spectacular.utils import OpenApiResponse, extend_schema, extend_schema_view
from rest_framework import serializers, status
from rest_framework.generics import ListAPIView
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.models import AppPassword, PersonalToken
from accounts.recent import require_proof
from accounts.services.app_passwords import app_password_create, app_password_remove
from accounts.services.personal_tokens import personal_token_create, personal_token_revoke
from accounts.viewer import user_for
from common.api.problems import ProblemSerializer
from common.api.query import body_of
from common.api.scopes import NO_TOKEN, Scope
from common.errors import NotFound

NOT_LATELY: dict[Any, Any] = {
    (403, "application/problem+json"): OpenApiResponse(
        ProblemSerializer,
        "`/problems/not-lately`: whoever asks has signed in, or confirmed that it is they, too long ago. Also for what"
        " may not ask at all: personal access tokens.",
    )
}


class PersonalTokenSerializer(serializers.ModelSerializer[PersonalToken]):
    """A personal access token, without the token."""

    id = serializers.CharField(source="public_id", read_only=True)
    scopes = serializers.ListField(
        source="scope_names", child=serializers.ChoiceField([scope.value for scope in Scope])
    )

    class Meta:
        model = PersonalToken
        fields: tuple[str, ...] = (
            "id",
            "name",
            "scopes",
            "hint",
            "created_at",
            "expires_at",
            "last_used_at",
        )
        read_only_fields = ("hint", "created_at", "last_used_at")


class PersonalTokenRequestSerializer(serializers.Serializer[Any]):
    """What a new token is for."""

    name = serializers.CharField(max_length=100)
    scopes = serializers.ListField(
        child=serializers.ChoiceField([scope.value for scope in Scope]),
        allow_empty=False,
        max_length=len(Scope),
    )
    expires_at = serializers.DateTimeField(required=False, allow_null=True, default=None)


class NewPersonalTokenSerializer(PersonalTokenSerializer):
    """A new token; `token` is told this once."""

    token = serializers.CharField()

    class Meta(PersonalTokenSerializer.Meta):
        fields = (*PersonalTokenSerializer.Meta.fields, "token")


class AppPasswordSerializer(serializers.ModelSerializer[AppPassword]):
    """An app password, without the password."""

    id = serializers.CharField(source="public_id", read_only=True)

    class Meta:
        model = AppPassword
        fields: tuple[str, ...] = ("id", "name", "created_at", "last_used_at")
        read_only_fields = ("created_at", "last_used_at")


class NewAppPasswordSerializer(AppPasswordSerializer):
    """A new app password; `password` is told this once."""

    password = serializers.CharField()

    class Meta(AppPasswordSerializer.Meta):
        fields = (*AppPasswordSerializer.Meta.fields, "password")


class _Own(ListAPIView[Any]):
    permission_classes = (IsAuthenticated,)
    scope = NO_TOKEN

    def keyset_order(self) -> tuple[str, ...]:
        return ("-created_at", "-id")


@extend_schema_view(get=extend_schema(operation_id="tokens_list", tags=["me"]))
@method_decorator(never_cache, name="dispatch")
class PersonalTokensView(_Own):
    """Personal access tokens that work, the newest first."""

    serializer_class = PersonalTokenSerializer

    def get_queryset(self) -> "QuerySet[PersonalToken]":
        return PersonalToken.objects.filter(user=user_for(self.request)).working(at=now())

    @extend_schema(
        operation_id="tokens_create",
        tags=["me"],
        request=PersonalTokenRequestSerializer,
        responses={201: NewPersonalTokenSerializer, **NOT_LATELY},
    )
    def post(self, request: Request) -> Response:
        """A new one. Its `token` is told in this answer and nowhere again."""
        given = body_of(request, PersonalTokenRequestSerializer)
        require_proof(request)
        row, plain = personal_token_create(user=user_for(request), at=now(), **given)
        told = {**PersonalTokenSerializer(row).data, "token": plain}
        return Response(told, status=status.HTTP_201_CREATED)


@method_decorator(never_cache, name="dispatch")
class PersonalTokenView(APIView):
    """One personal access token."""

    permission_classes = (IsAuthenticated,)
    scope = NO_TOKEN

    @extend_schema(operation_id="token_end", tags=["me"], responses={204: None})
    def delete(self, request: Request, public_id: str) -> Response:
        """Revoke it."""
        if not personal_token_revoke(user=user_for(request), public_id=public_id, at=now()):
            raise NotFound
        return Response(status=status.HTTP_204_NO_CONTENT)


@extend_schema_view(get=extend_schema(operation_id="app_passwords_list", tags=["me"]))
@method_decorator(never_cache, name="dispatch")
class AppPasswordsView(_Own):
    """App passwords, the newest first."""

    serializer_class = AppPasswordSerializer

    def get_queryset(self) -> "QuerySet[AppPassword]":
        return AppPassword.objects.filter(user=user_for(self.request))

    @extend_schema(
        operation_id="app_passwords_create",
        tags=["me"],
        request=AppPasswordSerializer,
        responses={201: NewAppPasswordSerializer, **NOT_LATELY},
    )
    def post(self, request: Request) -> Response:
        """A new one, for one app. Its `password` is told in this answer and nowhere again."""
        given = body_of(request, AppPasswordSerializer)
        require_proof(request)
        row, plain = app_password_create(user=user_for(request), name=given["name"])
        told = {**AppPasswordSerializer(row).data, "password": plain}
        return Response(told, status=status.HTTP_201_CREATED)


@method_decorator(never_cache, name="dispatch")
class AppPasswordView(APIView):
    """One app password."""

    permission_classes = (IsAuthenticated,)
    scope = NO_TOKEN

    @extend_schema(operation_id="app_password_end", tags=["me"], responses={204: None})
    def delete(self, request: Request, public_id: str) -> Response:
        """Remove it."""
        if not app_password_remove(user=user_for(request), public_id=public_id):
            raise NotFound
        return Response(status=status.HTTP_204_NO_CONTENT)
