"""`/healthz`: this process answers. `/readyz`: what it stands on, each named; 503 only without the database."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from common.health import states


@never_cache
@require_safe
def alive(request: HttpRequest) -> HttpResponse:
    """No input or output at all: what answers is this process."""
    return HttpResponse("ok\n", content_type="text/plain")


@never_cache
@require_safe
def ready(request: HttpRequest) -> JsonResponse:
    """`{"database": "ok", "cache": "ok", "storage": "ok", "queue": "no worker for heavy"}`."""
    found, well = states()
    response = JsonResponse(found, status=200 if well else 503)
    if not well:
        response.headers["Retry-After"] = "5"
    return response
