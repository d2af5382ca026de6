"""What may stand after the sound: ID3v1, Lyrics3 and APEv2 (https://wiki.hydrogenaudio.org/index.php?title=APEv2_specification)."""

from streaming.importing import id3
from streaming.importing.pictures import MOST_BYTES, offer
from streaming.importing.rawtags import RawTags
from streaming.importing.source import Source

FOOTER = 32
HAS_HEADER = 1 << 31
BINARY = 1


def end_of_sound(source: Source, start: int, tags: RawTags) -> int:
    """Add the tags at the end of the file; gives where the sound before them ends."""
    end = source.size
    tail = source.at(max(end - 160, start), min(160, end - start))
    v1 = b""
    if tail[-128:-125] == b"TAG":
        v1 = tail[-128:]
        end -= 128
        tail = tail[:-128]
    if tail[-9:] == b"LYRICS200" and tail[-15:-9].isdigit():
        end -= int(tail[-15:-9]) + 15
        tail = source.at(max(end - FOOTER, start), FOOTER)
    if tail[-32:-24] == b"APETAGEX":
        end = _ape(source, end, start, tail[-32:], tags)
    if v1:
        id3.read_v1(v1, tags)
    return max(end, start)


def _ape(source: Source, end: int, start: int, footer: bytes, tags: RawTags) -> int:
    """Add the items of the APEv2 tag whose footer ends at `end`; gives where the tag begins."""
    size = int.from_bytes(footer[12:16], "little")
    flags = int.from_bytes(footer[20:24], "little")
    begins = end - size
    if begins < start or size < FOOTER:
        return end
    if size <= MOST_BYTES + 1_000_000:
        _items(source.at(begins, size - FOOTER), tags)
    else:
        tags.notes.append("its tags are larger than any tags can be: taken in without them")
    return begins - FOOTER if flags & HAS_HEADER else begins


def _items(data: bytes, tags: RawTags) -> None:
    weaker = RawTags(wants_pictures=tags.wants_pictures)
    at = 0
    for _ in range(1000):
        if at + 9 > len(data):
            break
        size = int.from_bytes(data[at : at + 4], "little")
        flags = int.from_bytes(data[at + 4 : at + 8], "little")
        ends = data.find(b"\0", at + 8, at + 8 + 256)
        if ends < 0:
            break
        name = data[at + 8 : ends].decode("latin-1")
        value = data[ends + 1 : ends + 1 + size]
        at = ends + 1 + size
        if flags >> 1 & 3 == BINARY:
            if name.lower().startswith("cover art") and tags.wants_pictures:
                offer(weaker, 3 if "front" in name.lower() else 0, value.partition(b"\0")[2])
            continue
        for one in value[:400_000].decode("utf-8", "replace").split("\0"):
            weaker.add(name, one)
    tags.fill(weaker)
    tags.pictures.extend(weaker.pictures)
    tags.notes.extend(weaker.notes)
