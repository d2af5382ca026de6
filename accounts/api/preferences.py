"""`me/preferences/`: how a person likes things, for all their devices."""

from typing import Any

from django.conf import settings
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.models import Preferences
from accounts.services import preferences_change
from accounts.viewer import user_for
from common.api.query import body_of
from common.api.scopes import KEEPS


class PreferencesSerializer(serializers.Serializer[Preferences]):
    """Language, colours, and the player's own settings."""

    theme = serializers.ChoiceField(Preferences.Theme.choices, default=Preferences.Theme.SYSTEM)
    language = serializers.ChoiceField(
        settings.LANGUAGES, allow_blank=True, default="", help_text="Empty: as the client asks."
    )
    letters_of_shares = serializers.BooleanField(
        required=False, help_text="A letter when somebody shares something with you."
    )
    player: Any = serializers.DictField(
        default=dict,
        help_text="The player's own affair, at most 4 kB; the server reads nothing of it.",
    )


@method_decorator(never_cache, name="dispatch")
class PreferencesView(APIView):
    """One's preferences."""

    permission_classes = (IsAuthenticated,)
    scope = KEEPS

    @extend_schema(operation_id="preferences", tags=["me"], responses=PreferencesSerializer)
    def get(self, request: Request) -> Response:
        user = user_for(request)
        kept = Preferences.objects.filter(user=user).first() or Preferences(user=user)
        return Response(PreferencesSerializer(kept).data)

    @extend_schema(
        operation_id="preferences_set",
        tags=["me"],
        request=PreferencesSerializer,
        responses=PreferencesSerializer,
    )
    def put(self, request: Request) -> Response:
        given = body_of(request, PreferencesSerializer)
        kept = preferences_change(user=user_for(request), **given)
        return Response(PreferencesSerializer(kept).data)

    @extend_schema(
        operation_id="preferences_change",
        tags=["me"],
        request=PreferencesSerializer(partial=True),
        responses=PreferencesSerializer,
    )
    def patch(self, request: Request) -> Response:
        """Some of them: what is not named stays as it is."""
        given = body_of(request, PreferencesSerializer, partial=True)
        kept = preferences_change(user=user_for(request), **given)
        return Response(PreferencesSerializer(kept).data)
