"""WavPack files (https://www.wavpack.com/WavPack5FileFormat.pdf): the first block, APEv2 tags at the end."""

from streaming.importing import ape
from streaming.importing.errors import Refused
from streaming.importing.rawtags import RawTags
from streaming.importing.sound import Sound, hash_of_region
from streaming.importing.source import Source

_RATES = (
    6000,
    8000,
    9600,
    11025,
    12000,
    16000,
    22050,
    24000,
    32000,
    44100,
    48000,
    64000,
    88200,
    96000,
    192000,
)
MONO, DSD = 1 << 2, 1 << 31


def read(source: Source, tags: RawTags) -> Sound:
    """Read a WavPack file."""
    end = ape.end_of_sound(source, 0, tags)
    header = source.at(0, 32)
    if len(header) < 32 or end <= 32:
        raise Refused("it holds no sound")
    flags = int.from_bytes(header[24:28], "little")
    if flags & DSD:
        raise Refused("a WavPack file with DSD sound")
    total = int.from_bytes(header[12:16], "little") | header[11] << 32
    sound = Sound("wavpack", "wavpack", bit_depth=((flags & 3) + 1) * 8)
    sound.channels = 1 if flags & MONO else 2
    rate = flags >> 23 & 0xF
    sound.sample_rate = _RATES[rate] if rate < len(_RATES) else 0
    at = 0
    while at + 32 <= end:
        block = source.at(at, 32)
        if block[:4] != b"wvpk":
            break
        at += int.from_bytes(block[4:8], "little") + 8
        if at > end:
            raise Refused("cut off within its last block")
    if sound.sample_rate and header[12:16] != b"\xff\xff\xff\xff":
        sound.duration_ms = total * 1000 // sound.sample_rate
        sound.bitrate = end * 8000 // max(sound.duration_ms, 1)
    sound.audio_hash = hash_of_region(source, "wavpack", 0, end)
    return sound
