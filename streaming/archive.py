"""ZIP archives of files whose names, sizes and CRC-32 are known: joined as they are sent, never written down.

Files are stored, not deflated (sound does not get smaller), so that every byte of the archive is known before the first
is sent: `layout` says what stands where, and any range of it can be made by itself. Nothing is held but one block. The
libraries that stream archives (zipstream-ng, stream-zip) start at the first byte and find checksums as they go, so they
resume nothing.

The format is PKWARE's APPNOTE 6.3 (https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT). Sizes and offsets
beyond 4 GiB, and more than 65,534 files, are told as ZIP64, and only where they occur: old programs read the rest.
"""

import hashlib
import struct
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

_MOST32 = 0xFFFF_FFFF
_MOST16 = 0xFFFF
_UTF8 = 1 << 11
_PLAIN, _ZIP64 = 20, 45
"""The version of the format that a reader needs."""
_UNIX = 3 << 8
_READABLE = 0o100644 << 16
_LOCAL = struct.Struct("<4s5H3L2H")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_END64 = struct.Struct("<4sQ2H2L4Q")
_LOCATOR = struct.Struct("<4sLQL")
_END = struct.Struct("<4s4H2LH")


@dataclass(frozen=True, slots=True)
class Entry:
    """A file as it will stand in the archive. `crc32` is of its bytes, `place` whatever finds them."""

    name: str
    size: int
    crc32: int
    place: str


@dataclass(frozen=True, slots=True)
class Part:
    """Bytes of the archive from `start` on: `head` as it is, or, where there is an `entry`, all of that file."""

    start: int
    size: int
    head: bytes = b""
    entry: Entry | None = None


@dataclass(frozen=True, slots=True)
class Archive:
    """An archive laid out: `size` bytes, of which `tag` names this very state (for an ETag)."""

    parts: Sequence[Part]
    size: int
    tag: str

    def read(
        self, start: int, stop: int, opened: Callable[[Entry, int, int], Iterable[bytes]]
    ) -> Iterator[bytes]:
        """Bytes `start` up to `stop`. `opened` gives a file's bytes between two places in it, in blocks."""
        at = bisect_right(self.parts, start, key=lambda part: part.start) - 1
        for part in self.parts[max(0, at) :]:
            if part.start >= stop:
                return
            first, last = max(0, start - part.start), min(part.size, stop - part.start)
            if first >= last:
                continue
            if part.entry is None:
                yield part.head[first:last]
            else:
                yield from opened(part.entry, first, last)


def layout(entries: Iterable[Entry], *, modified: datetime) -> Archive:
    """The archive of these files in their order, all of one time. Names are made to differ (`a.wav`, `a (2).wav`)."""
    named = _named(entries)
    when = _dos_time(modified)
    parts: list[Part] = []
    at = 0
    starts = []
    for name, entry in named:
        starts.append(at)
        head = _local(name, entry, when)
        parts.append(Part(at, len(head), head))
        at += len(head)
        if entry.size:
            parts.append(Part(at, entry.size, entry=entry))
            at += entry.size
    directory = b"".join(
        _central(name, entry, when, start)
        for (name, entry), start in zip(named, starts, strict=True)
    )
    tail = directory + _end(len(named), len(directory), at)
    parts.append(Part(at, len(tail), tail))
    # What stands between the heads is named by them: name, size and checksum of each file.
    told = hashlib.sha256(b"".join(part.head for part in parts)).hexdigest()[:32]
    return Archive(parts, at + len(tail), told)


def _named(entries: Iterable[Entry]) -> list[tuple[bytes, Entry]]:
    """With names in UTF-8 of which no two are equal for a file system that takes `A` for `a`."""
    taken: set[str] = set()
    named = []
    for entry in entries:
        stem, dot, ending = entry.name.rpartition(".")
        name, number = entry.name, 1
        while name.casefold() in taken:
            number += 1
            name = f"{stem} ({number}){dot}{ending}" if stem else f"{entry.name} ({number})"
        taken.add(name.casefold())
        named.append((name.encode(), entry))
    return named


def _local(name: bytes, entry: Entry, when: tuple[int, int]) -> bytes:
    large = entry.size >= _MOST32
    size = _MOST32 if large else entry.size
    # Both sizes must stand in a local header's ZIP64 field (4.5.3).
    extra = struct.pack("<2H2Q", 1, 16, entry.size, entry.size) if large else b""
    version = _ZIP64 if large else _PLAIN
    head = _LOCAL.pack(
        b"PK\3\4", version, _UTF8, 0, *when, entry.crc32, size, size, len(name), len(extra)
    )
    return head + name + extra


def _central(name: bytes, entry: Entry, when: tuple[int, int], start: int) -> bytes:
    large, far = entry.size >= _MOST32, start >= _MOST32
    wide = [entry.size, entry.size] * large + [start] * far
    extra = struct.pack(f"<2H{len(wide)}Q", 1, 8 * len(wide), *wide) if wide else b""
    size = _MOST32 if large else entry.size
    version = _ZIP64 if wide else _PLAIN
    head = _CENTRAL.pack(
        b"PK\1\2", _UNIX | version, version, _UTF8, 0, *when, entry.crc32, size, size,
        len(name), len(extra), 0, 0, 0, _READABLE, _MOST32 if far else start,
    )  # fmt: skip
    return head + name + extra


def _end(count: int, size: int, start: int) -> bytes:
    """The end records: of `count` entries in a directory of `size` bytes at `start`."""
    wide = b""
    if count >= _MOST16 or size >= _MOST32 or start >= _MOST32:
        wide = _END64.pack(
            b"PK\6\6", _END64.size - 12, _UNIX | _ZIP64, _ZIP64, 0, 0, count, count, size, start
        ) + _LOCATOR.pack(b"PK\6\7", 0, start + size, 1)
    few = min(count, _MOST16)
    return wide + _END.pack(
        b"PK\5\6", 0, 0, few, few, min(size, _MOST32), min(start, _MOST32), 0
    )  # fmt: skip


def _dos_time(moment: datetime) -> tuple[int, int]:
    """Time and date as MS-DOS has them: even seconds, years 1980 to 2107 (4.4.6)."""
    year = min(max(moment.year, 1980), 2107)
    time = moment.hour << 11 | moment.minute << 5 | moment.second // 2
    return time, (year - 1980) << 9 | moment.month << 5 | moment.day
