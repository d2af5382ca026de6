"""Unsubscribing by one click of a mail program (RFC 8058): what a letter says of it, and how the click is told."""

from django.http import HttpRequest

HEADER, FIELD, VALUE = "List-Unsubscribe", "List-Unsubscribe", "One-Click"


def one_click_headers(address: str) -> dict[str, str]:
    """The headers of a letter whose mail program may post to this address."""
    return {HEADER: f"<{address}>", f"{HEADER}-Post": f"{FIELD}={VALUE}"}


def is_one_click(request: HttpRequest) -> bool:
    """Whether a mail program asks, which wants a plain answer, and not a page."""
    return request.POST.get(FIELD) == VALUE
