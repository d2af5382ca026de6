"""The demo catalogue as a tree of files, made by a pool of processes."""

from __future__ import annotations

import ctypes
import multiprocessing
import os
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from .canvas import EMBEDDED, jpeg
from .catalogue import ARTISTS, catalogue
from .covers import COVERS
from .encode import encode
from .ensemble import Consort, seconds_at
from .plan import SUFFIX, Album, Track
from .portraits import PORTRAITS
from .render import render_track, render_unbroken
from .tagging import replay_gain, write_tags

PLAYLIST = "Playlists/Rainy evening.m3u"
PLAYLIST_TITLES = (
    "Rain on the Lens",
    "A Lamp for the Landing",
    "Attic Window (feat. Wren Street Consort)",
    "Foghorn Dub (Live)",
    "夜の廊下 (Night Corridor)",
    "Last One Out, Lights Off",
)


@dataclass(frozen=True)
class DemoSummary:
    """What `write_demo` made."""

    folder: Path
    artists: int
    albums: int
    tracks: int
    files: int
    bytes: int
    took: float
    """Seconds it took."""


@dataclass(frozen=True)
class _Made:
    """What one unit of work hands back: files written, tracks among them."""

    files: tuple[Path, ...]
    tracks: int = 0
    cover: tuple[str, bytes] | None = None


def write_demo(
    folder: Path,
    *,
    jobs: int | None = None,
    progress: Callable[[int, int], None] | None = None,
    albums: tuple[Album, ...] | None = None,
) -> DemoSummary:
    """Write the whole catalogue under ``folder`` as ``Artist/Album/NN Title.ext``.

    Safe to run again: every file appears by rename, with the same bytes each time. ``jobs`` is
    the number of processes (all cores unless given; 1 stays in this one); ``progress`` is told
    tracks done and tracks in all; ``albums`` narrows the catalogue.
    """
    began = time.perf_counter()
    albums = catalogue() if albums is None else albums
    total = sum(len(album.tracks) for album in albums)
    made: list[Path] = []
    done = 0

    def note(result: _Made) -> None:
        nonlocal done
        made.extend(result.files)
        done += result.tracks
        if progress:
            progress(done, total)

    with _workers(jobs) as submit:
        # Covers that go into files first, then the longest work, then all that is short.
        covers = [
            submit(_write_cover, folder, album)
            for album in sorted(albums, key=lambda a: not a.embed_cover)
            if album.cover
        ]
        waiting = [submit(_write_unbroken, folder, a) for a in albums if a.unbroken]
        waiting += [submit(_write_portrait, folder, artist) for artist in ARTISTS]
        images: dict[str, bytes] = {}
        for future in covers:
            result = future.result()
            note(result)
            if result.cover:
                images[result.cover[0]] = result.cover[1]
        waiting += [
            submit(_write_single, folder, album, track, images.get(album.title))
            for album in albums
            if not album.unbroken
            for track in album.tracks
        ]
        for future in as_completed(waiting):
            note(future.result())
    made.append(_write_playlist(folder, albums))
    return DemoSummary(
        folder=folder,
        artists=len(ARTISTS),
        albums=len(albums),
        tracks=total,
        files=len(made),
        bytes=sum(path.stat().st_size for path in made),
        took=time.perf_counter() - began,
    )


type _Submit = Callable[..., Future[_Made]]


@contextmanager
def _workers(jobs: int | None) -> Iterator[_Submit]:
    count = min(jobs or os.cpu_count() or 1, 8)
    if count == 1:

        def here(work: Callable[..., _Made], *args: object) -> Future[_Made]:
            future: Future[_Made] = Future()
            future.set_result(work(*args))
            return future

        yield here
        return
    # Spawned, not forked: the caller may have threads, and a fork would copy their locks.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(count, mp_context=context, initializer=_keep_memory) as pool:
        try:
            yield pool.submit
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def _keep_memory() -> None:
    """Let glibc keep freed memory instead of asking the kernel for zeroed pages each time.

    Songs are made of arrays of some megabytes, one after another; it saves a tenth of the time.
    """
    if sys.platform == "linux":
        with suppress(OSError, AttributeError):  # another C library
            libc = ctypes.CDLL(None)
            libc.mallopt(-1, 2**30)  # M_TRIM_THRESHOLD
            libc.mallopt(-3, 2**30)  # M_MMAP_THRESHOLD


def safe_name(text: str) -> str:
    """``text`` as a file name on every usual system."""
    return "".join("_" if c in '<>:"/\\|?*' else c for c in text).rstrip(". ")


def album_folder(folder: Path, album: Album) -> Path:
    """Where the files of ``album`` lie."""
    return folder / safe_name(album.artist) / safe_name(album.title)


def track_path(folder: Path, album: Album, track: Track) -> Path:
    """Where the file of ``track`` lies."""
    place = album_folder(folder, album)
    if album.disc_folders:
        place /= f"CD{track.disc}"
    return place / f"{track.number:02} {safe_name(track.title)}{SUFFIX[track.form]}"


@contextmanager
def _appearing(path: Path) -> Iterator[Path]:
    """A hidden file beside ``path`` to write to, which becomes ``path`` when it is whole."""
    path.parent.mkdir(parents=True, exist_ok=True)
    hidden = path.with_name(f".{path.name}.part")
    try:
        yield hidden
        hidden.replace(path)
    finally:
        hidden.unlink(missing_ok=True)


def _write_cover(folder: Path, album: Album) -> _Made:
    picture = COVERS[album.cover]()
    if album.embed_cover:
        return _Made((), cover=(album.title, jpeg(picture, EMBEDDED)))
    path = album_folder(folder, album) / album.cover_name
    with _appearing(path) as hidden:
        hidden.write_bytes(jpeg(picture))
    return _Made((path,))


def _write_portrait(folder: Path, artist: str) -> _Made:
    path = folder / safe_name(artist) / "artist.jpg"
    with _appearing(path) as hidden:
        hidden.write_bytes(jpeg(PORTRAITS[artist]()))
    return _Made((path,))


def _write_single(folder: Path, album: Album, track: Track, cover: bytes | None) -> _Made:
    pcm = render_track(track)
    gain = replay_gain([pcm])[0] if album.replay_gain else {}
    gain = {name: value for name, value in gain.items() if "track" in name}
    path = track_path(folder, album, track)
    with _appearing(path) as hidden:
        encode(hidden, pcm, track.form)
        write_tags(hidden, album, track, cover=cover, gain=gain)
    files = [path]
    if track.timed_lyrics:
        files.append(path.with_suffix(".lrc"))
        with _appearing(files[-1]) as hidden:
            hidden.write_text(_lrc(track), encoding="utf-8")
    return _Made(tuple(files), tracks=1)


def _lrc(track: Track) -> str:
    """The lyrics as LRC: two bars a line, from the second verse on, when the tune enters."""
    music = track.music
    if not isinstance(music, Consort):
        raise TypeError(f"no verses to sing in {track.title}")
    lines = [f"[ti:{track.title}]", f"[ar:{track.artists[0]}]"]
    bar = music.bars // len(music.verses)
    for line in track.lyrics.splitlines():
        if line:
            minutes, seconds = divmod(seconds_at(music, bar * music.meter), 60)
            lines.append(f"[{int(minutes):02}:{seconds:05.2f}]{line}")
            bar += 2
    return "\n".join(lines) + "\n"


def _write_unbroken(folder: Path, album: Album) -> _Made:
    pieces = list(render_unbroken(album))
    gains = replay_gain(pieces)
    files = []
    for track, pcm, gain in zip(album.tracks, pieces, gains, strict=True):
        path = track_path(folder, album, track)
        with _appearing(path) as hidden:
            encode(hidden, pcm, track.form)
            write_tags(hidden, album, track, cover=None, gain=gain)
        files.append(path)
    return _Made(tuple(files), tracks=len(files))


def _write_playlist(folder: Path, albums: tuple[Album, ...]) -> Path:
    """One playlist across the albums, with paths relative to itself."""
    path = folder / PLAYLIST
    lines = ["#EXTM3U", f"#PLAYLIST:{path.stem}"]
    for title in PLAYLIST_TITLES:
        for album in albums:
            for track in album.tracks:
                if track.title == title:
                    relative = track_path(folder, album, track).relative_to(folder).as_posix()
                    lines += [f"#EXTINF:-1,{track.artists[0]} - {title}", f"../{relative}"]
    with _appearing(path) as hidden:
        hidden.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path
