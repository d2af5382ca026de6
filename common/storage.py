"""Writing bytes to storage so that a reader never sees half a file."""

from collections.abc import Iterable
from pathlib import Path

from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage, Storage, default_storage

from common.ids import uuid7_hex


def storage_put(key: str, data: bytes, *, storage: Storage | None = None) -> None:
    """Store `data` under `key`, replacing what is there: in one step, whatever happens meanwhile.

    In folders, written beside and renamed. An object store shows an object only when it is whole.
    """
    storage = storage or default_storage
    if isinstance(
        storage, FileSystemStorage
    ):  # the lazy default too: it passes for what it stands for
        _write_beside(Path(storage.path(key)), data)
    else:
        storage.save(key, ContentFile(data))


def storage_delete(keys: Iterable[str]) -> None:
    """Delete what is stored under these keys; empty ones, and those that are gone already, are passed over."""
    for key in keys:
        if key:
            default_storage.delete(key)


def _write_beside(path: Path, data: bytes) -> None:
    beside = path.with_name(f".{path.name}.{uuid7_hex()}.part")
    try:
        try:
            beside.write_bytes(data)
        except FileNotFoundError:
            path.parent.mkdir(parents=True, exist_ok=True)
            beside.write_bytes(data)
        beside.replace(path)
    except OSError:
        beside.unlink(missing_ok=True)
        raise
