"""A change's life: frozen with the rows that somebody saw, done in short transactions, taken back where nobody has
changed the same since.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils.timezone import now

from accounts.models import User
from catalog.kinds import MODELS
from catalog.models import Change, ChangedRow
from catalog.services.bulk import chunks, rows_insert
from catalog.services.changes.actions import ACTIONS
from catalog.services.changes.states import (
    TAGS,
    state_back,
    state_of,
    states_write,
    tagged,
)
from common.errors import Conflict, DomainError, Invalid

MOST = 100_000
"""Rows of one change: more are frozen by several."""
AT_ONCE = 100
"""Rows of one transaction."""
WAITED_FOR = 200
"""Rows that are done while their person waits; more are a job."""
STALLED_AFTER = timedelta(minutes=15)
"""A change that has come no further for so long has lost its worker, and is gone on with."""
DRAFTS_KEPT = timedelta(days=1)


@transaction.atomic
def change_propose(*, action: str, rows: "QuerySet[Any]", by: User) -> Change:
    """Freeze rows for an action that is to be looked at first. Raises Invalid for none and for too many."""
    kind = str(rows.model._meta.model_name)
    if kind not in ACTIONS[action].kinds:
        raise Invalid("That can't be done with these.")
    name = "name" if kind == "artist" else "title"
    found = list(rows.order_by("pk").values_list("pk", name).distinct()[: MOST + 1])
    if len(found) > MOST:
        raise Invalid(f"At most {MOST:,} at once: narrow the list by a filter.")
    if not found:
        raise Invalid("There is nothing to change.")
    change = Change.objects.create(action=action, kind=kind, by=by, total=len(found))
    for some in chunks(found, 2000):
        rows_insert(
            ChangedRow,
            ("change_id", "kind", "ref", "name"),
            [(change.pk, kind, pk, title[:190]) for pk, title in some],
        )
    return change


@transaction.atomic
def change_confirm(
    *, change: Change, params: Mapping[str, Any], reason: str = "", due_at: datetime | None = None
) -> Change:
    """Say what is to be done with the frozen rows, and when, where that is not at once.

    Raises Invalid for wrong parameters and a time that is over, Conflict when it was said.
    """
    ACTIONS[change.action].wanted(change.kind, params)
    if due_at is not None and due_at <= now():
        raise Invalid("Choose a time that is to come.", field="due_at")
    taken = Change.objects.filter(pk=change.pk, state=Change.State.DRAFT).update(
        state=Change.State.WAITING, params=dict(params), reason=reason[:300], due_at=due_at, updated_at=now()
    )  # fmt: skip
    if not taken:
        raise Conflict("This was done already.")
    change.refresh_from_db()
    return change


def change_call_off(*, change: Change, at: datetime) -> Change:
    """Have what was to be done later not done. Raises Conflict when it was begun."""
    ahead = Change.objects.filter(pk=change.pk, state=Change.State.WAITING, due_at__isnull=False)
    if not ahead.update(state=Change.State.UNDONE, ended_at=at, updated_at=at):
        raise Conflict("It was begun already: take it back instead.")
    change.refresh_from_db()
    return change


def changes_due(*, at: datetime) -> list[int]:
    """Keys of changes that wait for a time which has come."""
    rows = Change.objects.filter(state=Change.State.WAITING, due_at__lte=at)
    return list(rows.order_by("due_at", "pk").values_list("pk", flat=True)[:100])


def change_do(*, change: Change) -> Change:
    """Do what is left of a confirmed change, if its time has come, a transaction for each hundred rows. Safe to run
    twice.
    """
    is_time = Q(due_at__isnull=True) | Q(due_at__lte=now())
    waiting = Change.objects.filter(is_time, pk=change.pk, state=Change.State.WAITING)
    waiting.update(state=Change.State.RUNNING, updated_at=now())
    change.refresh_from_db()
    if change.state != Change.State.RUNNING:
        return change
    if not _may(change):  # it may have waited for weeks
        return change_break_off(change=change, why="Whoever asked for this may not do it any more.")
    action = ACTIONS[change.action]
    try:
        if action.begin is not None:
            with transaction.atomic():
                action.begin(change)
        wanted = action.wanted(change.kind, change.params)
    except DomainError as refused:  # what was right when it was confirmed may be gone by now
        return change_break_off(change=change, why=str(refused))
    while _some_done(change, wanted):
        pass
    Change.objects.filter(pk=change.pk, state=Change.State.RUNNING).update(
        state=Change.State.DONE, ended_at=now(), updated_at=now()
    )
    change.refresh_from_db()
    return change


def _may(change: Change) -> bool:
    by = change.by
    return by is not None and by.is_active and by.has_perm(f"catalog.change_{change.kind}")


@transaction.atomic
def change_break_off(*, change: Change, why: str) -> Change:
    """End what goes no further: rows that were not come to are refused, and what was being taken back is as done, so
    that the rest can be taken back once more.
    """
    at, state = now(), Change.State
    ended = Change.objects.filter(pk=change.pk, state__in=[state.WAITING, state.RUNNING]).update(
        state=state.DONE, seen=F("total"), ended_at=at, updated_at=at
    )
    if ended:
        left = change.rows.filter(state=ChangedRow.State.FROZEN)
        left.update(state=ChangedRow.State.REFUSED, words=why[:300])
    Change.objects.filter(pk=change.pk, state=state.UNDOING).update(state=state.DONE, updated_at=at)
    change.refresh_from_db()
    return change


def changes_stalled(*, at: datetime) -> list[int]:
    """Keys of changes that were begun, or wait to be, and have come no further for a quarter of an hour."""
    begun = [Change.State.WAITING, Change.State.RUNNING, Change.State.UNDOING]
    ahead = Q(state=Change.State.WAITING, due_at__gt=at)
    rows = Change.objects.filter(state__in=begun, updated_at__lt=at - STALLED_AFTER).exclude(ahead)
    return list(rows.order_by("pk").values_list("pk", flat=True)[:100])


@transaction.atomic
def _some_done(change: Change, wanted: Mapping[str, Any]) -> int:
    """The next rows, all together, or each for itself where one of them is refused."""
    entries = list(
        ChangedRow.objects.select_for_update()
        .filter(change=change, state=ChangedRow.State.FROZEN)
        .order_by("pk")[:AT_ONCE]
    )
    rows = _rows(change, entries)
    doing = []
    for entry in entries:
        row = rows.get(entry.ref)
        if row is None:
            entry.state, entry.words = ChangedRow.State.REFUSED, "It is not there any more."
            continue
        entry.name = str(row)[:190]
        entry.before = state_of(row, wanted)
        entry.after = dict(wanted)
        if entry.before == entry.after:
            entry.state = ChangedRow.State.SAME
            continue
        entry.before[TAGS] = tagged(row, wanted)
        doing.append((entry, row))
    at = now()
    try:
        with transaction.atomic():
            together = [(row, entry.after) for entry, row in doing]
            states_write(change.kind, together, at=at, by=change.by, why=change.reason)
        for entry, _row in doing:
            entry.state = ChangedRow.State.DONE
    except DomainError:
        fresh = _rows(change, [entry for entry, _ in doing])
        for entry, _row in doing:
            try:
                with transaction.atomic():
                    alone = [(fresh[entry.ref], entry.after)]
                    states_write(change.kind, alone, at=at, by=change.by, why=change.reason)
                entry.state = ChangedRow.State.DONE
            except DomainError as refused:
                entry.state, entry.words = ChangedRow.State.REFUSED, str(refused)[:300]
    ChangedRow.objects.bulk_update(entries, ["state", "words", "before", "after", "name"])
    Change.objects.filter(pk=change.pk).update(seen=F("seen") + len(entries), updated_at=at)
    return len(entries)


def _rows(change: Change, entries: list[ChangedRow], *, to_undo: bool = False) -> dict[int, Any]:
    """The rows as they are now, locked; of albums and tracks those that the change's person may curate.

    `to_undo`: also what the change itself has taken out of that person's sight.
    """
    model = MODELS[change.kind]
    rows = model.objects.filter(merged_into=None)
    if change.kind in {"album", "track"}:
        if not to_undo:
            # Nobody's word is not an operator's: their account may have gone meanwhile.
            every = model.objects
            mine = every.curated_by(change.by) if change.by is not None else every.none()
            rows = rows.filter(pk__in=mine.values("pk"))
        rows = rows.prefetch_related("library")
    found = rows.select_for_update().order_by("pk")
    return {row.pk: row for row in found.filter(pk__in=[entry.ref for entry in entries])}


def change_undo_begin(*, change: Change, at: datetime) -> Change:
    """Say that a change is to be taken back, which `change_undo` then does.

    Raises Conflict where that was said, or is too long ago.
    """
    if not change.is_undoable(at):
        raise Conflict("This can't be taken back: it was, or is more than thirty days old.")
    if not Change.objects.filter(pk=change.pk, state=Change.State.DONE).update(
        state=Change.State.UNDOING, updated_at=at
    ):
        raise Conflict("This was taken back before.")
    change.refresh_from_db()
    return change


def change_undo(*, change: Change, at: datetime) -> Change:
    """Take back what is left of a change that is to be, a transaction for each hundred rows. Safe to run twice.

    What somebody changed since is left as it is, and told so in its entry.
    """
    while change.state == Change.State.UNDOING and _some_undone(change, at):
        pass
    Change.objects.filter(pk=change.pk, state=Change.State.UNDOING).update(
        state=Change.State.UNDONE, updated_at=now()
    )
    change.refresh_from_db()
    return change


@transaction.atomic
def _some_undone(change: Change, at: datetime) -> int:
    entries = list(
        ChangedRow.objects.select_for_update()
        .filter(change=change, state=ChangedRow.State.DONE)
        .order_by("-pk")[:AT_ONCE]
    )
    rows = _rows(change, entries, to_undo=True)
    for entry in entries:
        row = rows.get(entry.ref)
        if row is None:
            entry.state, entry.words = ChangedRow.State.LEFT, "It is not there any more."
            continue
        held = state_of(row, entry.after)
        if held != entry.after:
            entry.state = ChangedRow.State.LEFT
            told = ", ".join(
                f"{name}: {held[name]}" for name in held if held[name] != entry.after[name]
            )
            entry.words = f"Changed since: it now has {told}"[:300]
            continue
        try:
            with transaction.atomic():
                state_back(change.kind, row, entry.before, at=at)
            entry.state = ChangedRow.State.UNDONE
        except DomainError as refused:
            entry.state, entry.words = ChangedRow.State.LEFT, str(refused)[:300]
    ChangedRow.objects.bulk_update(entries, ["state", "words"])
    Change.objects.filter(pk=change.pk).update(updated_at=now())
    return len(entries)


def drafts_purge(*, at: datetime) -> int:
    """Forget what was proposed and never done."""
    old = Change.objects.filter(state=Change.State.DRAFT, created_at__lt=at - DRAFTS_KEPT)
    return old.delete()[0]
