"""The groups of the site and what each may do, made and brought in step after every migration."""

from collections.abc import Iterable
from typing import Any

from django.contrib.auth.models import Group, Permission
from django.db.models import Q

from accounts.roles import Role

# App → model → verbs. A content manager curates; people and settings are the administrator's.
CURATION: dict[str, dict[str, tuple[str, ...]]] = {
    "catalog": {
        "artist": ("view", "change"),
        "artistalias": ("view", "change", "delete"),
        "album": ("view", "change"),
        "track": ("view", "change"),
        "genre": ("view", "change", "delete"),
        "credit": ("view",),
        "library": ("view",),
        "mergejournal": ("view", "change"),
        "change": ("view", "change"),
        "task": ("view", "change"),
    },
    "editorial": {
        "shelf": ("view", "add", "change", "delete"),
        "shelfitem": ("view", "add", "change", "delete"),
        "post": ("view", "add", "change", "delete"),
    },
    "playlists": {"playlist": ("view",)},
    "streaming": {"scan": ("view",), "scanrefusal": ("view",), "mediafile": ("view",)},
}

# Whether somebody uploads at all; where to is decided by their workspaces.
UPLOADING = Q(content_type__app_label="accounts", codename="upload")

# Whether somebody pitches at all; with whose music is decided by their workspaces.
PITCHING = Q(content_type__app_label="pitching", codename="add_pitch")


def set_up_groups(**_: Any) -> None:
    """Safe to run at any time. Permissions that somebody gave a group besides stay."""
    for role in Role:
        Group.objects.get_or_create(name=role)
    _give(Role.ARTIST, Permission.objects.filter(UPLOADING | PITCHING))
    _give(Role.CONTENT_MANAGER, Permission.objects.filter(_of(CURATION)))
    _give(Role.ADMINISTRATOR, Permission.objects.all())


def _of(wanted: dict[str, dict[str, tuple[str, ...]]]) -> Q:
    condition = Q(pk__in=())
    for app, models in wanted.items():
        for model, verbs in models.items():
            names = [f"{verb}_{model}" for verb in verbs]
            condition |= Q(content_type__app_label=app, codename__in=names)
    return condition


def _give(role: Role, permissions: Iterable[Permission]) -> None:
    Group.objects.get(name=role).permissions.add(*permissions)
