"""Recipients as people type them: addresses, names of contacts, tags. Whoever is new is written down."""

import re
from datetime import datetime
from email.utils import parseaddr
from itertools import batched
from typing import Any

from django.db import transaction

from accounts.models import User, Workspace
from accounts.viewer import Viewer
from common.errors import Invalid
from common.text import text_key
from pitching.access import check_may_change
from pitching.models import Contact
from pitching.services.contacts import TAG_LENGTH, contacts_addressed, email_kept
from pitching.services.links import links_add
from pitching.services.pitches import pitch_create
from pitching.services.send import pitch_send
from pitching.services.tracks import Shown

MOST = 1000
AT_ONCE = 500
FIELD = "recipients"
_between = re.compile(r"[,;\n]+")


@transaction.atomic
def recipients_named(
    *, user: User, viewer: Viewer, workspace: Workspace, text: str
) -> tuple[list[str], list[str]]:
    """(ids of contacts, names of tags) that a text names: `anna@example.com, Bob Lee <bob@example.com>, Carol, #film`.

    An address that nobody has is a new contact. Raises Invalid for a name that no contact has, or several have.
    """
    parts = [part.strip() for part in _between.split(text)]
    named = [part for part in dict.fromkeys(parts) if part]
    if len(named) > MOST:
        raise Invalid(f"At most {MOST} at once: give them a tag instead.", field=FIELD)
    check_may_change(user, viewer, workspace.pk)
    tags = [part.removeprefix("#").strip() for part in named if part.startswith("#")]
    people = [part for part in named if not part.startswith("#")]
    found = _called(workspace, [part for part in people if "@" not in part])
    found += _addressed(workspace, [part for part in people if "@" in part])
    _check_tags(workspace, tags)
    return found, tags


def _called(workspace: Workspace, names: list[str]) -> list[str]:
    """Ids of the contacts of these names, each of which one alone has."""
    called = {text_key(name): name for name in names}
    rows = Contact.objects.alive().filter(workspace=workspace)
    ids: dict[str, list[str]] = {key: [] for key in called}
    for some in batched(called, AT_ONCE):
        for key, public_id in rows.filter(name_key__in=some).values_list("name_key", "public_id"):
            ids[key].append(public_id)
    for key, found in ids.items():
        if len(found) != 1:
            words = "Several contacts are" if found else "No contact is"
            raise Invalid(f"{words} called {called[key]}: write the address.", field=FIELD)
    return [public_id for (public_id,) in ids.values()]


def _addressed(workspace: Workspace, parts: list[str]) -> list[str]:
    """Ids of the contacts with these addresses; who is new is written down."""
    asked: dict[str, str] = {}
    for part in parts:
        name, address = parseaddr(part)
        try:
            email = email_kept(address)
        except Invalid as error:
            raise Invalid(f"{part} is no e-mail address.", field=FIELD) from error
        if not email:
            raise Invalid(f"{part} is no e-mail address.", field=FIELD)
        asked.setdefault(email, name)
    return contacts_addressed(workspace=workspace, people=asked) if asked else []


def _check_tags(workspace: Workspace, tags: list[str]) -> None:
    keys = {text_key(tag)[:TAG_LENGTH]: tag for tag in tags}
    held = Contact.objects.alive().filter(workspace=workspace, tags__name_key__in=keys)
    known = set(held.values_list("tags__name_key", flat=True).distinct()) if keys else set()
    for key, tag in keys.items():
        if key not in known:
            raise Invalid(f"No contact has the tag {tag}.", field=FIELD)


@transaction.atomic
def pitch_make(
    *,
    user: User,
    viewer: Viewer,
    workspace: Workspace,
    recipients: str,
    send: bool,
    at: datetime,
    **facts: Any,
) -> Shown:
    """A pitch with its tracks and recipients, sent at once or not: all of it, or nothing. Raises as what it does."""
    shown = pitch_create(user=user, viewer=viewer, workspace=workspace, at=at, **facts)
    recipients_add(
        user=user, viewer=viewer, workspace=workspace, public_id=shown.pitch.public_id, text=recipients
    )  # fmt: skip
    if send:
        pitch = pitch_send(user=user, viewer=viewer, public_id=shown.pitch.public_id, at=at)
        shown = Shown(pitch, shown.added, shown.left_out)
    return shown


@transaction.atomic
def recipients_add(
    *, user: User, viewer: Viewer, workspace: Workspace, public_id: str, text: str
) -> int:
    """Links of their own for whom a text names; how many are new. Raises as `recipients_named` and `links_add`."""
    contacts, tags = recipients_named(user=user, viewer=viewer, workspace=workspace, text=text)
    if not contacts and not tags:
        return 0
    _pitch, count = links_add(
        user=user, viewer=viewer, public_id=public_id, contacts=contacts, tags=tags
    )
    return count
