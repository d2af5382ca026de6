"""Finding a file's bytes in its library, and nowhere else."""

import os
import stat
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from common.errors import NotFound


@dataclass(slots=True)
class OpenFile:
    """A regular file that is open for reading, with what a cache needs to know of it.

    `etag` is strong: it changes with the row's id, the size or the time of change (nanoseconds). `modified` is in
    whole seconds since 1970. Closing it twice does no harm; `on_close` runs once.
    """

    file: BinaryIO
    size: int
    modified: int
    etag: str
    on_close: list[Callable[[], None]] = field(default_factory=list)

    def close(self) -> None:
        self.file.close()
        while self.on_close:
            self.on_close.pop()()


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


def open_file(path: Path, *, name: str) -> OpenFile:
    """Open a regular file; `name` (a public id) goes into its ETag. Raises NotFound, naming nothing."""
    try:
        # A FIFO would block, and a link put there since the path was resolved must not be followed.
        number = os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NOFOLLOW | os.O_NONBLOCK)
    except OSError as error:
        raise NotFound from error
    facts = os.fstat(number)
    if not stat.S_ISREG(facts.st_mode):
        os.close(number)
        raise NotFound
    return OpenFile(
        file=os.fdopen(number, "rb", buffering=0),
        size=facts.st_size,
        modified=int(facts.st_mtime),
        etag=f'"{name}-{facts.st_size:x}-{facts.st_mtime_ns:x}"',
    )
