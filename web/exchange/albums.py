"""Albums as rows; files make them, so that only those that are here can be changed."""

from collections.abc import Iterator, Sequence
from typing import Any

from accounts.models import User
from catalog.dates import release_date_checked
from catalog.models import Album, Library
from catalog.services.bulk import rows_lock
from catalog.services.curate import ALBUM_FIELDS, album_edit
from common.by_key import by_key
from common.errors import Invalid
from common.rows import one_row
from common.text import text_key
from web.exchange.kinds import (
    Cells,
    Kind,
    Options,
    Outcome,
    Row,
    Things,
    curated,
    field_checked,
    short,
    taken_each,
    told_cells,
)

FIELDS = (*ALBUM_FIELDS, "visibility")
DATES = ("release_date", "original_date")


def rows(by: User | None) -> Iterator[dict[str, str]]:
    for album in by_key(_current(by)):
        yield _cells(album)


def take(some: Sequence[Row], options: Options) -> Iterator[Outcome]:
    return taken_each(some, options, _Found(some, options.by).album, _write)


def _write(album: Album, row: Row, options: Options, outcome: Outcome) -> None:
    held = _cells(album)
    changes = {}
    for key, text in told_cells(row, held, KIND.finds, options).items():
        try:
            value = field_checked(Album, key, text)
            changes[key] = release_date_checked(value) if key in DATES else value
            outcome.changes.append((key, short(held[key]), short(text), ""))
        except Invalid as error:
            outcome.changes.append((key, short(held[key]), short(text), str(error)))
    if changes:
        with one_row(), options.history.of("album", album, changes):
            album_edit(album=album, changes=changes)


def _current(by: User | None) -> Any:
    current = Album.objects.filter(deleted_at=None, merged_into=None)
    return curated(current, by).select_related("library")


def _cells(album: Album) -> dict[str, str]:
    told = {"id": album.public_id, "library": album.library.name, "artists": album.artist_line}
    return told | {name: str(getattr(album, name)) for name in FIELDS}


class _Found:
    """The albums that some rows mean: by id, MusicBrainz id, or title and artists where that is one.

    Those that this person does not see are as those that are not here.
    """

    def __init__(self, some: Sequence[Row], by: User | None) -> None:
        current = _current(by)
        cells = [row.cells for row in some]
        ids = {one["id"] for one in cells if one.get("id")}
        mbids = {one["musicbrainz_id"] for one in cells if one.get("musicbrainz_id")}
        named = [one for one in cells if one.get("artists") and not one.get("id")]
        lines = {one["artists"] for one in named}
        titles = {text_key(one.get("title", "")) for one in named}
        keys: set[int] = set()
        for meant in (
            current.filter(public_id__in=ids),
            current.filter(musicbrainz_id__in=mbids),
            current.filter(artist_line__in=lines, title_key__in=titles),
        ):
            keys.update(meant.values_list("pk", flat=True))
        if any(one.get("visibility") for one in cells):
            # Whom an album is for hangs on its library, which everybody locks before what is in it.
            libraries = (
                Album.objects.filter(pk__in=keys).order_by().values_list("library", flat=True)
            )
            rows_lock(Library, set(libraries))
        rows_lock(Album, keys)
        self._things = Things(current, keys)
        self.by_id = {row.public_id: row.pk for row in self._things}
        self.by_mbid: dict[str, list[int]] = {}
        self.by_name: dict[tuple[str, str], list[int]] = {}
        for row in self._things:
            self.by_mbid.setdefault(row.musicbrainz_id, []).append(row.pk)
            self.by_name.setdefault((row.title_key, text_key(row.artist_line)), []).append(row.pk)

    def album(self, cells: Cells) -> Album:
        if cells.get("id"):
            named = [self.by_id[cells["id"]]] if cells["id"] in self.by_id else []
        else:
            mbid = cells.get("musicbrainz_id")
            named = self.by_mbid.get(mbid, []) if mbid else []
            key = (text_key(cells.get("title", "")), text_key(cells.get("artists", "")))
            named = named or (self.by_name.get(key, []) if cells.get("artists") else [])
        if len(named) > 1:
            raise Invalid("There are several such albums: write the id.")
        found: Album | None = self._things.now(named[0]) if named else None
        if found is None:
            raise Invalid("There is no such album here: an album comes with its files.")
        return found


KIND = Kind(
    "albums", ("id", "library", "artists", *FIELDS), ("id", "library", "artists"), rows, take
)
