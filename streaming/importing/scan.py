"""A whole scan of a library: from its folder to its rows, and what vanished from it."""

import os
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import batched
from time import sleep

from django.db import IntegrityError, OperationalError, connection

from catalog.models import Library
from common.errors import Conflict, Invalid
from streaming.importing import ending
from streaming.importing.batch import Writer
from streaming.importing.compare import Plan, plans
from streaming.importing.grouping import LARGEST
from streaming.importing.lease import scan_begin, scan_end
from streaming.importing.loaded import Loaded
from streaming.importing.names import numbers_lead
from streaming.importing.reader import Item, Job, JobRead, parts_of
from streaming.importing.readers import Readers
from streaming.importing.summary import Summary
from streaming.importing.walk import Unit, Walk, best_cover, count_files
from streaming.models import MediaFile, Scan
from streaming.paths import disk_path

BATCH = 600
"""Files written in one transaction: a tenth to a fifth of a second, so that others who write wait no longer."""
PICTURE_BYTES = 32 * 1024 * 1024
"""Bytes of pictures held before they are written, however few files they are of."""
TOGETHER = 60
"""Files that a reader is asked for at once: it works on them while others are written."""
AHEAD = 2
"""Such requests in the readers' hands for each of them."""
TRIES = 6


@dataclass(slots=True)
class Options:
    """How to scan."""

    full: bool = False
    """Read files again that have not changed."""
    prune: bool = False
    """Remove what is missing."""
    dry_run: bool = False
    """Write nothing; count what would be done."""
    jobs: int = 0
    """Processes that read; 0 for as many as there are cores, at most four."""
    within: str = ""
    """Only this folder of the library, from its root."""
    count_first: bool = False
    """Count the files beforehand, for a percentage."""
    progress: Callable[[Summary], None] = field(default=lambda _summary: None)


def library_scan(*, library: Library, options: Options, scan: Scan | None = None) -> Summary:
    """Import a library's folder. Raises Invalid where there is none, Conflict where another import runs."""
    root = disk_path(library.root)
    start = os.path.join(root, options.within) if options.within else root  # noqa: PTH118
    try:
        with os.scandir(start) as entries:
            anything = next(entries, None) is not None
    except OSError as reason:
        raise Invalid(
            f"{start} cannot be read ({reason.strerror}): nothing was changed.", field="root"
        ) from None
    summary = Summary()
    held = MediaFile.objects.filter(library=library)
    if not anything and held.exists():
        raise Invalid(
            f"{start} is empty, and may not be mounted: nothing was changed.", field="root"
        )
    if options.dry_run:
        _Run(library, options, summary, None).run()
        return summary
    scan = scan_begin(library=library, scan=scan)
    error = "It was interrupted."
    try:
        _Run(library, options, summary, scan).run()
        error = ""
    except (Conflict, Invalid) as problem:
        error = str(problem)
        raise
    finally:
        scan_end(scan=scan, error=error, **summary.counts())
    return summary


@contextmanager
def _mapping_nothing() -> Iterator[None]:
    """SQLite without its file mapped into memory: an import touches all of it, and would hold it all."""
    if connection.vendor != "sqlite":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA mmap_size")
        (before,) = cursor.fetchone() or (0,)
        cursor.execute("PRAGMA mmap_size=0")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f"PRAGMA mmap_size={int(before)}")


class _Run:
    def __init__(
        self, library: Library, options: Options, summary: Summary, scan: Scan | None
    ) -> None:
        self.library, self.options, self.summary, self.scan = library, options, summary, scan
        self.root = disk_path(library.root)
        self.walk = Walk(self.root, options.within)
        self.writer = Writer(
            library,
            summary,
            scan,
            first_import=library.last_scan_at is None,
            dry_run=options.dry_run,
        )
        self.folders: set[bytes] = set()
        """First bytes of the hashes of all folders that were walked."""
        self.portraits: list[Unit] = []
        self.later: list[Unit] = []

    def run(self) -> None:
        """Scan."""
        with _mapping_nothing():
            self._run()

    def _run(self) -> None:
        options, summary = self.options, self.summary
        if options.count_first:
            summary.total = count_files(os.path.join(self.root, options.within))  # noqa: PTH118
        jobs = options.jobs or min(os.cpu_count() or 1, 4)
        with Readers(jobs) as readers:
            self._import(readers, jobs, self.walk.units())
            if self.later:
                self.writer.final = True
                units, self.later = self.later, []
                self._import(readers, jobs, iter(units), again=True)
        if (
            not summary.seen
            and MediaFile.objects.filter(library=self.library, missing_since=None).exists()
        ):
            raise Invalid(
                f"{self.library.root} holds no music any more, and may not be mounted: nothing was marked missing.",
                field="root",
            )
        ending.finish(
            library=self.library,
            writer=self.writer,
            walk=self.walk,
            folders=self.folders,
            portraits=self.portraits,
            prune=options.prune,
            full=options.full,
        )
        options.progress(summary)

    def _import(
        self, readers: Readers, jobs: int, units: Iterator[Unit], *, again: bool = False
    ) -> None:
        """Read and write units: readers work ahead while a batch is written."""
        waiting: deque[tuple[list[Plan], Future[list[JobRead]]]] = deque()
        asked: list[tuple[Plan, list[Job]]] = []
        files = 0
        batch = _Batch(self)

        def ask() -> None:
            nonlocal asked, files
            if asked:
                each = [plan for plan, parts in asked for _ in parts]
                todo = [part for _, parts in asked for part in parts]
                waiting.append((each, readers.submit(todo)))
                asked, files = [], 0

        for plan in plans(
            self.library, self._noted(units, again), full=self.options.full and not again
        ):
            if not again:
                self._note(plan)
            if not plan.is_work:
                continue
            parts = list(self._jobs(plan))
            if not parts:
                batch.put(Loaded(plan, [], whole=is_whole(plan)))
                continue
            asked.append((plan, parts))
            files += len(plan.read)
            if files >= TOGETHER:
                ask()
            while len(waiting) > jobs * AHEAD:
                batch.add(*waiting.popleft())
        ask()
        while waiting:
            batch.add(*waiting.popleft())
        batch.flush()

    def _noted(self, units: Iterator[Unit], again: bool) -> Iterator[Unit]:
        for unit in units:
            if not again:
                self.folders.update(ending.short_hash(folder) for folder in unit.folders)
            yield unit

    def _note(self, plan: Plan) -> None:
        summary = self.summary
        summary.seen += len(plan.unit.files) - len(plan.read)
        for path, reason in plan.refused_before:
            summary.refuse(path, reason, before=True)
        if plan.unit.portrait and plan.portrait_is_new:
            self.portraits.append(plan.unit)
        if not plan.is_work:
            self.writer.vanished += plan.vanished

    def _jobs(self, plan: Plan) -> Iterator[Job]:
        """A unit's files to read, in parts where there are many."""
        unit = plan.unit
        cover = best_cover(unit)
        numbered = numbers_lead([parts_of(found.path)[1] for found in unit.files[:40]])
        for part in batched(plan.read, LARGEST):
            items = [Item(found.path, _lyrics_of(unit, found.path)) for found in part]
            yield Job(self.root, items, cover.path if cover else "", numbered)

    def write(self, batch: list[Loaded]) -> None:
        """Write a batch; try again when the database is held by somebody else, or a name was made by another."""
        for attempt in range(TRIES):
            try:
                later = self.writer.write(batch)
                break
            except (OperationalError, IntegrityError):
                if attempt == TRIES - 1:
                    raise
                sleep(0.2 * 2**attempt)
        for one in later:
            unit = one.plan.unit
            if unit not in self.later:
                self.later.append(unit)
        if not self.writer.final:
            self.summary.seen += sum(len(one.reads) for one in batch)
        self.options.progress(self.summary)


class _Batch:
    """Units that were read, until they are enough for a transaction."""

    def __init__(self, run: _Run) -> None:
        self.run = run
        self.loaded: list[Loaded] = []
        self.files = 0
        self.bytes = 0

    def add(self, plans: list[Plan], answer: Future[list[JobRead]]) -> None:
        """Take an answer in, waiting for it: of each job, the unit that it is a part of."""
        found = answer.result()
        for index, (plan, read) in enumerate(zip(plans, found, strict=True)):
            is_first = index == 0 or plans[index - 1] is not plan
            is_last = index + 1 == len(plans) or plans[index + 1] is not plan
            self.put(
                Loaded(
                    plan,
                    read.files,
                    read.pictures,
                    read.refused if is_first else [],
                    whole=is_whole(plan),
                    is_last_part=is_last,
                )
            )

    def put(self, loaded: Loaded) -> None:
        """Hold a unit, and write when there are enough."""
        self.loaded.append(loaded)
        self.files += len(loaded.reads) or 1
        self.bytes += sum(map(len, loaded.pictures.values()))
        # The next part of a large folder looks at the rows of this one.
        if self.files >= BATCH or self.bytes >= PICTURE_BYTES or not loaded.is_last_part:
            self.flush()

    def flush(self) -> None:
        """Write what is held."""
        if self.loaded:
            loaded, self.loaded, self.files, self.bytes = self.loaded, [], 0, 0
            self.run.write(loaded)


def is_whole(plan: Plan) -> bool:
    """The unit is small enough to be read and grouped as one."""
    return len(plan.unit.files) <= LARGEST


def _lyrics_of(unit: Unit, path: str) -> str:
    found = unit.lyrics.get(path.rpartition(".")[0]) if unit.lyrics else None
    return found.path if found else ""


__all__ = ["Options", "Summary", "library_scan"]
