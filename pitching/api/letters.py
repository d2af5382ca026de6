"""`pitches/<id>/letters/…`: a test to oneself, a second letter to those who have not played, one again."""

from typing import Any

from django.utils.timezone import now
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from common.api.query import body_of
from common.api.scopes import KEEPS
from pitching.api.pitches import who
from pitching.api.serializers import CountSerializer
from pitching.letters.queue import pitch_follow_up, pitch_letter_again, pitch_letter_test
from pitching.models.letter import MESSAGE_LENGTH


class TestLetterSerializer(serializers.Serializer[Any]):
    to = serializers.EmailField()


class FollowUpSerializer(serializers.Serializer[Any]):
    """`message` stands in the letter instead of the site's words."""

    message = serializers.CharField(required=False, allow_blank=True, max_length=MESSAGE_LENGTH)


class PitchLetterTestView(APIView):
    """The letter as recipients will get it, to oneself."""

    permission_classes = (IsAuthenticated,)
    scope = KEEPS

    @extend_schema(
        operation_id="pitch_letter_test",
        tags=["pitches"],
        request=None,
        responses={202: TestLetterSerializer},
    )
    def post(self, request: Request, public_id: str) -> Response:
        to = pitch_letter_test(**who(request), public_id=public_id, at=now())
        return Response({"to": to}, status=202)


class PitchFollowUpView(APIView):
    """Write again to those who have not played; how many letters there will be."""

    permission_classes = (IsAuthenticated,)
    scope = KEEPS

    @extend_schema(
        operation_id="pitch_follow_up",
        tags=["pitches"],
        request=FollowUpSerializer,
        responses={202: CountSerializer},
    )
    def post(self, request: Request, public_id: str) -> Response:
        given = body_of(request, FollowUpSerializer)
        count = pitch_follow_up(**who(request), public_id=public_id, at=now(), **given)
        return Response({"count": count}, status=202)


class PitchLetterAgainView(APIView):
    """Send a letter again of which nobody knows whether it came, or that was refused."""

    permission_classes = (IsAuthenticated,)
    scope = KEEPS

    @extend_schema(
        operation_id="pitch_letter_again", tags=["pitches"], request=None, responses={204: None}
    )
    def post(self, request: Request, public_id: str, link_id: str) -> Response:
        pitch_letter_again(**who(request), public_id=public_id, link_id=link_id, at=now())
        return Response(status=204)
