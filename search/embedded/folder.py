"""Where the index lies: a folder with one folder for each index that was made, and a file that names the current one.

A new index is made beside the old one and takes its place by a rename, so that readers never see half of one. Whoever
writes holds the lock of the whole; the system releases it when a process is killed.
"""

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock

import tantivy

from common.ids import uuid7_hex
from search.embedded.schema import schema
from search.entries import FORMAT
from search.places import Busy, Unavailable


@contextmanager
def told_as_unavailable() -> Iterator[None]:
    """Whatever goes wrong inside is Unavailable, a panic of the library included."""
    try:
        yield
    except (OSError, ValueError, RuntimeError) as error:
        raise Unavailable(str(error)) from error
    except BaseException as error:
        # pyo3's PanicException, which no module exports and which is no Exception.
        if type(error).__module__ != "pyo3_runtime":
            raise
        raise Unavailable(str(error)) from error


class Folder:
    """The folder of a site's indexes. Cheap to make; what is open is kept per folder in `opened`."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._lock = Lock()
        self._open: tuple[Path, tantivy.Index] | None = None
        self._seen: tuple[int, ...] = ()

    # --- Reading ------------------------------------------------------------------------------------

    def searcher(self) -> tantivy.Searcher:
        """The index as it was last committed. Raises Unavailable."""
        with told_as_unavailable():
            path = self.current()
            if path is None:
                self._open = None
                raise Unavailable("There is no index.")
            with self._lock:
                seen = _state(path / "meta.json")
                if self._open is None or self._open[0] != path:
                    index = tantivy.Index.open(str(path))
                    index.config_reader("manual")
                    self._open = path, index
                    self._seen = ()
                if seen != self._seen:
                    self._open[1].reload()
                    self._seen = seen
                return self._open[1].searcher()

    def current(self) -> Path | None:
        """The folder of the current index; None when there is none of this format."""
        try:
            name = (self.root / "current").read_text().strip()
        except (FileNotFoundError, NotADirectoryError):
            return None
        path = self.root / name
        is_ours = name.startswith(f"{FORMAT}-") and "/" not in name
        return path if is_ours and (path / "meta.json").exists() else None

    # --- Writing ------------------------------------------------------------------------------------

    @contextmanager
    def locked(self, *, wait: bool) -> Iterator[None]:
        """Hold the lock. Raises Busy when another holds it and we do not `wait`."""
        with told_as_unavailable():
            self.root.mkdir(mode=0o700, parents=True, exist_ok=True)
            handle = os.open(self.root / "lock", os.O_RDWR | os.O_CREAT, 0o600)
        try:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                raise Busy from error
            yield
        finally:
            os.close(handle)

    def fresh(self) -> tuple[Path, tantivy.Index]:
        """A new empty index beside the current one. The lock is held."""
        path = self.root / f"{FORMAT}-{uuid7_hex()}"
        path.mkdir(mode=0o700)
        return path, tantivy.Index(schema(), path=str(path))

    def switch(self, path: Path) -> None:
        """Make a finished index the current one and remove all others. The lock is held."""
        new = self.root / "current.new"
        with new.open("w") as file:
            file.write(path.name)
            file.flush()
            os.fsync(file.fileno())
        new.replace(self.root / "current")
        for other in self.root.iterdir():
            if other.is_dir() and other != path:  # readers keep the files that they have open
                shutil.rmtree(other, ignore_errors=True)


def _state(path: Path) -> tuple[int, ...]:
    found = path.stat()
    return found.st_ino, found.st_mtime_ns, found.st_size


_folders: dict[Path, Folder] = {}


def opened(root: Path) -> Folder:
    """The folder of this path; one object a process, so that the index is opened once."""
    return _folders.setdefault(root, Folder(root))
