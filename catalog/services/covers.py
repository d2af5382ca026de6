"""Covers of albums that lie beside their files."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from catalog.models import Album
from catalog.services.marks import mark
from pictures.models import Artwork
from pictures.services import artworks_discard


@transaction.atomic
def albums_cover_take(*, albums: Iterable[int], cover: Artwork, at: datetime) -> list[Album]:
    """Give albums a picture that lies beside their files, as if their tags held it.

    Gives those that keep another one, because a person chose it.
    """
    rows = Album.objects.select_for_update().filter(
        # What was taken down keeps its cover, as evidence.
        pk__in=albums, merged_into__isnull=True, taken_down__isnull=True,
    )  # fmt: skip
    kept, before = [], []
    for album in rows.order_by("pk"):
        before.append(album.cover_id)
        if album.take_tag("cover_id", cover.pk):
            album.updated_at = at
            album.save(update_fields=["cover", "curated", "updated_at"])
        if album.cover_id != cover.pk:
            kept.append(album)
    mark("album", albums)
    artworks_discard(before)
    return kept
