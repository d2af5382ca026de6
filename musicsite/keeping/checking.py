"""Files against the rows that name them, and the other way round."""

import hashlib
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass, field
from typing import Any

from django.core.files.storage import Storage, default_storage

from common.errors import NotFound
from musicsite.keeping.files import BLOCK, Stored, digest_of, size_at, stored_files
from musicsite.keeping.owners import Named, batches, owners, unknown_of
from streaming.delivery.places import open_at

AT_ONCE = 8
"""Files asked for at a time: a bucket takes 10 ms to answer."""
TOUCHED = 24 * 3600
"""Seconds for which a file may wait for its row: uploads and jobs store it first."""
SHOWN = 1000


@dataclass(slots=True)
class Found:
    """What a check found. `wrong` has (kind, key, words), the first thousand of `counts`."""

    files: int = 0
    bytes: int = 0
    summed: int = 0
    without_sum: int = 0
    stored: int = 0
    wrong: list[tuple[str, str, str]] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)

    def add(self, kind: str, key: str, words: str) -> None:
        self.counts[kind] = self.counts.get(kind, 0) + 1
        if len(self.wrong) < SHOWN:
            self.wrong.append((kind, key, words))


def media_check(
    *, checksums: bool, orphans: bool, at: float, tell: Callable[[Found], None]
) -> Found:
    """Look for each file that a row names, in the size that it says; with `checksums`, read and add up each.

    With `orphans`, look at each stored file for its row, too. `at` is now, in seconds since 1970.
    """
    found = Found()
    with ThreadPoolExecutor(AT_ONCE) as pool:
        for owner in owners():
            for some in batches(owner.named()):
                for one, wrong in zip(
                    some, pool.map(lambda one: _looked(one, checksums=checksums), some), strict=True
                ):
                    found.files += 1
                    found.bytes += one.size or 0
                    found.summed += bool(checksums and one.sha256)
                    found.without_sum += bool(one.size is not None and not one.sha256)
                    if wrong:
                        found.add(wrong[0], one.key, f"{wrong[1]} ({one.row})")
                tell(found)
    if orphans:
        for file in orphans_of(default_storage, at=at, tell=lambda: tell(found), found=found):
            found.add("orphan", file.key, f"{file.size:,} bytes that no row names")
    return found


def orphans_of(
    storage: Storage, *, at: float, tell: Callable[[], None], found: Found
) -> Iterator[Stored]:
    """Files that no row names, and what a killed writer left, but for those of the last day."""
    for files in batches(stored_files(storage, parts=True)):
        found.stored += len(files)
        unknown = unknown_of(file.key for file in files)
        yield from (file for file in files if file.key in unknown and file.modified < at - TOUCHED)
        tell()


def _looked(one: Named, *, checksums: bool) -> tuple[str, str] | None:
    """What is wrong with a file: the kind and words, or None. Asks no database: it runs in a thread."""
    try:
        size = _size(one)
        if size is None:
            return "missing", "is not there"
        if one.size is not None and size != one.size:
            return "size", f"has {size:,} bytes, its row says {one.size:,}"
        if checksums and one.sha256 and _sha256(one) != one.sha256:
            return "checksum", "has other bytes than those that came"
    except OSError as error:
        return "unreadable", str(error)
    return None


def _opened(one: Named) -> Any:
    return open_at(one.place, name="") if one.place else None


def _size(one: Named) -> int | None:
    try:
        file = _opened(one)
    except NotFound:
        return None
    if file is None:
        return size_at(default_storage, one.place.key if one.place else one.key)
    with closing(file):
        return int(file.size)


def _sha256(one: Named) -> str:
    file = _opened(one)
    if file is None:
        return digest_of(default_storage, one.place.key if one.place else one.key)[1]
    digest = hashlib.sha256()
    with closing(file):
        while block := file.file.read(BLOCK):
            digest.update(block)
    return digest.hexdigest()
