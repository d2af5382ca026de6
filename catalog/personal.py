"""What this room keeps about a person, for their export and erasure (`common.personal`)."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import QuerySet
from django.utils.timezone import now

from accounts.models import User
from catalog.models import Change, Grant, LibraryReader, MergeJournal, Report, TakeDown, Task
from common.personal import PersonalData, personal_data

type Rows = Iterator[dict[str, Any]]

BATCH = 500
"""Rows that an export asks about in one statement, below the databases' limits on its parameters."""


def reached(rows: "QuerySet[Any]", pks: Iterable[int | None]) -> set[int]:
    """Those of these keys that are among the rows that a person may open: the only ones whose names they are given."""
    wanted = {pk for pk in pks if pk is not None}
    return set(rows.filter(pk__in=wanted).values_list("pk", flat=True)) if wanted else set()


def grants_of(user: User) -> Rows:
    """What was opened to them, and what they opened to others. Names no other person, and not what was taken back."""
    rows = Grant.objects.filter(user=user) | Grant.objects.filter(given_by=user)
    at = now()
    for row in rows.select_related("bundle").order_by("pk").iterator(500):
        by_you = row.given_by_id == user.pk
        is_over = row.revoked_at is not None or (
            row.expires_at is not None and row.expires_at <= at
        )
        yield {
            "what": str(row.bundle) if by_you or not is_over else "",
            "given_by_you": by_you, "passed_on": row.parent_id is not None, "given_at": row.created_at,
            "may_download": row.may_download, "may_share": row.may_share,
            "expires_at": row.expires_at, "revoked_at": row.revoked_at,
        }  # fmt: skip


def libraries_of(user: User) -> Rows:
    for row in LibraryReader.objects.filter(user=user).select_related("library").order_by("pk"):
        yield {"library": row.library.name, "as": "reader"}


def merges_of(user: User) -> Rows:
    for row in MergeJournal.objects.filter(by=user).order_by("pk").iterator(500):
        yield {"what": str(row), "at": row.created_at}


def changes_of(user: User) -> Rows:
    for row in Change.objects.filter(by=user).order_by("pk").iterator(500):
        yield {"what": str(row), "reason": row.reason, "state": row.state, "at": row.created_at}


def reports_of(user: User) -> Rows:
    """What they reported, by the name that it had then."""
    for row in Report.objects.filter(by=user).order_by("pk").iterator(500):
        yield {
            "what": row.kind, "name": row.name, "reason": row.reason, "words": row.words, "email": row.email,
            "at": row.created_at,
        }  # fmt: skip


def reports_erase(user: User) -> None:
    """What was reported stays, as evidence; who said so, and their words, do not."""
    keys = [f"report:{pk}" for pk in Report.objects.filter(by=user).values_list("pk", flat=True)]
    Task.objects.filter(key__in=keys).update(why="")
    Report.objects.filter(by=user).update(email="", words="", by=None)


def decisions_of(user: User) -> Rows:
    """What they took up, and decided, of what needed a person."""
    rows = Task.objects.filter(decided_by=user) | Task.objects.filter(claimed_by=user)
    for row in rows.order_by("pk").iterator(500):
        by_you = row.decided_by_id == user.pk
        yield {
            "what": row.get_kind_display(), "claimed_at": row.claimed_at if row.claimed_by_id == user.pk else None,
            "decision": row.decision if by_you else "", "decided_at": row.decided_at if by_you else None,
        }  # fmt: skip


def take_downs_of(user: User) -> Rows:
    """What they took down, and what they put back."""
    rows = TakeDown.objects.filter(by=user) | TakeDown.objects.filter(lifted_by=user)
    for row in rows.order_by("pk").iterator(500):
        by_you = row.by_id == user.pk
        yield {
            "what": row.name, "why": row.why if by_you else "", "at": row.created_at if by_you else None,
            "put_back_at": row.lifted_at if row.lifted_by_id == user.pk else None,
        }  # fmt: skip


def register() -> None:
    """All of it goes with the user's row, or loses the name with it."""
    personal_data.add(
        "grants", PersonalData(("catalog.Grant.user", "catalog.Grant.given_by"), grants_of)
    )
    personal_data.add("reading", PersonalData(("catalog.LibraryReader.user",), libraries_of))
    personal_data.add("merges", PersonalData(("catalog.MergeJournal.by",), merges_of))
    personal_data.add("changes", PersonalData(("catalog.Change.by",), changes_of))
    personal_data.add(
        "take_downs",
        PersonalData(("catalog.TakeDown.by", "catalog.TakeDown.lifted_by"), take_downs_of),
    )
    personal_data.add("reports", PersonalData(("catalog.Report.by",), reports_of, reports_erase))
    personal_data.add(
        "decisions",
        PersonalData(("catalog.Task.claimed_by", "catalog.Task.decided_by"), decisions_of),
    )
