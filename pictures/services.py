"""Keeping pictures: cheaply where they arrive, their sizes and colours made later by a job."""

import hashlib
from collections.abc import Iterable, Sequence
from functools import partial
from itertools import batched

from django.db import transaction
from django.db.models import Exists, ForeignObjectRel, OuterRef

from common.storage import storage_delete, storage_put
from pictures.models import Artwork
from pictures.sizes import SIZES
from pictures.sniffing import EXTENSIONS, PictureRefused, sniff
from pictures.tasks import artworks_process

AT_ONCE = 500
"""Pictures of one statement."""


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


def artwork_file(artwork: Artwork | None, size: int | str) -> tuple[str, str] | None:
    """(storage key, MIME type) of the file to send for `size` pixels, or for `"og"`, the JPEG of previews.

    The smallest that is large enough, else the largest. None while the sizes are not made, and for a refused picture:
    a generated cover is then shown.
    """
    if artwork is None or not artwork.is_made:
        return None
    if size == "og":
        return f"{artwork.folder}/og.jpg", "image/jpeg"
    enough = [made for made in artwork.sizes if made >= int(size)]
    return f"{artwork.folder}/{min(enough, default=max(artwork.sizes))}.webp", "image/webp"


@transaction.atomic
def artworks_discard(pks: Iterable[int | None]) -> None:
    """Delete those of these pictures that nothing shows any more; their files once that is committed."""
    for some in batched(sorted({pk for pk in pks if pk is not None}), AT_ONCE):
        # Locked first: a row that starts to show one of them meanwhile waits for this, and then finds it gone.
        rows = Artwork.objects.select_for_update().filter(pk__in=some).order_by("pk")
        unused = Artwork.objects.filter(pk__in=[row.pk for row in rows])
        for relation in _relations():
            shown = relation.related_model._base_manager.filter(
                **{relation.field.name: OuterRef("pk")}
            )
            unused = unused.exclude(Exists(shown))
        gone = list(unused)
        Artwork.objects.filter(pk__in=[row.pk for row in gone]).delete()
        transaction.on_commit(partial(_delete_files, gone))


def _relations() -> list[ForeignObjectRel]:
    """All that refers to pictures, whichever room it is in.

    Not `related_objects`: that leaves out those without a name backwards (`related_name="+"`), which all of these are.
    """
    fields = Artwork._meta.get_fields(include_hidden=True)
    return [field for field in fields if isinstance(field, ForeignObjectRel)]


def _delete_files(gone: Sequence[Artwork]) -> None:
    """Files lie by their SHA-256: what has come back since shows the same ones."""
    back = _known(row.sha256 for row in gone)
    for row in gone:
        if row.sha256 not in back:
            made = [f"{row.folder}/{size}.webp" for size in SIZES]
            storage_delete([row.storage_key, *made, f"{row.folder}/og.jpg"])
