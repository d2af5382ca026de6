"""The straight way of a stream's bytes: answered before sessions, languages, messages and the API's machinery.

A player asks for a megabyte at a time, and what Django and DRF do around a request costs more than sending it. Here the
usual request (by session or by nobody, for a file or a complete rendition on this machine) is answered with the same
functions as in `streaming.api.stream`. Everything else goes the whole way, also whatever fails here: so this way says
yes, or nothing. It stands inside of what gives requests their names and answers their security headers.
"""

import re
from collections.abc import Callable
from datetime import timedelta

from django.conf import settings
from django.db import DatabaseError, InterfaceError
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.timezone import now

from common.errors import DomainError
from streaming.api.stream import made_response, original_response
from streaming.delivery.access import heard_by, made_heard_by
from streaming.delivery.limits import viewer_key
from streaming.delivery.listener import listener_of
from streaming.delivery.renditions import USED

_address = re.compile(r"/api/v1/tracks/([0-9a-f]{32})/stream/")
_made = re.compile(r"format=(?:(fmp4|adts|webm)|(opus|mp3)&bitrate=([0-9]{2,3}))")
_MARGIN = timedelta(minutes=1)


class StraightStreamMiddleware:
    """Answers what can be answered at once; hands on the rest."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        found = _address.fullmatch(request.path_info)
        if found and request.method in ("GET", "HEAD"):
            response = _straight(request, found[1])
            if response is not None:
                return response
        return self.get_response(request)


def _straight(request: HttpRequest, track_id: str) -> HttpResponseBase | None:
    made = None
    if query := request.META.get("QUERY_STRING"):
        made = _made.fullmatch(query)
        if made is None:
            return None
    request.get_host()  # raises DisallowedHost, as everywhere
    try:
        viewer = listener_of(request)
        if viewer is None:
            return None
        who, at = viewer_key(viewer, request), now()
        if made is None:
            response = original_response(request, heard_by(viewer, track_id, at=at), who)
        else:
            known = made_heard_by(
                viewer,
                track_id,
                format=made[1] or made[2],
                bitrate=int(made[3] or 0),
                at=at,
                used_after=at - USED + _MARGIN,
            )
            response = made_response(request, known, who)
    except (DomainError, DatabaseError, InterfaceError):
        return None  # the whole way meets it again, and says so in the right words
    response.headers["X-Frame-Options"] = settings.X_FRAME_OPTIONS
    response.headers["Vary"] = "Cookie, Origin"
    return response
