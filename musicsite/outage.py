"""When the database does not answer: 503 and Retry-After for every page, and back to normal by itself."""

import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.views import defaults

RETRY_AFTER = 5
"""Seconds after which a client may come again."""

# sqlite3's primary result codes (https://sqlite.org/rescode.html): READONLY, BUSY, LOCKED, IOERR, FULL,
# CANTOPEN, NOTADB. A missing table is 1, ERROR, and a bug of ours.
SQLITE_OUTAGES = {5, 6, 8, 10, 13, 14, 26}

# MySQL's server errors that pass: too many connections, shutdown, lock wait timeout, deadlock, read-only (during a
# failover), killed connection. All of 2000–2999 are the client's: nobody answers.
MYSQL_OUTAGES = {1040, 1053, 1203, 1205, 1213, 1290, 1836, 1927, 4031}


def is_outage(error: BaseException | None) -> bool:
    """Whether the error says that the database is away, and not that the question was wrong."""
    if isinstance(error, InterfaceError):
        return True
    if not isinstance(error, OperationalError):
        return False
    sqlite_code = getattr(error.__cause__, "sqlite_errorcode", None)
    if sqlite_code is not None:
        return sqlite_code & 0xFF in SQLITE_OUTAGES
    code = error.args[0] if error.args else None
    return isinstance(code, int) and (2000 <= code < 3000 or code in MYSQL_OUTAGES)


def outage(request: HttpRequest) -> HttpResponse:
    """The answer during an outage. It needs nothing that needs the database: no session, no user."""
    if request.path.startswith("/api/"):
        problem = {
            "type": "/problems/unavailable",
            "title": "Not available",
            "status": 503,
            "detail": "The database does not answer. Please try again in a moment.",
        }
        response: HttpResponse = JsonResponse(problem, content_type="application/problem+json")
    else:
        response = HttpResponse(render_to_string("503.html"))
    response.status_code = 503
    response.headers["Retry-After"] = str(RETRY_AFTER)
    response.headers["Cache-Control"] = "no-store"
    return response


def server_error(request: HttpRequest) -> HttpResponse:
    """`handler500`: also for what middleware raises, which `ErrorsMiddleware` does not see."""
    if is_outage(sys.exception()):
        return outage(request)
    return defaults.server_error(request)
