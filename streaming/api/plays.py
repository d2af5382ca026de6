"""`POST /api/v1/plays/`: a player tells what it plays, at its start, now and then, and at its end (`sendBeacon`)."""

from typing import Any

from django.conf import settings
from django.utils.timezone import now
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.authentication import SessionAuthentication
from rest_framework.exceptions import PermissionDenied
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.api.authentication import BearerAuthentication
from accounts.viewer import viewer_for
from common.addresses import address_parts
from common.api.limits import Limit
from common.api.query import body_of
from common.api.scopes import PLAYS
from common.visitors import visitor_country
from streaming.plays import play_record


class PlayReportSerializer(serializers.Serializer[Any]):
    """What a player tells. `started_at` and `ended` are the player's own word: taken, and believed in nothing."""

    id = serializers.RegexField(
        r"\A[0-9a-f]{32}\Z", help_text="Made by the player, one for each play: 32 hex digits."
    )
    track = serializers.RegexField(r"\A[0-9a-f]{32}\Z")
    started_at = serializers.DateTimeField(required=False, allow_null=True)
    seconds = serializers.FloatField(
        min_value=0, max_value=10_000_000, help_text="Heard so far: of listening, not of position."
    )
    source = serializers.RegexField(  # type: ignore[assignment]  # DRF's own argument of that name
        r"\A[a-z]{1,20}(:[A-Za-z0-9_-]{1,36})?\Z",
        required=False,
        allow_blank=True,
        help_text="`album:<id>`, `playlist:<id>`, `search` …",
    )
    ended = serializers.BooleanField(required=False, default=False)


class PlaySerializer(serializers.Serializer[Any]):
    """What the server holds."""

    id = serializers.CharField(source="client_id")
    seconds = serializers.FloatField(help_text="As bounded by the server's clock and the track.")
    counted = serializers.SerializerMethodField()

    def get_counted(self, play: Any) -> bool:
        return play.counted_at is not None


class SameSiteSession(SessionAuthentication):
    """The session, guarded against other sites by where the request comes from.

    `navigator.sendBeacon` can't send a header with a token. A browser says on each POST where it comes from
    (https://cheatsheetseries.owasp.org/cheatsheets/Cross-Site_Request_Forgery_Prevention_Cheat_Sheet.html, "Verifying
    Origin"); one that does not is asked for the token as everywhere.
    """

    def enforce_csrf(self, request: Any) -> None:
        if not comes_from_here(request):
            super().enforce_csrf(request)


def comes_from_here(request: Any) -> bool:
    """Whether `Origin` is this site. Raises PermissionDenied when it is another."""
    origin = request.META.get("HTTP_ORIGIN")
    if origin is None:
        return bool(request.META.get("HTTP_SEC_FETCH_SITE") == "same-origin")
    own = f"{'https' if request.is_secure() else 'http'}://{request.get_host()}"
    if origin != own and origin not in settings.CSRF_TRUSTED_ORIGINS:
        raise PermissionDenied(
            f"Plays are not taken from {address_parts(origin).hostname or 'there'}."
        )
    return True


class PlaysLimit(Limit):
    """A player reports a few times a track."""

    name, most = "plays", 120


class PlaysView(APIView):
    """Reports of plays, of whoever reaches the track."""

    authentication_classes = (BearerAuthentication, SameSiteSession)
    permission_classes = (AllowAny,)
    scope = PLAYS
    throttle_classes = (PlaysLimit,)

    @extend_schema(
        operation_id="plays_record",
        tags=["plays"],
        request=PlayReportSerializer,
        responses={200: PlaySerializer, 201: PlaySerializer},
        auth=[{"bearer": []}, {"cookieAuth": []}, {}],  # type: ignore[list-item]  # requirements, which it hands on as they are
    )
    def post(self, request: Request) -> Response:
        if not request.user.is_authenticated:
            comes_from_here(request)
        report = body_of(request, PlayReportSerializer)
        told = play_record(
            viewer=viewer_for(request),
            client_id=report["id"],
            track_id=report["track"],
            seconds=report["seconds"],
            source=report.get("source", ""),
            country=visitor_country(request),
            at=now(),
        )
        return Response(PlaySerializer(told.play).data, status=201 if told.is_new else 200)
