"""The network address of whoever asks: as many proxies off as are trusted, and an address in any case."""

import ipaddress

from django.http import HttpRequest
from rest_framework.throttling import BaseThrottle

UNKNOWN = "0.0.0.0"  # noqa: S104 - no address to listen at: what stands for one that is not known


def visitor_address(request: HttpRequest) -> str:
    """The visitor's IP address, as the API's throttles take it (TRUSTED_PROXY_COUNT entries from the right of
    X-Forwarded-For, with 0 the peer's own). What is no address, as over a Unix socket, is 0.0.0.0.
    """
    named = BaseThrottle().get_ident(request) or ""  # type: ignore[arg-type]  # reads META only
    for candidate in (named, request.META.get("REMOTE_ADDR", "")):
        try:
            return str(ipaddress.ip_address(candidate.strip()))
        except ValueError:
            continue
    return UNKNOWN
