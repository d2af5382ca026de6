"""Pictures on their way from the readers to their rows."""

from collections.abc import Iterable

from pictures.models import Artwork
from pictures.services import artworks_store


def covers_store(pictures: dict[str, bytes], wanted: Iterable[str]) -> dict[str, int]:
    """Keys of the artwork of each wanted SHA-256. `pictures` holds the bytes of those that readers met first."""
    wanted = {sha256 for sha256 in wanted if sha256}
    found = dict(Artwork.objects.filter(sha256__in=wanted).values_list("sha256", "pk"))
    missing = [pictures[sha256] for sha256 in wanted if sha256 not in found and sha256 in pictures]
    for stored in artworks_store(datas=missing):
        if isinstance(stored, Artwork):  # what is no picture after all leaves its album without one
            found[stored.sha256] = stored.pk
    return found
