"""Tracks as a table that comes back: its id and file first, then every cell."""

from collections.abc import Iterator
from typing import Any

from django.utils import translation

from catalog.querysets import TrackQuerySet
from catalog.services.bulk import chunks
from catalog.sheet.columns import COLUMNS
from catalog.sheet.reading import cells_of, with_cells
from streaming.metadata.selection import paths_of

SOME = 200


def table_rows(tracks: TrackQuerySet) -> Iterator[list[str]]:
    """The headings, in English wherever it is made, and a row for each track."""
    with translation.override("en"):
        yield ["Id", "File", *(str(column.label) for column in COLUMNS)]
    for some in chunks(tracks.values_list("pk", flat=True).iterator(2000), SOME):
        rows: dict[int, Any] = {
            row.pk: row for row in with_cells(tracks.model.objects.filter(pk__in=some))
        }
        paths = paths_of(some)
        for pk in some:
            if pk in rows:
                yield [rows[pk].public_id, paths.get(pk, ""), *cells_of(rows[pk]).values()]
