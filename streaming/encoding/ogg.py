"""Lengths in an Ogg file: the granule positions of its first sound page and of its last (RFC 3533)."""

from __future__ import annotations

from dataclasses import dataclass

from streaming.encoding.mapped import Data
from streaming.encoding.opus import packet_samples

_TAIL = 128 << 10  # two pages of the largest size
_PAGE_HEADER = 27
_FIRST_PAGE = 2


@dataclass(frozen=True, slots=True)
class Page:
    """One page: its flags, its granule position (-1: no packet ends here), its whole packets, where it ends."""

    flags: int
    granule: int
    packets: list[bytes]
    end: int


def read_page(data: Data, at: int) -> Page | None:
    head = bytes(data[at : at + _PAGE_HEADER])
    if len(head) < _PAGE_HEADER or head[:4] != b"OggS":
        return None
    body = at + _PAGE_HEADER + head[26]
    packets, length, end = [], 0, body
    for lace in bytes(data[at + _PAGE_HEADER : body]):
        length += lace
        if lace < 255:
            packets.append(bytes(data[end : end + length]))
            end, length = end + length, 0
    granule = int.from_bytes(head[6:14], "little", signed=True)
    return Page(head[5], granule, packets, end + length)


def opus_start(data: Data) -> int:
    """The granule position at which an Opus stream starts: 0, or more where it was cut from a longer one.

    RFC 7845 4.3: the first sound page's position less the samples of its packets.
    """
    at, sounding = 0, False
    while (page := read_page(data, at)) is not None:
        at = page.end
        if sounding and page.granule >= 0:
            samples = sum(packet_samples(packet) for packet in page.packets)
            # A page that is also the last may state less than it holds: that is the padding, not the start.
            return max(0, page.granule - samples)
        # The tags may span pages (a cover); the page on which they end has position 0 and nothing else.
        sounding = sounding or (
            page.granule == 0 and not page.flags & _FIRST_PAGE and bool(page.packets)
        )
    return 0


def last_granule(data: Data) -> int | None:
    """The granule position of the last page, or None: no page found, or a chain of several streams."""
    serial = bytes(data[14:18])
    tail = bytes(data[max(0, len(data) - _TAIL) : len(data)])
    at = len(tail)
    while (at := tail.rfind(b"OggS", 0, at)) >= 0:
        page = read_page(tail, at)
        if page is not None and page.granule >= 0:
            return page.granule if tail[at + 14 : at + 18] == serial else None
    return None
