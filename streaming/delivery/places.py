"""Where a library's files are: on this machine, or in object storage."""

import hashlib
import os
import shutil
from dataclasses import dataclass
from pathlib import Path
from tempfile import NamedTemporaryFile

from botocore.exceptions import ClientError
from django.conf import settings
from django.core.files.storage import FileSystemStorage, storages

from catalog.models import Library
from common.errors import NotFound
from streaming.delivery.files import OpenFile, open_inside, path_inside
from streaming.models import MediaFile
from streaming.paths import disk_path


@dataclass(frozen=True, slots=True)
class Place:
    """Where a file is: its library's kind and root, and its path there as stored."""

    kind: str
    root: str
    path: str

    @property
    def key(self) -> str:
        """The key in media storage: the library's prefix and the file's path."""
        return "/".join(part for part in (self.root.strip("/"), self.path) if part)


def place_of(file: MediaFile) -> Place:
    return Place(file.library.kind, file.library.root, file.path)


def local_path(place: Place) -> Path | None:
    """The file's real path on this machine, or None where it is in object storage. Raises NotFound."""
    where = _where(place)
    return None if where is None else path_inside(*where)


def open_at(place: Place, *, name: str) -> OpenFile | None:
    """The file, open (see `open_file`), or None where it is in object storage. Raises NotFound."""
    where = _where(place)
    return None if where is None else open_inside(*where, name=name)


def _where(place: Place) -> tuple[str, str] | None:
    """The folder on this machine and the path there, or None.

    A folder's files lie in its root; buckets and uploads are prefixes in the site's media storage, which embedded is a
    folder too.
    """
    if place.kind == Library.Kind.FOLDER:
        return place.root, disk_path(place.path)
    storage = storages["default"]
    if isinstance(storage, FileSystemStorage):
        return str(storage.location), disk_path(place.key)
    return None


def cache_folder() -> Path:
    """Where this machine keeps what can be made again: renditions, and copies of what lies in object storage."""
    return Path(settings.DATA_DIR) / "renditions"


def readable_path(file: MediaFile) -> Path:
    """The file on this machine, fetched from object storage if need be. Raises NotFound.

    A copy carries the object's time, so that its state is the same however often it is fetched; the sweep removes it.
    """
    place = place_of(file)
    path = local_path(place)
    if path is not None:
        return path
    storage, key = storages["default"], place.key
    try:
        modified = storage.get_modified_time(key).timestamp()
        name = hashlib.sha256(f"{key} {modified}".encode()).hexdigest()
        copy = cache_folder() / "sources" / name
        if not copy.exists():
            copy.parent.mkdir(parents=True, exist_ok=True)
            with (
                storage.open(key) as source,
                NamedTemporaryFile(dir=copy.parent, suffix=".part", delete=False) as part,
            ):
                shutil.copyfileobj(source, part)
            os.utime(part.name, (modified, modified))
            Path(part.name).rename(copy)
    except (OSError, ClientError) as error:
        raise NotFound from error
    return copy
