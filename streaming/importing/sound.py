"""Facts of the sound in a file, and the hash by which it is found again.

The hash is of the audio without its tags, so that a file that was moved, renamed or retagged is recognised. It
reads at most three blocks of 32 KiB (start, middle, end) and takes the number of bytes of the audio in: reading
a whole library of gigabytes would take hours. FLAC states an MD5 of all its samples, which is taken instead.

What can collide: two recordings of equal length in bytes that differ only between the blocks, such as an
edited copy of a WAV. They are both kept as tracks of their own; only where one of them vanished in the same
scan that found the other would its plays move over. Before two recordings are merged, compare `sha256`
or the audio itself.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from streaming.importing.source import Source

BLOCK = 32 * 1024


@dataclass(slots=True)
class Sound:
    """What is known of the sound without decoding it. Bits per second, Hz, milliseconds."""

    container: str
    codec: str
    sample_rate: int = 0
    channels: int = 0
    bit_depth: int | None = None
    bitrate: int = 0
    duration_ms: int = 0
    audio_hash: str = ""


def hash_of_blocks(kind: str, length: int, blocks: Iterable[bytes]) -> str:
    """SHA-256 over the kind of bytes, their full length and the sampled blocks."""
    digest = hashlib.sha256(f"{kind}:{length}:".encode())
    for block in blocks:
        digest.update(block)
    return digest.hexdigest()


def hash_of_region(source: Source, kind: str, start: int, length: int) -> str:
    """The audio hash of the bytes that lie in one piece."""
    if length <= 3 * BLOCK:
        return hash_of_blocks(kind, length, [source.at(start, length)])
    middle = start + (length - BLOCK) // 2
    offsets = (start, middle, start + length - BLOCK)
    return hash_of_blocks(kind, length, (source.at(offset, BLOCK) for offset in offsets))
