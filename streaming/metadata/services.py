"""Spreadsheets that somebody brings: kept, looked at and taken by jobs, one at a time in a workspace."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import IO

from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.timezone import now

from accounts.models import User, Workspace
from accounts.viewer import Viewer
from catalog.models import Change
from catalog.services.changes import Edits
from common.brought import brought_keep, size_checked
from common.errors import Conflict, DomainError, Invalid, NotFound
from common.jobs import job
from common.jobs.task import HEAVY
from common.storage import storage_delete
from streaming.metadata.headings import columns_of, heading_key, is_target
from streaming.metadata.table import MOST_BYTES, table_read
from streaming.metadata.taking import table_check, table_take
from streaming.models import MetadataImport, MetadataMapping

State = MetadataImport.State
KEPT = timedelta(days=30)
BUSY = "Another spreadsheet of this workspace is being looked at or taken: wait for its end."


def metadata_import_ask(
    *,
    user: User,
    workspace: Workspace,
    file: IO[bytes],
    size: int,
    file_name: str,
    empty_clears: bool = False,
    at: datetime,
) -> MetadataImport:
    """Keep a spreadsheet and have a job look at it: nothing is changed. Raises Invalid, Conflict."""
    size_checked(size, most=MOST_BYTES)
    row = brought_keep(
        MetadataImport.objects.filter(workspace=workspace).defer("report"), whose=workspace, file=file,
        file_name=file_name, busy=BUSY, at=at, workspace=workspace, by=user, empty_clears=empty_clears,
    )  # fmt: skip
    metadata_check_job.enqueue(row.pk)
    return row


@transaction.atomic
def metadata_import_map(
    *, row: MetadataImport, columns: Sequence[str], empty_clears: bool, at: datetime
) -> None:
    """Say what the columns mean, remember it for the workspace, and have it looked at again. Raises Conflict."""
    held = MetadataImport.objects.select_for_update().get(pk=row.pk)
    if held.is_under_way(at=at) or held.state == State.DONE:
        raise Conflict("It is at work, or done.")
    told = [target if target and is_target(target) else "" for target in columns]
    if len(told) != len(held.headings):
        raise Invalid("Say of every column what it is.", field="columns")
    named = [target for target in told if target]
    if len(set(named)) < len(named):
        raise Invalid("Two columns can't be the same.", field="columns")
    held.mapping, held.empty_clears = told, empty_clears
    held.state, held.told_at, held.error = State.CHECKING, at, ""
    held.save()
    mapping, _ = MetadataMapping.objects.get_or_create(workspace_id=held.workspace_id)
    said = {
        heading_key(heading): target for heading, target in zip(held.headings, told, strict=True)
    }
    mapping.columns = {**mapping.columns, **said}
    mapping.save()
    metadata_check_job.enqueue(held.pk)


@transaction.atomic
def metadata_import_take(*, row: MetadataImport, at: datetime) -> None:
    """Have it taken as it was looked at. Safe to say twice. Raises Conflict."""
    waiting = MetadataImport.objects.filter(pk=row.pk, state=State.CHECKED)
    if waiting.update(state=State.TAKING, told_at=at, progress=0):
        metadata_take_job.enqueue(row.pk)
    elif not MetadataImport.objects.filter(
        pk=row.pk, state__in=[State.TAKING, State.DONE]
    ).exists():
        raise Conflict("It must be looked at first.")


@transaction.atomic
def metadata_import_forget(*, row: MetadataImport, at: datetime) -> None:
    """Throw away a spreadsheet and its report; what was taken stays. Raises Conflict while it is at work."""
    held = MetadataImport.objects.select_for_update().filter(pk=row.pk).first()
    if held is None:
        return
    if held.is_under_way(at=at):
        raise Conflict("It is at work: wait for its end.")
    transaction.on_commit(partial(storage_delete, [row.place]))
    held.delete()


def metadata_import_of(viewer: Viewer, public_id: str) -> MetadataImport:
    """One of the workspaces that the viewer may change. Raises NotFound for all others alike."""
    rows = MetadataImport.objects.filter(workspace_id__in=viewer.editable_workspace_ids)
    found = rows.select_related("workspace").filter(public_id=public_id).first()
    if found is None:
        raise NotFound
    return found


@job(queue=HEAVY, unique=True, retries=2)
def metadata_check_job(import_id: int) -> None:
    """Look at a spreadsheet. Safe to run twice."""
    _run(import_id, State.CHECKING)


@job(queue=HEAVY, unique=True, retries=2)
def metadata_take_job(import_id: int) -> None:
    """Take a spreadsheet. Safe to run twice: what is taken is no change any more."""
    _run(import_id, State.TAKING)


def _run(import_id: int, state: str) -> None:
    mine = MetadataImport.objects.filter(pk=import_id, state=state)
    row = mine.select_related("workspace").first()
    if row is None:
        return

    def told(done: int, total: int) -> None:
        mine.update(progress=done, total=total, told_at=now())

    try:
        with default_storage.open(row.place) as file:
            table = table_read(file, file.size)
        if not row.mapping:
            known = MetadataMapping.objects.filter(workspace=row.workspace).first()
            row.headings = [heading[:200] for heading in table.headings]
            row.mapping = columns_of(row.headings, known.columns if known else {})
        if state == State.CHECKING:
            report = table_check(
                row.workspace, table, row.mapping, empty_clears=row.empty_clears, told=told
            )
            after = State.CHECKED
        else:
            edits = Edits(by=row.by, source=Change.Source.IMPORT, reason=row.file_name)
            with edits.together("track", "album"):
                report = table_take(
                    row.workspace, table, row.mapping, empty_clears=row.empty_clears,
                    seen=row.report.get("tags", {}), told=told, edits=edits,
                )  # fmt: skip
            after = State.DONE
    except (DomainError, FileNotFoundError) as error:
        words = (
            str(error) if isinstance(error, DomainError) else "The file is gone: bring it again."
        )
        mine.update(state=State.FAILED, error=words[:300], told_at=now())
        return
    mine.update(
        state=after, report=report.told(), headings=row.headings, mapping=row.mapping,
        progress=report.rows, total=report.rows, told_at=now(),
    )  # fmt: skip


@job(queue=HEAVY, unique=True, retries=0)
def metadata_sweep_job() -> None:
    """Throw away old spreadsheets, and end those whose job died for good."""
    metadata_sweep(at=now())


def metadata_sweep(*, at: datetime) -> None:
    rows = MetadataImport.objects.select_related("workspace").order_by("pk")
    for row in rows.filter(created_at__lt=at - KEPT):
        metadata_import_forget(row=row, at=at)
    dead = rows.filter(state__in=[State.CHECKING, State.TAKING], told_at__lt=at - timedelta(days=1))
    dead.update(state=State.FAILED, error="It was interrupted: bring it again.")
