"""The frames of an MP3 file and its Xing/LAME header: how many samples a decoder gives, and which are valid.

Sources: LAME's "Mp3 Info Tag rev 1" for the delay and padding fields (http://gabriel.mp3-tech.org/mp3infotag.html);
the decoder's 528 + 1 samples as LAME and FFmpeg add them.
"""

from __future__ import annotations

from dataclasses import dataclass

from streaming.encoding.mapped import Data
from streaming.mpeg import Frame, parse_frame

DECODER_DELAY = 529


@dataclass(frozen=True, slots=True)
class Trim:
    """Which of the samples that a decoder gives are valid, and at which byte the tagless file starts."""

    skip_samples: int
    samples: int
    padding_samples: int
    first_byte: int


def find_trim(data: Data) -> Trim | None:
    """Walk a whole MP3 file (mapped, not read) as far as needed; None where no frames are found.

    With a Xing/Info header the stated counts are believed unless the file is shorter than the header says (a
    truncated download); without one, every decoded sample is valid: no delay is known, so none is cut.
    """
    first = _find_first(data, _skip_id3(data))
    if first is None:
        return None
    start, frame = first
    stated = _read_xing(data, start, frame)
    if stated is None:
        total = _count_frames(data, start) * frame.samples
        return Trim(0, total, 0, start) if total else None
    frames, size, delay, padding = stated
    after_header = start + frame.size
    if not frames or (size and start + size > len(data) + frame.size):
        frames = _count_frames(data, after_header)
    total = frames * frame.samples
    skip = delay + DECODER_DELAY if delay or padding else 0
    samples = min(total - delay - padding, total - skip)
    if samples <= 0:
        return Trim(0, total, 0, start) if total else None
    return Trim(skip, samples, total - skip - samples, start)


def _skip_id3(data: Data) -> int:
    """The byte after the ID3v2 tags at the start (some files carry several)."""
    at = 0
    while bytes(data[at : at + 3]) == b"ID3" and at + 10 <= len(data):
        size = 0
        for byte in data[at + 6 : at + 10]:
            size = size << 7 | byte & 0x7F
        at += 10 + size + (10 if data[at + 5] & 0x10 else 0)
    return at


def _find_first(data: Data, at: int) -> tuple[int, Frame] | None:
    """The first frame that another one follows: a lone sync word may be padding or a picture."""
    limit = min(len(data), at + (1 << 20))
    while at < limit:
        frame = parse_frame(data, at)
        if frame is not None:
            following = parse_frame(data, at + frame.size)
            if following is not None and following.rate == frame.rate:
                return at, frame
            if at + frame.size >= len(data) - 128:
                return at, frame
        at += 1
    return None


def _read_xing(data: Data, start: int, frame: Frame) -> tuple[int, int, int, int] | None:
    """(frames, bytes, delay, padding) of a Xing/Info header with its LAME part; zeros where not stated."""
    at = start + 4 + frame.side_info
    if bytes(data[at : at + 4]) not in (b"Xing", b"Info"):
        return None
    flags = int.from_bytes(data[at + 4 : at + 8])
    at += 8
    frames = size = 0
    if flags & 1:
        frames, at = int.from_bytes(data[at : at + 4]), at + 4
    if flags & 2:
        size, at = int.from_bytes(data[at : at + 4]), at + 4
    at += (100 if flags & 4 else 0) + (4 if flags & 8 else 0)
    lame = bytes(data[at : at + 24])
    if len(lame) < 24 or not lame[:4].isalnum() or at + 24 > start + frame.size:
        return frames, size, 0, 0
    fields = int.from_bytes(lame[21:24])
    return frames, size, fields >> 12, fields & 0xFFF


def _count_frames(data: Data, at: int) -> int:
    """Frames from `at` to the end, finding the next one again after what is not a frame."""
    count = 0
    lost = 0
    while at + 4 <= len(data) and lost < 1 << 16:
        frame = parse_frame(data, at)
        if frame is None:
            at, lost = at + 1, lost + 1
        elif at + frame.size > len(data):
            break
        else:
            at, lost, count = at + frame.size, 0, count + 1
    return count
