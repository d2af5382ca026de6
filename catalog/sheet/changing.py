"""What a row's cells would change, and changing it: all of a row or nothing, with an error for each wrong cell."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from catalog.dates import release_date_checked
from catalog.identifiers import isrc_checked, iswc_checked
from catalog.models import Album, Track
from catalog.services.bulk import rows_lock
from catalog.services.changes.record import Edits
from catalog.services.changes.states import VERSION
from catalog.services.curate import album_edit, fields_release, track_edit
from catalog.services.curate_credits import credits_choose
from catalog.services.describe import instruments_set, tags_set, version_set
from catalog.services.rights import rights_edit, side_checked, splits_set
from catalog.sheet.cells import parsed, shown
from catalog.sheet.columns import BY_KEY, COLUMNS, Column, Part
from catalog.sheet.credits import credits_merged
from catalog.sheet.reading import album_tag, provenance_of, row_tag, value_of, with_cells
from common.errors import Invalid
from common.ids import PUBLIC_ID
from common.text import text_key
from common.versions import ANYTHING, Seen

OF_ALBUM = frozenset(column.key for column in COLUMNS if column.is_of_album)


class CellsInvalid(Invalid):
    """Cells that can't be taken: a sentence for each, by column."""

    def __init__(self, errors: dict[str, str]) -> None:
        super().__init__(next(iter(errors.values())))
        self.errors = errors


@dataclass(frozen=True, slots=True)
class Change:
    """A cell as it is and as it would be; `error` where it can't be that."""

    key: str
    before: str
    after: str
    error: str = ""
    value: Any = field(default=None, compare=False)


def row_changes(track: Any, cells: Mapping[str, str]) -> list[Change]:
    """What these cells would change of a track that was read `with_cells`: nothing is written."""
    changes = []
    for key, text in cells.items():
        column = BY_KEY.get(key)
        if column is None:
            changes.append(Change(key, "", text, "There is no such column to write."))
            continue
        before = shown(column, value_of(track, column))
        if text.strip() == before.strip():
            continue
        try:
            value = _checked(column, parsed(column, text))
        except Invalid as error:
            changes.append(Change(key, before, text, str(error)))
            continue
        after = shown(column, value)
        if after != before:
            changes.append(Change(key, before, after, value=value))
    return _with_version(track, changes)


@transaction.atomic
def row_change(
    *,
    track: Track,
    cells: Mapping[str, str],
    release: Iterable[str] = (),
    edits: Edits,
    seen: Seen = ANYTHING,
    seen_album: Seen = ANYTHING,
) -> Track:
    """Write a row's cells in a person's name, give others back to the tags, and keep who did; the track as it is then,
    `with_cells`. Of rights and shares, which are their workspace's own, no history is kept.

    Raises Changed when the row, or the album of which something is to change, is not what was seen any more, and
    CellsInvalid.
    """
    release = list(release)
    # The locks first, the album's before its tracks': what is read after them is what there is.
    if not OF_ALBUM.isdisjoint([*cells, *release]):
        rows_lock(Album, [track.album_id])
    rows_lock(Track, [track.pk])
    held = with_cells(Track.objects.filter(pk=track.pk)).get()
    seen.check(row_tag(held))
    row_write(held=held, cells=cells, release=release, edits=edits, seen_album=seen_album)
    changed: Track = with_cells(Track.objects.filter(pk=track.pk)).get()
    return changed


def row_write(
    *,
    held: Any,
    cells: Mapping[str, str],
    release: Sequence[str] = (),
    edits: Edits,
    seen_album: Seen = ANYTHING,
) -> None:
    """As `row_change`, of a track that was locked, and its album where something of that changes, and then read
    `with_cells`; in a transaction that takes back what was written where this raises.
    """
    changes = row_changes(held, cells)
    if not OF_ALBUM.isdisjoint([*(change.key for change in changes), *release]):
        seen_album.check(album_tag(held))
    errors = {change.key: change.error for change in changes if change.error}
    if errors:
        raise CellsInvalid(errors)
    by_part: dict[Part, dict[str, Any]] = {}
    for change in changes:
        column = BY_KEY[change.key]
        by_part.setdefault(column.part, {})[change.key] = change.value
    names, of_album = _released(release, {change.key for change in changes})
    touched = [name for change in changes for name in _fields_of(BY_KEY[change.key])]
    albums = [BY_KEY[change.key].of for change in changes if change.key in OF_ALBUM]
    with (
        edits.of("track", held, [*touched, *names]),
        edits.of("album", held.album, [*albums, *of_album]),
    ):
        for part, write in _WRITES.items():
            if part in by_part:
                _written(write, held, by_part[part])
        if names:
            fields_release(row=held, fields=names)
        if of_album:
            fields_release(row=held.album, fields=of_album)


def _fields_of(column: Column) -> tuple[str, ...]:
    """The fields of a track that a cell is kept in, as its history names them."""
    match column.part:
        case Part.VERSION:
            return VERSION
        case Part.ALBUM | Part.RIGHTS | Part.SPLITS:
            return ()
    return (provenance_of(column),)


def _written(
    write: Callable[[Any, dict[str, Any]], None], held: Any, values: dict[str, Any]
) -> None:
    """A refusal of a service is told at the cell that it is about."""
    try:
        write(held, values)
    except CellsInvalid:
        raise
    except Invalid as error:
        key = error.field if error.field in values else next(iter(values))
        raise CellsInvalid({key: str(error)}) from error


def _released(release: Iterable[str], changed: set[str]) -> tuple[list[str], list[str]]:
    """Names of the track's fields, and of its album's, that are given back."""
    names: dict[str, None] = {}
    of_album = []
    for key in release:
        if key in changed:
            raise CellsInvalid({key: "It is set and given back at once."})
        if key in OF_ALBUM:
            of_album.append(BY_KEY[key].of)
            continue
        name = provenance_of(BY_KEY[key]) if key in BY_KEY else ""
        if not name or name == "instruments":
            raise CellsInvalid({key: "No tag says this: empty it instead."})
        names[name] = None
    return list(names), of_album


def _checked(column: Column, value: Any) -> Any:
    """A value in the form that it is stored in."""
    if column.key == "isrc":
        return isrc_checked(value)
    if column.key == "iswc":
        return iswc_checked(value)
    if column.key == "album_type" and not value:
        raise Invalid("Say what it is: an album, an EP, a single …")
    if column.key == "release_date":
        return release_date_checked(value)
    if column.key == "artists" and not value:
        raise Invalid("Name at least one artist.")
    if column.part == Part.SPLITS:
        return side_checked(column.of, value)
    if column.part == Part.CREDITS and any(len(name) > 500 for name in value):
        raise Invalid("A name has at most 500 characters.")
    return value


def _with_version(track: Any, changes: list[Change]) -> list[Change]:
    """The two cells of a version decide together. The track that is meant takes the place of its title."""
    told = {change.key: change for change in changes if not change.error}
    kind, of = told.get("version_kind"), told.get("version_of")
    if kind is None and of is None:
        return changes
    wants_kind = kind.after if kind else track.version_kind
    wants_of = of.after if of else (track.version_of.title if track.version_of else "")
    error_at, error = "", ""
    if wants_kind and not wants_of:
        error_at, error = "version_kind", "Say which track it is a version of, too."
    elif wants_of and not wants_kind:
        error_at, error = "version_of", "Say what kind of version it is, too."
    found = None
    if of and of.after and not error:
        try:
            found = _track_named(track, of.after)
        except Invalid as wrong:
            error_at, error = "version_of", str(wrong)
    result = []
    for change in changes:
        if error and change.key in {"version_kind", "version_of"}:
            at = change.key if error_at not in told else error_at
            here = error if change.key == at else ""
            change = Change(change.key, change.before, change.after, here, change.value)
        elif change is of and found is not None:
            change = Change(change.key, change.before, found.title, value=found)
        result.append(change)
    return result


def _track_named(track: Any, text: str) -> Track:
    """The track beside this one that a cell means, by id, ISRC or title: of its album first. Raises Invalid."""
    beside = Track.objects.filter(
        library_id=track.library_id, deleted_at=None, merged_into=None, version_of=None
    ).exclude(pk=track.pk)
    if PUBLIC_ID.fullmatch(text):
        found = list(beside.filter(public_id=text)[:2])
    else:
        found = list(beside.filter(isrc=text.upper().replace("-", ""))[:2]) if text else []
        for rows in (beside.filter(album_id=track.album_id), beside):
            found = found or list(rows.filter(title_key=text_key(text)).order_by("pk")[:2])
    if not found:
        raise Invalid(f"There is no track “{text[:60]}” beside it.")
    if len(found) > 1:
        raise Invalid(f"There are several tracks “{text[:60]}”: write the ISRC or the id.")
    meant: Track = found[0]
    return meant


def _write_tags(track: Any, values: dict[str, Any]) -> None:
    for key, names in values.items():
        tags_set(track=track, kind=BY_KEY[key].of, names=names)


def _write_album(track: Any, values: dict[str, Any]) -> None:
    changes = {BY_KEY[key].of: value for key, value in values.items()}
    album_edit(album=track.album, changes=changes)


def _write_splits(track: Any, values: dict[str, Any]) -> None:
    for key, splits in values.items():
        splits_set(track=track, side=BY_KEY[key].of, splits=splits)


def _write_version(track: Any, values: dict[str, Any]) -> None:
    of = values.get("version_of", track.version_of) or None
    kind = values.get("version_kind", track.version_kind)
    version_set(track=track, of=of, kind=kind)


def _write_credits(track: Any, values: dict[str, Any]) -> None:
    by_role = {BY_KEY[key].of: names for key, names in values.items()}
    credits_choose(row=track, credits=credits_merged(track.sheet_credits, by_role))


_WRITES: dict[Part, Callable[[Any, dict[str, Any]], None]] = {
    Part.FIELD: lambda track, values: _write_fields(track, values),
    Part.ALBUM: _write_album,
    Part.CREDITS: _write_credits,
    Part.TAGS: _write_tags,
    Part.INSTRUMENTS: lambda track, values: instruments_set(
        track=track, names=values["instruments"]
    ),
    Part.VERSION: _write_version,
    Part.RIGHTS: lambda track, values: _write_rights(track, values),
    Part.SPLITS: _write_splits,
}


def _write_fields(track: Any, values: dict[str, Any]) -> None:
    track_edit(track=track, changes=values)


def _write_rights(track: Any, values: dict[str, Any]) -> None:
    rights_edit(track=track, changes=values)


assert set(_WRITES) == {column.part for column in COLUMNS}
