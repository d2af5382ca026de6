"""Vorbis comments, as FLAC, Vorbis and Opus carry them (https://xiph.org/vorbis/doc/v-comment.html)."""

import base64
import binascii

from streaming.importing.pictures import MOST_BYTES, offer
from streaming.importing.rawtags import RawTags
from streaming.importing.text import decode


def read_comments(data: bytes, tags: RawTags) -> None:
    """Add the comments of a block (without a packet's or block's own header)."""
    at = 4 + int.from_bytes(data[:4], "little")
    count = int.from_bytes(data[at : at + 4], "little")
    at += 4
    for _ in range(min(count, 10_000)):
        size = int.from_bytes(data[at : at + 4], "little")
        start, at = at + 4, at + 4 + size
        if at > len(data):
            break
        equals = data.find(b"=", start, min(start + 200, at))
        if equals < 0:
            continue
        name = data[start:equals].decode("utf-8", "replace")
        if name.upper() == "METADATA_BLOCK_PICTURE":
            if tags.wants_pictures:
                _encoded_picture(data[equals + 1 : at], tags)
        elif name.upper() == "COVERART":
            if tags.wants_pictures:
                _old_picture(data[equals + 1 : at], tags)
        else:
            # A few characters of UTF-8 are four bytes each; more than this is never kept.
            tags.add(name, _text(data[equals + 1 : min(at, equals + 400_000)]))


def _text(raw: bytes) -> str:
    """UTF-8 as the format says; old programs wrote what they had."""
    try:
        return raw.decode()
    except UnicodeDecodeError:
        return raw.decode("utf-8", "replace") if len(raw) > 100_000 else decode(raw)


def read_picture(data: bytes, tags: RawTags) -> None:
    """Add the picture of a FLAC PICTURE block (RFC 9639, section 8.8)."""
    kind = int.from_bytes(data[:4])
    mime = int.from_bytes(data[4:8])
    at = 8 + mime
    described = int.from_bytes(data[at : at + 4])
    at += 4 + described + 16
    size = int.from_bytes(data[at : at + 4])
    if mime < 256 and described < 1_000_000:
        offer(tags, kind, data[at + 4 : at + 4 + size], size)


def _encoded_picture(data: bytes, tags: RawTags) -> None:
    if len(data) > MOST_BYTES * 4 // 3:
        offer(tags, 3, b"", len(data) * 3 // 4)
        return
    try:
        read_picture(base64.b64decode(data), tags)
    except (binascii.Error, ValueError):
        tags.notes.append("its cover cannot be decoded: taken in without it")


def _old_picture(data: bytes, tags: RawTags) -> None:
    try:
        offer(tags, 3, base64.b64decode(data[: MOST_BYTES * 4 // 3]))
    except (binascii.Error, ValueError):
        tags.notes.append("its cover cannot be decoded: taken in without it")
