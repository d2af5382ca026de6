"""The header of an MPEG audio frame, for who reads facts (`importing`) and who counts samples (`encoding`).

Sources: ISO/IEC 11172-3 2.4.1.3 and 13818-3.
"""

import mmap
from typing import NamedTuple

_KBITS = {  # by (MPEG 1?, layer)
    (True, 3): (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),
    (True, 2): (0, 32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384),
    (True, 1): (0, 32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448),
    (False, 3): (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
    (False, 2): (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
    (False, 1): (0, 32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256),
}
_RATES = {3: (44100, 48000, 32000), 2: (22050, 24000, 16000), 0: (11025, 12000, 8000)}


class Frame(NamedTuple):
    """One frame: its length in bytes, its samples a channel, its clock in Hz, its channels."""

    size: int
    samples: int
    rate: int
    channels: int
    side_info: int
    """Bytes of Layer III's side information, behind which a Xing or Info header would be."""


def parse_frame(data: bytes | mmap.mmap, at: int) -> Frame | None:
    """The frame header at `at`, or None. Free-format frames (bit rate 0) count as none."""
    if at + 4 > len(data) or data[at] != 0xFF or data[at + 1] & 0xE0 != 0xE0:
        return None
    version, layer = (data[at + 1] >> 3) & 3, 4 - ((data[at + 1] >> 1) & 3)
    bitrate_index, rate_index = data[at + 2] >> 4, (data[at + 2] >> 2) & 3
    if version == 1 or layer == 4 or bitrate_index in (0, 15) or rate_index == 3:
        return None
    first = version == 3
    padding = (data[at + 2] >> 1) & 1
    rate = _RATES[version][rate_index]
    bitrate = _KBITS[first, layer][bitrate_index] * 1000
    if layer == 1:
        samples, size = 384, (12 * bitrate // rate + padding) * 4
    else:
        samples = 576 if layer == 3 and not first else 1152
        size = samples // 8 * bitrate // rate + padding
    channels = 1 if data[at + 3] >> 6 == 3 else 2
    side_info = (17, 32)[channels - 1] if first else (9, 17)[channels - 1]
    return Frame(size, samples, rate, channels, side_info)
