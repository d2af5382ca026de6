"""MPEG audio (MP3) and AAC in ADTS frames, with tags before and after the sound.

Sources: ISO/IEC 13818-7 (ADTS); Xing and VBRI headers as LAME and Fraunhofer write them.
"""

from streaming.importing import ape, id3
from streaming.importing.errors import Refused
from streaming.importing.rawtags import RawTags
from streaming.importing.sound import Sound, hash_of_region
from streaming.importing.source import Source
from streaming.mpeg import Frame, parse_frame

SEARCH = 64 * 1024
_ADTS_RATES = (
    96000,
    88200,
    64000,
    48000,
    44100,
    32000,
    24000,
    22050,
    16000,
    12000,
    11025,
    8000,
    7350,
)


def read(source: Source, start: int, tags: RawTags) -> Sound:
    """Read what follows the ID3v2 tag that ends at `start`."""
    end = ape.end_of_sound(source, start, tags)
    window = source.at(start, min(SEARCH, end - start))
    if not window:
        raise Refused("it holds no sound")
    at = _first_frame(window, end - start)
    if at is None:
        return _adts(source, start, end, window)
    frame = parse_frame(window, at)
    assert frame is not None
    sound = Sound("mp3", "mp3", frame.rate, frame.channels)
    frames, stated = _vbr(window, at, frame)
    length = end - start - at
    if frames:
        sound.duration_ms = frames * frame.samples * 1000 // frame.rate
        # A tag that was put on later may be counted in; anything more is missing sound.
        if stated > length + frame.size + 4096:
            raise Refused(f"cut off: {stated - length} of {stated} bytes are missing")
    else:
        kbits = frame.size * frame.rate // (frame.samples // 8) / 1000
        sound.duration_ms = int(length * 8 / kbits) if kbits else 0
    if sound.duration_ms:
        sound.bitrate = length * 8000 // sound.duration_ms
    sound.audio_hash = hash_of_region(source, "mp3", start + at, length)
    return sound


def _first_frame(window: bytes, whole: int) -> int | None:
    """Where the first frame is that another follows (or that reaches the end)."""
    at = window.find(b"\xff")
    while at >= 0:
        frame = parse_frame(window, at)
        if frame is not None:
            after = parse_frame(window, at + frame.size)
            is_last = abs(at + frame.size - whole) <= 4
            if is_last or (after is not None and after.rate == frame.rate):
                return at
        at = window.find(b"\xff", at + 1)
    return None


def _vbr(window: bytes, at: int, frame: Frame) -> tuple[int, int]:
    """(frames, bytes) that a Xing, Info or VBRI header states; zeros where none does."""
    xing = at + 4 + frame.side_info
    if window[xing : xing + 4] in (b"Xing", b"Info"):
        flags, xing = window[xing + 7] if len(window) > xing + 8 else 0, xing + 8
        frames = size = 0
        if flags & 1:
            frames, xing = int.from_bytes(window[xing : xing + 4]), xing + 4
        if flags & 2:
            size = int.from_bytes(window[xing : xing + 4])
        return frames, size
    vbri = at + 36
    if window[vbri : vbri + 4] == b"VBRI":
        return int.from_bytes(window[vbri + 14 : vbri + 18]), int.from_bytes(
            window[vbri + 10 : vbri + 14]
        )
    return 0, 0


def _adts(source: Source, start: int, end: int, window: bytes) -> Sound:
    """AAC in ADTS frames: the mean of the first frames gives the length of the whole."""
    at, frames = 0, 0
    rate = channels = 0
    while at + 7 <= len(window) and window[at] == 0xFF and window[at + 1] & 0xF6 == 0xF0:
        index = window[at + 2] >> 2 & 0xF
        size = (window[at + 3] & 3) << 11 | window[at + 4] << 3 | window[at + 5] >> 5
        if index >= len(_ADTS_RATES) or size < 7:
            break
        rate = rate or _ADTS_RATES[index]
        channels = channels or (window[at + 2] & 1) << 2 | window[at + 3] >> 6
        frames += 1
        at += size
    if frames < 2:
        raise Refused("no sound was found in it")
    sound = Sound("adts", "aac", rate, channels)
    at = min(at, end - start)
    sound.duration_ms = int(frames * (end - start) / at * 1024 * 1000 / rate)
    sound.bitrate = (end - start) * 8000 // max(sound.duration_ms, 1)
    sound.audio_hash = hash_of_region(source, "adts", start, end - start)
    return sound


def read_tags(source: Source, tags: RawTags) -> int:
    """Add the ID3v2 tags at the start; gives where they end."""
    at = 0
    for _ in range(4):  # some files carry several
        data, size = id3.v2_of(source, at)
        if not size:
            break
        if at + size > source.size:
            raise Refused("cut off within its tags")
        id3.read_v2(data, tags)
        at += size
    # Padding that its tag doesn't count is common.
    return at
