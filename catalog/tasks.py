"""Background jobs of the catalogue."""

from django.utils.timezone import now

from catalog.models import Change
from catalog.search_documents import genre_keys
from catalog.services.changes import (
    change_break_off,
    change_do,
    change_undo,
    changes_due,
    changes_stalled,
    drafts_purge,
)
from catalog.services.grants import grants_sweep
from catalog.services.merge import moved_purge
from catalog.services.queue import tasks_find
from common.jobs import job
from search.services import search_mark

CHANGES = 70
"""Ahead of sound and pictures: somebody waits for it, or said to the minute when it is to be done."""


@job(queue="quick", unique=True)
def grants_swept() -> int:
    """Delete grants that open nothing and never will."""
    return grants_sweep(at=now())


@job(unique=True)
def genres_mark() -> None:
    """Have all genres indexed again: whom each is for follows from all that has it."""
    search_mark(kind="genre", refs=genre_keys())


def change_died(change_id: int) -> None:
    change = Change.objects.filter(pk=change_id).first()
    if change is not None:
        change_break_off(
            change=change, why="It broke off before this one: do it again for the rest."
        )


@job(queue="heavy", unique=True, priority=CHANGES, when_dead=change_died)
def change_job(change_id: int) -> None:
    """Do a change of many rows, or take it back; one that was interrupted goes on from where it was."""
    change = Change.objects.filter(pk=change_id).first()
    if change is None:
        return
    if change.state == Change.State.UNDOING:
        change_undo(change=change, at=now())
    else:
        change_do(change=change)


@job(queue="quick", unique=True)
def changes_resumed() -> int:
    """Go on with changes that have lost their worker, or the request that they were done in."""
    stalled = changes_stalled(at=now())
    for pk in stalled:
        change_job.enqueue(pk)
    return len(stalled)


@job(queue="quick", unique=True)
def changes_begun() -> int:
    """Begin changes whose time has come."""
    due = changes_due(at=now())
    for pk in due:
        change_job.enqueue(pk)
    return len(due)


@job(queue="quick", unique=True)
def change_drafts_purged() -> int:
    """Forget changes that were proposed and never done, and what nobody can undo any more."""
    moved_purge(at=now())
    return drafts_purge(at=now())


@job(queue="heavy", unique=True)
def tasks_found() -> int:
    """Look for what needs a person."""
    return tasks_find()
