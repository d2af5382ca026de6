"""Who asks for bytes, found with one small query: whom `accounts.viewer.viewer_for` finds, by session or nobody.

Django's own way, a model of the user, costs ten times what the database needs to answer. The session is still Django's,
and everything is asked anew for each request: whoever signs out or is closed out hears nothing more. A test holds both
ways to the same answers.
"""

from collections.abc import Mapping
from functools import lru_cache
from importlib import import_module
from typing import Any

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.http import parse_cookie
from django.utils.crypto import constant_time_compare

from accounts.models import User
from accounts.viewer import NOBODY, Viewer
from common.statements import Statement

_ANY_USER = -987_654_321
"""Stands in the SQL for the user's key; none is negative."""
_person = Statement(
    lambda: (
        User.objects.filter(pk=_ANY_USER, is_active=True)
        .order_by()
        .values_list("is_superuser", "password", "sign_outs")
    )
)
"""Of an active user: whether they administrate, and what their sessions are bound to."""


def listener_of(meta: Mapping[str, Any]) -> Viewer | None:
    """The viewer of a request that carries a session or nothing; None where only Django's own way can tell.

    `meta` are the request's variables (`HttpRequest.META`, or WSGI's environ). Django's way is needed for other
    credentials, a request from another site (of which CORS judges), a session of another kind of sign-in, or one that
    does not hold any more.
    """
    if "HTTP_AUTHORIZATION" in meta or "HTTP_ORIGIN" in meta:
        return None
    cookies = meta.get("HTTP_COOKIE")
    key = parse_cookie(cookies).get(settings.SESSION_COOKIE_NAME) if cookies else None
    if not key:
        return NOBODY
    session = _store()(key)
    user_id = session.get(SESSION_KEY)
    if user_id is None:
        return NOBODY
    if session.get(BACKEND_SESSION_KEY) not in settings.AUTHENTICATION_BACKENDS:
        return None
    rows = _person.rows(User, {_ANY_USER: int(user_id)})
    if not rows:
        return None
    is_administrator, *bound = rows[0]
    if not constant_time_compare(str(session.get(HASH_SESSION_KEY, "")), _mark_of(*bound)):
        return None
    return Viewer(user_id=int(user_id), is_administrator=bool(is_administrator))


@lru_cache(maxsize=1)
def _store() -> Any:
    return import_module(settings.SESSION_ENGINE).SessionStore


@lru_cache(maxsize=1024)
def _mark_of(password: str, sign_outs: int) -> str:
    """What a session must carry while the user has this (hashed) password and signed out everywhere so often."""
    return User(password=password, sign_outs=sign_outs).get_session_auth_hash()
