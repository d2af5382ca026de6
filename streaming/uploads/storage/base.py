"""What a place where uploads arrive can do."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from streaming.models import Upload

READ = 1024 * 1024
"""Bytes read at once."""


@dataclass(frozen=True, slots=True)
class Address:
    """Where to send one part, by PUT, with these headers and no cookie. It holds for that part's bytes alone."""

    url: str
    headers: dict[str, str]
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Arrived:
    """A part that is there."""

    number: int
    size: int
    tag: str = ""
    """S3's ETag of it."""


class Readable(Protocol):
    """Bytes to be read: a request's body, or a file."""

    def read(self, size: int, /) -> bytes: ...


class Gone(Exception):
    """Nothing of the upload is there, or not all of it."""


class Staging(Protocol):
    """A place where uploads arrive in parts. All of it may be said twice."""

    def begin(self, upload: Upload) -> str:
        """Make ready for parts; the multipart id, where the place has such."""

    def address(self, upload: Upload, number: int, sha256: str, *, at: datetime) -> Address:
        """An address for one part, of its size and this checksum."""

    def receive(
        self, upload: Upload, number: int, *, body: Readable, size: int, sha256: str
    ) -> None:
        """Take one part that has come to this site. Raises Invalid for other bytes than announced."""

    def arrived(self, upload: Upload) -> list[Arrived]:
        """The parts that are there, in order. Raises Gone where the upload was put together or thrown away."""

    def finish(self, upload: Upload, parts: list[Arrived], hashes: dict[int, str]) -> None:
        """Put the parts together. Raises Gone where they are not there and the whole is not either; Conflict where
        they are others than these.
        """

    def read(self, upload: Upload) -> Iterator[bytes]:
        """The whole, in order, `READ` bytes at a time. Raises Gone."""

    def move(self, upload: Upload, key: str) -> bool:
        """Copy the whole to this key of media storage without its bytes passing here; False where that can't be."""

    def discard(self, upload: Upload) -> None:
        """Throw away all that is there of it."""

    def clear_strays(self, is_alive: Callable[[str], bool], *, before: datetime) -> int:
        """Throw away what is older and of no upload: `is_alive` is asked by storage key. Gives how many."""
