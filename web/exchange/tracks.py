"""Tracks as rows, with the cells of the grid of uploads: names in roles, genres, rights, splits.

Rights are of the people of a workspace: managers neither get nor write them, nor what a track says of an album or a
version that they may not see.
"""

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any

from django.db.models import Exists, OuterRef

from accounts.models import User
from catalog.models import Album, Library, Track
from catalog.services.bulk import rows_lock
from catalog.sheet.changing import OF_ALBUM, row_changes, row_write
from catalog.sheet.columns import BY_KEY, COLUMNS, Part
from catalog.sheet.reading import cells_of, with_cells
from common.by_key import by_key
from common.errors import Invalid
from common.rows import one_row
from web.exchange.kinds import (
    Cells,
    Kind,
    Options,
    Outcome,
    Row,
    Things,
    curated,
    sees_all,
    short,
    taken_each,
    told_cells,
)

KEYS = tuple(column.key for column in COLUMNS)
RIGHTS = tuple(column.key for column in COLUMNS if column.is_private)


def rows(by: User | None) -> Iterator[dict[str, str]]:
    for track in by_key(_current(by), page=200):
        yield {"id": track.public_id} | _cells(track, by)


def take(some: Sequence[Row], options: Options) -> Iterator[Outcome]:
    found = _Found(some, options.by)
    return taken_each(some, options, found.track, partial(_write, found))


def _write(found: "_Found", track: Any, row: Row, options: Options, outcome: Outcome) -> None:
    held = _cells(track, options.by)
    outcome.changes += [
        (key, "", short(text), "This is not yours to write.")
        for key, text in row.cells.items()
        if key in BY_KEY and key not in held and text.strip()
    ]
    told = told_cells(row, held, KIND.finds, options)
    if not told:
        return
    changes = row_changes(track, told)
    right = {change.key: told[change.key] for change in changes if not change.error}
    if right:
        if not OF_ALBUM.isdisjoint(right):
            found.album_changes(track)
        with one_row():
            row_write(held=track, cells=right, edits=options.history)
    outcome.changes += [
        (change.key, short(change.before), short(change.after), change.error) for change in changes
    ]


def _current(by: User | None) -> Any:
    rows = with_cells(curated(Track.objects.filter(deleted_at=None, merged_into=None), by))
    if by is None or sees_all(by):
        return rows
    site = Library.objects.filter(pk=OuterRef("library_id"), workspace__is_site=1)
    album = Album.objects.filter(pk=OuterRef("album_id")).curated_by(by)
    return rows.annotate(is_of_site=Exists(site), is_album_seen=Exists(album))


def _cells(track: Any, by: User | None) -> dict[str, str]:
    """The cells of a track that this person may know and write.

    A version is told and found by title among all tracks of a library, hidden ones too: of the site's own alone.
    """
    cells = cells_of(track)
    if sees_all(by):
        return cells
    hidden = {Part.RIGHTS, Part.SPLITS}
    if not track.is_album_seen:
        hidden.add(Part.ALBUM)
    if not track.is_of_site:
        hidden.add(Part.VERSION)
    return {key: text for key, text in cells.items() if BY_KEY[key].part not in hidden}


class _Found:
    """The tracks that some rows mean: by id, or by ISRC where that is one.

    Those that this person does not see are as those that are not here.
    """

    def __init__(self, some: Sequence[Row], by: User | None) -> None:
        current = _current(by)
        cells = [row.cells for row in some]
        ids = {one["id"] for one in cells if one.get("id")}
        isrcs = {_isrc(one) for one in cells if one.get("isrc") and not one.get("id")}
        meant = {}
        for told in (current.filter(public_id__in=ids), current.filter(isrc__in=isrcs)):
            meant.update(told.values_list("pk", "album_id"))
        if any(not OF_ALBUM.isdisjoint(one) for one in cells):
            rows_lock(Album, set(meant.values()))
        rows_lock(Track, meant)
        self._things = Things(current, meant)
        self._albums: dict[int, Album] = {}
        self._changed: set[int] = set()
        self.by_id = {row.public_id: row.pk for row in self._things}
        self.by_isrc: dict[str, list[int]] = {}
        for row in self._things:
            self.by_isrc.setdefault(row.isrc, []).append(row.pk)

    def track(self, cells: Cells) -> Any:
        if cells.get("id"):
            named = [self.by_id[cells["id"]]] if cells["id"] in self.by_id else []
        else:
            named = self.by_isrc.get(_isrc(cells), []) if cells.get("isrc") else []
        if len(named) > 1:
            raise Invalid("There are several tracks with this ISRC: write the id.")
        track = self._things.now(named[0]) if named else None
        if track is None:
            raise Invalid("There is no such track here: a track comes with its file.")
        track.album = self._album(track)
        return track

    def album_changes(self, track: Any) -> None:
        """The next row of this track's album is to see it as it is then."""
        self._changed.add(track.album_id)

    def _album(self, track: Any) -> Album:
        """The album as it is now, one for all of its tracks that have rows."""
        if track.album_id in self._changed:
            self._changed.discard(track.album_id)
            self._albums[track.album_id] = Album.objects.get(pk=track.album_id)
        return self._albums.setdefault(track.album_id, track.album)


def _isrc(cells: Cells) -> str:
    return cells.get("isrc", "").upper().replace("-", "").strip()


KIND = Kind("tracks", ("id", *KEYS), ("id",), rows, take, withheld=RIGHTS)
