"""Files from one storage to another: each is read back and compared, and what was done is remembered.

The ledger is a small SQLite file, not a row of the site: the move may be of a site whose database is elsewhere already.
A file stands in it with the size and time that it had when its copy was read back and found equal; one that has changed
since is moved again.
"""

import hashlib
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass, field
from itertools import batched
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import Any

from django.core.files.storage import Storage

from common.storage import storage_put
from musicsite.keeping.files import BLOCK, Stored, digest_of, size_at, stored_files

AT_ONCE = 4
"""Files on their way at a time: the waiting of one is the sending of another."""
WINDOW = 64
"""Files that are listed ahead."""
IN_MEMORY = 8 * 1024 * 1024


@dataclass(slots=True)
class Moved:
    """What a move did. `wrong` has keys with the reason, the first hundred of `wrong_count`."""

    seen: int = 0
    moved: int = 0
    moved_bytes: int = 0
    there: int = 0
    removed: int = 0
    wrong: list[tuple[str, str]] = field(default_factory=list)
    wrong_count: int = 0

    def refuse(self, key: str, why: str) -> None:
        self.wrong_count += 1
        if len(self.wrong) < 100:
            self.wrong.append((key, why))


class Ledger:
    """Which files are known to have arrived."""

    def __init__(self, folder: Path, names: str) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / f"moved-{hashlib.sha256(names.encode()).hexdigest()[:16]}.sqlite3"
        self.rows = sqlite3.connect(path, isolation_level=None)
        self.rows.execute("PRAGMA journal_mode=WAL")
        self.rows.execute(
            "CREATE TABLE IF NOT EXISTS moved (key TEXT PRIMARY KEY, size INTEGER, modified REAL, sha256 TEXT)"
        )

    def has(self, file: Stored) -> bool:
        found = self.rows.execute(
            "SELECT 1 FROM moved WHERE key = ? AND size = ? AND modified = ?",
            (file.key, file.size, file.modified),
        )
        return found.fetchone() is not None

    def add(self, file: Stored, sha256: str) -> None:
        self.rows.execute(
            "INSERT OR REPLACE INTO moved VALUES (?, ?, ?, ?)",
            (file.key, file.size, file.modified, sha256),
        )

    def close(self) -> None:
        self.rows.close()


def media_move(
    *,
    source: Storage,
    target: Storage,
    ledger: Ledger,
    dry_run: bool = False,
    remove: bool = False,
    tell: Callable[[Moved], None],
) -> Moved:
    """Bring all files of `source` to `target`; with `remove`, delete those that are proven to have arrived.

    Safe to repeat and to interrupt: what is in the ledger, and still there in its size, is not sent again.
    """
    done = Moved()
    with closing(ledger), ThreadPoolExecutor(AT_ONCE) as pool:
        for files in batched(stored_files(source), WINDOW):
            waiting = [file for file in files if not ledger.has(file)]
            known = [file for file in files if file not in waiting]
            sizes = list(pool.map(lambda file: size_at(target, file.key), known))
            waiting += [file for file, size in zip(known, sizes, strict=True) if size != file.size]
            there = [file for file in files if file not in waiting]
            done.seen += len(files)
            done.there += len(there)
            if dry_run:
                done.moved += len(waiting)
                done.moved_bytes += sum(file.size for file in waiting)
            else:
                there += _window(waiting, source, target, ledger, pool, done)
                if remove:
                    _removed(there, source, done)
            tell(done)
    return done


def _window(
    files: Iterable[Stored],
    source: Storage,
    target: Storage,
    ledger: Ledger,
    pool: Any,
    done: Moved,
) -> list[Stored]:
    """Move some files; those that arrived."""

    def move(file: Stored) -> tuple[Stored, str, str]:
        try:
            return file, *_moved(file, source, target)
        except Exception as error:
            # boto3's errors are made as it runs. One file that can't be moved holds up no other.
            return file, "", str(error) or type(error).__name__

    arrived = []
    for file, sha256, why in pool.map(move, files):
        if why:
            done.refuse(file.key, why)
            continue
        ledger.add(file, sha256)
        done.moved += 1
        done.moved_bytes += file.size
        arrived.append(file)
    return arrived


def _moved(file: Stored, source: Storage, target: Storage) -> tuple[str, str]:
    """SHA-256 of a file that arrived whole, or why it did not."""
    digest, size = hashlib.sha256(), 0
    # Read once: what is sent is what was added up, whatever happens to the file meanwhile.
    with SpooledTemporaryFile(IN_MEMORY) as body:
        with source.open(file.key) as read:
            for block in _blocks(read):
                digest.update(block)
                size += len(block)
                body.write(block)
        sha256 = digest.hexdigest()
        if size_at(target, file.key) == size and digest_of(target, file.key)[1] == sha256:
            return sha256, ""
        body.seek(0)
        storage_put(file.key, body, storage=target)
    if digest_of(target, file.key) != (size, sha256):
        return "", "what arrived is not what was sent"
    return sha256, ""


def _removed(files: Iterable[Stored], source: Storage, done: Moved) -> None:
    for file in files:
        source.delete(file.key)
        done.removed += 1


def _blocks(file: Any) -> Iterator[bytes]:
    while block := file.read(BLOCK):
        yield block
