"""Writes: how a person is called, what they show, and how they like things."""

import json
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.language import language_forget
from accounts.models import Preferences, Profile, User
from accounts.models.user import HANDLE
from accounts.search_documents import person_mark
from common.errors import Conflict, Invalid
from common.text import has_link

MOST_PLAYER_BYTES = 4096
RESERVED = frozenset(
    {"admin", "administrator", "root", "support", "system", "me", "everyone", "anonymous"}
)
"""Handles that would pass for the site itself."""


@transaction.atomic
def person_change(*, user: User, name: str, handle: str) -> None:
    """Another name or handle. Raises Invalid, and Conflict for a handle that somebody has."""
    handle = handle.strip().lower()
    if has_link(name):
        raise Invalid("A name has no address of a page in it.", field="name")
    try:
        HANDLE(handle)
    except ValidationError as error:
        raise Invalid(str(error.messages[0]), field="handle") from error
    if handle != user.handle:
        if handle in RESERVED:
            raise Conflict("That handle is taken.", field="handle")
        if User.objects.select_for_update().filter(handle=handle).exclude(pk=user.pk).exists():
            raise Conflict("That handle is taken.", field="handle")
    user.handle, user.name = handle, " ".join(name.split())[:100]
    user.save(update_fields=["handle", "name"])
    person_mark(user)


@transaction.atomic
def profile_change(*, user: User, is_public: bool, about: str) -> None:
    Profile.objects.update_or_create(
        user=user, defaults={"is_public": is_public, "about": about.strip()[:500]}
    )
    person_mark(user)


@transaction.atomic
def preferences_change(
    *,
    user: User,
    theme: str | None = None,
    language: str | None = None,
    player: dict[str, Any] | None = None,
    letters_of_shares: bool | None = None,
) -> Preferences:
    """How they like things; what is not given stays as it is. Raises Invalid."""
    values: dict[str, Any] = {}
    if theme is not None:
        if theme not in Preferences.Theme.values:
            raise Invalid("Choose system, light or dark.", field="theme")
        values["theme"] = theme
    if language is not None:
        if language and language not in dict(settings.LANGUAGES):
            raise Invalid("The site does not speak that language.", field="language")
        values["language"] = language
    if letters_of_shares is not None:
        values["letters_of_shares"] = letters_of_shares
    if player is not None:
        if len(json.dumps(player)) > MOST_PLAYER_BYTES:
            raise Invalid("At most 4 kB.", field="player")
        values["player"] = player
    kept, _ = Preferences.objects.update_or_create(user=user, defaults=values)
    transaction.on_commit(lambda: language_forget(user.pk))
    return kept
