"""Pictures on their way from the readers to their rows."""

from collections.abc import Iterable

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from pictures.models import Artwork


def covers_store(pictures: dict[str, bytes], wanted: Iterable[str]) -> dict[str, int]:
    """Keys of the artwork of each wanted SHA-256; bytes that are new are stored first, then given a row."""
    wanted = {sha256 for sha256 in wanted if sha256}
    found = dict(Artwork.objects.filter(sha256__in=wanted).values_list("sha256", "pk"))
    missing = [sha256 for sha256 in wanted if sha256 not in found and sha256 in pictures]
    rows = []
    for sha256 in missing:
        key = f"artwork/{sha256[:2]}/{sha256}"
        if not default_storage.exists(key):
            default_storage.save(key, ContentFile(pictures[sha256]))
        rows.append(Artwork(sha256=sha256, storage_key=key, bytes=len(pictures[sha256])))
    Artwork.objects.bulk_create(rows, ignore_conflicts=True)
    found.update(Artwork.objects.filter(sha256__in=missing).values_list("sha256", "pk"))
    return found
