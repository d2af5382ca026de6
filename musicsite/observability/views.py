"""`/metrics`: for whoever watches the site, and for nobody else."""

import ipaddress

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest

from musicsite.observability.metrics import together
from musicsite.observability.state import StateCollector

_FORWARDED = (
    "HTTP_FORWARDED", "HTTP_VIA", "HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_HOST", "HTTP_X_FORWARDED_PROTO",
    "HTTP_X_REAL_IP",
)  # fmt: skip


@csrf_exempt
@never_cache
def metrics(request: HttpRequest) -> HttpResponse:
    """What all processes of this machine counted, and how full things are, as Prometheus reads it.

    Whoever may not see it is told that there is no such address.
    """
    if request.method not in {"GET", "HEAD"} or not _may_see(request):
        raise Http404
    state = CollectorRegistry()
    state.register(StateCollector())
    body = generate_latest(together()) + generate_latest(state)
    return HttpResponse(body, content_type=CONTENT_TYPE_LATEST)


def _may_see(request: HttpRequest) -> bool:
    if settings.METRICS_TOKEN:
        scheme, _, given = request.headers.get("Authorization", "").partition(" ")
        return scheme.lower() == "bearer" and constant_time_compare(given, settings.METRICS_TOKEN)
    # A proxy on this machine would make loopback of everybody.
    if settings.TRUSTED_PROXY_COUNT or any(name in request.META for name in _FORWARDED):
        return False
    try:
        return ipaddress.ip_address(request.META.get("REMOTE_ADDR", "")).is_loopback
    except ValueError:
        return False
