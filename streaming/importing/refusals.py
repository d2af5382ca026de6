"""Rows of what was refused: the newest word on each file."""

from collections.abc import Iterable

from catalog.models import Library
from catalog.services.bulk import chunks
from streaming.importing.loaded import Loaded
from streaming.importing.walk import Found
from streaming.models import ScanRefusal
from streaming.paths import path_hash, stored_path


def refused_write(library: Library, batch: Iterable[Loaded]) -> None:
    """Keep the newest word on each file of the batch: refused and why, or nothing."""
    rows: dict[str, ScanRefusal] = {}
    looked_at: list[str] = []
    gone: list[int] = []
    for one in batch:
        gone += one.plan.refusals_gone
        beside = {found.path: found for found in one.plan.unit.covers}
        looked_at += [path_hash(path) for path in beside]
        for read in one.reads:
            looked_at.append(path_hash(read.path))
            if read.refused or read.note:
                state = Found(read.path, read.size, read.mtime_ns)
                rows[read.path] = refusal(library, state, read.refused or read.note)
        for path, reason in one.refused:
            rows[path] = refusal(library, beside.get(path, Found(path, 0, 0)), reason)
    for some in chunks(looked_at):
        ScanRefusal.objects.filter(library=library, path_hash__in=some).delete()
    for pks in chunks(gone):
        ScanRefusal.objects.filter(pk__in=pks).delete()
    ScanRefusal.objects.bulk_create(rows.values())


def refusal(library: Library, found: Found, reason: str) -> ScanRefusal:
    """An unsaved row."""
    return ScanRefusal(
        library=library,
        path=stored_path(found.path),
        path_hash=path_hash(found.path),
        folder_hash=path_hash(found.path.rpartition("/")[0]),
        size=found.size,
        mtime_ns=found.mtime_ns,
        reason=reason[:300],
    )
