"""Walking a library's folder: units of files that belong together, in order, without holding them all.

A unit is a folder with its disc folders (`CD1`, `Disc 2`): what may be one album. Symbolic links to folders
are not followed: those inside the library are found where they lie, and what lies outside is not sent to anybody
(`streaming.delivery.files.path_inside`), so it is not listed either. What can't be read is told, and nothing
beneath it counts as gone.
"""

import os
import stat
import time
from collections.abc import Iterator
from dataclasses import dataclass, field

from streaming.importing.formats import EXTENSIONS
from streaming.importing.names import disc_of

COVER_STEMS = ("cover", "folder", "front", "album", "albumart")
"""Names of pictures that are an album's cover, the best first."""
PICTURES = frozenset((".jpg", ".jpeg", ".png", ".webp", ".gif", ".bmp", ".tif", ".tiff", ".avif"))
PLAYLISTS = frozenset((".m3u", ".m3u8"))
SKIPPED = frozenset(
    ("lost+found", "@eadir", "#recycle", "$recycle.bin", "system volume information")
)
DEEPEST = 60
OUTSIDE = (
    "a symbolic link that leads out of the library; what it leads to can be a library of its own"
)


@dataclass(slots=True)
class Found:
    """A file: its path from the root, size in bytes, and time in nanoseconds since 1970."""

    path: str
    size: int
    mtime_ns: int


@dataclass(slots=True)
class Unit:
    """Files that may be one album."""

    folder: str
    folders: list[str] = field(default_factory=list)
    files: list[Found] = field(default_factory=list)
    covers: list[Found] = field(default_factory=list)
    lyrics: dict[str, Found] = field(default_factory=dict)
    """By the path without its extension."""
    playlists: list[Found] = field(default_factory=list)
    portrait: Found | None = None
    """A picture `artist.*`: of the artist whose albums are in this folder or right below."""
    children: list[str] = field(default_factory=list)
    """Folders right below, kept only where there is a portrait."""


@dataclass(slots=True)
class Walk:
    """A walk over (a part of) a library. `refused` and `unreadable` fill up as it goes."""

    root: str
    start: str = ""
    refused: list[tuple[str, str]] = field(default_factory=list)
    unreadable: list[str] = field(default_factory=list)
    """Folders that could not be read, from the root."""

    def units(self) -> Iterator[Unit]:
        """The units from `start` on, each folder before those below it, by name."""
        real_root = os.path.realpath(self.root)
        waiting = [(self.start, 0)]
        while waiting:
            folder, depth = waiting.pop()
            unit = Unit(folder)
            below: list[tuple[str, int]] = []
            self._scan(unit, folder, depth, below, real_root, album=True)
            if unit.portrait:
                unit.children = [path for path, _ in below]
            waiting.extend(sorted(below, reverse=True))
            yield unit

    def _scan(
        self,
        unit: Unit,
        folder: str,
        depth: int,
        below: list[tuple[str, int]],
        real_root: str,
        *,
        album: bool,
    ) -> None:
        """Add a folder's files to the unit; its disc folders too, and what else lies below to `below`."""
        full = os.path.join(self.root, folder) if folder else self.root  # noqa: PTH118
        prefix = f"{folder}/" if folder else ""
        try:
            with os.scandir(full) as found:
                entries = sorted(found, key=lambda entry: entry.name)
        except OSError as error:
            self.unreadable.append(folder)
            self.refused.append((folder or ".", f"a folder that cannot be read: {error.strerror}"))
            return
        unit.folders.append(folder)
        for entry in entries:
            name = entry.name
            if name[0] == "." or name.lower() in SKIPPED:
                continue
            path = prefix + name
            try:
                is_folder = entry.is_dir()
            except OSError:
                is_folder = False
            if is_folder:
                if not self._may_enter(entry, path, depth, real_root):
                    continue
                if album and disc_of(name):
                    self._scan(unit, path, depth + 1, below, real_root, album=False)
                else:
                    below.append((path, depth + 1))
            else:
                self._file(unit, entry, path, real_root)

    def _may_enter(self, entry: "os.DirEntry[str]", path: str, depth: int, real_root: str) -> bool:
        if depth >= DEEPEST:
            self.refused.append((path, f"more than {DEEPEST} folders deep"))
            self.unreadable.append(path)
            return False
        if not entry.is_symlink():
            return True
        inside = _inside(entry, real_root)
        self.refused.append(
            (path, "a symbolic link to a folder of this library" if inside else OUTSIDE)
        )
        return False

    def _file(self, unit: Unit, entry: "os.DirEntry[str]", path: str, real_root: str) -> None:
        stem, dot, extension = path.rpartition(".")
        extension = (dot + extension).lower()
        if extension in EXTENSIONS:
            found = self._stat(entry, path)
            if found and entry.is_symlink() and not _inside(entry, real_root):
                self.refused.append((path, OUTSIDE))
            elif found:
                unit.files.append(found)
        elif extension in PICTURES:
            folder, _, name = stem.rpartition("/")
            if name.lower() == "artist" and folder == unit.folder:
                unit.portrait = self._stat(entry, path) or unit.portrait
            elif is_cover(path):
                found = self._stat(entry, path)
                if found:
                    unit.covers.append(found)
        elif extension == ".lrc":
            found = self._stat(entry, path)
            if found:
                unit.lyrics[stem] = found
        elif extension in PLAYLISTS:
            found = self._stat(entry, path)
            if found:
                unit.playlists.append(found)

    def _stat(self, entry: "os.DirEntry[str]", path: str) -> Found | None:
        try:
            state = entry.stat()
        except OSError as error:
            looped = entry.is_symlink() and error.errno == 40  # ELOOP
            reason = "a symbolic link that leads back to itself" if looped else None
            if entry.is_symlink() and not reason:
                reason = "a symbolic link that leads nowhere"
            self.refused.append((path, reason or f"it cannot be read: {error.strerror}"))
            return None
        if not stat.S_ISREG(state.st_mode):
            self.refused.append((path, "not a file"))
            return None
        return Found(path, state.st_size, state.st_mtime_ns)


def _inside(entry: "os.DirEntry[str]", real_root: str) -> bool:
    real = os.path.realpath(entry.path)
    return real == real_root or real.startswith(real_root.rstrip("/") + "/")


def is_cover(path: str) -> bool:
    """Whether that is the name of a picture which is the cover of the album in its folder."""
    name, dot, extension = path.rpartition("/")[2].lower().rpartition(".")
    named = name in COVER_STEMS or name.startswith(("cover", "folder", "front"))
    return named and f"{dot}{extension}" in PICTURES


def cover_rank(path: str) -> tuple[int, int, str]:
    """The least is the cover: by name, in the folder itself before its disc folders."""
    stem = path.rpartition("/")[2].rpartition(".")[0].lower()
    kind = next((i for i, name in enumerate(COVER_STEMS) if stem == name), len(COVER_STEMS))
    return path.count("/"), kind, path


def best_cover(unit: Unit) -> Found | None:
    """The picture beside the files that is the cover."""
    return min(unit.covers, key=lambda found: cover_rank(found.path), default=None)


def count_files(root: str, *, most: int = 2_000_000, seconds: float | None = None) -> int:
    """How many files of music a folder holds, by their names alone: quick, for a first look or a percentage."""
    until = time.monotonic() + seconds if seconds else None
    count, waiting = 0, [root]
    while waiting and count < most and (until is None or time.monotonic() < until):
        try:
            with os.scandir(waiting.pop()) as found:
                for entry in found:
                    if entry.name[0] == ".":
                        continue
                    if os.path.splitext(entry.name)[1].lower() in EXTENSIONS:  # noqa: PTH122
                        count += 1
                    elif entry.is_dir(follow_symlinks=False) and entry.name.lower() not in SKIPPED:
                        waiting.append(entry.path)
        except OSError:
            continue
    return count
