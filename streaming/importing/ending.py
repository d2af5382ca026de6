"""The end of a scan: what vanished, what the walk refused, artists' pictures, and pruning."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils.timezone import now

from catalog.models import Artist, Credit, Library, Track
from catalog.services import album_refresh, artist_image_take
from catalog.services.bulk import chunks
from catalog.services.marks import mark
from common.text import text_key
from streaming.importing.batch import Writer
from streaming.importing.covers import covers_store
from streaming.importing.errors import Refused
from streaming.importing.pictures import MOST_BYTES, looks_like_picture
from streaming.importing.reader import sha256_of
from streaming.importing.refusals import refusal
from streaming.importing.small import read_small
from streaming.importing.walk import Found, Unit, Walk
from streaming.models import FoundPlaylist, MediaFile, ScanRefusal, SidecarFile
from streaming.paths import disk_path, path_hash

FROM_WALK = -1
"""`mtime_ns` of refusals that the walk itself found: links, folders, names that are no files."""


def short_hash(folder: str) -> bytes:
    """The first eight bytes of a folder's hash: hundreds of thousands are held at once."""
    return bytes.fromhex(path_hash(folder)[:16])


def finish(
    *,
    library: Library,
    writer: Writer,
    walk: Walk,
    folders: set[bytes],
    portraits: list[Unit],
    prune: bool,
    full: bool,
) -> None:
    """Write what is known only once everything was seen."""
    summary = writer.summary
    for path, reason in walk.refused:
        summary.refuse(path, reason)
    gone = _gone(library, writer, walk, folders)
    if writer.dry_run:
        summary.missing = sum(1 for _ in gone)
        return
    at = now()
    for pks in chunks(gone):
        summary.missing += files_missing(library=library, pks=pks, at=at)
    _walk_refusals(library, walk)
    _forget_folders(library, walk, folders)
    for unit in portraits:
        _portrait(library, unit)
    if prune:
        summary.pruned = files_prune(library=library, at=at)
    if not walk.start:
        Library.objects.filter(pk=library.pk).update(last_scan_at=at)


def _gone(library: Library, writer: Writer, walk: Walk, folders: set[bytes]) -> Iterator[int]:
    """Keys of rows whose file was not found, neither where it was nor elsewhere."""
    for pk in writer.vanished:
        if pk not in writer.claimed:
            yield pk
    held = MediaFile.objects.filter(library=library, missing_since=None)
    hashes = held.order_by().values_list("folder_hash", flat=True).distinct()
    unwalked = [h for h in hashes.iterator(2000) if bytes.fromhex(h[:16]) not in folders]
    unreadable = tuple(f"{folder}/" if folder else "" for folder in walk.unreadable)
    start = f"{walk.start}/" if walk.start else ""
    for some in chunks(unwalked):
        for pk, path in held.filter(folder_hash__in=some).values_list("pk", "path").iterator(2000):
            path = disk_path(path)
            known = not unreadable or not path.startswith(unreadable)
            if known and path.startswith(start) and pk not in writer.claimed:
                yield pk


@transaction.atomic
def files_missing(*, library: Library, pks: Iterable[int], at: datetime) -> int:
    """Mark files missing, and their tracks where no file of them is left. Gives how many were not so before."""
    files = MediaFile.objects.filter(library=library, pk__in=list(pks), missing_since=None)
    tracks = list(files.values_list("track_id", flat=True))
    marked = files.update(missing_since=at)
    there = MediaFile.objects.filter(track_id=OuterRef("pk"), missing_since=None)
    Track.objects.filter(pk__in=tracks, missing_since=None).exclude(Exists(there)).update(
        missing_since=at
    )
    albums = Track.objects.filter(pk__in=tracks).values_list("album_id", flat=True)
    album_refresh(albums=albums, at=at)
    mark("track", tracks)
    return marked


def files_prune(*, library: Library, at: datetime) -> int:
    """Remove files that are missing. Their tracks go where no other file is left; what was heard of them stays."""
    missing = MediaFile.objects.filter(
        # What was taken down stays known, so that its file, put back, is taken down still.
        library=library, missing_since__isnull=False, track__taken_down__isnull=True,
    )  # fmt: skip
    pruned = 0
    while pks := list(missing.order_by("pk").values_list("pk", flat=True)[:400]):
        with transaction.atomic():
            tracks = list(MediaFile.objects.filter(pk__in=pks).values_list("track_id", flat=True))
            MediaFile.objects.filter(pk__in=pks).delete()
            left = MediaFile.objects.filter(track_id=OuterRef("pk"))
            going = Track.objects.filter(pk__in=tracks).exclude(Exists(left))
            going.update(deleted_at=at)
            albums = Track.objects.filter(pk__in=tracks).values_list("album_id", flat=True)
            album_refresh(albums=albums, at=at)
            mark("track", tracks)
        pruned += len(pks)
    return pruned


def _walk_refusals(library: Library, walk: Walk) -> None:
    """Keep what the walk refused, in place of what it refused before."""
    held = ScanRefusal.objects.filter(library=library, mtime_ns=FROM_WALK)
    wanted = {path_hash(path): (path, reason) for path, reason in walk.refused}
    if walk.start:
        return
    before = dict(held.values_list("path_hash", "reason"))
    if before == {key: reason for key, (_, reason) in wanted.items()}:
        return
    with transaction.atomic():
        held.delete()
        for some in chunks(wanted):
            ScanRefusal.objects.filter(library=library, path_hash__in=some).delete()
        rows = [
            refusal(library, Found(path, 0, FROM_WALK), reason) for path, reason in wanted.values()
        ]
        ScanRefusal.objects.bulk_create(rows, batch_size=400)


def _forget_folders(library: Library, walk: Walk, folders: set[bytes]) -> None:
    """Remove sidecars, playlists and refusals of folders that are not there any more."""
    if walk.start or walk.unreadable:
        return
    for model in (SidecarFile, FoundPlaylist, ScanRefusal):
        rows = model._default_manager.filter(library=library)
        if model is ScanRefusal:
            rows = rows.exclude(mtime_ns=FROM_WALK)
        hashes = rows.order_by().values_list("folder_hash", flat=True).distinct()
        gone = [h for h in hashes.iterator(2000) if h and bytes.fromhex(h[:16]) not in folders]
        for some in chunks(gone):
            rows.filter(folder_hash__in=some).delete()


def _portrait(library: Library, unit: Unit) -> None:
    """Give the picture `artist.*` to the artist whose albums are in its folder or right below."""
    assert unit.portrait
    hashes = [path_hash(folder) for folder in (*unit.folders, *unit.children)]
    albums = {
        album
        for some in chunks(hashes)
        for album in MediaFile.objects.filter(library=library, folder_hash__in=some).values_list(
            "track__album_id", flat=True
        )
    }
    artists = Artist.objects.filter(
        pk__in=Credit.objects.filter(album_id__in=list(albums)[:400], role=Credit.Role.MAIN).values(
            "artist_id"
        ),
        is_various=False,
    )
    found = list(artists[:50])
    named = [a for a in found if a.name_key == text_key(unit.folder.rpartition("/")[2])]
    if len(named or found) != 1:
        return
    try:
        data = read_small(disk_path(library.root), unit.portrait.path, MOST_BYTES)
    except Refused:
        return
    if looks_like_picture(data):
        sha256 = sha256_of(data)
        artist_image_take(
            artist=(named or found)[0],
            artwork_id=covers_store({sha256: data}, [sha256])[sha256],
            library=library,
        )
