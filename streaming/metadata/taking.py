"""A table's rows compared with the tracks that they are about, and taken: the same way for page and command."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from accounts.models import Workspace
from catalog.models import Track
from catalog.services.bulk import chunks
from catalog.services.changes import Edits
from catalog.sheet.cells import shown
from catalog.sheet.changing import OF_ALBUM, CellsInvalid, Change, row_change, row_changes
from catalog.sheet.columns import BY_KEY
from catalog.sheet.reading import album_tag, row_tag, value_of, with_cells
from common.versions import Changed, Seen
from streaming.metadata.finding import tracks_found
from streaming.metadata.headings import FILE, FINDS, cells_told
from streaming.metadata.report import MOST_SHOWN, Report, ShownRow
from streaming.metadata.table import Table

type Told = Callable[[int, int], None]
SOME = 100


def table_check(
    workspace: Workspace, table: Table, columns: Sequence[str], *, empty_clears: bool, told: Told
) -> Report:
    """What a table would change; nothing is written."""
    report, albums = Report(rows=len(table.rows)), _Albums()
    for done, (line, track, cells) in enumerate(_rows(workspace, table, columns, report)):
        if not done % SOME:
            told(done, report.rows)
        said, wrong = albums.said(line, track, _cells(cells, empty_clears=empty_clears))
        changes = [*row_changes(track, said), *wrong]
        if not changes:
            continue
        _count(report, line, track, changes)
        if any(not change.error for change in changes):
            report.tags[track.public_id] = row_tag(track)
            report.tags[track.album.public_id] = album_tag(track)
    return report


def table_take(
    workspace: Workspace,
    table: Table,
    columns: Sequence[str],
    *,
    empty_clears: bool,
    seen: Mapping[str, str] | None,
    told: Told,
    edits: Edits,
) -> Report:
    """Write what a table changes, row by row: cells that are wrong stay as they are, and are told.

    A row that is not as it was when it was looked at (`seen`: tags of tracks and albums; None where nobody did) is left
    alone. Safe to do again: what is taken is no change any more.
    """
    report, albums, current = Report(rows=len(table.rows)), _Albums(), dict(seen or {})
    for done, (line, track, cells) in enumerate(_rows(workspace, table, columns, report)):
        if not done % SOME:
            told(done, report.rows)
        said, wrong = albums.said(line, track, _cells(cells, empty_clears=empty_clears))
        changes = [*row_changes(track, said), *wrong]
        right = {change.key: said[change.key] for change in changes if not change.error}
        if right:
            if seen is None:
                current[track.public_id] = row_tag(track)
                current.setdefault(track.album.public_id, album_tag(track))
            try:
                changed = row_change(
                    track=track,
                    cells=right,
                    edits=edits,
                    seen=Seen(frozenset({current.get(track.public_id, "")})),
                    seen_album=Seen(frozenset({current.get(track.album.public_id, "")})),
                )
                if not OF_ALBUM.isdisjoint(right):
                    current[track.album.public_id] = album_tag(changed)
            except Changed:
                report.late += 1
                _show(report, ShownRow(line, track.public_id, track.title, [], "late"))
                continue
            except CellsInvalid as error:
                _show(report, ShownRow(line, track.public_id, track.title, [], str(error)))
                report.wrong += len(error.errors)
                continue
        if changes:
            _count(report, line, track, changes)
    return report


def _rows(
    workspace: Workspace, table: Table, columns: Sequence[str], report: Report
) -> Iterator[tuple[int, Any, dict[str, str]]]:
    """Rows that found their track, with it."""
    rows = [(line, cells_told(columns, row)) for line, row in table.rows]
    found = tracks_found(workspace, [cells for _, cells in rows])
    wanted: list[tuple[int, int, dict[str, str]]] = []
    for (line, cells), which in zip(rows, found, strict=True):
        if isinstance(which, int):
            wanted.append((line, which, cells))
            continue
        report.unfound += 1
        if len(report.lost) < MOST_SHOWN:
            name = cells.get("title") or cells.get(FILE) or cells.get("isrc") or ""
            report.lost.append((line, name[:200], which))
    report.found = len(wanted)
    for some in chunks(wanted, SOME):
        tracks = {
            track.pk: track
            for track in with_cells(Track.objects.filter(pk__in=[pk for _, pk, _ in some]))
        }
        for line, pk, cells in some:
            if pk in tracks:
                yield line, tracks[pk], cells


class _Albums:
    """What the rows of a table say of their albums: once, and the same in all rows of one."""

    def __init__(self) -> None:
        self._first: dict[tuple[int, str], tuple[int, str]] = {}

    def said(
        self, line: int, track: Any, cells: Mapping[str, str]
    ) -> tuple[dict[str, str], list[Change]]:
        """The cells without what a row above said of the album already, and those that say otherwise."""
        kept, wrong = {}, []
        for key, text in cells.items():
            above = None
            if key in OF_ALBUM:
                above = self._first.setdefault((track.album_id, key), (line, text.strip()))
            if above is None or above[0] == line:
                kept[key] = text
            elif above[1] != text.strip():
                words = f"Row {above[0]}, of the same album, says “{above[1][:60]}”."
                before = shown(BY_KEY[key], value_of(track, BY_KEY[key]))
                wrong.append(Change(key, before, text, words))
        return kept, wrong


def _cells(cells: Mapping[str, str], *, empty_clears: bool) -> dict[str, str]:
    return {
        key: text
        for key, text in cells.items()
        if key not in FINDS and (text.strip() or empty_clears)
    }


def _count(report: Report, line: int, track: Any, changes: Sequence[Any]) -> None:
    right = sum(not change.error for change in changes)
    report.changed += bool(right)
    report.cells += right
    report.wrong += len(changes) - right
    told = [
        (change.key, change.before[:300], change.after[:300], change.error) for change in changes
    ]
    _show(report, ShownRow(line, track.public_id, track.title, told))


def _show(report: Report, row: ShownRow) -> None:
    if len(report.shown) < MOST_SHOWN:
        report.shown.append(row)
