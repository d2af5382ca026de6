"""Bytes of a file at offsets, with one read for all that lies near its start."""

import os

from streaming.importing.errors import Refused

HEAD = 64 * 1024
"""Bytes read at once: tags and a cover of a usual file."""
MOST = 64 * 1024 * 1024
"""Bytes that may be asked for at once: a tag that claims more is hostile."""


class Source:
    """A file that is open for reading: `size` bytes, its first `HEAD` bytes held."""

    __slots__ = ("fd", "head", "size")

    def __init__(self, fd: int, size: int) -> None:
        self.fd = fd
        self.size = size
        self.head = os.pread(fd, HEAD, 0)

    def at(self, offset: int, length: int) -> bytes:
        """`length` bytes from `offset`, fewer at the end of the file."""
        end = offset + length
        if offset < 0 or length < 0 or length > MOST:
            raise Refused("a length in it cannot be true")
        if end <= len(self.head) or len(self.head) == self.size:
            return self.head[offset:end]
        return os.pread(self.fd, length, offset)
