"""FLAC files (RFC 9639): metadata blocks, and whether the last frame is there."""

from streaming.importing.errors import Refused
from streaming.importing.pictures import MOST_BYTES, offer
from streaming.importing.rawtags import RawTags
from streaming.importing.sound import Sound, hash_of_region
from streaming.importing.source import Source
from streaming.importing.vorbis import read_comments, read_picture

STREAMINFO, COMMENTS, PICTURE = 0, 4, 6
TAIL, LONGEST_TAIL = 64 * 1024, 1024 * 1024
_DEPTHS = {1: 8, 2: 12, 4: 16, 5: 20, 6: 24, 7: 32}
"""Bits of a sample by the code in a frame's header."""


def read(source: Source, start: int, tags: RawTags) -> Sound:
    """Read the FLAC stream whose `fLaC` stands at `start`."""
    at, last = start + 4, False
    sound = None
    facts = b""
    while not last:
        header = source.at(at, 4)
        if len(header) < 4:
            raise Refused("cut off within its header")
        last, kind, size = bool(header[0] & 0x80), header[0] & 0x7F, int.from_bytes(header[1:])
        at += 4
        if kind == STREAMINFO:
            facts = source.at(at, size)
            sound = stream_info(facts, "flac")
        elif kind == COMMENTS:
            read_comments(source.at(at, size), tags)
        elif kind == PICTURE and tags.wants_pictures:
            if size > MOST_BYTES:
                offer(tags, 3, b"", size)
            else:
                read_picture(source.at(at, size), tags)
        at += size
        if at > source.size:
            raise Refused("cut off within its header")
    if sound is None:
        raise Refused("a FLAC file without its first block")
    length = source.size - at
    if length < 8:
        raise Refused("it holds no sound")
    total = int.from_bytes(facts[13:18]) & 0xF_FFFF_FFFF
    if total:
        _check_end(source, at, facts, total)
    if sound.duration_ms:
        sound.bitrate = length * 8000 // sound.duration_ms
    if any(facts[18:34]):
        sound.audio_hash = f"{facts[18:34].hex()}{total:016x}"
    else:
        sound.audio_hash = hash_of_region(source, "flac", at, length)
    return sound


def stream_info(facts: bytes, container: str) -> Sound:
    """The facts of a STREAMINFO block of 34 bytes."""
    if len(facts) < 34:
        raise Refused("a FLAC header that is too short")
    rate = int.from_bytes(facts[10:13]) >> 4
    total = int.from_bytes(facts[13:18]) & 0xF_FFFF_FFFF
    return Sound(
        container,
        "flac",
        sample_rate=rate,
        channels=(facts[12] >> 1 & 7) + 1,
        bit_depth=(int.from_bytes(facts[12:14]) >> 4 & 0x1F) + 1,
        duration_ms=total * 1000 // rate if rate else 0,
    )


def _check_end(source: Source, first: int, facts: bytes, total: int) -> None:
    """Refuse a file whose last frame doesn't reach the number of samples that its header states.

    Looks for frame headers (section 9.1) at the end, as far back as the largest frame can be long; where that is too
    far, nothing can be said. What looks like a header may be sound: the file is whole if any of them reaches the end.
    """
    most = int.from_bytes(
        facts[2:4]
    )  # samples of a block; all but the last have them, if not variable
    channels = (facts[12] >> 1 & 7) + 1
    depth = (int.from_bytes(facts[12:14]) >> 4 & 0x1F) + 1
    largest = int.from_bytes(facts[7:10]) or most * channels * (depth + 8) // 8
    span = max(TAIL, largest + 64)
    if span > LONGEST_TAIL and source.size - first > LONGEST_TAIL:
        return
    tail_at = max(first, source.size - span)
    tail = source.at(tail_at, source.size - tail_at)
    reached = 0
    end = len(tail)
    while (at := max(tail.rfind(b"\xff\xf8", 0, end), tail.rfind(b"\xff\xf9", 0, end))) >= 0:
        number = _frame_number(tail, at, facts)
        if number is not None:
            variable = tail[at + 1] & 1
            reached = max(reached, number + most if variable else (number + 1) * most)
            if reached >= total:
                return
        end = at + 1
    if reached:
        seconds = (total - reached) / ((int.from_bytes(facts[10:13]) >> 4) or 1)
        raise Refused(f"cut off: the last {max(seconds, 0.1):.1f} s are missing")


def _frame_number(data: bytes, at: int, facts: bytes) -> int | None:
    """The number of the frame (or, with variable blocks, of its first sample) whose header stands at `at`.

    None where it is no header: its CRC-8 is wrong, or it tells of other channels or another size of samples.
    """
    if (
        len(data) < at + 6
        or data[at + 2] >> 4 == 0
        or data[at + 2] & 0xF == 0xF
        or data[at + 3] & 1
    ):
        return None
    channels, bits = data[at + 3] >> 4, data[at + 3] >> 1 & 7
    stated = (facts[12] >> 1 & 7) + 1
    if not (channels + 1 == stated or (stated == 2 and 8 <= channels <= 10)):
        return None
    depth = (int.from_bytes(facts[12:14]) >> 4 & 0x1F) + 1
    if bits and _DEPTHS.get(bits) != depth:
        return None
    first = data[at + 4]
    extra = 0
    while extra < 8 and first & (0x80 >> extra):
        extra += 1
    if extra == 1 or extra > 7:
        return None
    number = first & (0x7F >> extra)
    end = at + 5
    for byte in data[end : end + max(extra - 1, 0)]:
        if byte & 0xC0 != 0x80:
            return None
        number = number << 6 | byte & 0x3F
    end += max(extra - 1, 0)
    end += {6: 1, 7: 2}.get(data[at + 2] >> 4, 0) + {12: 1, 13: 2, 14: 2}.get(data[at + 2] & 0xF, 0)
    if end >= len(data) or _crc8(data[at:end]) != data[end]:
        return None
    return number


def _crc8(data: bytes) -> int:
    """CRC-8 with polynomial x⁸ + x² + x + 1, from 0."""
    value = 0
    for byte in data:
        value ^= byte
        for _ in range(8):
            value = (value << 1 ^ 0x07 if value & 0x80 else value << 1) & 0xFF
    return value
