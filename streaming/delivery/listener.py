"""Who asks for bytes, found with one small query: whom `accounts.viewer.viewer_for` finds, by session or nobody.

Django's own way, a model of the user, costs ten times what the database needs to answer. The session is still Django's,
and everything is asked anew for each request: whoever signs out or is closed out hears nothing more. A test holds both
ways to the same answers.
"""

from functools import lru_cache
from importlib import import_module
from typing import Any

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.db import connection
from django.http import HttpRequest
from django.utils.crypto import constant_time_compare

from accounts.models import User
from accounts.viewer import NOBODY, Viewer

_ANY_USER = -987_654_321
"""Stands in the SQL for the user's key; none is negative."""


def listener_of(request: HttpRequest) -> Viewer | None:
    """The viewer of a request that carries a session or nothing; None where only Django's own way can tell.

    That is: other credentials, a request from another site (of which CORS judges), a session of another kind of
    sign-in, or one that does not hold any more.
    """
    if "HTTP_AUTHORIZATION" in request.META or "HTTP_ORIGIN" in request.META:
        return None
    key = request.COOKIES.get(settings.SESSION_COOKIE_NAME)
    if not key:
        return NOBODY
    session = _store()(key)
    user_id = session.get(SESSION_KEY)
    if user_id is None:
        return NOBODY
    if session.get(BACKEND_SESSION_KEY) not in settings.AUTHENTICATION_BACKENDS:
        return None
    sql, params = _query(connection.vendor)
    with connection.cursor() as cursor:
        cursor.execute(sql, [int(user_id) if param == _ANY_USER else param for param in params])
        row = cursor.fetchone()
    if row is None:
        return None
    is_administrator, *bound = row
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


@lru_cache(maxsize=2)
def _query(vendor: str) -> tuple[str, tuple[Any, ...]]:
    """Of an active user: whether they administrate, and what their sessions are bound to."""
    person = User.objects.filter(pk=_ANY_USER, is_active=True).order_by()
    told = person.values_list("is_superuser", "password", "sign_outs")
    sql, params = told.query.sql_with_params()
    return sql, tuple(params)
