"""What is noted of every request."""

import time
from collections.abc import Callable
from functools import partial

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from common.logs import whose
from common.trace import current
from musicsite.observability.asked import PERSON, TRACE, person_of, trace_of
from musicsite.observability.counting import request_done
from musicsite.observability.routes import pattern_of, route_of

Handler = Callable[[HttpRequest], HttpResponse]


class ObservingMiddleware:
    """Gives lines of the log their trace and their person; counts requests by route and measures them."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        began = time.perf_counter()
        trace = trace_of(request.META)
        asker = partial(person_of, request)
        tokens = current.set(trace), whose.set(asker)
        try:
            response = (
                self._traced(request) if settings.OTLP_ENDPOINT else self.get_response(request)
            )
        finally:
            current.reset(tokens[0])
            whose.reset(tokens[1])
        # The server writes the request's line later, and has its variables alone.
        request.META[TRACE], request.META[PERSON] = trace.trace_id, asker()
        request_done(
            route_of(request, response),
            request.method or "",
            response.status_code,
            time.perf_counter() - began,
        )
        return response

    def _traced(self, request: HttpRequest) -> HttpResponse:
        # Nothing of it is loaded where no spans are sent.
        from musicsite.observability.tracing import name_request, tracer  # noqa: PLC0415

        with tracer.request(request.method or "") as span:
            response = self.get_response(request)
            name_request(
                span,
                method=request.method or "",
                route=route_of(request, response),
                pattern=pattern_of(request),
                status=response.status_code,
                user=person_of(request),
            )
        return response
