"""The site's addresses and an empty view.

The view's address lies below /api/, where no page is looked for in the cache: so it passes all the middleware and pays
for nothing that only pages need. It is the harder yardstick of the two.
"""

from django.http import HttpRequest, HttpResponse
from django.urls import path
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from common.api.scopes import READS
from musicsite.urls import handler500
from musicsite.urls import urlpatterns as site

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


urlpatterns = [
    path("api/bench/empty", empty),
    path("api/bench/drf", EmptyView.as_view()),
    *site,
]
