"""Answers at addresses that hold a secret: a link in a letter."""

from django.http import HttpResponse


def closed(response: HttpResponse) -> HttpResponse:
    """No page it leads to learns of its address, nobody keeps or lists it, and a redirect is one to a GET (303)."""
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["X-Robots-Tag"] = "noindex"
    response.headers["Cache-Control"] = "private, no-store"
    if response.status_code == 302:
        response.status_code = 303
    return response
