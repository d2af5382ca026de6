"""The trim of an MP4 (M4A) file: its edit list or iTunes' gapless comment, from the boxes themselves.

FFmpeg applies an edit list as it decodes but does not tell it, and a remux needs it told.
Sources: ISO/IEC 14496-12 (8.6.6 elst, 8.4.2 mdhd, 8.6.1.2 stts); the iTunSMPB comment as iTunes writes it:
hexadecimal words, of which the second is the delay, the third the padding and the fourth the valid samples.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass

from streaming.encoding.mapped import Data


@dataclass(frozen=True, slots=True)
class Trim:
    """In the media's own clock (`timescale` ticks a second): first valid tick and how many are valid."""

    timescale: int
    start: int
    length: int


def boxes(data: Data, start: int, end: int) -> Iterator[tuple[bytes, int, int]]:
    """(type, first byte of the body, end) of the boxes in `data[start:end]`; stops at a malformed one."""
    at = start
    while at + 8 <= end:
        size, kind, body = int.from_bytes(data[at : at + 4]), bytes(data[at + 4 : at + 8]), at + 8
        if size == 1:
            size, body = int.from_bytes(data[at + 8 : at + 16]), at + 16
        elif size == 0:
            size = end - at
        if size < body - at or at + size > end:
            return
        yield kind, body, at + size
        at += size


def _find(data: Data, span: tuple[int, int] | None, *path: bytes) -> tuple[int, int] | None:
    for name in path:
        if span is None:
            return None
        span = next(((b, e) for kind, b, e in boxes(data, *span) if kind == name), None)
    return span


def find_trim(data: Data) -> Trim | None:
    """The trim of the first sound track, or None where the file is fragmented or states no length."""
    moov = _find(data, (0, len(data)), b"moov")
    if moov is None or _find(data, moov, b"mvex"):
        return None
    trak = next(
        (
            (b, e)
            for kind, b, e in boxes(data, *moov)
            if kind == b"trak" and _is_sound(data, (b, e))
        ),
        None,
    )
    clock = _read_mdhd(data, _find(data, trak, b"mdia", b"mdhd"))
    if trak is None or clock is None:
        return None
    timescale, media_length = clock
    comment = _read_itunsmpb(data, moov)
    movie_scale = _movie_timescale(data, moov)
    edit = _read_edit(data, _find(data, trak, b"edts", b"elst"))
    if edit is None and comment:
        delay, samples = comment
        return Trim(timescale, delay, samples)
    if edit is None or not movie_scale:
        return Trim(timescale, 0, media_length)
    start, movie_length = edit
    rest = media_length - start
    length = round(movie_length * timescale / movie_scale)
    if comment and comment[0] == start:
        return Trim(timescale, *comment)
    # The edit's length is in the movie's clock, often milliseconds. Where it agrees with the media's end to
    # within a tick, the media's end is the exact one.
    if movie_length == 0 or abs(length - rest) <= timescale / movie_scale + 1:
        length = rest
    return Trim(timescale, start, min(length, rest)) if rest > 0 else None


def _is_sound(data: Data, trak: tuple[int, int]) -> bool:
    hdlr = _find(data, trak, b"mdia", b"hdlr")
    return hdlr is not None and bytes(data[hdlr[0] + 8 : hdlr[0] + 12]) == b"soun"


def _read_mdhd(data: Data, span: tuple[int, int] | None) -> tuple[int, int] | None:
    if span is None or span[1] - span[0] < 20:
        return None
    version, at = data[span[0]], span[0]
    scale, length = struct.unpack_from(
        *((">IQ", data, at + 20) if version else (">II", data, at + 12))
    )
    return (scale, length) if scale and length else None


def _movie_timescale(data: Data, moov: tuple[int, int]) -> int:
    span = _find(data, moov, b"mvhd")
    if span is None:
        return 0
    at = span[0] + (20 if data[span[0]] else 12)
    return int.from_bytes(data[at : at + 4])


def _read_edit(data: Data, span: tuple[int, int] | None) -> tuple[int, int] | None:
    """(start in the media's clock, length in the movie's) of a list with one real edit."""
    if span is None:
        return None
    version, count = data[span[0]], int.from_bytes(data[span[0] + 4 : span[0] + 8])
    form, size = (">Qq", 20) if version else (">Ii", 12)
    edits = [
        struct.unpack_from(form, data, span[0] + 8 + size * number)
        for number in range(min(count, 8))
        if span[0] + 8 + size * (number + 1) <= span[1]
    ]
    real = [(start, length) for length, start in edits if start >= 0]
    return real[0] if len(real) == 1 else None


def _read_itunsmpb(data: Data, moov: tuple[int, int]) -> tuple[int, int] | None:
    """(delay, valid samples) of the iTunSMPB comment."""
    meta = _find(data, moov, b"udta", b"meta")
    if meta is None:
        return None
    ilst = _find(data, (meta[0] + 4, meta[1]), b"ilst")
    if ilst is None:
        return None
    for kind, body, end in boxes(data, *ilst):
        name, value = _find(data, (body, end), b"name"), _find(data, (body, end), b"data")
        if kind != b"----" or name is None or value is None:
            continue
        if bytes(data[name[0] + 4 : name[1]]) != b"iTunSMPB":
            continue
        words = bytes(data[value[0] + 8 : value[1]]).split()
        try:
            delay, samples = int(words[1], 16), int(words[3], 16)
        except (IndexError, ValueError):
            return None
        return (delay, samples) if samples else None
    return None
