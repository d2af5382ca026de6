"""The language of a person, where they have chosen one: above what their browser asks for.

It is read on every request of theirs, so it is kept in the cache: `language_forget` drops it when it changes, and
`LIFETIME` bounds how old it can be where the cache did not hear of that.
"""

from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.utils import translation

from accounts.models import Preferences, User

LIFETIME = 300
"""Seconds."""


def language_of(user_id: int) -> str:
    """The language that they chose, if the site still speaks it; empty: as the browser asks."""
    key = _key(user_id)
    chosen: str | None = cache.get(key)
    if chosen is None:
        rows = Preferences.objects.filter(user_id=user_id).values_list("language", flat=True)
        chosen = rows.first() or ""
        cache.set(key, chosen, timeout=LIFETIME)
    return chosen if chosen in dict(settings.LANGUAGES) else ""


def language_of_letters(user: User) -> str:
    """What a letter to this person is written in, whoever asked for it: what they chose, else the site's own."""
    return language_of(user.pk) or settings.LANGUAGE_CODE


def language_forget(user_id: int) -> None:
    cache.delete(_key(user_id))


def _key(user_id: int) -> str:
    return f"language:{user_id}"


class LanguageMiddleware:
    """Speaks the language of whoever is signed in, within `LocaleMiddleware`, which has listened to the browser.

    `request.LANGUAGE_CODE` says which it is; pages are kept for each (`web.caching.language_for`). A request without
    a session cookie, or of a site with one language, costs nothing.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if len(settings.LANGUAGES) > 1 and settings.SESSION_COOKIE_NAME in request.COOKIES:
            user_id = str(request.session.get(SESSION_KEY, ""))
            if user_id.isdecimal() and (chosen := language_of(int(user_id))):
                translation.activate(chosen)
                request.LANGUAGE_CODE = chosen
        return self.get_response(request)
