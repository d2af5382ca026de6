"""Where uploads arrive: a bucket or a folder, behind one interface (`base`)."""

from django.core.files.storage import FileSystemStorage, storages

from streaming.uploads.storage.base import Address, Arrived, Staging
from streaming.uploads.storage.bucket import BucketStaging
from streaming.uploads.storage.folder import FolderStaging

__all__ = ["Address", "Arrived", "BucketStaging", "Staging", "staging"]


def staging() -> Staging:
    """Where this site's uploads arrive (`UPLOAD_STORAGE`)."""
    storage = storages["uploads"]
    if isinstance(storage, FileSystemStorage):
        return FolderStaging(storage)
    return BucketStaging(storage)
