"""Where a library's files are: on this machine, or in object storage."""

from pathlib import Path

from django.core.files.storage import FileSystemStorage, storages

from catalog.models import Library
from streaming.delivery.files import path_inside
from streaming.models import MediaFile


def local_path(file: MediaFile) -> Path | None:
    """The file's real path on this machine, or None where it is in object storage. Raises NotFound.

    A folder's files lie in its root; buckets and uploads are prefixes in the site's media storage, which embedded is a
    folder too.
    """
    library = file.library
    if library.kind == Library.Kind.FOLDER:
        return path_inside(library.root, file.path)
    storage = storages["default"]
    if isinstance(storage, FileSystemStorage):
        return path_inside(str(storage.location), storage_key(file))
    return None


def storage_key(file: MediaFile) -> str:
    """The key of a file in media storage: the library's prefix and the file's path."""
    return "/".join(part for part in (file.library.root.strip("/"), file.path) if part)
