"""The password of a pitch: asked for once a browser, and again when it changes.

What a browser keeps is a cookie below the link's own address: a keyed hash of the link and the password's hash. It
opens this link alone, and nothing once the password is another.
"""

import time
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.auth.hashers import check_password
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare, salted_hmac

from common.api.limits import Limit
from common.errors import Invalid
from pitching.models import PitchLink

KEPT = 30 * 24 * 3600
"""Seconds for which a browser is not asked again."""


class PasswordLimit(Limit):
    """Guesses from one network, at whatever links."""

    name: ClassVar[str] = "pitch-password"
    most: ClassVar[int | None] = 20
    window: ClassVar[int] = 600


class LinkPasswordLimit(Limit):
    """Guesses at one link, from wherever: a password of four letters shall outlast a botnet."""

    name: ClassVar[str] = "pitch-password-of-link"
    most: ClassVar[int | None] = 60
    window: ClassVar[int] = 3600


def cookie_name() -> str:
    """At an https address one that browsers take over https alone; `__Host-` would forbid a path of its own."""
    return "__Secure-pitch" if settings.HTTPS else "pitch"


def is_unlocked(request: HttpRequest, link: PitchLink) -> bool:
    kept = request.COOKIES.get(cookie_name(), "")
    told, _, mark = kept.partition(".")
    if not told.isdecimal() or len(told) > 12 or int(told) < time.time() - KEPT:
        return False
    return constant_time_compare(mark, _mark(link, told))


def password_check(request: HttpRequest, link: PitchLink, given: str) -> None:
    """Raises TooMany after too many guesses, and Invalid for a wrong one."""
    PasswordLimit.count_page(request)
    LinkPasswordLimit.count(link.public_id)
    if not check_password(given[:200], link.pitch.password):
        raise Invalid("That is not the password.", field="password")


def unlock(response: HttpResponse, request: HttpRequest, link: PitchLink, path: str) -> None:
    told = str(int(time.time()))
    secure = settings.HTTPS or request.is_secure()
    keep: dict[str, Any] = {"secure": secure, "httponly": True, "samesite": "Lax"}
    mark = f"{told}.{_mark(link, told)}"
    response.set_cookie(cookie_name(), mark, max_age=KEPT, path=path, **keep)


def _mark(link: PitchLink, told: str) -> str:
    value = f"{told} {link.token_hash} {link.pitch.password}"
    return salted_hmac("pitching.password", value, algorithm="sha256").hexdigest()
