"""Files of playlists as plain lines, and back. Nothing here knows the database.

M3U8: https://datatracker.ietf.org/doc/html/rfc8216 has the core; `#EXTINF:seconds,Artist - Title`, `#PLAYLIST:` and
`#EXTALB:` are custom. XSPF: https://www.xspf.org/spec. JSPF: https://www.xspf.org/jspf, with MusicBrainz identifiers as
ListenBrainz writes them.
"""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote
from xml.etree import ElementTree

from common.errors import Invalid

MOST_BYTES = 5_000_000
XSPF = "http://xspf.org/ns/0/"
RECORDING = "https://musicbrainz.org/recording/"
ISRC_URN = "urn:isrc:"
_mbid = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
_isrc = re.compile(r"[A-Z]{2}[A-Z0-9]{3}[0-9]{7}")
# What XML 1.0 has no way to write (https://www.w3.org/TR/xml/#charsets).
_no_xml = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Line:
    """A track as a file names it; empty where it says nothing."""

    location: str = ""
    title: str = ""
    artist: str = ""
    album: str = ""
    duration_ms: int = 0
    musicbrainz_id: str = ""
    isrc: str = ""

    def __str__(self) -> str:
        names = " – ".join(name for name in (self.artist, self.title) if name)
        return names or unquote(self.location.rpartition("/")[2]) or "?"


@dataclass(frozen=True, slots=True)
class Sheet:
    """A playlist as a file holds it."""

    title: str
    lines: Sequence[Line]


def read(data: bytes) -> Sheet:
    """A file of any of the three formats, told by its content. Raises Invalid (field `file`) for any other."""
    if len(data) > MOST_BYTES:
        raise Invalid("The file is larger than 5 MB.", field="file")
    text = _text(data)
    start = text.lstrip()[:1]
    try:
        if start == "<":
            return _read_xspf(text)
        if start == "{":
            return _read_jspf(text)
        return _read_m3u(text)
    except (
        ElementTree.ParseError,
        LookupError,
        ValueError,
        TypeError,
        AttributeError,
        RecursionError,
    ) as error:
        raise Invalid("This is no playlist in M3U, XSPF or JSPF.", field="file") from error


def _text(data: bytes) -> str:
    """UTF-8; old M3U files are in Windows' Western encoding. Others (with U+0000 between letters) are refused."""
    if b"\0" in data:
        raise Invalid("The file is no text in UTF-8.", field="file")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", "replace")
    return text


def _read_m3u(text: str) -> Sheet:
    title = ""
    lines: list[Line] = []
    told: dict[str, Any] = {}
    for raw in text.splitlines():
        line = raw.strip()
        if line.startswith("#PLAYLIST:"):
            title = line.removeprefix("#PLAYLIST:").strip()
        elif line.startswith("#EXTINF:"):
            seconds, _, name = line.removeprefix("#EXTINF:").partition(",")
            artist, dash, song = name.partition(" - ")
            told |= (
                {"artist": artist.strip(), "title": song.strip()}
                if dash
                else {"title": name.strip()}
            )
            length = re.match(r"\s*(\d{1,7})", seconds)
            told["duration_ms"] = int(length[1]) * 1000 if length else 0
        elif line.startswith("#EXTALB:"):
            told["album"] = line.removeprefix("#EXTALB:").strip()
        elif line and not line.startswith("#"):
            lines.append(Line(location=line, **told))
            told = {}
    if not lines and not text.lstrip().startswith("#EXTM3U"):
        raise ValueError(text[:20])
    return Sheet(title, lines)


def _read_xspf(text: str) -> Sheet:
    # A document type could hold entities that grow without end or name files; no playlist has one. The text is decoded
    # here, so that no other encoding hides it.
    if "<!DOCTYPE" in text or "<!ENTITY" in text:
        raise ValueError("a document type")
    root = ElementTree.fromstring(re.sub(r"^\s*<\?xml[^>]*\?>", "", text, count=1))  # noqa: S314  # as said above
    if root.tag.rpartition("}")[2] != "playlist":
        raise ValueError(root.tag)

    def said(within: Any, name: str) -> str:
        found = within.find(f"{{*}}{name}")
        return " ".join((found.text or "").split()) if found is not None else ""

    return Sheet(
        said(root, "title"),
        [
            _line(
                [said(track, "location")],
                [one.text or "" for one in track.findall("{*}identifier")],
                title=said(track, "title"),
                artist=said(track, "creator"),
                album=said(track, "album"),
                duration=said(track, "duration"),
            )
            for track in root.findall("{*}trackList/{*}track")
        ],
    )


def _read_jspf(text: str) -> Sheet:
    playlist = json.loads(text)["playlist"]
    return Sheet(
        str(playlist.get("title") or ""),
        [
            _line(
                _several(track.get("location")),
                _several(track.get("identifier")),
                title=str(track.get("title") or ""),
                artist=str(track.get("creator") or ""),
                album=str(track.get("album") or ""),
                duration=str(track.get("duration") or ""),
            )
            for track in playlist.get("track") or []
        ],
    )


def _several(given: Any) -> list[str]:
    return [str(one) for one in given] if isinstance(given, list) else [str(given or "")]


def _line(locations: list[str], identifiers: list[str], *, duration: str, **names: str) -> Line:
    ids = " ".join(identifiers)
    mbid = _mbid.search(ids.lower()) if "musicbrainz" in ids else None
    isrc = _isrc.search(ids.upper()) if "isrc" in ids.lower() else None
    return Line(
        location=locations[0] if locations else "",
        duration_ms=int(duration) if re.fullmatch(r"[0-9]{1,9}", duration) else 0,
        musicbrainz_id=mbid[0] if mbid else "",
        isrc=isrc[0] if isrc else "",
        **names,
    )


def _one_line(text: str) -> str:
    return " ".join(text.split())


def write_m3u8(sheet: Sheet) -> str:
    rows = ["#EXTM3U", f"#PLAYLIST:{_one_line(sheet.title)}"]
    for line in sheet.lines:
        name = f"{_one_line(line.artist)} - {_one_line(line.title)}"
        rows.append(f"#EXTINF:{round(line.duration_ms / 1000)},{name}")
        if line.album:
            rows.append(f"#EXTALB:{_one_line(line.album)}")
        rows.append(line.location)
    return "\n".join(rows) + "\n"


def write_xspf(sheet: Sheet) -> str:
    ElementTree.register_namespace("", XSPF)
    root = ElementTree.Element(f"{{{XSPF}}}playlist", version="1")

    def say(within: Any, name: str, text: str) -> None:
        if text:
            ElementTree.SubElement(within, f"{{{XSPF}}}{name}").text = _no_xml.sub("", text)

    say(root, "title", sheet.title)
    tracks = ElementTree.SubElement(root, f"{{{XSPF}}}trackList")
    for line in sheet.lines:
        track = ElementTree.SubElement(tracks, f"{{{XSPF}}}track")
        say(track, "location", line.location)
        for identifier in _identifiers(line):
            say(track, "identifier", identifier)
        say(track, "title", line.title)
        say(track, "creator", line.artist)
        say(track, "album", line.album)
        say(track, "duration", str(line.duration_ms))
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ElementTree.tostring(root, "unicode")


def write_jspf(sheet: Sheet) -> str:
    tracks = [
        {
            "location": [line.location],
            "identifier": _identifiers(line),
            "title": line.title,
            "creator": line.artist,
            "album": line.album,
            "duration": line.duration_ms,
        }
        for line in sheet.lines
    ]
    return json.dumps({"playlist": {"title": sheet.title, "track": tracks}}, ensure_ascii=False)


def _identifiers(line: Line) -> list[str]:
    found = [RECORDING + line.musicbrainz_id] if line.musicbrainz_id else []
    return [*found, ISRC_URN + line.isrc] if line.isrc else found


WRITERS = {
    "m3u8": (write_m3u8, "audio/x-mpegurl; charset=utf-8"),
    "xspf": (write_xspf, "application/xspf+xml; charset=utf-8"),
    "jspf": (write_jspf, "application/jspf+json; charset=utf-8"),
}
"""By the ending of a file's name: what writes it, and its media type."""
