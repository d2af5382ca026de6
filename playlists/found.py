"""Playlists of a library, from the `.m3u` files that its scans found."""

import posixpath
from collections.abc import Sequence
from urllib.parse import unquote

from django.db import transaction

from catalog.models import Library
from common.errors import Invalid
from common.text import sort_key
from playlists.exchange.formats import read
from playlists.models import Playlist, PlaylistEntry
from playlists.models.playlist import MOST_ENTRIES, TITLE_LENGTH
from playlists.search_documents import playlists_mark
from playlists.services.change import touched
from playlists.services.entries import insert_keys
from playlists.sharing.following import shares_end
from streaming.models import FoundPlaylist, MediaFile
from streaming.paths import path_hash

BATCH = 500


def stamp_of(found: FoundPlaylist, library: Library) -> str:
    """The state of a file, and of the music that its lines may mean."""
    scanned = library.last_scan_at.timestamp() if library.last_scan_at else 0
    return f"{found.size}:{found.mtime_ns}:{scanned:.0f}"


def library_playlists_take(*, library: Library) -> int:
    """Bring a library's playlists in step with its files; how many changed. Safe to run twice, or at once."""
    changed = 0
    held = dict(Playlist.objects.filter(library=library).values_list("source_hash", "source_stamp"))
    there = set()
    for found in FoundPlaylist.objects.filter(library=library).defer("text").iterator(50):
        there.add(found.path_hash)
        if held.get(found.path_hash) != stamp_of(found, library):
            try:
                changed += playlist_take(library=library, found=found)
            except Invalid:
                continue  # no playlist, whatever its name says
    gone = Playlist.objects.filter(library=library, source_hash__in=held.keys() - there)
    with transaction.atomic():
        shares_end(gone)
        playlists_mark(gone.values_list("pk", flat=True))
        return changed + gone.delete()[0]


@transaction.atomic
def playlist_take(*, library: Library, found: FoundPlaylist) -> int:
    """Make or renew the playlist of a file; 1 when its title or what stands in it is other than before."""
    sheet = read(found.text.encode())
    folder, _, name = found.path.rpartition("/")
    title = (sheet.title or name.rpartition(".")[0] or name)[:TITLE_LENGTH]
    keys = _tracks(library, folder, [line.location for line in sheet.lines[:MOST_ENTRIES]])
    playlist, made = Playlist.objects.select_for_update().get_or_create(
        library=library,
        source_hash=found.path_hash,
        defaults={"title": title, "sort_key": sort_key(title), "visibility": ""},
    )
    renamed = playlist.title != title
    if made or renamed:
        playlists_mark([playlist.pk])
    Playlist.objects.filter(pk=playlist.pk).update(
        title=title, sort_key=sort_key(title), source_stamp=stamp_of(found, library)
    )
    rows = PlaylistEntry.objects.filter(playlist=playlist)
    before = list(rows.order_by("position").values_list("track_id", "duration_ms"))
    if [key for key, _ in before] == keys:
        if renamed:
            touched(playlist)
        return int(made or renamed)
    rows.delete()
    total = insert_keys(playlist, None, keys)
    lost = sum(duration for _, duration in before)
    touched(playlist, entries=len(keys) - len(before), duration_ms=total - lost)
    return 1


def _tracks(library: Library, folder: str, locations: Sequence[str]) -> list[int]:
    """The tracks of the files that the lines name: relative to the playlist's folder, or absolute below the root."""
    paths = [_path(library, folder, location) for location in locations]
    hashes = [path_hash(path) if path else "" for path in paths]
    wanted = list({one for one in hashes if one})
    found: dict[str, int] = {}
    for start in range(0, len(wanted), BATCH):
        rows = MediaFile.objects.filter(
            library=library,
            path_hash__in=wanted[start : start + BATCH],
            track__deleted_at__isnull=True,
        )
        found |= dict(rows.values_list("path_hash", "track_id"))
    return [found[one] for one in hashes if one in found]


def _path(library: Library, folder: str, location: str) -> str:
    """The path below the library's root that a line means; empty for one outside of it."""
    if location.startswith("file://"):
        location = unquote(location.removeprefix("file://"))
    location = location.replace("\\", "/")
    root = library.root.rstrip("/") + "/"
    if location.startswith(root):
        path = location.removeprefix(root)
    elif location.startswith("/") or "://" in location:
        return ""
    else:
        path = posixpath.normpath(posixpath.join(folder, location))
    return "" if path.startswith("..") else path
