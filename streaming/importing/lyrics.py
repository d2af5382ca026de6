"""Synchronised lyrics: LRC (https://en.wikipedia.org/wiki/LRC_(file_format)), beside the file or in a tag."""

import re

from streaming.importing.text import clean, clean_lines, decode

MOST_LINES = 5000
MOST_BYTES = 1_000_000
_stamp = re.compile(r"\[(\d{1,3}):(\d{1,2})(?:[.:](\d{1,3}))?\]")
_stamps = re.compile(r"^\s*((?:\[\d{1,3}:\d{1,2}(?:[.:]\d{1,3})?\]\s*)+)(.*)$")
_words = re.compile(r"<\d{1,3}:\d{1,2}(?:[.:]\d{1,3})?>\s*")
_offset = re.compile(r"^\s*\[offset:\s*([+-]?\d{1,6})\s*\]", re.IGNORECASE)
_header = re.compile(r"^\s*\[[a-z#]+:[^\]]*\]\s*$", re.IGNORECASE)

Synced = list[tuple[int, str]]


def parse_lrc(text: str) -> Synced:
    """(milliseconds, line) in order of time; empty where the text is no LRC. A positive offset shows lines earlier."""
    found: Synced = []
    offset = 0
    for line in text.splitlines()[: MOST_LINES * 2]:
        if shifted := _offset.match(line):
            offset = int(shifted[1])
        elif (stamped := _stamps.match(line)) and len(found) < MOST_LINES:
            words = clean(_words.sub("", stamped[2]), 500)
            for minutes, seconds, fraction in _stamp.findall(stamped[1])[:50]:
                at = (
                    int(minutes) * 60_000
                    + int(seconds) * 1000
                    + int((fraction or "0").ljust(3, "0"))
                )
                found.append((at, words))
    return sorted((max(at - offset, 0), words) for at, words in found)[:MOST_LINES]


def plain(text: str) -> str:
    """Lyrics as text: LRC without its times and headers."""
    if not _stamp.search(text):
        return clean_lines(text)
    lines = (
        _words.sub("", _stamp.sub("", line)).strip()
        for line in text.splitlines()
        if not _header.match(line)
    )
    return clean_lines("\n".join(lines))


def read_lrc(data: bytes) -> tuple[Synced, str]:
    """(synchronised lines, plain text) of an `.lrc` file's bytes."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        text = data.decode("utf-16", "replace")
    else:
        text = decode(data.removeprefix(b"\xef\xbb\xbf"))
    text = clean_lines(text)
    return parse_lrc(text), plain(text)
