"""Tracks as rows, with the cells of the grid of uploads: names in roles, genres, rights, splits.

Rights are of the people of a workspace: managers neither get nor write them, nor what a track says of an album or a
version that they may not see.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from django.db.models import Exists, OuterRef

from accounts.models import User
from catalog.models import Album, Library, Track
from catalog.sheet.changing import row_change, row_changes
from catalog.sheet.columns import BY_KEY, COLUMNS, Part
from catalog.sheet.reading import cells_of, with_cells
from common.by_key import by_key
from common.errors import Invalid
from web.exchange.kinds import (
    Cells,
    Kind,
    Options,
    Outcome,
    Row,
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
    return taken_each(some, options, _Found(some, options.by).track, _write)


def _write(track: Any, row: Row, options: Options, outcome: Outcome) -> None:
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
        row_change(track=track, cells=right, edits=options.history)
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
        self.by_id = {row.public_id: row for row in current.filter(public_id__in=ids)}
        self.by_isrc: dict[str, list[Any]] = {}
        if isrcs:
            for row in current.filter(isrc__in=isrcs).order_by("pk"):
                self.by_isrc.setdefault(row.isrc, []).append(row)

    def track(self, cells: Cells) -> Any:
        if cells.get("id"):
            named = [self.by_id[cells["id"]]] if cells["id"] in self.by_id else []
        else:
            named = self.by_isrc.get(_isrc(cells), []) if cells.get("isrc") else []
        if not named:
            raise Invalid("There is no such track here: a track comes with its file.")
        if len(named) > 1:
            raise Invalid("There are several tracks with this ISRC: write the id.")
        return named[0]


def _isrc(cells: Cells) -> str:
    return cells.get("isrc", "").upper().replace("-", "").strip()


KIND = Kind("tracks", ("id", *KEYS), ("id",), rows, take, withheld=RIGHTS)
