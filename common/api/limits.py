"""How often somebody may ask, told with every answer and enforced in fixed windows.

Whoever asks is counted as a token, else as a person, else as an address: the one that the trusted proxies name
(`TRUSTED_PROXY_COUNT`), and of IPv6 the network of 64 bits that one customer has. The counts live in the cache; while
that is away nobody is held up. `RateLimit` and `RateLimit-Policy` follow
https://datatracker.ietf.org/doc/draft-ietf-httpapi-ratelimit-headers/ (10); 429 has `Retry-After` too.

    class ImportView(APIView):
        throttle_classes = (ImportLimit,)

    class ImportLimit(Limit):
        name, most = "import", 10           # in 60 s
"""

import math
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from ipaddress import IPv6Address, ip_address
from typing import Any, ClassVar

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from rest_framework.request import Request
from rest_framework.throttling import BaseThrottle

from common.errors import TooMany
from common.visitors import visitor_address


@dataclass(frozen=True, slots=True)
class Told:
    """What the headers say of one limit; `reset` in seconds."""

    name: str
    most: int
    window: int
    left: int
    reset: int


class Limit(BaseThrottle):
    """`most` requests in each window of `window` seconds."""

    name: ClassVar[str] = "api"
    most: ClassVar[int | None] = None
    """None: what `setting` says."""
    setting: ClassVar[str] = "API_RATE_LIMIT"
    window: ClassVar[int] = 60

    def allow_request(self, request: Request, view: Any) -> bool:
        most = self.allowed()
        if not most:
            return True
        used, self.reset = self._counted(self.who(request))
        if used is None:
            return True
        told = Told(self.name, most, self.window, max(0, most - used), self.reset)
        request._request.rate_limit = told  # type: ignore[attr-defined]  # read by RateLimitMiddleware
        return used <= most

    def wait(self) -> float:
        return float(self.reset)

    @classmethod
    def allowed(cls) -> int:
        """`most`, or what the setting says; 0 sets no limit."""
        return int(getattr(settings, cls.setting)) if cls.most is None else cls.most

    @classmethod
    def count_page(cls, request: HttpRequest) -> None:
        """The same for a form that does what the API does, by whoever is signed in. Raises TooMany."""
        user = request.user
        cls.count(f"user-{user.pk}" if user.is_authenticated else network(visitor_address(request)))

    @classmethod
    def count(cls, who: str) -> None:
        """Count once more for whom or what is named. Raises TooMany."""
        most = cls.allowed()
        if not most:
            return
        used, reset = cls._counted(who)
        if used is not None and used > most:
            raise TooMany("That was asked for too often: try again later.", retry_after=reset)

    @classmethod
    def _counted(cls, who: str) -> tuple[int | None, int]:
        """One more in this window: how often it was (None without a cache), and the seconds until the next window."""
        number, passed = divmod(time.time(), cls.window)
        used = _count(f"limit:{cls.name}:{who}:{int(number)}", cls.window)
        return used, max(1, math.ceil(cls.window - passed))

    def who(self, request: Request) -> str:
        """Whom a request counts for."""
        token = getattr(request.auth, "limit_key", "")
        if token:
            return str(token)
        if request.user.is_authenticated:
            return f"user-{request.user.pk}"
        return network(visitor_address(request._request))


@lru_cache(4096)
def network(address: str) -> str:
    """An address as limits count it: IPv4 whole, of IPv6 the first 64 bits, and of anything else its start."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return address[:64].encode().hex()
    if isinstance(parsed, IPv6Address):
        if parsed.ipv4_mapped:
            return str(parsed.ipv4_mapped)
        return f"{int(parsed) >> 64:x}"
    return str(parsed)


def _count(key: str, window: int) -> int | None:
    """One more; None when the cache does not answer."""
    try:
        return cache.incr(key)
    except ValueError:
        cache.add(key, 0, timeout=window)
    try:
        return cache.incr(key)
    except ValueError:
        return None


class RateLimitMiddleware:
    """Tells of the limit that a request of the API was counted for."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        told: Told | None = getattr(request, "rate_limit", None)
        if told is not None:
            response.headers["RateLimit-Policy"] = f'"{told.name}";q={told.most};w={told.window}'
            response.headers["RateLimit"] = f'"{told.name}";r={told.left};t={told.reset}'
        return response
