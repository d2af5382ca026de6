"""Uploads into a folder of this machine: the application itself takes the parts, each a file until the job joins them.

A part is written beside and renamed once it is whole and its checksum is right: what has its name has arrived.
"""

import hashlib
import hmac
import shutil
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlencode

from django.core.files.storage import FileSystemStorage
from django.urls import reverse
from django.utils.crypto import salted_hmac

from common.errors import Conflict, Invalid
from common.ids import uuid7_hex
from streaming.models import Upload
from streaming.uploads.limits import ADDRESS_LIVES
from streaming.uploads.storage.base import READ, Address, Arrived, Gone, Readable

SPARE = 512 * 1024 * 1024
"""Bytes of the disk that uploads leave free."""


class FolderStaging:
    """Parts as files `users/<person>/<upload>/000001` below a folder."""

    def __init__(self, storage: FileSystemStorage) -> None:
        self.root = Path(storage.location)

    def begin(self, upload: Upload) -> str:
        folder = self._folder(upload)
        try:
            folder.mkdir(parents=True, exist_ok=True)
            free = shutil.disk_usage(folder).free
        except OSError as error:
            raise Conflict(
                f"The site can't keep uploads at the moment ({error.strerror})."
            ) from error
        # Once as parts and once put together.
        if free < 2 * upload.size + SPARE:
            raise Conflict("There is not enough room on the site's disk for a file of that size.")
        return ""

    def address(self, upload: Upload, number: int, sha256: str, *, at: datetime) -> Address:
        until = at + ADDRESS_LIVES
        size, ends = upload.size_of_part(number), int(until.timestamp())
        path = reverse("upload-part-bytes", args=[upload.public_id, number])
        signed = {"size": size, "sha256": sha256, "expires": ends,
                  "signature": signature_of(upload.public_id, number, size, sha256, ends)}  # fmt: skip
        return Address(f"{path}?{urlencode(signed)}", {}, until)

    def arrived(self, upload: Upload) -> list[Arrived]:
        try:
            entries = sorted(self._folder(upload).iterdir())
        except FileNotFoundError:
            return []
        return [
            Arrived(int(entry.name), entry.stat().st_size)
            for entry in entries
            if entry.name.isdecimal()
        ]

    def receive(
        self, upload: Upload, number: int, *, body: Readable, size: int, sha256: str
    ) -> None:
        """Write one part from a request's body. Raises Invalid for other bytes than announced."""
        folder = self._folder(upload)
        beside = folder / f".{number:06}.{uuid7_hex()}"
        seen, left = hashlib.sha256(), size
        try:
            with beside.open("xb", buffering=0) as file:
                while left and (piece := body.read(min(READ, left))):
                    seen.update(piece)
                    file.write(piece)
                    left -= len(piece)
            if left:
                raise Invalid(f"{left} bytes of part {number} did not arrive: send it again.")
            if not hmac.compare_digest(seen.hexdigest(), sha256):
                raise Invalid(f"Part {number} has arrived with another checksum: send it again.")
            beside.rename(folder / f"{number:06}")
        except FileNotFoundError as error:
            raise Conflict("This upload was cancelled.") from error
        except OSError as error:
            raise Conflict(f"The site can't keep it at the moment ({error.strerror}).") from error
        finally:
            beside.unlink(missing_ok=True)

    def finish(self, upload: Upload, parts: list[Arrived], hashes: dict[int, str]) -> None:
        """Nothing yet: the job joins them while it looks at each byte anyway."""

    def read(self, upload: Upload) -> Iterator[bytes]:
        for number in range(1, upload.part_count + 1):
            try:
                with (self._folder(upload) / f"{number:06}").open("rb", buffering=0) as file:
                    while piece := file.read(READ):
                        yield piece
            except FileNotFoundError as error:
                raise Gone from error

    def move(self, upload: Upload, key: str) -> bool:
        return False

    def discard(self, upload: Upload) -> None:
        with suppress(FileNotFoundError):
            shutil.rmtree(self._folder(upload))

    def clear_strays(self, is_alive: Callable[[str], bool], *, before: datetime) -> int:
        cleared = 0
        for person in self._entries(self.root / "users"):
            for folder in self._entries(person):
                old = datetime.fromtimestamp(folder.stat().st_mtime, UTC) < before
                if old and not is_alive(str(folder.relative_to(self.root))):
                    shutil.rmtree(folder, ignore_errors=True)
                    cleared += 1
            with suppress(OSError):  # only where it is empty
                person.rmdir()
        return cleared

    def _entries(self, folder: Path) -> list[Path]:
        return [one for one in folder.iterdir() if one.is_dir()] if folder.is_dir() else []

    def _folder(self, upload: Upload) -> Path:
        return self.root / upload.storage_key


def signature_of(upload_id: str, number: int, size: int, sha256: str, expires: int) -> str:
    """Binds an address to one method, upload, part, length, checksum and end."""
    bound = f"PUT\n{upload_id}\n{number}\n{size}\n{sha256}\n{expires}"
    return salted_hmac("streaming.uploads.part", bound, algorithm="sha256").hexdigest()
