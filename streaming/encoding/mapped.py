"""A file's bytes without reading them: headers are looked at where they lie."""

from __future__ import annotations

import mmap
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from streaming.encoding.errors import EncodingError

type Data = bytes | mmap.mmap


@contextmanager
def map_file(path: Path) -> Iterator[Data]:
    """The file's bytes, mapped read-only. Raises EncodingError for an empty or unreadable file."""
    try:
        with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
            yield data
    except (OSError, ValueError) as error:
        raise EncodingError(f"{path.name} cannot be read: {error}") from error
