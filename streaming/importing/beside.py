"""Rows of what lies beside the music: covers and lyrics (so that a change is noticed), playlists with their text."""

from collections.abc import Iterable

from catalog.models import Library
from catalog.services.bulk import chunks
from streaming.importing.compare import Plan
from streaming.importing.errors import Refused
from streaming.importing.small import read_small
from streaming.importing.text import clean_lines, decode
from streaming.importing.walk import Found
from streaming.models import FoundPlaylist, SidecarFile
from streaming.paths import disk_path, path_hash, stored_path

LARGEST_PLAYLIST = 1_000_000


def sidecars_write(library: Library, plans: Iterable[Plan]) -> None:
    """Write what the plans say of sidecars and playlists."""
    plans = list(plans)
    _replace(SidecarFile, library, [(found, {}) for plan in plans for found in plan.sidecars])
    for pks in chunks(pk for plan in plans for pk in plan.sidecars_gone):
        SidecarFile.objects.filter(pk__in=pks).delete()
    texts = [(found, {"text": _text(library, found)}) for plan in plans for found in plan.playlists]
    _replace(FoundPlaylist, library, texts)
    for pks in chunks(pk for plan in plans for pk in plan.playlists_gone):
        FoundPlaylist.objects.filter(pk__in=pks).delete()


def _replace[M: (SidecarFile, FoundPlaylist)](
    model: type[M],
    library: Library,
    found: list[tuple[Found, dict[str, str]]],
) -> None:
    if not found:
        return
    hashes = [path_hash(one.path) for one, _ in found]
    for some in chunks(hashes):
        model._default_manager.filter(library=library, path_hash__in=some).delete()
    rows = [
        model(
            library=library,
            path=stored_path(one.path),
            path_hash=key,
            folder_hash=path_hash(one.path.rpartition("/")[0]),
            size=one.size,
            mtime_ns=one.mtime_ns,
            **more,
        )
        for (one, more), key in zip(found, hashes, strict=True)
    ]
    model._default_manager.bulk_create(rows)


def _text(library: Library, found: Found) -> str:
    """A playlist's text: `.m3u8` is UTF-8, `.m3u` whatever its maker had."""
    try:
        data = read_small(disk_path(library.root), found.path, 10 * LARGEST_PLAYLIST)
    except Refused:
        return ""
    return clean_lines(decode(data.removeprefix(b"\xef\xbb\xbf")), LARGEST_PLAYLIST)
