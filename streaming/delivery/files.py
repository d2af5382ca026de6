"""Finding a file's bytes in its library, and nowhere else."""

import os
import stat
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import BinaryIO

from common.errors import NotFound

_OPEN_FILES = "/proc/self/fd/"
"""Where Linux tells the real path of an open file."""
_TELLS = os.path.isdir(_OPEN_FILES)  # noqa: PTH112  # strings: see path_inside


@dataclass(slots=True)
class OpenFile:
    """A regular file that is open for reading, with what a cache needs to know of it.

    `state` changes with the size or the time of change (nanoseconds), and the strong `etag` with that or `name` (the
    row's id). `modified` is in whole seconds since 1970. Closing it twice does no harm; `on_close` runs once.
    """

    file: BinaryIO
    size: int
    modified: int
    state: str
    name: str
    on_close: list[Callable[[], None]] = field(default_factory=list)

    @property
    def etag(self) -> str:
        return f'"{self.name}-{self.state}"'

    def close(self) -> None:
        self.file.close()
        while self.on_close:
            self.on_close.pop()()


def state_of(facts: os.stat_result) -> str:
    """Names one state of a file's bytes."""
    return f"{facts.st_size:x}-{facts.st_mtime_ns:x}"


def path_inside(root: str, relative: str) -> Path:
    """The real path of `relative` in `root`. Raises NotFound where `..` or a symlink leads out of the root."""
    try:
        # Strings: for each range of each stream, path objects would cost more than the system's answers.
        base = os.path.realpath(root, strict=True)
        path = os.path.realpath(os.path.join(base, relative), strict=True)  # noqa: PTH118
    except (OSError, ValueError) as error:  # missing, a loop, a NUL
        raise NotFound from error
    if not path.startswith(base.rstrip(os.sep) + os.sep):
        raise NotFound
    return Path(path)


def open_inside(root: str, relative: str, *, name: str) -> OpenFile:
    """`open_file` of `path_inside`, with fewer questions to the system where it tells what was opened (Linux).

    Raises NotFound as both do.
    """
    if not _TELLS:
        return open_file(path_inside(root, relative), name=name)
    try:
        base = _real(root, *_identity(root))
        number = os.open(
            os.path.join(root, relative),  # noqa: PTH118
            os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK | os.O_NOCTTY,
        )
    except (OSError, ValueError) as error:
        raise NotFound from error
    # Asked of the open file, so that no link can be changed between the question and the opening.
    if not os.readlink(f"{_OPEN_FILES}{number}").startswith(base):  # noqa: PTH115
        os.close(number)
        raise NotFound
    return _opened(number, name)


def open_file(path: Path, *, name: str) -> OpenFile:
    """Open a regular file; `name` (a public id) goes into its ETag. Raises NotFound, naming nothing."""
    try:
        # A FIFO would block, and a link put there since the path was resolved must not be followed.
        number = os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NOFOLLOW | os.O_NONBLOCK)
    except OSError as error:
        raise NotFound from error
    return _opened(number, name)


def _opened(number: int, name: str) -> OpenFile:
    facts = os.fstat(number)
    if not stat.S_ISREG(facts.st_mode):
        os.close(number)
        raise NotFound
    return OpenFile(
        file=os.fdopen(number, "rb", buffering=0),
        size=facts.st_size,
        modified=int(facts.st_mtime),
        state=state_of(facts),
        name=name,
    )


def _identity(root: str) -> tuple[int, int]:
    facts = os.stat(root)  # noqa: PTH116
    return facts.st_dev, facts.st_ino


@lru_cache(maxsize=256)
def _real(root: str, device: int, inode: int) -> str:
    """The root's real path with a separator at its end; asked again when the root leads to another folder."""
    return os.path.realpath(root, strict=True).rstrip(os.sep) + os.sep
