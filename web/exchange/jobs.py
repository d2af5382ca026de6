"""Files that content managers bring: looked at by a job, then taken by one.

What is known of each lies beside it in storage, as JSON, replaced whole: `exchange/<id>/file` and `…/state`. It is the
administrators' scratch paper, gone after 30 days, and needs no table.
"""

import json
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime, timedelta
from time import monotonic
from typing import IO, Any

from django.core.files.storage import FileSystemStorage, default_storage
from django.utils.translation import gettext as _

from accounts.models import User
from catalog.models import Change
from catalog.services.changes import Edits
from common.brought import NAME_LENGTH, size_checked
from common.errors import Conflict, DomainError, Forbidden, NotFound
from common.ids import PUBLIC_ID, uuid7_hex
from common.jobs import job
from common.jobs.task import HEAVY
from common.storage import storage_delete, storage_put
from web.exchange.formats import MOST_BYTES
from web.exchange.kinds import Options, sees_all
from web.exchange.registry import kinds_changed_by
from web.exchange.run import exchange_run

FOLDER = "exchange"
KEPT = timedelta(days=30)
TELL_EVERY = 2.0
"""Seconds between two words of a job."""
CHECKING, CHECKED, TAKING, DONE, FAILED = "checking", "checked", "taking", "done", "failed"
AT_WORK = (CHECKING, TAKING)
STILL = timedelta(minutes=15)
"""After which a job that said nothing is taken for dead: the file may be taken again."""


@dataclass(slots=True)
class Brought:
    """What is known of a file; `report` as `web.exchange.kinds.Report` tells it."""

    id: str
    file_name: str
    kind: str
    empty_clears: bool
    by: int
    by_email: str
    state: str
    told_at: str
    progress: int = 0
    error: str = ""
    report: dict[str, Any] = field(default_factory=dict)

    @property
    def at(self) -> datetime:
        return datetime.fromisoformat(self.told_at)

    @property
    def state_words(self) -> str:
        return {
            CHECKING: _("being looked at"),
            CHECKED: _("looked at, not taken"),
            TAKING: _("being taken"),
            DONE: _("taken"),
            FAILED: _("failed"),
        }[self.state]

    def is_at_work(self, *, at: datetime) -> bool:
        return self.state in AT_WORK and self.at > at - STILL

    def is_ready(self, *, at: datetime) -> bool:
        """Whether it may be taken: looked at, or given up by a job that died."""
        return self.state == CHECKED or (self.state == TAKING and not self.is_at_work(at=at))


def exchange_ask(
    *,
    by: User,
    file: IO[bytes],
    size: int,
    file_name: str,
    kind: str,
    empty_clears: bool,
    at: datetime,
) -> Brought:
    """Keep a file and have a job look at it: nothing is changed. Raises Invalid."""
    size_checked(size, most=MOST_BYTES)
    plain = "".join(one for one in file_name if one.isprintable())[:NAME_LENGTH]
    row = Brought(uuid7_hex(), plain, kind, empty_clears, by.pk, by.email, CHECKING, at.isoformat())
    storage_put(_file(row.id), file)
    _keep(row)
    exchange_job.enqueue(row.id)
    return row


def exchange_take(*, row: Brought, by: User, at: datetime) -> None:
    """Have it taken as it was looked at, in the name of who says so. Raises Conflict."""
    if not row.is_ready(at=at):
        raise Conflict("It must be looked at first, and can be taken once.")
    row.state, row.by, row.by_email, row.told_at, row.progress = (
        TAKING,
        by.pk,
        by.email,
        at.isoformat(),
        0,
    )
    _keep(row)
    exchange_job.enqueue(row.id)


def exchange_forget(*, row: Brought, at: datetime) -> None:
    """Throw a file and its report away; what was taken stays. Raises Conflict while it is at work."""
    if row.is_at_work(at=at):
        raise Conflict("It is at work: wait for its end.")
    _forget(row.id)


def brought_of(public_id: str, *, by: User | None) -> Brought:
    """A file, for who brought it and for who sees all. Raises NotFound, for others' as for missing ones."""
    if not PUBLIC_ID.fullmatch(public_id):
        raise NotFound
    try:
        with default_storage.open(_state(public_id)) as file:
            row = Brought(**json.load(file))
    except FileNotFoundError as error:
        raise NotFound from error
    if by is not None and not sees_all(by) and row.by != by.pk:
        raise NotFound
    return row


def brought_last(*, by: User | None, most: int = 20) -> list[Brought]:
    """The newest files of `by`, of all for who sees all: their ids are in the order of time."""
    try:
        ids = sorted(default_storage.listdir(FOLDER)[0], reverse=True)
    except FileNotFoundError:
        return []
    found: list[Brought] = []
    for public_id in ids:
        if len(found) == most:
            break
        try:
            found.append(brought_of(public_id, by=by))
        except NotFound:  # another's, or forgotten meanwhile
            continue
    return found


@job(queue=HEAVY, unique=True, retries=2)
def exchange_job(public_id: str) -> None:
    """Look at a file, or take it. Safe to run twice: what is taken is no change any more."""
    try:
        row = brought_of(public_id, by=None)
    except NotFound:
        return
    if row.state not in AT_WORK:
        return
    told = monotonic()

    def tell(done: int) -> None:
        nonlocal told
        if monotonic() - told >= TELL_EVERY:
            told = monotonic()
            row.progress, row.told_at = done, datetime.now(UTC).isoformat()
            _keep(row)

    by = User.objects.filter(pk=row.by, is_active=True).first()
    try:
        if by is None:  # nobody's word is not an operator's
            raise Forbidden("Who brought it is not here any more.")
        with default_storage.open(_file(row.id)) as file:
            report = exchange_run(
                file=file,
                kind=row.kind,
                options=Options(
                    by=by,
                    empty_clears=row.empty_clears,
                    allowed=kinds_changed_by(by),
                    edits=Edits(by=by, source=Change.Source.IMPORT, reason=row.file_name),
                ),
                dry_run=row.state == CHECKING,
                told=tell,
            )
        row.report, row.progress = report.told(), report.rows
        row.state = CHECKED if row.state == CHECKING else DONE
    except (DomainError, FileNotFoundError) as error:
        words = (
            str(error) if isinstance(error, DomainError) else "The file is gone: bring it again."
        )
        row.state, row.error = FAILED, words[:300]
    row.told_at = datetime.now(UTC).isoformat()
    _keep(row)


@job(unique=True, retries=0)
def exchange_sweep() -> None:
    """Throw away what is older than 30 days."""
    before = datetime.now(UTC) - KEPT
    for row in brought_last(by=None, most=10_000):
        if row.at < before:
            _forget(row.id)


def _keep(row: Brought) -> None:
    storage_put(_state(row.id), json.dumps(asdict(row)).encode())


def _forget(public_id: str) -> None:
    storage_delete([_file(public_id), _state(public_id)])
    if isinstance(default_storage, FileSystemStorage):  # an object store has no folders
        with suppress(OSError):  # half a file may be left in it, by a process that died
            default_storage.delete(f"{FOLDER}/{public_id}")


def _file(public_id: str) -> str:
    return f"{FOLDER}/{public_id}/file"


def _state(public_id: str) -> str:
    return f"{FOLDER}/{public_id}/state"
