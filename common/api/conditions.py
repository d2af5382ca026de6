"""Conditional requests (RFC 9110, 13): 304 for what a client has already, 412 for a write to what has changed.

class PlaylistView(APIView):
    def get(self, request, public_id):
        playlist = …
        return tagged(request, playlist.tag, lambda: PlaylistSerializer(playlist).data)

    @conditional                        # tells the contract of If-Match
    def patch(self, request, public_id):
        playlist = playlist_rename(…, seen=seen_by(request))
        return tagged(request, playlist.tag, lambda: PlaylistSerializer(playlist).data)
"""

from collections.abc import Callable
from typing import Any

from django.utils.cache import patch_vary_headers
from django.utils.http import parse_etags
from rest_framework.request import Request
from rest_framework.response import Response

from common.versions import ANYTHING, Seen

EVERYTHING = "*"


def seen_by(request: Request) -> Seen:
    """What `If-Match` names. A weak tag is no promise of sameness and matches nothing (RFC 9110, 13.1.1)."""
    given = request.headers.get("If-Match")
    if given is None:
        return ANYTHING
    named = parse_etags(given)
    if EVERYTHING in named:
        return ANYTHING
    return Seen(frozenset(tag for tag in named if not tag.startswith("W/")))


def tagged(
    request: Request, tag: str, body: Callable[[], Any], *, status: int = 200, public: bool = False
) -> Response:
    """The answer under its entity tag; 304, and `body` is not even made, when a reader has it already.

    It may be kept by the one who asked (by everybody where `public`), and is asked for again each time.
    """
    if request.method in {"GET", "HEAD"} and has_already(
        request.headers.get("If-None-Match", ""), tag
    ):
        response = Response(status=304)
    else:
        response = Response(body(), status=status)
    response.headers["ETag"] = tag
    response.headers["Cache-Control"] = f"{'public' if public else 'private'}, no-cache"
    patch_vary_headers(response, ["Authorization", "Cookie"])
    return response


def has_already(given: str, tag: str) -> bool:
    """Whether `If-None-Match` names the tag, compared weakly (RFC 9110, 13.1.2)."""
    named = {one.removeprefix("W/") for one in parse_etags(given)}
    return tag.removeprefix("W/") in named or EVERYTHING in named


def conditional[F: Callable[..., Any]](method: F) -> F:
    """Marks a write that looks at `If-Match`, for the contract."""
    method.is_conditional = True  # type: ignore[attr-defined]  # read by common.api.schema
    return method
