"""Ogg files (RFC 3533) with Vorbis, Opus (RFC 7845) or FLAC.

Audio is hashed by packets' bytes without page headers: retagging renumbers pages, and some programs cut them anew.
"""

from collections.abc import Iterator

from streaming.importing import flac
from streaming.importing.errors import Refused
from streaming.importing.rawtags import RawTags
from streaming.importing.sound import BLOCK, Sound, hash_of_blocks
from streaming.importing.source import MOST, Source
from streaming.importing.vorbis import read_comments, read_picture

LARGEST_PAGE = 27 + 255 + 255 * 255
END_OF_STREAM = 4


def read(source: Source, tags: RawTags) -> Sound:
    """Read the first stream of an Ogg file."""
    packets, audio_at, serial = _headers(source)
    first = packets[0]
    gap = 0
    if first.startswith(b"OpusHead"):
        sound = Sound("ogg", "opus", 48_000, first[9])
        gap = int.from_bytes(first[10:12], "little")
        tags.add("opusoutputgain", str(int.from_bytes(first[16:18], "little", signed=True)))
        if packets[1].startswith(b"OpusTags"):
            read_comments(packets[1][8:], tags)
    elif first.startswith(b"\x01vorbis"):
        sound = Sound("ogg", "vorbis", int.from_bytes(first[12:16], "little"), first[11])
        if packets[1].startswith(b"\x03vorbis"):
            read_comments(packets[1][7:], tags)
    elif first.startswith(b"\x7fFLAC"):
        sound = flac.stream_info(first[17:51], "ogg")
        for packet in packets[1:]:
            if packet[0] & 0x7F == flac.COMMENTS:
                read_comments(packet[4:], tags)
            elif packet[0] & 0x7F == flac.PICTURE and tags.wants_pictures:
                read_picture(packet[4:], tags)
    else:
        raise Refused("an Ogg file with a codec other than Vorbis, Opus and FLAC")
    granule, tail = _end(source, audio_at, serial)
    if sound.sample_rate:
        sound.duration_ms = max(granule - gap, 0) * 1000 // sound.sample_rate
    if sound.duration_ms:
        sound.bitrate = (source.size - audio_at) * 8000 // sound.duration_ms
    sound.audio_hash = hash_of_blocks(
        sound.codec, granule, [_first_bytes(source, audio_at, serial), tail]
    )
    return sound


def _headers(source: Source) -> tuple[list[bytes], int, int]:
    """(the header packets, where audio pages begin, the stream's serial number)."""
    packets: list[bytes] = []
    partial: list[bytes] = []
    at, serial, wanted, held = 0, None, 2, 0
    while len(packets) < wanted:
        header = source.at(at, 27)
        if len(header) < 27 or header[:4] != b"OggS":
            raise Refused("cut off within its header")
        table = source.at(at + 27, header[26])
        length = sum(table)
        if serial is None:
            serial = header[14:18]
        if header[14:18] == serial:
            body = source.at(at + 27 + len(table), length)
            held += length
            if held > MOST:
                raise Refused("its tags are larger than any tags can be")
            start = 0
            for size in _packet_sizes(table):
                end = start + size[0]
                partial.append(body[start:end])
                start = end
                if size[1]:
                    packets.append(b"".join(partial))
                    partial = []
            if packets:
                wanted = _header_count(packets)
        at += 27 + len(table) + length
        if at > source.size:
            raise Refused("cut off within its header")
    return packets, at, int.from_bytes(serial or b"", "little")


def _packet_sizes(table: bytes) -> Iterator[tuple[int, bool]]:
    """(bytes, whether the packet ends here) of each piece of a page, by its lacing values."""
    size = 0
    for value in table:
        size += value
        if value < 255:
            yield size, True
            size = 0
    if size or (table and table[-1] == 255):
        yield size, False


def _header_count(packets: list[bytes]) -> int:
    if packets[0].startswith(b"\x01vorbis"):
        return 3
    if packets[0].startswith(b"\x7fFLAC"):
        if len(packets) > 1 and packets[-1][:1] and packets[-1][0] & 0x80:
            return len(packets)  # the last metadata block is marked
        return len(packets) + 1 if len(packets) < 200 else len(packets)
    return 2


def _first_bytes(source: Source, at: int, serial: int) -> bytes:
    """The first `BLOCK` bytes of audio packets."""
    window = source.at(at, min(BLOCK * 2, source.size - at))
    return b"".join(body for _, _, body in _pages(window, 0, serial))[:BLOCK]


def _end(source: Source, audio_at: int, serial: int) -> tuple[int, bytes]:
    """(granule position of the stream's last page, the last `BLOCK` bytes of packets). Refuses a cut file."""
    span = max(LARGEST_PAGE * 2, BLOCK * 2)
    start = max(audio_at, source.size - span)
    window = source.at(start, source.size - start)
    first = window.find(b"OggS")
    pages = list(_pages(window, max(first, 0), serial))
    while pages and pages[-1][0] == 2**64 - 1:  # no packet ends on this page
        last = pages.pop()
        if not pages:
            pages = [last]
            break
    if first < 0 or not pages:
        raise Refused("it holds no sound")
    granule, flags, _ = pages[-1]
    complete = sum(27 + len(table) + len(body) for table, body in _whole(window, first))
    if first + complete < len(window) and not flags & END_OF_STREAM:
        raise Refused("cut off within its last page")
    tail = b"".join(body for _, _, body in pages)[-BLOCK:]
    return granule, tail


def _pages(window: bytes, at: int, serial: int) -> Iterator[tuple[int, int, bytes]]:
    """(granule position, flags, body) of this stream's whole pages in the window."""
    while at + 27 <= len(window) and window[at : at + 4] == b"OggS":
        table = window[at + 27 : at + 27 + window[at + 26]]
        start = at + 27 + len(table)
        end = start + sum(table)
        if end > len(window):
            return
        if int.from_bytes(window[at + 14 : at + 18], "little") == serial:
            yield (
                int.from_bytes(window[at + 6 : at + 14], "little"),
                window[at + 5],
                window[start:end],
            )
        at = end


def _whole(window: bytes, at: int) -> Iterator[tuple[bytes, bytes]]:
    while at + 27 <= len(window) and window[at : at + 4] == b"OggS":
        table = window[at + 27 : at + 27 + window[at + 26]]
        start = at + 27 + len(table)
        end = start + sum(table)
        if end > len(window):
            return
        yield table, window[start:end]
        at = end
