"""The site's addresses and an empty view.

The view's address lies below /api/, where no page is looked for in the cache: so it passes all the middleware and pays
for nothing that only pages need. It is the harder yardstick of the two.
"""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from musicsite.urls import handler500
from musicsite.urls import urlpatterns as site

__all__ = ["handler500", "urlpatterns"]


def empty(request: HttpRequest) -> HttpResponse:
    return HttpResponse(b"")


urlpatterns = [path("api/bench/empty", empty), *site]
