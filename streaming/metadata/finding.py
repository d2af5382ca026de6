"""Which track a row of a spreadsheet is about: by its id, else by ISRC, else by the name of its file."""

import re
from collections.abc import Mapping, Sequence
from pathlib import PurePosixPath

from accounts.models import Workspace
from catalog.models import Track
from catalog.querysets import TrackQuerySet
from catalog.services.bulk import chunks
from common.text import text_key
from streaming.metadata.headings import FILE, ID
from streaming.models import MediaFile

type Cells = Mapping[str, str]
_id = re.compile(r"([0-9a-f]{32})/?$")


def tracks_found(workspace: Workspace, rows: Sequence[Cells]) -> list[int | str]:
    """For each row the key of its track, or in words why there is none. A track is found once."""
    alive = Track.objects.filter(
        library__workspace=workspace, deleted_at=None, merged_into=None
    ).order_by()
    by_id = _by(alive, "public_id", [_id_of(row) for row in rows])
    by_isrc = _by(alive, "isrc", [_isrc_of(row) for row in rows])
    by_name = _by_name(workspace, rows)
    found: list[int | str] = []
    taken: set[int] = set()
    for row in rows:
        which = _which(row, by_id, by_isrc, by_name)
        if isinstance(which, int):
            if which in taken:
                which = "It is about the same track as a row above."
            else:
                taken.add(which)
        found.append(which)
    return found


def _which(
    row: Cells,
    by_id: Mapping[str, list[int]],
    by_isrc: Mapping[str, list[int]],
    by_name: Mapping[str, list[tuple[str, int]]],
) -> int | str:
    if wanted := _id_of(row):
        return by_id[wanted][0] if wanted in by_id else "There is no track of this id here."
    path = row.get(FILE, "")
    named = by_name.get(_name(path), []) if path else []
    same = {pk for stored, pk in named if _is_below(path, stored)} or {pk for _, pk in named}
    recorded = set(by_isrc.get(_isrc_of(row), []))
    if len(recorded) > 1:
        recorded = recorded & same or recorded
    for found, what in ((recorded, "this ISRC"), (same, "this file name")):
        if len(found) == 1:
            return next(iter(found))
        if found:
            return f"Several tracks have {what}."
    if not path and not _isrc_of(row):
        return "It names no id, no ISRC and no file."
    return "No track here has its ISRC or file name."


def _id_of(row: Cells) -> str:
    told = _id.search(row.get(ID, "").strip().lower())
    return told[1] if told else ""


def _isrc_of(row: Cells) -> str:
    return re.sub(r"[^A-Z0-9]", "", row.get("isrc", "").upper())[:12]


def _name(path: str) -> str:
    """The name of a file, without its ending: the original was a WAV, what is here may be a FLAC."""
    return text_key(PurePosixPath(path.replace("\\", "/")).stem)


def _is_below(path: str, stored: str) -> bool:
    """Whether a path with folders is the end of where the file lies."""
    told = [text_key(part) for part in path.replace("\\", "/").split("/")[:-1] if part]
    folders = [text_key(part) for part in stored.split("/")[:-1]]
    return bool(told) and folders[-len(told) :] == told


def _by(tracks: TrackQuerySet, column: str, values: Sequence[str]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for some in chunks({value for value in values if value}):
        rows = tracks.filter(**{f"{column}__in": some}).values_list(column, "pk")
        for value, pk in rows:
            found.setdefault(value, []).append(pk)
    return found


def _by_name(workspace: Workspace, rows: Sequence[Cells]) -> dict[str, list[tuple[str, int]]]:
    """Paths and tracks by the names that are asked for: all files are looked through, those alone are kept."""
    wanted = {_name(row[FILE]) for row in rows if row.get(FILE)}
    found: dict[str, list[tuple[str, int]]] = {}
    if not wanted:
        return found
    files = MediaFile.objects.filter(
        library__workspace=workspace, is_current=1, track__deleted_at=None, track__merged_into=None
    )
    for path, pk in files.values_list("path", "track_id").iterator(5000):
        name = _name(path)
        if name in wanted:
            found.setdefault(name, []).append((path, pk))
    return found
