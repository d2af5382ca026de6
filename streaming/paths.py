"""Paths of files as text that any database keeps, whatever bytes the file system holds.

A file name is bytes. Python gives those that are not UTF-8 as lone surrogates (PEP 383), which no database
takes. Here each such byte becomes one character of the last private plane (U+10FF80 to U+10FFFF, byte + 0x10FF00),
and so do the bytes of a name that really has such characters: it reads back exactly.
"""

import hashlib
import os
import re

_BASE = 0x10FF00
_escaped = re.compile("[\U0010ff80-\U0010ffff]")
_to_escape = re.compile("[\udc80-\udcff\U0010ff80-\U0010ffff]")


def stored_path(path: str) -> str:
    """A path as Python gives it (with `surrogateescape`), as it is stored."""
    if path.isascii() or not _to_escape.search(path):
        return path
    return _to_escape.sub(
        lambda found: "".join(chr(_BASE + byte) for byte in os.fsencode(found[0])), path
    )


def disk_path(stored: str) -> str:
    """A stored path as Python's file functions take it."""
    if stored.isascii() or not _escaped.search(stored):
        return stored
    raw = b"".join(
        bytes([ord(character) - _BASE]) if _escaped.match(character) else character.encode()
        for character in stored
    )
    return os.fsdecode(raw)


def path_hash(path: str) -> str:
    """SHA-256 of a path's bytes, in hex; of a path as Python gives it."""
    return hashlib.sha256(os.fsencode(path)).hexdigest()
