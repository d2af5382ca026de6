"""WAV (RIFF, RF64) and AIFF (AIFC) files: chunks, the ID3 tag that one of them may hold, RIFF INFO."""

from typing import Literal

from streaming.importing import id3
from streaming.importing.errors import Refused
from streaming.importing.rawtags import RawTags
from streaming.importing.sound import Sound, hash_of_region
from streaming.importing.source import Source
from streaming.importing.text import decode_all

INFO = {
    b"INAM": "title", b"IART": "artist", b"IPRD": "album", b"ICRD": "date", b"IGNR": "genre",
    b"ITRK": "tracknumber", b"IPRT": "tracknumber", b"ICMT": "comment", b"IMUS": "composer",
    b"IAAR": "albumartist", b"ISRC": "source", b"ICOP": "copyright",
}  # fmt: skip
AIFF_TEXT = {b"NAME": "title", b"AUTH": "artist", b"ANNO": "comment"}
UNKNOWN_SIZES = (0, 0xFFFF_FFFF)
"""Data sizes that programs leave which stream into a pipe: the sound goes on to the end of the file."""
PCM, FLOAT, EXTENSIBLE = 1, 3, 0xFFFE


def read(source: Source, tags: RawTags) -> Sound:
    """Read a WAV or AIFF file."""
    big = source.head[:4] == b"FORM"
    order: Literal["big", "little"] = "big" if big else "little"
    sound: Sound | None = None
    data: tuple[int, int] | None = None
    long_size = 0
    weaker = RawTags()
    at = 12
    for _ in range(1000):
        header = source.at(at, 8)
        if len(header) < 8:
            break
        kind, size, body = header[:4], int.from_bytes(header[4:], order), at + 8
        if kind == b"ds64":
            long_size = int.from_bytes(source.at(body + 8, 8), "little")
        elif kind == b"fmt ":
            sound = _wave_format(source.at(body, min(size, 64)))
        elif kind == b"COMM" and big:
            sound = _aiff_format(source.at(body, min(size, 64)), source.head[8:12])
        elif kind == b"data" and not big:
            if size in UNKNOWN_SIZES:
                size = long_size or source.size - body
            data = _data(source, body, size)
        elif kind == b"SSND" and big:
            data = _data(source, body + 8, max(size - 8, 0))
        elif kind.lower() == b"id3 ":
            tag, _ = id3.v2_of(source, body)
            id3.read_v2(tag, tags)
        elif kind == b"LIST" and source.at(body, 4) == b"INFO":
            _info(source.at(body + 4, min(size, 1_000_000) - 4), weaker)
        elif kind in AIFF_TEXT and big:
            weaker.add(AIFF_TEXT[kind], decode_all([source.at(body, min(size, 10_000))])[0])
        at = body + size + (size & 1)
    tags.fill(weaker)
    if sound is None:
        raise Refused("its header is broken")
    if data is None or not data[1]:
        raise Refused("it holds no sound")
    bytes_a_second = sound.sample_rate * sound.channels * ((sound.bit_depth or 16) + 7 >> 3)
    if bytes_a_second:
        sound.duration_ms = data[1] * 1000 // bytes_a_second
        sound.bitrate = bytes_a_second * 8
    sound.audio_hash = hash_of_region(source, sound.container, *data)
    return sound


def _data(source: Source, body: int, size: int) -> tuple[int, int]:
    if body + size > source.size + 1:
        missing = body + size - source.size
        raise Refused(f"cut off: {missing} of {size} bytes of sound are missing")
    return body, min(size, source.size - body)


def _wave_format(data: bytes) -> Sound:
    if len(data) < 16:
        raise Refused("its header is broken")
    form = int.from_bytes(data[:2], "little")
    if form == EXTENSIBLE and len(data) >= 26:
        form = int.from_bytes(data[24:26], "little")
    if form not in (PCM, FLOAT):
        raise Refused(f"a WAV file with a codec other than PCM (number {form})")
    return Sound(
        "wav",
        "pcm",
        sample_rate=int.from_bytes(data[4:8], "little"),
        channels=int.from_bytes(data[2:4], "little"),
        bit_depth=int.from_bytes(data[14:16], "little"),
    )


def _aiff_format(data: bytes, form: bytes) -> Sound:
    if len(data) < 18:
        raise Refused("its header is broken")
    if form == b"AIFC" and data[18:22] not in (
        b"NONE",
        b"sowt",
        b"fl32",
        b"FL32",
        b"fl64",
        b"FL64",
        b"twos",
    ):
        raise Refused("an AIFF file with a codec other than PCM")
    # The sample rate is an 80-bit float: sign and exponent in 16 bits, mantissa in 64.
    exponent = int.from_bytes(data[8:10]) & 0x7FFF
    mantissa = int.from_bytes(data[10:18])
    shift = exponent - 16383 - 63
    rate = mantissa >> -shift if -64 < shift <= 0 else 0
    return Sound(
        "aiff",
        "pcm",
        sample_rate=rate,
        channels=int.from_bytes(data[:2]),
        bit_depth=int.from_bytes(data[6:8]),
    )


def _info(data: bytes, tags: RawTags) -> None:
    at = 0
    found: list[tuple[str, bytes]] = []
    while at + 8 <= len(data) and len(found) < 200:
        size = int.from_bytes(data[at + 4 : at + 8], "little")
        name = INFO.get(data[at : at + 4])
        if name:
            found.append((name, data[at + 8 : at + 8 + size].split(b"\0")[0]))
        at += 8 + size + (size & 1)
    for (name, _), value in zip(found, decode_all([raw for _, raw in found]), strict=True):
        tags.add(name, value)
