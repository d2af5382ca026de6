"""What this room keeps about a person, for their export and erasure (`common.personal`)."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import QuerySet

from accounts.models import User
from catalog.models import Grant, LibraryReader, MergeJournal
from common.personal import PersonalData, personal_data

type Rows = Iterator[dict[str, Any]]

BATCH = 500
"""Rows that an export asks about in one statement, below the databases' limits on its parameters."""


def reached(rows: "QuerySet[Any]", pks: Iterable[int | None]) -> set[int]:
    """Those of these keys that are among the rows that a person may open: the only ones whose names they are given."""
    wanted = {pk for pk in pks if pk is not None}
    return set(rows.filter(pk__in=wanted).values_list("pk", flat=True)) if wanted else set()


def grants_of(user: User) -> Rows:
    """What was opened to them, and what they opened to others. Names no other person."""
    rows = Grant.objects.filter(user=user) | Grant.objects.filter(given_by=user)
    for row in rows.select_related("bundle").order_by("pk").iterator(500):
        yield {
            "what": str(row.bundle), "given_by_you": row.given_by_id == user.pk, "given_at": row.created_at,
            "may_download": row.may_download, "may_share": row.may_share,
            "expires_at": row.expires_at, "revoked_at": row.revoked_at,
        }  # fmt: skip


def libraries_of(user: User) -> Rows:
    for row in LibraryReader.objects.filter(user=user).select_related("library").order_by("pk"):
        yield {"library": row.library.name, "as": "reader"}


def merges_of(user: User) -> Rows:
    for row in MergeJournal.objects.filter(by=user).order_by("pk").iterator(500):
        yield {"what": str(row), "at": row.created_at}


def register() -> None:
    """All of it goes with the user's row, or loses the name with it."""
    personal_data.add(
        "shares", PersonalData(("catalog.Grant.user", "catalog.Grant.given_by"), grants_of)
    )
    personal_data.add("reading", PersonalData(("catalog.LibraryReader.user",), libraries_of))
    personal_data.add("merges", PersonalData(("catalog.MergeJournal.by",), merges_of))
