"""Reading files: the loop of a child process, and what it gives back.

A child reads jobs (pickled) from its standard input and writes what it found to its standard output. It ends when its
input does, so it never outlives its parent. It is limited in memory and in time for each file: what it
reads is hostile.
"""

import contextlib
import gc
import hashlib
import json
import os
import pickle
import resource
import signal
import stat
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from types import FrameType

from catalog.facts import TrackFacts
from streaming.importing import formats, lyrics
from streaming.importing.errors import Refused
from streaming.importing.facts import facts_of, gains_of
from streaming.importing.names import guess
from streaming.importing.pictures import MOST_BYTES, front, looks_like_picture
from streaming.importing.rawtags import RawTags
from streaming.importing.small import read_small
from streaming.importing.sound import Sound
from streaming.importing.source import Source

SECONDS = 30.0
"""A file that takes longer than this to read is refused."""
MEMORY = 2 * 1024**3
"""Bytes of address space of a child."""
KEPT = 2000
"""Characters of each value that are kept as the file's raw tags."""


@dataclass(slots=True)
class Item:
    """A file to read: its path from the root, and the lyrics beside it."""

    path: str
    lrc: str = ""


@dataclass(slots=True)
class Job:
    """Files of one folder to read. `cover` is a picture beside them."""

    root: str
    items: list[Item]
    cover: str = ""
    numbered: bool = False


@dataclass(slots=True)
class FileRead:
    """What was found in a file, or why it is refused. `size` and `mtime_ns` are of the bytes that were read."""

    path: str
    size: int = 0
    mtime_ns: int = 0
    refused: str = ""
    sound: Sound | None = None
    facts: TrackFacts | None = None
    tags: str = ""
    gains: dict[str, float | None] = field(default_factory=dict)
    cover: str = ""
    """SHA-256 of its front picture."""
    note: str = ""
    """What was left out of a file that is taken in."""


@dataclass(slots=True)
class JobRead:
    """What a job gave. `pictures` are bytes by SHA-256, those that this process has not given before."""

    files: list[FileRead]
    pictures: dict[str, bytes] = field(default_factory=dict)
    refused: list[tuple[str, str]] = field(default_factory=list)
    """Pictures and lyrics beside the files that could not be used: (path, reason)."""


class Reader:
    """Reads files one after the other, and remembers which pictures it has given."""

    def __init__(self) -> None:
        self.given: set[str] = set()

    def run(self, job: Job) -> JobRead:
        """Read a job's files. Raises nothing: what can't be read says why."""
        done = JobRead([])
        cover = self._beside(job, done) if job.cover else ""
        with_cover: dict[tuple[str, str], str] = {}
        for item in job.items:
            try:
                found = read_file(job.root, item, numbered=job.numbered, pictures=not cover)
            except Refused as error:
                done.files.append(
                    FileRead(item.path, *_stat(job.root, item.path), refused=str(error))
                )
                continue
            read, tags = found
            if cover:
                read.cover = cover
            elif tags.pictures:
                self._embedded(read, tags, with_cover, done)
            done.files.append(read)
        return done

    def _beside(self, job: Job, done: JobRead) -> str:
        try:
            data = read_small(job.root, job.cover, MOST_BYTES)
        except Refused as error:
            done.refused.append((job.cover, str(error)))
            return ""
        if not looks_like_picture(data):
            done.refused.append((job.cover, "not a picture" if data else "an empty file"))
            return ""
        return self._give(data, done)

    def _embedded(
        self, read: FileRead, tags: RawTags, seen: dict[tuple[str, str], str], done: JobRead
    ) -> None:
        """The picture of an album's first file here stands for all of them: hashing each takes long."""
        album = (tags.first("album"), tags.first("albumartist"))
        known = seen.get(album)
        if known is None:
            picture = front(tags)
            known = seen[album] = self._give(picture.data, done) if picture else ""
        read.cover = known

    def _give(self, data: bytes, done: JobRead) -> str:
        sha256 = sha256_of(data)
        if sha256 not in self.given:
            self.given.add(sha256)
            done.pictures[sha256] = data
        return sha256


def read_file(
    root: str, item: Item, *, numbered: bool = False, pictures: bool = True
) -> tuple[FileRead, RawTags]:
    """Read one file. Raises Refused."""
    tags = RawTags(wants_pictures=pictures)
    fd = _open(os.path.join(root, item.path))  # noqa: PTH118  # paths here are text, and many
    try:
        state = os.fstat(fd)
        if not stat.S_ISREG(state.st_mode):
            raise Refused("not a file")
        with _limited():
            source = Source(fd, state.st_size)
            sound = formats.read(source, tags)
            if sound.duration_ms <= 0 and sound.container != "flac":  # which may leave it unsaid
                raise Refused("it holds no sound")
            lrc = _lyrics(root, item.lrc) if item.lrc else None
            folders, stem = parts_of(item.path)
            facts = facts_of(
                tags,
                guess(folders, stem, numbered=numbered),
                duration_ms=sound.duration_ms,
                lrc=lrc,
            )
    except (OSError, MemoryError, RecursionError) as error:
        raise Refused(
            f"it cannot be read: {getattr(error, 'strerror', None) or 'out of memory'}"
        ) from None
    except Refused:
        raise
    except (
        Exception
    ) as error:  # a hostile file must not end the import, whatever it makes a parser do
        raise Refused(f"its structure is broken ({type(error).__name__})") from error
    finally:
        os.close(fd)
    return (
        FileRead(
            item.path,
            state.st_size,
            state.st_mtime_ns,
            sound=sound,
            facts=facts,
            tags=kept_tags(tags),
            gains=gains_of(tags),
            note="; ".join(dict.fromkeys(tags.notes))[:300],
        ),
        tags,
    )


def sha256_of(data: bytes) -> str:
    """SHA-256 in hex."""
    return hashlib.sha256(data).hexdigest()


def kept_tags(tags: RawTags) -> str:
    """The tags as JSON, as a file's row keeps them; long values shortened."""
    return json.dumps(
        {
            name: [value[:KEPT] for value in values]
            for name, values in tags.values.items()
            if name != "syncedlyrics"
        },
        ensure_ascii=False,
    )


def audio_hash_of(path: str) -> str:
    """The audio hash of a file that may be there; empty where it can't be read."""
    try:
        fd = _open(path)
    except Refused:
        return ""
    try:
        return formats.read(
            Source(fd, os.fstat(fd).st_size), RawTags(wants_pictures=False)
        ).audio_hash
    except (Refused, OSError, ValueError, IndexError, KeyError):
        return ""
    finally:
        os.close(fd)


def parts_of(path: str) -> tuple[tuple[str, ...], str]:
    """(folders, name without extension) of a path from the root."""
    *folders, name = path.split("/")
    return tuple(folders), name.rpartition(".")[0] or name


def _open(path: str) -> int:
    try:
        # O_NONBLOCK: a pipe with the name of a song must not hold the import up.
        return os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC)
    except OSError as error:
        raise Refused(f"it cannot be opened: {error.strerror}") from None


def _lyrics(root: str, path: str) -> tuple[lyrics.Synced, str] | None:
    try:
        return lyrics.read_lrc(read_small(root, path, lyrics.MOST_BYTES))
    except Refused:
        return None


def _stat(root: str, path: str) -> tuple[int, int]:
    try:
        state = os.stat(os.path.join(root, path))  # noqa: PTH116, PTH118
    except OSError:
        return 0, 0
    return state.st_size, state.st_mtime_ns


_timed = False


@contextlib.contextmanager
def _limited() -> Iterator[None]:
    if not _timed:
        yield
        return
    signal.setitimer(signal.ITIMER_REAL, SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def _too_slow(_number: int, _frame: FrameType | None) -> None:
    raise Refused(f"reading it took more than {SECONDS:.0f} s")


def main() -> None:
    """Serve jobs until the input ends."""
    global _timed
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides what Ctrl-C ends
    signal.signal(signal.SIGALRM, _too_slow)
    _timed = True
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # nothing but answers may get among the answers
    gc.set_threshold(100_000)  # what is read makes no cycles, and is given away whole
    reader = Reader()
    jobs = sys.stdin.buffer
    while True:
        try:
            asked: list[Job] = pickle.load(jobs)  # noqa: S301  # from the parent
        except EOFError:
            return
        done = [reader.run(job) for job in asked]
        pickle.dump(done, answers, protocol=pickle.HIGHEST_PROTOCOL)
        answers.flush()
