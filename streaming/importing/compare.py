"""What of a unit is new, changed, the same or gone: by path, size and time, a few hundred files at a query."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from catalog.models import Library
from catalog.services.bulk import chunks
from streaming.importing.walk import Found, Unit
from streaming.models import FoundPlaylist, MediaFile, ScanRefusal, SidecarFile
from streaming.paths import disk_path, path_hash

FILES_AT_ONCE = 400
FOLDERS_AT_ONCE = 200


class Row(NamedTuple):
    """A file's row, as far as comparing needs it."""

    pk: int
    track_id: int
    size: int
    mtime_ns: int
    is_missing: bool
    folder_hash: str


@dataclass(slots=True)
class Plan:
    """What is to be done for a unit."""

    unit: Unit
    read: list[Found] = field(default_factory=list)
    """New and changed files."""
    rows: dict[str, Row] = field(default_factory=dict)
    """Rows of files that are there, by path."""
    back: list[Row] = field(default_factory=list)
    """Rows that were missing, of files that are there again, unchanged."""
    vanished: list[int] = field(default_factory=list)
    """Keys of rows of files that are not there."""
    refused_before: list[tuple[str, str]] = field(default_factory=list)
    """(path, reason) of files that were refused, and have not changed since."""
    sidecars: list[Found] = field(default_factory=list)
    sidecars_gone: list[int] = field(default_factory=list)
    playlists: list[Found] = field(default_factory=list)
    playlists_gone: list[int] = field(default_factory=list)
    refusals_gone: list[int] = field(default_factory=list)
    portrait_is_new: bool = False

    @property
    def is_work(self) -> bool:
        """There is something to write."""
        return bool(
            self.read
            or self.back
            or self.sidecars
            or self.sidecars_gone
            or self.playlists
            or self.playlists_gone
            or self.refusals_gone
        )


def plans(library: Library, units: Iterable[Unit], *, full: bool = False) -> Iterator[Plan]:
    """A plan for each unit, in order."""
    for some in _together(units):
        yield from _plans(library, some, full=full)


def _together(units: Iterable[Unit]) -> Iterator[list[Unit]]:
    some: list[Unit] = []
    files = 0
    for unit in units:
        some.append(unit)
        files += len(unit.files)
        if files >= FILES_AT_ONCE or len(some) >= FOLDERS_AT_ONCE:
            yield some
            some, files = [], 0
    if some:
        yield some


def _plans(library: Library, units: list[Unit], *, full: bool) -> list[Plan]:
    hashes = {path_hash(folder): unit.folder for unit in units for folder in unit.folders}
    rows: dict[str, dict[str, Row]] = {unit.folder: {} for unit in units}
    refused: dict[str, dict[str, tuple[int, int, int, str]]] = {unit.folder: {} for unit in units}
    sidecars: dict[str, dict[str, tuple[int, int, int, str]]] = {unit.folder: {} for unit in units}
    playlists: dict[str, dict[str, tuple[int, int, int, str]]] = {unit.folder: {} for unit in units}
    for some in chunks(hashes):
        found = MediaFile.objects.filter(library=library, folder_hash__in=some).values_list(
            "path_hash", "pk", "track_id", "size", "mtime_ns", "missing_since", "folder_hash"
        )
        for path, pk, track, size, mtime, missing, folder in found.iterator(2000):
            rows[hashes[folder]][path] = Row(pk, track, size, mtime, missing is not None, folder)
        for model, held, text in (
            (ScanRefusal, refused, "reason"),
            (SidecarFile, sidecars, "path"),
            (FoundPlaylist, playlists, "path"),
        ):
            for path, folder, *rest in (
                model._default_manager.filter(library=library, folder_hash__in=some)
                .values_list("path_hash", "folder_hash", "pk", "size", "mtime_ns", text)
                .iterator(2000)
            ):
                held[hashes[folder]][path] = tuple(rest)
    return [
        _plan(
            unit,
            rows[unit.folder],
            refused[unit.folder],
            sidecars[unit.folder],
            playlists[unit.folder],
            full,
        )
        for unit in units
    ]


def _plan(
    unit: Unit,
    rows: dict[str, Row],
    refused: dict[str, tuple[int, int, int, str]],
    sidecars: dict[str, tuple[int, int, int, str]],
    playlists: dict[str, tuple[int, int, int, str]],
    full: bool,
) -> Plan:
    plan = Plan(unit)
    again = _sidecars(plan, sidecars, full)
    everything = "*" in again
    for found in unit.files:
        key = path_hash(found.path)
        row = rows.pop(key, None)
        if row is not None:
            plan.rows[found.path] = row
            same = row.size == found.size and row.mtime_ns == found.mtime_ns
            if not same or full or everything or found.path.rpartition(".")[0] in again:
                plan.read.append(found)
            elif row.is_missing:
                plan.back.append(row)
            refused.pop(key, None)
            continue
        before = refused.pop(key, None)
        if before and not full and before[1:3] == (found.size, found.mtime_ns):
            plan.refused_before.append((found.path, before[3]))
        else:
            plan.read.append(found)
    plan.vanished = [row.pk for row in rows.values() if not row.is_missing]
    for found in unit.playlists:
        held = playlists.pop(path_hash(found.path), None)
        if full or held is None or held[1:3] != (found.size, found.mtime_ns):
            plan.playlists.append(found)
    plan.playlists_gone = [held[0] for held in playlists.values()]
    # Pictures that were refused are looked at again with their folder; what the walk refused, at the end of it.
    beside = {path_hash(found.path) for found in unit.covers}
    plan.refusals_gone = [
        held[0] for key, held in refused.items() if held[2] >= 0 and key not in beside
    ]
    return plan


def _sidecars(plan: Plan, held: dict[str, tuple[int, int, int, str]], full: bool) -> set[str]:
    """Note what changed beside the music; gives the stems of files to read again, `*` for all of the unit."""
    unit, again = plan.unit, set[str]()
    portrait = [unit.portrait] if unit.portrait else []
    for found in (*unit.covers, *unit.lyrics.values(), *portrait):
        before = held.pop(path_hash(found.path), None)
        if not full and before is not None and before[1:3] == (found.size, found.mtime_ns):
            continue
        plan.sidecars.append(found)
        if found is unit.portrait:
            plan.portrait_is_new = True
        else:
            again.add(_stem(found.path))
    for pk, _, _, path in held.values():
        plan.sidecars_gone.append(pk)
        again.add(_stem(disk_path(path)))
    return again


def _stem(path: str) -> str:
    """What a file beside the music is about: the file of its name for lyrics, all of them for a picture."""
    stem, _, extension = path.rpartition(".")
    return stem if extension.lower() == "lrc" else "*"
