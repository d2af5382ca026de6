"""WebM for one sound track, written by hand because exactness needs two things that FFmpeg's muxer refuses.

- The clock ticks every 10 microseconds. In the usual milliseconds a Vorbis packet, or an Opus packet of 2.5 ms,
  is off by up to 22 samples, and Chromium fills or cuts whatever is off by more than two.
- No codec delay is stated (CodecDelay absent, Opus pre-skip zero). Chromium cuts a stated delay once for
  each decoder, not for each track of a Media Source, and shifts the timestamps by it. Here timestamps start at
  zero with the first packet, and the client cuts `skip_samples` itself, as it does for every format.

Sources: RFC 8794 (EBML), RFC 9559 (Matroska), RFC 7845 5.1 (OpusHead).
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator

TICK_NS = 10_000
_TICKS_PER_SECOND = 1_000_000_000 // TICK_NS
# A block's time is a signed 16-bit count of ticks in its cluster: at most 327 ms.
_CLUSTER_TICKS = 30_000
_UNKNOWN_SIZE = b"\x01\xff\xff\xff\xff\xff\xff\xff"
_SEEK_PREROLL_NS = 80_000_000  # RFC 7845 4.6


def _element(identity: int, body: bytes) -> bytes:
    head = identity.to_bytes((identity.bit_length() + 7) // 8)
    width = next(w for w in range(1, 9) if len(body) < (1 << 7 * w) - 1)
    return head + (len(body) | 1 << 7 * width).to_bytes(width) + body


def _number(identity: int, value: int) -> bytes:
    return _element(identity, value.to_bytes(max(1, (value.bit_length() + 7) // 8)))


def _real(identity: int, value: float) -> bytes:
    return _element(identity, struct.pack(">d", value))


def header(codec: str, private: bytes, *, rate: int, channels: int, seconds: float | None) -> bytes:
    """Everything before the first cluster. `codec` is opus or vorbis, `private` its CodecPrivate."""
    ebml = _element(
        0x1A45DFA3,
        _number(0x4286, 1)  # EBMLVersion
        + _number(0x42F7, 1)  # EBMLReadVersion
        + _number(0x42F2, 4)  # EBMLMaxIDLength
        + _number(0x42F3, 8)  # EBMLMaxSizeLength
        + _element(0x4282, b"webm")
        + _number(0x4287, 4)  # DocTypeVersion
        + _number(0x4285, 2),  # DocTypeReadVersion
    )
    duration = b"" if seconds is None else _real(0x4489, seconds * _TICKS_PER_SECOND)
    info = _element(
        0x1549A966,
        _number(0x2AD7B1, TICK_NS)
        + duration
        + _element(0x4D80, b"musicsite")  # MuxingApp
        + _element(0x5741, b"musicsite"),  # WritingApp
    )
    track = _element(
        0xAE,
        _number(0xD7, 1)  # TrackNumber
        + _number(0x73C5, 1)  # TrackUID
        + _number(0x83, 2)  # TrackType: audio
        + _number(0x9C, 0)  # FlagLacing
        + _element(0x86, b"A_OPUS" if codec == "opus" else b"A_VORBIS")
        + (_number(0x56BB, _SEEK_PREROLL_NS) if codec == "opus" else b"")
        + _element(0x63A2, private)
        + _element(0xE1, _real(0xB5, rate) + _number(0x9F, channels)),
    )
    segment = (0x18538067).to_bytes(4) + _UNKNOWN_SIZE
    return ebml + segment + info + _element(0x1654AE6B, track)


def clusters(packets: Iterable[tuple[int, bytes]], rate: int) -> Iterator[bytes]:
    """Clusters of packets given as (first sample, bytes), each cluster whole and at most 300 ms long."""
    start, blocks = 0, bytearray()
    for sample, packet in packets:
        at = (sample * _TICKS_PER_SECOND + rate // 2) // rate
        if blocks and at - start > _CLUSTER_TICKS:
            yield _element(0x1F43B675, _number(0xE7, start) + blocks)
            blocks.clear()
        if not blocks:
            start = at
        # SimpleBlock: track 1, relative time, keyframe.
        blocks += _element(0xA3, b"\x81" + struct.pack(">h", at - start) + b"\x80" + packet)
    if blocks:
        yield _element(0x1F43B675, _number(0xE7, start) + blocks)
