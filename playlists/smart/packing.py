"""Keys of tracks as the bytes of a chunk: eight a key, little-endian on every machine."""

import sys
from array import array

CHUNK = 1000
"""Tracks of a chunk: 8 kB, a page or two of the database's own."""


def packed(keys: "array[int]") -> bytes:
    return _swapped(keys).tobytes()


def unpacked(data: bytes) -> "array[int]":
    keys = array("q")
    keys.frombytes(data)
    return _swapped(keys)


def _swapped(keys: "array[int]") -> "array[int]":
    if sys.byteorder == "little":
        return keys
    swapped = array("q", keys)
    swapped.byteswap()
    return swapped
