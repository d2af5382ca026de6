"""What lies in a storage, be it a folder or a bucket: each file by its key, in order, without holding them all."""

import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.core.files.storage import FileSystemStorage, Storage

BLOCK = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Stored:
    """A file of a storage; `modified` in seconds since 1970."""

    key: str
    size: int
    modified: float


def stored_files(storage: Storage, *, parts: bool = False) -> Iterator[Stored]:
    """All files of a storage; those in the making, or left there by a kill (`.….part`), only if told."""
    if isinstance(storage, FileSystemStorage):
        yield from _in_folder(Path(storage.location), parts=parts)
    else:
        yield from _in_bucket(storage)


def _in_folder(root: Path, *, parts: bool) -> Iterator[Stored]:
    for place, folders, names in os.walk(root):
        folders.sort()
        for name in sorted(names):
            if not parts and name.startswith(".") and name.endswith(".part"):
                continue
            path = Path(place, name)
            try:
                facts = path.lstat()
            except FileNotFoundError:
                continue
            if path.is_symlink():
                continue
            yield Stored(path.relative_to(root).as_posix(), facts.st_size, facts.st_mtime)


def _in_bucket(storage: Any) -> Iterator[Stored]:
    prefix = f"{storage.location}/" if storage.location else ""
    for one in storage.bucket.objects.filter(Prefix=prefix):
        key = one.key.removeprefix(prefix)
        if key and not key.endswith("/"):
            yield Stored(key, one.size, one.last_modified.timestamp())


def digest_of(storage: Storage, key: str) -> tuple[int, str]:
    """Size and SHA-256 of a file, read whole. Raises OSError where it is gone."""
    size, digest = 0, hashlib.sha256()
    with storage.open(key) as file:
        while block := file.read(BLOCK):
            digest.update(block)
            size += len(block)
    return size, digest.hexdigest()


def size_at(storage: Storage, key: str) -> int | None:
    """The size of a file, or None where there is none."""
    try:
        return int(storage.size(key))
    except OSError:
        return None
    except Exception as error:
        # boto3's errors are made as it runs: a missing object is one of them.
        if getattr(error, "response", {}).get("Error", {}).get("Code") in {"404", "NoSuchKey"}:
            return None
        raise
