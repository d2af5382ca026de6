"""Telling that something will go: `Deprecation` (RFC 9745) and `Sunset` (RFC 8594).

    @deprecated(since=date(2027, 3, 1), sunset=date(2027, 9, 1), instead="/api/v1/playlists/")
    class ListsView(APIView): …

What may change within a version, and how long a notice is, says docs/api/versioning.md.
"""

from collections.abc import Callable
from datetime import UTC, date, datetime, time
from typing import Any

from django.utils.http import http_date
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView


def deprecated[V: type[APIView]](
    *, since: date, sunset: date, instead: str = ""
) -> Callable[[V], V]:
    """Every answer of the view says since when it should not be used, when it goes, and what to use instead."""
    headers = {
        "Deprecation": f"@{_seconds(since)}",
        "Sunset": http_date(_seconds(sunset)),
    }
    if instead:
        headers["Link"] = f'<{instead}>; rel="successor-version"'

    def mark(view: V) -> V:
        finalize = view.finalize_response

        def finalize_response(
            self: Any, request: Request, response: Response, *args: Any, **kwargs: Any
        ) -> Response:
            for name, value in headers.items():
                response.headers.setdefault(name, value)
            return finalize(self, request, response, *args, **kwargs)

        view.finalize_response = finalize_response  # type: ignore[method-assign]  # what a decorator does
        return extend_schema(deprecated=True)(view)

    return mark


def _seconds(day: date) -> int:
    return int(datetime.combine(day, time(), UTC).timestamp())
