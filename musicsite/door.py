"""The WSGI application: the straight way of bytes for what it can answer, Django for all else.

What Django's outermost middleware says with every answer is said here too. It is asked of that middleware itself, once
for plain and once for secure requests, so that both ways say the same.
"""

import time
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.db import close_old_connections
from django.http import HttpRequest, HttpResponse
from django.http.request import split_domain_port, validate_host
from django.middleware.csp import ContentSecurityPolicyMiddleware
from django.middleware.security import SecurityMiddleware

from common.logs import person_hash
from musicsite.middleware import request_name
from musicsite.observability.asked import PERSON, TRACE, trace_of
from musicsite.observability.counting import request_done
from musicsite.observability.routes import STREAM
from streaming.straight import LISTENER, straight_answer

type Environ = dict[str, Any]
type Start = Callable[..., Any]
type Application = Callable[[Environ, Start], Iterable[bytes]]

_PREFIX = "/api/v1/tracks/"
_HEALTH = {"/healthz", "/readyz"}


class Door:
    """Answers what can be answered at once; hands on the rest."""

    def __init__(self, django: Application) -> None:
        self._django = django

    def __call__(self, environ: Environ, start_response: Start) -> Iterable[bytes]:
        if environ["PATH_INFO"] in _HEALTH:
            # A load balancer asks by the address of this machine, and what is answered there is the same by any name.
            environ["HTTP_HOST"] = "localhost"
        wrapper = environ.get("wsgi.file_wrapper")
        answer, began = None, time.perf_counter()
        if wrapper and environ["PATH_INFO"].startswith(_PREFIX) and _is_welcome(environ):
            close_old_connections()  # as before every request
            answer = straight_answer(environ)
        if wrapper is None or answer is None:
            return self._django(environ, start_response)
        name = request_name(environ.get("HTTP_X_REQUEST_ID", ""))
        environ[TRACE] = trace_of(environ).trace_id
        if LISTENER in environ:
            environ[PERSON] = person_hash(environ[LISTENER])
        headers = [*answer.headers, *_said_with_all(_is_secure(environ)), ("X-Request-ID", name)]
        start_response(answer.status, headers)
        request_done(STREAM, "GET", int(answer.status[:3]), time.perf_counter() - began)
        sent: Iterable[bytes] = wrapper(answer.body)
        return sent


def _is_welcome(environ: Environ) -> bool:
    """Whether the host is one of ours, as `HttpRequest.get_host` has it. Django refuses all others."""
    if settings.USE_X_FORWARDED_HOST or "HTTP_HOST" not in environ:
        return False
    return _is_ours(environ["HTTP_HOST"], tuple(settings.ALLOWED_HOSTS))


@lru_cache(64)
def _is_ours(host: str, ours: tuple[str, ...]) -> bool:
    domain, _ = split_domain_port(host)
    return bool(domain) and validate_host(domain, list(ours))


def _is_secure(environ: Environ) -> bool:
    """As `HttpRequest.is_secure`."""
    told = settings.SECURE_PROXY_SSL_HEADER
    if told and told[0] in environ:
        return str(environ[told[0]]).split(",", 1)[0].strip() == told[1]
    return environ.get("wsgi.url_scheme") == "https"


@lru_cache(2)
def _said_with_all(is_secure: bool) -> tuple[tuple[str, str], ...]:
    request = _SecureRequest() if is_secure else HttpRequest()
    answer: Any = SecurityMiddleware(ContentSecurityPolicyMiddleware(_nothing))(request)
    return tuple(answer.headers.items())


class _SecureRequest(HttpRequest):
    def is_secure(self) -> bool:
        return True


def _nothing(request: HttpRequest) -> HttpResponse:
    response = HttpResponse()
    del response.headers["Content-Type"]
    return response
