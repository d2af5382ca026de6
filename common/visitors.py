"""Where somebody asks from: their network address, with as many proxies off as are trusted, and their country."""

import ipaddress
import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest

UNKNOWN = "0.0.0.0"  # noqa: S104 - no address to listen at: what stands for one that is not known


_country = re.compile(r"[A-Z]{2}")


def visitor_country(request: HttpRequest) -> str:
    """Two letters by the CDN's header, believed behind a proxy alone; empty where nobody says."""
    told = request.headers.get("CloudFront-Viewer-Country", "")
    return told if settings.TRUSTED_PROXY_COUNT and _country.fullmatch(told) else ""


def visitor_address(request: HttpRequest) -> str:
    """The visitor's IP address; what is no address, as over a Unix socket, is 0.0.0.0."""
    return address_of(request.META)


def address_of(meta: Mapping[str, Any]) -> str:
    """The same of a request's variables (`HttpRequest.META`, or WSGI's environ).

    Each trusted proxy adds whom it saw at the end of X-Forwarded-For: the entry TRUSTED_PROXY_COUNT from the right was
    told by the outermost of them. Where there are fewer, the first one counts; where none is trusted, the peer's own.
    """
    proxies, peer = settings.TRUSTED_PROXY_COUNT, meta.get("REMOTE_ADDR", "")
    if proxies:
        seen = meta.get("HTTP_X_FORWARDED_FOR", "").split(",")
        return _first_address(seen[-min(proxies, len(seen))], peer)
    return _first_address(peer)


@lru_cache(4096)  # a player asks for range after range
def _first_address(*candidates: str) -> str:
    for candidate in candidates:
        try:
            return str(ipaddress.ip_address(candidate.strip()))
        except ValueError:
            continue
    return UNKNOWN
