"""What a person's page shows besides their name: rooms above add sections of it.

    profile_sections.add("playlists", public_playlists_of)      # in AppConfig.ready()

A section is asked for by a page that its viewer may see; it shows what that viewer may see, two queries at most.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from accounts.models import AccountDeletion, Profile, User
from accounts.viewer import Viewer
from common.errors import NotFound
from common.registry import Registry


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the page: a template, and what it is given."""

    template: str
    context: dict[str, Any]


profile_sections: Registry[Callable[[User, Viewer], Section | None]] = Registry(
    "section of a profile"
)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody as others see them: by their name where they have a public page, else by their handle alone."""

    handle: str
    name: str

    def __str__(self) -> str:
        return self.name


def has_public_page(user: User) -> bool:
    """Whether everybody may see the user's page. No query where `profile` and `deletion` were joined."""
    profile = getattr(user, "profile", None)
    is_leaving = getattr(user, "deletion", None) is not None
    return bool(user.is_active and not is_leaving and profile and profile.is_public)


def people_shown() -> "QuerySet[User]":
    """Everybody whose page everybody may see, with what a list of them shows."""
    shown = User.objects.filter(is_active=True, profile__is_public=True, deletion__isnull=True)
    return shown.select_related("profile__avatar")


def person_of(user: User) -> Person:
    return Person(user.handle, str(user) if has_public_page(user) else user.handle)


def profile_for(*, handle: str, viewer: Viewer) -> tuple[User, Profile]:
    """A person whose page the viewer may see: a public one, or their own.

    Raises NotFound for all others alike: who has no page is not told from who is not there.
    """
    user = (
        User.objects.filter(handle=handle, is_active=True).select_related("profile__avatar").first()
    )
    if user is None:
        raise NotFound
    profile = getattr(user, "profile", None) or Profile(user=user)
    if viewer.user_id == user.pk:
        return user, profile
    if not profile.is_public or AccountDeletion.objects.filter(user=user).exists():
        raise NotFound
    return user, profile
