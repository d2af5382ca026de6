"""Contacts: written down, changed, sorted by tags, taken away and brought back."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from itertools import batched
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import F
from django.utils.timezone import now

from accounts.models import User, Workspace
from accounts.viewer import Viewer
from common.errors import Conflict, Invalid, NotFound
from common.text import text_key
from common.versions import ANYTHING, Seen
from pitching.access import check_may_change
from pitching.models import Company, Contact, ContactTag
from pitching.models.contact import EMAIL_LENGTH, NAME_LENGTH, NOTES_LENGTH
from pitching.services.stops import stop_heeded, stops_join, stops_of

MOST_TAGS = 30
AT_ONCE = 500
TAG_LENGTH = 60
PHONE_LENGTH = 60
_lengths = {"name": NAME_LENGTH, "company": NAME_LENGTH, "role": NAME_LENGTH, "phone": PHONE_LENGTH}
_fields = frozenset({"name", "email", "company", "role", "phone", "notes", "tags"})


def email_kept(value: str) -> str:
    """An address in lower case, or nothing. Raises Invalid."""
    email = value.strip().lower()
    if not email:
        return ""
    try:
        validate_email(email)
    except ValidationError as error:
        raise Invalid("That is no e-mail address.", field="email") from error
    if len(email) > EMAIL_LENGTH:
        raise Invalid(f"At most {EMAIL_LENGTH} characters.", field="email")
    return email


def facts_kept(facts: dict[str, Any]) -> dict[str, Any]:
    """What is said of a contact, as it is kept: of fields that are told. Raises Invalid, naming the field."""
    if unknown := facts.keys() - _fields:
        raise TypeError(f"a contact has no {unknown}")
    kept: dict[str, Any] = {}
    for name, longest in _lengths.items():
        if name in facts:
            kept[name] = " ".join(str(facts[name]).split())
            if len(kept[name]) > longest:
                raise Invalid(f"At most {longest} characters.", field=name)
    if "email" in facts:
        kept["email"] = email_kept(facts["email"])
    if "notes" in facts:
        kept["notes"] = str(facts["notes"]).replace("\r\n", "\n").strip()
        if len(kept["notes"]) > NOTES_LENGTH:
            raise Invalid(f"At most {NOTES_LENGTH} characters.", field="notes")
    if "tags" in facts:
        kept["tags"] = tags_kept(facts["tags"])
    return kept


def tags_kept(value: Iterable[str]) -> list[str]:
    """Names of tags, each once. Raises Invalid."""
    named = {text_key(one)[:TAG_LENGTH]: " ".join(one.split()) for one in value}
    found = [name for key, name in named.items() if key]
    if len(found) > MOST_TAGS:
        raise Invalid(f"At most {MOST_TAGS} tags.", field="tags")
    if any(len(name) > TAG_LENGTH for name in found):
        raise Invalid(f"A tag has at most {TAG_LENGTH} characters.", field="tags")
    return found


@transaction.atomic
def contact_create(*, user: User, viewer: Viewer, workspace: Workspace, **facts: Any) -> Contact:
    """Write a contact down. One that was deleted and has this address comes back. Whoever unsubscribed stays so.

    Raises Forbidden, Invalid; Conflict when the address stands there already.
    """
    check_may_change(user, viewer, workspace.pk)
    kept = named(facts_kept(facts))
    Workspace.objects.select_for_update().get(pk=workspace.pk)
    contact = Contact(workspace=workspace)
    if kept.get("email"):
        held = Contact.objects.filter(workspace=workspace, email_once=kept["email"]).first()
        if held is not None and held.deleted_at is None:
            raise Conflict(f"{held} has this address already.", field="email")
        contact = held or contact
    contact.deleted_at = None
    return written(contact, kept)


def contacts_addressed(*, workspace: Workspace, people: Mapping[str, str]) -> list[str]:
    """Ids of the contacts with these addresses (as `email_kept` gives them), each with a name or none for who is new:
    those are written down, and who was deleted comes back. In a transaction of the caller's, who has asked for the
    right to. Raises Invalid.
    """
    Workspace.objects.select_for_update().get(pk=workspace.pk)
    held: dict[str, Contact] = {}
    for some in batched(people, AT_ONCE):
        rows = Contact.objects.filter(workspace=workspace, email_once__in=some)
        held |= {row.email: row for row in rows}
    back = [row.pk for row in held.values() if row.deleted_at is not None]
    for keys in batched(back, AT_ONCE):
        gone = Contact.objects.filter(pk__in=keys)
        gone.update(deleted_at=None, version=F("version") + 1, updated_at=now())
    stops = stops_of(workspace.pk, people.keys() - held.keys())
    new = []
    for email, name in people.items():
        if email in held:
            continue
        kept = named(facts_kept({"name": name, "email": email}))
        contact = Contact(
            workspace=workspace, email_once=email, name_key=text_key(kept["name"]), **kept
        )
        if email in stops:
            stop_heeded(contact, stops[email])
        new.append(contact)
    Contact.objects.bulk_create(new, batch_size=AT_ONCE)
    ids = {row.email: row.public_id for row in (*held.values(), *new)}
    return [ids[email] for email in people]


def named(kept: dict[str, Any]) -> dict[str, Any]:
    """With a name: where none is told, the address stands for it. Raises Invalid without both."""
    name = kept.get("name") or kept.get("email", "")
    if not name:
        raise Invalid("A contact needs a name or an e-mail address.", field="name")
    return kept | {"name": name[:NAME_LENGTH]}


def written(contact: Contact, kept: dict[str, Any]) -> Contact:
    """Save what is told of a contact, new or old. The workspace's row is locked."""
    for field in ("name", "email", "role", "phone", "notes"):
        if field in kept:
            setattr(contact, field, kept[field])
    contact.name_key = text_key(contact.name)
    if contact.email_once != (contact.email or None):
        contact.email_once = contact.email or None
        stops_join(contact)
    if "company" in kept:
        contact.company = company_named(contact.workspace_id, kept["company"])
    if contact.pk:
        contact.version += 1
    contact.save()
    if "tags" in kept:
        contact.tags.set(tags_named(contact.workspace_id, kept["tags"]))
    return contact


def company_named(workspace_id: int, name: str) -> Company | None:
    """The workspace's company of this name, made if it is new; None for no name."""
    if not name:
        return None
    row, _made = Company.objects.get_or_create(
        workspace_id=workspace_id, name_key=text_key(name), defaults={"name": name}
    )
    return row


def tags_named(workspace_id: int, names: Sequence[str]) -> list[ContactTag]:
    """The workspace's tags of these names, made where they are new."""
    keys = {text_key(name)[:TAG_LENGTH]: name for name in names}
    rows = ContactTag.objects.filter(workspace_id=workspace_id, name_key__in=keys)
    found = {row.name_key: row for row in rows}
    for key, name in keys.items():
        if key not in found:
            found[key] = ContactTag.objects.create(
                workspace_id=workspace_id, name=name, name_key=key
            )
    return [found[key] for key in keys]


@transaction.atomic
def contact_change(
    *, user: User, viewer: Viewer, public_id: str, seen: Seen = ANYTHING, **facts: Any
) -> Contact:
    """Set what is told of a contact. A new address is not held to have bounced, but an unsubscribed person stays so.

    Raises NotFound, Forbidden, Changed, Invalid; Conflict when another contact has the address.
    """
    kept = facts_kept(facts)
    contact = _locked(user, viewer, public_id, seen)
    if "name" in kept or "email" in kept:
        kept = named({"name": contact.name, "email": contact.email} | kept)
    email = kept.get("email", contact.email)
    if email and email != contact.email:
        held = Contact.objects.filter(workspace_id=contact.workspace_id, email_once=email)
        if (other := held.exclude(pk=contact.pk).first()) is not None:
            raise Conflict(f"{other} has this address already.", field="email")
        contact.bounced_at = None
    return written(contact, kept)


@transaction.atomic
def contact_delete(
    *, user: User, viewer: Viewer, public_id: str, seen: Seen = ANYTHING, at: datetime
) -> Contact:
    """Take a contact off the list. Their links stay as they are; `contact_restore` undoes it, for 30 days.

    Raises NotFound, Forbidden, Changed.
    """
    contact = _locked(user, viewer, public_id, seen)
    contact.deleted_at = at
    contact.version += 1
    contact.save(update_fields=["deleted_at", "version", "updated_at"])
    return contact


@transaction.atomic
def contact_restore(*, user: User, viewer: Viewer, public_id: str) -> Contact:
    """Bring a deleted contact back. Raises NotFound, Forbidden."""
    rows = Contact.objects.select_for_update().filter(workspace_id__in=viewer.workspace_ids)
    gone = rows.filter(deleted_at__isnull=False, erased_at__isnull=True)
    contact: Contact | None = gone.filter(public_id=public_id).first()
    if contact is None:
        raise NotFound
    check_may_change(user, viewer, contact.workspace_id)
    contact.deleted_at = None
    contact.version += 1
    contact.save(update_fields=["deleted_at", "version", "updated_at"])
    return contact


def _locked(user: User, viewer: Viewer, public_id: str, seen: Seen) -> Contact:
    """The contact, its workspace's row and its own locked in this order."""
    found: Contact | None = Contact.objects.seen_by(viewer).filter(public_id=public_id).first()
    if found is None:
        raise NotFound
    check_may_change(user, viewer, found.workspace_id)
    Workspace.objects.select_for_update().get(pk=found.workspace_id)
    contact: Contact = Contact.objects.select_for_update().get(pk=found.pk)
    if contact.deleted_at is not None:
        raise NotFound
    seen.check(contact.tag)
    return contact
