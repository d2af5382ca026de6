"""Browsers that a person is signed in with, as allauth keeps them beside Django's sessions."""

import time
from collections.abc import Callable, Iterable

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth import logout
from django.contrib.sessions.models import Session
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.utils.timezone import now

from accounts.agents import agent_name
from accounts.devices import Device
from accounts.models import User
from common.health import OK, cache
from common.visitors import visitor_address

SEEN, SEEN_EVERY = "seen_at", 3600
STAFF_LASTS = 7 * 24 * 3600
"""Seconds for which a session of staff lives, however it is used. Others end by not being used alone."""
SIGNED_IN = "account_authentication_methods"
"""Key of the session, allauth's: how it was signed in. A session without it has no row to be kept."""


def sessions_of(user: User, request: HttpRequest) -> Iterable[Device]:
    """The newest first. Two queries: the rows, and which of their sessions still live."""
    rows = list(UserSession.objects.filter(user=user).order_by("-last_seen_at", "-pk"))
    keys = [row.session_key for row in rows]
    alive = dict(
        Session.objects.filter(session_key__in=keys, expire_date__gt=now()).values_list(
            "session_key", "expire_date"
        )
    )
    return [
        Device(
            id=str(row.pk),
            name=agent_name(row.user_agent),
            signed_in_at=row.created_at,
            last_seen_at=row.last_seen_at,
            address=row.ip,
            is_current=row.session_key == request.session.session_key,
            expires_at=alive[row.session_key],
        )
        for row in rows
        if row.session_key in alive
    ]


def session_end(user: User, id: str) -> bool:
    """Sign out there: the session goes from the cache and from the database."""
    row = UserSession.objects.filter(user=user, pk=int(id)).first() if id.isdecimal() else None
    if row is None:
        return False
    row.end()
    unreachable_sessions_end(user)
    return True


def sessions_end(user: User, *, but: str | None = None) -> None:
    """All of a person's, except the one with this key."""
    for row in UserSession.objects.filter(user=user).exclude(session_key=but or ""):
        row.end()


def unreachable_sessions_end(user: User) -> None:
    """After a session ended: while the cache is away, all of the user's sessions end with it.

    The cache may come back with its copy of that session, which would live again. Which one it was can't be told to it
    now, but what all of them are bound to is kept in the database.
    """
    if cache() != OK:
        User.objects.filter(pk=user.pk).update(sign_outs=F("sign_outs") + 1)


def proven_at(request: HttpRequest) -> float:
    """When this session was signed in or confirmed last, in seconds since 1970."""
    return max((record["at"] for record in request.session.get(SIGNED_IN, ())), default=0.0)


def _is_delicate(request: HttpRequest) -> bool:
    """Whether a session may change something here, or see what staff alone see."""
    if settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return False
    return request.method not in {"GET", "HEAD", "OPTIONS"} or request.path.startswith("/admin/")


def _is_over(request: HttpRequest) -> bool:
    """Whether this is a session of staff that has lasted too long. Who it is is asked for old ones alone."""
    if SIGNED_IN not in request.session or time.time() - proven_at(request) <= STAFF_LASTS:
        return False
    return request.user.is_authenticated and request.user.is_staff


class LastSeenMiddleware:
    """Keeps, once an hour, when and where from a browser was seen last, and ends what has lasted too long.

    A session of staff that has lasted so changes nothing any more and opens no page of the admin; what else it reads
    ends with the next look at it, within the hour.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if _is_delicate(request) and _is_over(request):
            logout(request)
        response = self.get_response(request)
        # A session that the view did not open has not been read from anywhere: it is left so.
        if request.session.accessed and SIGNED_IN in request.session:
            at = int(time.time())
            if at - request.session.get(SEEN, 0) >= SEEN_EVERY and request.user.is_authenticated:
                if _is_over(request):
                    logout(request)
                    return response
                request.session[SEEN] = at
                UserSession.objects.filter(session_key=request.session.session_key).update(
                    last_seen_at=now(),
                    ip=visitor_address(request),
                    user_agent=request.headers.get("User-Agent", "")[:200],
                )
        return response
