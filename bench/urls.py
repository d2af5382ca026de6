"""The site's addresses and views that do next to nothing: yardsticks.

The empty view's address lies below /api/, where no page is looked for in the cache: so it passes all the middleware and
pays for nothing that only pages need. It is the harder yardstick of the two.
"""

import time
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.urls import path
from rest_framework.permissions import AllowAny, IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from common.api.scopes import KEEPS, READS
from musicsite.urls import handler500
from musicsite.urls import urlpatterns as site
from playlists.models import PlaylistEntry

__all__ = ["handler500", "urlpatterns"]


def empty(request: HttpRequest) -> HttpResponse:
    return HttpResponse(b"")


class EmptyView(APIView):
    """A view of the API that tells nothing, to whoever asks."""

    permission_classes = (AllowAny,)
    scope = READS
    schema = None

    def get(self, request: Request) -> Response:
        return Response({})


class RowsView(APIView):
    """Inserts an entry for each of the `tracks` (keys) at the end of a `playlist` (key), and nothing else."""

    permission_classes = (IsAuthenticated,)
    scope = KEEPS
    schema = None

    @transaction.atomic
    def post(self, request: Request) -> Response:
        start = time.time_ns()
        given: Any = request.data
        PlaylistEntry.objects.bulk_create(
            PlaylistEntry(playlist_id=given["playlist"], track_id=track, position=start + n)
            for n, track in enumerate(given["tracks"])
        )
        return Response({})


urlpatterns = [
    path("api/bench/empty", empty),
    path("api/bench/drf", EmptyView.as_view()),
    path("api/bench/rows", RowsView.as_view()),
    *site,
]
