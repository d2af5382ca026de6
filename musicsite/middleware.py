"""What every request passes: its id, and the domain's errors turned into pages."""

import logging
import re
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from common.errors import DomainError, TooMany
from common.ids import uuid7_hex
from common.logs import request_id
from musicsite.outage import is_outage, outage

logger = logging.getLogger(__name__)

Handler = Callable[[HttpRequest], HttpResponse]
_given_id = re.compile(r"[A-Za-z0-9._=;:-]{8,128}")


def request_name(given: str) -> str:
    """The name that the proxy gave to a request where it is sane, or a new one."""
    return given if _given_id.fullmatch(given) else uuid7_hex()


class RequestIdMiddleware:
    """Names each request (`X-Request-ID`, taken from the proxy when it is sane) for logs and for the person."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        name = request_name(request.headers.get("X-Request-ID", ""))
        token = request_id.set(name)
        try:
            response = self.get_response(request)
        finally:
            request_id.reset(token)
        response.headers["X-Request-ID"] = name
        return response


class ErrorsMiddleware:
    """A page in words for domain errors that a view raises. The API maps its own (`common.api.problems`)."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if is_outage(error):
            logger.warning("The database does not answer: %s", error)
            return outage(request)
        if not isinstance(error, DomainError):
            return None
        template = "404.html" if error.status == 404 else "error.html"
        response = render(request, template, {"error": error}, status=error.status)
        if isinstance(error, TooMany):
            response.headers["Retry-After"] = str(error.retry_after)
        return response
