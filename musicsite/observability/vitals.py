"""`POST /api/v1/vitals/`: how a load felt, told by the browser itself as the page is left (`sendBeacon`)."""

from typing import Any

from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import serializers
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.api.authentication import BearerAuthentication
from common.api.limits import Limit
from common.api.query import body_of
from common.api.scopes import PLAYS
from musicsite.observability.felt import felt
from streaming.api.plays import SameSiteSession, comes_from_here

_LONGEST = 600_000


class VitalsSerializer(serializers.Serializer[Any]):
    """In milliseconds; what a browser does not know is left out. Bounded, so that one lie moves no average far."""

    lcp = serializers.FloatField(
        required=False, min_value=0, max_value=_LONGEST, help_text="Largest Contentful Paint."
    )
    inp = serializers.FloatField(
        required=False, min_value=0, max_value=_LONGEST, help_text="Interaction to Next Paint."
    )
    cls = serializers.FloatField(
        required=False, min_value=0, max_value=1000, help_text="Cumulative Layout Shift: no time."
    )
    ttfb = serializers.FloatField(
        required=False, min_value=0, max_value=_LONGEST, help_text="Time to the first byte."
    )
    first_sound = serializers.FloatField(
        required=False,
        min_value=0,
        max_value=_LONGEST,
        help_text="From the first click on play to sound.",
    )
    trace = serializers.RegexField(
        r"\A00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}\Z",
        required=False,
        help_text="The trace that the load began, as `traceparent` has it.",
    )


class VitalsLimit(Limit):
    """A browser tells once a load."""

    name, most = "vitals", 60


class VitalsView(APIView):
    """What browsers measured. Anybody's, and kept of nobody."""

    authentication_classes = (BearerAuthentication, SameSiteSession)
    permission_classes = (AllowAny,)
    scope = PLAYS
    throttle_classes = (VitalsLimit,)

    @extend_schema(
        operation_id="vitals_record",
        tags=["vitals"],
        request=VitalsSerializer,
        responses={204: OpenApiResponse(description="Taken.")},
        auth=[{"bearer": []}, {"cookieAuth": []}, {}],  # type: ignore[list-item]  # requirements, which it hands on as they are
    )
    def post(self, request: Request) -> Response:
        if not request.user.is_authenticated:
            comes_from_here(request)
        told = body_of(request, VitalsSerializer)
        felt(
            told,
            page=request.headers.get("Referer", ""),
            is_private="1" in {request.headers.get("Sec-GPC"), request.headers.get("DNT")},
        )
        return Response(status=204)
