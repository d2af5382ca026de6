"""Taking in a file of contacts: whoever is new is written down, whoever is known is brought up to date.

Known are contacts with the same address, and those without one that have the same name. What a cell says replaces what
was there, an empty one changes nothing, and tags are added. Nobody who unsubscribed is subscribed again, whoever was
deleted meanwhile.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from itertools import batched
from typing import Any

from django.db import transaction

from accounts.models import User, Workspace
from accounts.viewer import Viewer
from common.errors import Invalid
from common.text import text_key
from pitching.access import check_may_change
from pitching.contact_files import Table, read
from pitching.models import Company, Contact, ContactTag
from pitching.services.contacts import TAG_LENGTH, facts_kept, named
from pitching.services.stops import stop_heeded, stops_list, stops_of

AT_ONCE = 500
MOST_REFUSED = 200
"""Rows that are told with a reason; the others are counted."""
TEXTS = ("name", "email", "role", "phone", "notes")


@dataclass(slots=True)
class Report:
    """What became of a file, or would."""

    kind: str
    is_dry_run: bool
    columns: dict[str, str]
    samples: dict[str, str] = field(default_factory=dict)
    rows: int = 0
    new: int = 0
    changed: int = 0
    same: int = 0
    unsubscribed: int = 0
    refused: int = 0
    reasons: list[tuple[int, str]] = field(default_factory=list)


def contacts_import(
    *,
    user: User,
    viewer: Viewer,
    workspace: Workspace,
    data: bytes,
    columns: Mapping[str, str] | None = None,
    is_dry_run: bool = False,
    at: datetime,
) -> Report:
    """Take a file in, or only say what would come of it. `columns`: which heading means which field, where somebody
    says so. Raises Forbidden, and Invalid for a file that is none of contacts.
    """
    check_may_change(user, viewer, workspace.pk)
    table = read(data, columns=columns)
    report = Report(table.kind, is_dry_run, table.columns, table.samples, rows=len(table.rows))
    with transaction.atomic():
        Workspace.objects.select_for_update().get(pk=workspace.pk)
        _Taking(workspace, report, at).take(table)
        if is_dry_run:
            transaction.set_rollback(True)
    return report


class _Taking:
    """The rows of a file on their way into a workspace, whose row is locked."""

    def __init__(self, workspace: Workspace, report: Report, at: datetime) -> None:
        self.workspace, self.report, self.at = workspace, report, at
        rows = Contact.objects.filter(workspace=workspace).prefetch_related("tags")
        self.by_email: dict[str, Contact] = {}
        self.by_name: dict[str, Contact] = {}
        for contact in rows.iterator(AT_ONCE):
            self._know(contact)
        self.companies = {row.name_key: row for row in Company.objects.filter(workspace=workspace)}
        self.tags = {row.name_key: row for row in ContactTag.objects.filter(workspace=workspace)}
        self.new: dict[int, Contact] = {}
        self.changed: dict[int, Contact] = {}
        self.tagged: dict[int, tuple[Contact, set[str]]] = {}
        self.opted_out: set[str] = set()

    def _know(self, contact: Contact) -> None:
        if contact.email:
            self.by_email[contact.email] = contact
        elif contact.deleted_at is None:
            self.by_name[contact.name_key] = contact

    def take(self, table: Table) -> None:
        told = {str(facts.get("email", "")).strip().lower() for _number, facts in table.rows}
        self.stops = stops_of(self.workspace.pk, told - self.by_email.keys())
        for number, facts in table.rows:
            try:
                self._row(dict(facts))
            except Invalid as error:
                self.report.refused += 1
                if len(self.report.reasons) < MOST_REFUSED:
                    self.report.reasons.append((number, str(error)))
        self._write()

    def _row(self, facts: dict[str, Any]) -> None:
        unsubscribed = facts.pop("unsubscribed", False)
        kept = facts_kept(facts)
        name = kept.get("name") or named(kept)["name"]
        known = (
            self.by_email.get(kept["email"])
            if kept.get("email")
            else self.by_name.get(text_key(name))
        )
        contact = known or Contact(workspace=self.workspace)
        if known is None:
            kept["name"] = name
        before = self._state(contact)
        for field_ in TEXTS:
            if kept.get(field_):
                setattr(contact, field_, kept[field_])
        contact.name_key = text_key(contact.name)
        contact.email_once = contact.email or None
        if kept.get("company"):
            contact.company = self._company(kept["company"])
        if (stop := self.stops.get(contact.email)) is not None:
            stop_heeded(contact, stop)
        if unsubscribed and contact.unsubscribed_at is None:
            contact.unsubscribed_at = self.at
            self.opted_out.add(contact.email)
        contact.deleted_at = None
        self._count(contact, kept, is_new=known is None, is_other=self._state(contact) != before)

    @staticmethod
    def _state(contact: Contact) -> tuple[Any, ...]:
        texts = tuple(getattr(contact, field_) for field_ in TEXTS)
        return (*texts, contact.company_id, contact.unsubscribed_at, contact.deleted_at)

    def _count(
        self, contact: Contact, kept: dict[str, Any], *, is_new: bool, is_other: bool
    ) -> None:
        held = set() if is_new else self._tags_of(contact)
        fresh = {text_key(tag)[:TAG_LENGTH]: tag for tag in kept.get("tags", ())}
        added = fresh.keys() - held
        for key in added:
            if key not in self.tags:
                self.tags[key] = ContactTag.objects.create(
                    workspace=self.workspace, name=fresh[key], name_key=key
                )
        if added:
            self.tagged.setdefault(id(contact), (contact, set()))[1].update(added)
        if contact.unsubscribed_at:
            self.report.unsubscribed += 1
        if is_new:
            self.report.new += 1
            self.new[id(contact)] = contact
            self._know(contact)
        elif is_other or added:
            self.report.changed += 1
            if contact.pk:
                contact.version += 1
                self.changed[contact.pk] = contact
        else:
            self.report.same += 1

    def _tags_of(self, contact: Contact) -> set[str]:
        told = self.tagged.get(id(contact), (contact, set()))[1]
        return told | ({tag.name_key for tag in contact.tags.all()} if contact.pk else set())

    def _company(self, name: str) -> Company:
        key = text_key(name)
        if key not in self.companies:
            self.companies[key] = Company.objects.create(
                workspace=self.workspace, name=name, name_key=key
            )
        return self.companies[key]

    def _write(self) -> None:
        Contact.objects.bulk_create(self.new.values(), batch_size=AT_ONCE)
        keys = dict(
            pair
            for some in batched(self.new.values(), AT_ONCE)
            for pair in Contact.objects.filter(
                public_id__in=[contact.public_id for contact in some]
            ).values_list("public_id", "pk")
        )
        fields = [
            *TEXTS, "name_key", "email_once", "company", "unsubscribed_at", "deleted_at", "version",
        ]  # fmt: skip
        Contact.objects.bulk_update(self.changed.values(), fields, batch_size=AT_ONCE)
        stops_list(self.workspace.pk, self.opted_out - {""}, why="unsubscribed_at", at=self.at)
        through = Contact.tags.through._default_manager
        through.bulk_create(
            (
                Contact.tags.through(
                    contact_id=contact.pk or keys[contact.public_id], contacttag_id=self.tags[key].pk
                )
                for contact, added in self.tagged.values()
                for key in sorted(added)
            ),
            batch_size=AT_ONCE,
            ignore_conflicts=True,
        )  # fmt: skip
