"""Keeping pictures: cheaply where they arrive, their sizes and colours made later by a job."""

import hashlib
from collections.abc import Iterable, Sequence

from django.db import transaction

from common.storage import storage_put
from pictures.models import Artwork
from pictures.sniffing import EXTENSIONS, PictureRefused, sniff
from pictures.tasks import artworks_process


def artwork_store(*, data: bytes) -> Artwork:
    """The row of a picture, made if it is new. Raises PictureRefused if it is no picture by its signature."""
    (found,) = artworks_store(datas=[data])
    if isinstance(found, PictureRefused):
        raise found
    return found


def artworks_store(*, datas: Sequence[bytes]) -> list[Artwork | PictureRefused]:
    """For each of `datas` its row, or why it is refused, in their order.

    One query finds those that are known and one inserts the rest; nothing is decoded. The original is in storage
    before its row is; the job that makes the sizes is committed with the row.
    """
    found: list[str | PictureRefused] = []
    fresh: dict[str, tuple[bytes, str]] = {}
    for data in datas:
        try:
            mime = sniff(data)
        except PictureRefused as refused:
            found.append(refused)
            continue
        sha256 = hashlib.sha256(data).hexdigest()
        found.append(sha256)
        fresh[sha256] = (data, mime)
    known = _known(fresh)
    new = [_stored(sha256, *fresh[sha256]) for sha256 in fresh.keys() - known.keys()]
    if new:
        with transaction.atomic():
            # Another process may have stored the same picture meanwhile: its row is then the one.
            Artwork.objects.bulk_create(new, ignore_conflicts=True)
            artworks_process.enqueue()
        known |= _known(row.sha256 for row in new)
    return [known[one] if isinstance(one, str) else one for one in found]


def _known(hashes: Iterable[str]) -> dict[str, Artwork]:
    rows = Artwork.objects.filter(sha256__in=list(hashes))
    return {row.sha256: row for row in rows}


def _stored(sha256: str, data: bytes, mime: str) -> Artwork:
    """A row, not saved, whose original is in storage."""
    key = f"artwork/{sha256[:2]}/{sha256}.{EXTENSIONS[mime]}"
    storage_put(key, data)
    return Artwork(sha256=sha256, storage_key=key, mime=mime, bytes=len(data))


def artwork_file(artwork: Artwork, size: int | str) -> tuple[str, str] | None:
    """(storage key, MIME type) of the file to send for `size` pixels, or for `"og"`, the JPEG of previews.

    The smallest that is large enough, else the largest. While the sizes are not made it is the original, whose type was
    told from its content; for a refused picture None: the page then shows a generated cover.
    """
    if artwork.state == Artwork.State.REFUSED:
        return None
    if artwork.state == Artwork.State.WAITING or not artwork.sizes:
        return artwork.storage_key, artwork.mime
    if size == "og":
        return f"{artwork.folder}/og.jpg", "image/jpeg"
    enough = [made for made in artwork.sizes if made >= int(size)]
    return f"{artwork.folder}/{min(enough, default=max(artwork.sizes))}.webp", "image/webp"
