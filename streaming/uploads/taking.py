"""A checked file becomes a track: the same way as a folder's file, as the one new file of its album's folder."""

from dataclasses import replace
from datetime import datetime

from catalog.models import Library
from streaming.delivery.places import Place
from streaming.importing.batch import Writer
from streaming.importing.compare import Plan, Row
from streaming.importing.grouping import LARGEST
from streaming.importing.loaded import Loaded
from streaming.importing.summary import Summary
from streaming.importing.walk import Found, Unit
from streaming.models import MediaFile
from streaming.paths import disk_path, path_hash
from streaming.uploads.checks import Checked
from streaming.uploads.covers import cover_of
from streaming.uploads.folders import album_folder, files_below

ALBUM_FILES = LARGEST + 1
"""Rows of a folder that are looked at: with more, it is no album."""


def file_take(
    *, library: Library, target: str, checked: Checked, sha256: str, at: datetime
) -> MediaFile:
    """Write the rows of a file that lies at `target` of its library. In the caller's transaction."""
    unit, rows = _unit(library, target, checked)
    plan = Plan(unit, read=[Found(target, checked.file.size, checked.file.mtime_ns)], rows=rows)
    # Files without a folder are not an album for being beside each other.
    whole = bool(unit.folder) and len(unit.files) <= LARGEST
    read, beside = checked.file, cover_of(library, unit.folder) if whole else None
    if beside is not None:
        read = replace(read, cover=beside.sha256)
    loaded = Loaded(plan, [read], checked.read.pictures, whole=whole)
    Writer(library, Summary(), None, first_import=False, final=True).write([loaded])
    file = MediaFile.objects.select_related("track__album").get(
        library=library, path_hash=path_hash(target)
    )
    file.sha256, file.analysed_at = sha256, at
    file.loudness, file.true_peak = checked.heard["loudness"], checked.heard["true_peak"]
    file.waveform = bytes(checked.heard["peaks"])
    file.save(
        update_fields=["sha256", "analysed_at", "loudness", "true_peak", "waveform", "updated_at"]
    )
    return file


def media_key(library: Library, target: str) -> str:
    """Where the bytes of a library's file are in media storage."""
    return Place(library.kind, library.root, target).key


def _unit(library: Library, target: str, checked: Checked) -> tuple[Unit, dict[str, Row]]:
    """The folder that the file is in, with its disc folders: what may be one album; and the rows that are there."""
    folder = album_folder(target)
    unit = Unit(
        folder, folders=[folder], files=[Found(target, checked.file.size, checked.file.mtime_ns)]
    )
    rows: dict[str, Row] = {}
    if not folder:
        return unit, rows
    columns = ("path", "pk", "track_id", "size", "mtime_ns", "folder_hash")
    beside = files_below(library, folder).values_list(*columns)[:ALBUM_FILES]
    for stored, pk, track, size, mtime, folder_hash in beside:
        path = disk_path(stored)
        if album_folder(path) != folder:
            continue
        below = path.rpartition("/")[0]
        rows[path] = Row(pk, track, size, mtime, False, folder_hash)
        unit.files.append(Found(path, size, mtime))
        if below not in unit.folders:
            unit.folders.append(below)
    return unit, rows
