"""Writing bytes to storage so that a reader never sees half a file."""

from collections.abc import Iterable
from pathlib import Path
from shutil import copyfileobj
from typing import IO

from django.core.files.base import ContentFile, File
from django.core.files.storage import FileSystemStorage, Storage, default_storage

from common.ids import uuid7_hex


def storage_put(key: str, data: bytes | IO[bytes], *, storage: Storage | None = None) -> None:
    """Store `data` under `key`, replacing what is there: in one step, whatever happens meanwhile.

    A file is read from where it stands. In folders, written beside and renamed; an object store shows
    an object only when it is whole.
    """
    storage = storage or default_storage
    if isinstance(
        storage, FileSystemStorage
    ):  # the lazy default too: it passes for what it stands for
        _write_beside(Path(storage.path(key)), data)
    else:
        storage.save(key, ContentFile(data) if isinstance(data, bytes) else File(data))


def storage_delete(keys: Iterable[str]) -> None:
    """Delete what is stored under these keys; empty ones, and those that are gone already, are passed over."""
    for key in keys:
        if key:
            default_storage.delete(key)


def _write_beside(path: Path, data: bytes | IO[bytes]) -> None:
    beside = path.with_name(f".{path.name}.{uuid7_hex()}.part")
    try:
        try:
            file = beside.open("xb")
        except FileNotFoundError:
            path.parent.mkdir(parents=True, exist_ok=True)
            file = beside.open("xb")
        with file:
            if isinstance(data, bytes):
                file.write(data)
            else:
                copyfileobj(data, file)
        beside.replace(path)
    except OSError:
        beside.unlink(missing_ok=True)
        raise
