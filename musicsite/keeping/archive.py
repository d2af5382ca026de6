"""The archive of a site: a ZIP that any tool opens.

    rows/<table>.jsonl   a row a line, a JSON array in the order of the manifest's columns
    media/<key>          a file of MEDIA_STORAGE, stored as it is
    media.jsonl          [key, size in bytes, SHA-256 in hex] of each
    manifest.json        what is in it; written last, so that an archive with a manifest is whole

All is written and read as it streams: memory does not grow with the site.
"""

import hashlib
import hmac
import json
import zipfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import IO, Any

from django.conf import settings

from common.ids import uuid7_hex
from musicsite.supervisor.preflight import Refused

FORMAT = 1
BLOCK = 1024 * 1024
MANIFEST, MEDIA = "manifest.json", "media.jsonl"


@dataclass(slots=True)
class Table:
    """One table of an archive; `sha256` of its lines."""

    model: str
    columns: list[str]
    rows: int
    sha256: str


@dataclass(slots=True)
class Manifest:
    """What an archive says of itself.

    `media` counts files, None where they were left out; `key` knows SECRET_KEY again.
    """

    version: str
    made_at: str
    database: str
    migrations: list[str]
    key: str
    tables: list[Table] = field(default_factory=list)
    media: int | None = None
    media_bytes: int = 0
    format: int = FORMAT

    @property
    def rows(self) -> int:
        return sum(table.rows for table in self.tables)


def key_mark() -> str:
    """By which a restored site knows whether its SECRET_KEY is the one that things were encrypted with."""
    return hmac.new(settings.SECRET_KEY.encode(), b"musicsite.backup", hashlib.sha256).hexdigest()


class Writer:
    """An archive that is being written, beside the place that it gets when it is whole."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.part = path.with_name(f".{path.name}.{uuid7_hex()}.part")
        self.part.touch(mode=0o600)  # addresses and hashes of passwords are in it
        self.zip = zipfile.ZipFile(self.part, "w", zipfile.ZIP_DEFLATED, compresslevel=3)

    def lines(self, name: str, lines: Iterator[bytes]) -> tuple[int, str]:
        """Write lines as a file of the archive; their number and SHA-256."""
        count, digest = 0, hashlib.sha256()
        with self.zip.open(name, "w", force_zip64=True) as file:
            for line in lines:
                file.write(line + b"\n")
                digest.update(line + b"\n")
                count += 1
        return count, digest.hexdigest()

    def copy(self, name: str, source: IO[bytes]) -> tuple[int, str]:
        """Write a file as it is; its size and SHA-256."""
        size, digest = 0, hashlib.sha256()
        about = zipfile.ZipInfo(name)
        about.compress_type = zipfile.ZIP_STORED  # music and pictures are compressed already
        with self.zip.open(about, "w", force_zip64=True) as file:
            while block := source.read(BLOCK):
                file.write(block)
                digest.update(block)
                size += len(block)
        return size, digest.hexdigest()

    def finish(self, manifest: Manifest) -> None:
        self.zip.writestr(MANIFEST, json.dumps(asdict(manifest), indent=1))
        self.zip.close()
        self.part.replace(self.path)

    def abandon(self) -> None:
        self.zip.fp = None  # nothing more is written, not even its end
        self.part.unlink(missing_ok=True)


class Reader:
    """An archive that is read. Raises Refused where it is none, or not whole."""

    def __init__(self, path: Path) -> None:
        try:
            self.zip = zipfile.ZipFile(path)
            told = json.loads(self.zip.read(MANIFEST))
        except (zipfile.BadZipFile, KeyError, ValueError) as error:
            raise Refused(
                f"{path} is no archive of `manage.py backup`, or not a whole one."
            ) from error
        if told.get("format") != FORMAT:
            raise Refused(
                f"{path} was made by a newer version of the site; restore it with that one."
            )
        tables = [Table(**table) for table in told.pop("tables")]
        self.manifest = Manifest(**told, tables=tables)

    def lines(self, name: str) -> Iterator[bytes]:
        """The lines of a file of the archive, without their ends. Raises Refused where its bytes are damaged."""
        try:
            with self.zip.open(name) as file:
                for line in file:
                    yield line.rstrip(b"\n")
        except (zipfile.BadZipFile, KeyError, EOFError) as error:
            raise Refused(f"The archive is damaged: {name} can't be read ({error}).") from error

    def open(self, name: str) -> IO[bytes]:
        return self.zip.open(name)

    def media(self) -> Iterator[tuple[str, int, str]]:
        """(key, size in bytes, SHA-256) of each file."""
        for line in self.lines(MEDIA):
            key, size, sha256 = json.loads(line)
            yield key, size, sha256

    def close(self) -> None:
        self.zip.close()


def rows_name(model: str) -> str:
    return f"rows/{model}.jsonl"


def media_name(key: str) -> str:
    return f"media/{key}"


def as_line(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()
