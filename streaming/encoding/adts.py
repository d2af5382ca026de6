"""AAC in ADTS: each frame with a seven-byte header, so that a stream can be cut anywhere.

Why not MP4: browsers place the frames of a fragmented MP4 by an edit list that they read differently, and
muxers write it differently; ADTS has no clock at all, so the client alone decides where a frame lies.
Sources: ISO/IEC 13818-7 6.2 (header); ISO/IEC 14496-3 1.6.2.1 (AudioSpecificConfig).
"""

from __future__ import annotations

from dataclasses import dataclass

from streaming.encoding.errors import EncodingError
from streaming.encoding.mapped import Data

FRAME_SAMPLES = 1024
HEADER_SIZE = 7
_RATES = (96000, 88200, 64000, 48000, 44100, 32000, 24000, 22050, 16000, 12000, 11025, 8000, 7350)
_LC = 2
_SBR_SYNC = 0x2B7


@dataclass(frozen=True, slots=True)
class Config:
    """What an AudioSpecificConfig says that ADTS can say too."""

    rate_index: int
    channels: int


def read_config(extradata: bytes) -> Config | None:
    """The configuration of an AAC-LC stream, or None where ADTS cannot carry it.

    That is: another object type (HE-AAC says 5 or 29), an explicit rate, a program config, frames of 960
    samples, or an SBR extension after the LC part.
    """
    if len(extradata) < 2:
        return None
    bits = int.from_bytes(extradata[:2])
    object_type, rate_index, channels = bits >> 11, (bits >> 7) & 15, (bits >> 3) & 15
    short_frames, sbr = (bits >> 2) & 1, False
    if len(extradata) >= 5:
        tail = int.from_bytes(extradata[2:5])
        sbr = tail >> 13 == _SBR_SYNC and bool((tail >> 7) & 1)
    if object_type != _LC or rate_index >= len(_RATES) or not 1 <= channels <= 7 or short_frames:
        return None
    return None if sbr else Config(rate_index, channels)


def is_plain_lc(extradata: bytes, sample_rate: int) -> bool:
    """True for AAC-LC whose configured rate is what the decoder gives (else it is HE-AAC in disguise)."""
    config = read_config(extradata)
    return config is not None and _RATES[config.rate_index] == sample_rate


def frame_header(config: Config, size: int) -> bytes:
    """The header for a raw frame of `size` bytes, without CRC."""
    length = size + HEADER_SIZE
    if length >= 1 << 13:
        raise EncodingError("an AAC frame is too long for ADTS")
    return bytes(
        (
            0xFF,
            0xF1,  # MPEG-4, no CRC
            (_LC - 1) << 6 | config.rate_index << 2 | config.channels >> 2,
            (config.channels & 3) << 6 | length >> 11,
            length >> 3 & 0xFF,
            (length & 7) << 5 | 0x1F,
            0xFC,  # buffer fullness "variable", one block
        )
    )


def count_frames(data: Data) -> tuple[int, int, int]:
    """(frames, first byte, rate in Hz) of an ADTS file; no frames where it isn't one."""
    at = 0
    if bytes(data[:3]) == b"ID3":
        size = 0
        for byte in data[6:10]:
            size = size << 7 | byte & 0x7F
        at = 10 + size
    first, count, rate = at, 0, 0
    while at + HEADER_SIZE <= len(data):
        if data[at] != 0xFF or data[at + 1] & 0xF6 != 0xF0:
            break
        length = (data[at + 3] & 3) << 11 | data[at + 4] << 3 | data[at + 5] >> 5
        index = data[at + 2] >> 2 & 15
        if length < HEADER_SIZE or at + length > len(data) or index >= len(_RATES):
            break
        rate = _RATES[index]
        count += 1 + (data[at + 6] & 3)
        at += length
    return count, first, rate
