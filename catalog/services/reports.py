"""Reports of listeners: taken in, and answered by taking a thing down or by leaving it."""

from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.utils.timezone import now

from accounts.models import User
from catalog.kinds import MODELS
from catalog.models import Change, ChangedRow, Report, Task
from catalog.services.changes.run import change_confirm, change_do, change_propose
from catalog.services.take_down import evidence_of
from common.errors import Invalid
from common.registry import Registry

LONGEST = 4000
FIRST = {Report.Reason.ILLEGAL, Report.Reason.RIGHTS, Report.Reason.HATE}
"""Reasons that come first in the queue."""

hidden: "Registry[Callable[[int], bool]]" = Registry("way to take down")
"""Rooms above say how a kind of theirs is taken down, by its key; True where it was there."""


@transaction.atomic
def report_make(
    *, kind: str, thing: Any, reason: str, words: str = "", by: User | None = None, email: str = ""
) -> Report:
    """Keep what somebody says is wrong with a thing that they reach. While a person's report of a thing waits, or was
    dismissed, it is enough; after it was seen to, a further one opens the same task again. No report is ever changed.

    Raises Invalid for a reason that there is not.
    """
    if reason not in Report.Reason.values:
        raise Invalid("Choose what is wrong.", field="reason")
    again = None
    if by is not None:
        # One after the other for each person: of a double click the second finds what the first has made.
        list(User.objects.select_for_update().filter(pk=by.pk).values_list("pk"))
        before = list(
            Report.objects.filter(kind=kind, ref=thing.pk, by=by, reason=reason).order_by("pk")
        )
        tasks = Task.objects.filter(key__in=[f"report:{report.pk}" for report in before])
        again = tasks.filter(state=Task.State.DONE).order_by("-pk").first()
        if before and (again is None or tasks.filter(state=Task.State.OPEN).exists()):
            return before[0]
    name = str(thing)[:190]
    report = Report.objects.create(
        kind=kind, ref=thing.pk, name=name, reason=reason, words=words[:LONGEST], by=by, email=email,
        evidence=evidence_of(thing),
    )  # fmt: skip
    told = f"{report.get_reason_display()}. {words}"[:300]
    if again is not None:
        Task.objects.filter(pk=again.pk).update(
            state=Task.State.OPEN, why=told, name=name, claimed_by=None, claimed_at=None, decided_by=None,
            decided_at=None, decision="", updated_at=now(),
        )  # fmt: skip
        return report
    rank = 1 if reason in FIRST else 10
    Task.objects.create(
        kind=Task.Kind.REPORT, key=f"report:{report.pk}", rank=rank, of=kind, ref=thing.pk, name=name, why=told
    )  # fmt: skip
    return report


@transaction.atomic
def take_down(*, kind: str, ref: int, by: User, why: str) -> Change | None:
    """Hide a thing at once, and tell those whose it is. Rows and files stay (`catalog.services.take_down`).

    Gives the change that takes it back; None for what is hidden by a room above. Raises Invalid for what can't be.
    """
    if kind in {"track", "album"}:
        rows = MODELS[kind].objects.filter(pk=ref)
        change = change_propose(action="take_down", rows=rows, by=by)
        change_do(change=change_confirm(change=change, params={}, reason=why))
        if change.rows.filter(state=ChangedRow.State.REFUSED).exists():
            raise Invalid("You don't see this in the admin: an administrator takes it down.")
        return change
    ways = dict(hidden.items())
    if kind not in ways or not ways[kind](ref):
        raise Invalid(
            "This is hidden with what it is made of: take down its albums, or close its library."
        )
    return None
