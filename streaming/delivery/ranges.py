"""The `Range` header (RFC 9110, section 14): which bytes of a known number are meant.

A header that is not understood is ignored, as the RFC says, and so is one that asks for more than `MOST` pieces:
the whole is sent instead. Pieces that overlap or nearly touch are sent as one (14.2: a server may coalesce, and
should not let a small request make a large answer).
"""

import re
from dataclasses import dataclass

MOST = 16
"""Pieces in one request."""

NEAR = 80
"""A gap in bytes that costs less than the part header it would save (the RFC's own figure)."""

_spec = re.compile(r"([0-9]*)-([0-9]*)", re.ASCII)
# Longer numbers are beyond any file, and Python refuses to read very long ones.
_digits = 18


@dataclass(frozen=True, slots=True)
class ByteRange:
    """Bytes `start` up to and without `stop`, at least one."""

    start: int
    stop: int

    def __len__(self) -> int:
        return self.stop - self.start

    def content_range(self, size: int) -> str:
        """The value of `Content-Range`, whose last position is inclusive."""
        return f"bytes {self.start}-{self.stop - 1}/{size}"


def parse_ranges(header: str, size: int) -> list[ByteRange] | None:
    """The pieces that a `Range` header asks of `size` bytes, in its order unless they overlap.

    None: the header is to be ignored and everything sent. An empty list: nothing of it can be satisfied (416).
    """
    unit, separator, text = header.partition("=")
    if not separator or unit.strip().lower() != "bytes" or not size:
        return None
    specs = [spec for spec in (piece.strip(" \t") for piece in text.split(",")) if spec]
    if not specs or len(specs) > MOST:
        return None
    pieces = []
    for spec in specs:
        match = _spec.fullmatch(spec)
        if match is None or match[0] == "-":
            return None
        first, last = (_number(digits) for digits in match.groups())
        if first is None:
            start, stop = max(0, size - (last or 0)), size
        elif last is not None and last < first:
            return None
        else:
            start, stop = first, size if last is None else min(last + 1, size)
        if start < stop:
            pieces.append(ByteRange(start, stop))
    return _coalesced(pieces)


def _number(digits: str) -> int | None:
    if not digits:
        return None
    digits = digits.lstrip("0") or "0"
    return int(digits) if len(digits) <= _digits else int("9" * _digits)


def _coalesced(pieces: list[ByteRange]) -> list[ByteRange]:
    if len(pieces) < 2:
        return pieces
    merged: list[ByteRange] = []
    for piece in sorted(pieces, key=lambda piece: (piece.start, piece.stop)):
        if merged and piece.start <= merged[-1].stop + NEAR:
            merged[-1] = ByteRange(merged[-1].start, max(merged[-1].stop, piece.stop))
        else:
            merged.append(piece)
    return pieces if len(merged) == len(pieces) else merged
