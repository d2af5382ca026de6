"""Tags as read, under one set of names whatever format they came in.

A name is lower-case letters and digits only, so that `ALBUM ARTIST`, `album_artist` and `AlbumArtist` are the same;
`ALIASES` then brings the spellings of taggers together. What a tag file can hold is bounded here.
"""

import re
from dataclasses import dataclass, field

from streaming.importing.text import LINE, LINES, clean, clean_lines

MOST_KEYS = 150
MOST_VALUES = 60
LONG = frozenset({"lyrics", "syncedlyrics", "comment"})
"""Keys whose values are several lines."""

ALIASES = {
    "album artist": "albumartist",
    "band": "albumartist",
    "ensemble": "albumartist",
    "albumartists": "albumartists",
    "track": "tracknumber",
    "trackno": "tracknumber",
    "tracknum": "tracknumber",
    "totaltracks": "tracktotal",
    "trackcount": "tracktotal",
    "trackc": "tracktotal",
    "disc": "discnumber",
    "disk": "discnumber",
    "disknumber": "discnumber",
    "discno": "discnumber",
    "totaldiscs": "disctotal",
    "disccount": "disctotal",
    "discc": "disctotal",
    "setsubtitle": "discsubtitle",
    "disctitle": "discsubtitle",
    "year": "date",
    "recordingdate": "date",
    "releasetime": "releasedate",
    "origdate": "originaldate",
    "originalreleasedate": "originaldate",
    "originalyear": "originaldate",
    "origyear": "originaldate",
    "organization": "label",
    "publisher": "label",
    "recordlabel": "label",
    "labelno": "catalognumber",
    "catalogueno": "catalognumber",
    "cataloguenumber": "catalognumber",
    "catalogid": "catalognumber",
    "upc": "barcode",
    "ean": "barcode",
    "eanupn": "barcode",
    "upcean": "barcode",
    "releasetype": "albumtype",
    "musicbrainzalbumtype": "albumtype",
    "key": "initialkey",
    "tempo": "bpm",
    "beatsperminute": "bpm",
    "unsyncedlyrics": "lyrics",
    "unsynchedlyrics": "lyrics",
    "lyric": "lyrics",
    "syncedlyric": "syncedlyrics",
    "synchedlyrics": "syncedlyrics",
    "description": "comment",
    "comments": "comment",
    "itunesadvisory": "advisory",
    "rtng": "advisory",
    "explicit": "advisory",
    "itunescompilation": "compilation",
    "cpil": "compilation",
    "partofacompilation": "compilation",
    "artistsortorder": "artistsort",
    "performersortorder": "artistsort",
    "albumartistsortorder": "albumartistsort",
    "sortname": "titlesort",
    "sorttitle": "titlesort",
    "sortartist": "artistsort",
    "sortalbum": "albumsort",
    "sortalbumartist": "albumartistsort",
    "sortcomposer": "composersort",
    "writer": "composer",
    "mixartist": "remixer",
    "modifiedby": "remixer",
    "djmix": "djmixer",
    "mix": "mixer",
    "mixedby": "mixer",
    "musicbrainzreleasetrackid": "musicbrainzreleasetrackid",
    "musicbrainzrecordingid": "musicbrainztrackid",
    "musicbrainzreleaseid": "musicbrainzalbumid",
    "worktitle": "work",
    "movementname": "movement",
    "mvnm": "movement",
    "mvin": "movementnumber",
    "mvnnumber": "movementnumber",
    "mvc": "movementtotal",
    "replaygaintrackgaindb": "replaygaintrackgain",
    "version": "subtitle",
}

_name = re.compile(r"[^a-z0-9]+")
_names: dict[str, str] = {}


def tag_name(raw: str) -> str:
    """The name under which a tag is kept. `PERFORMER:Guitar` style names keep what follows the colon."""
    known = _names.get(raw)
    if known is None:
        stem, colon, detail = raw[:200].lower().partition(":")
        name = _name.sub("", stem)
        name = ALIASES.get(name, name)
        known = f"{name}:{clean(detail, 100)}" if colon and name == "performer" else name
        if len(_names) < 5000:
            _names[raw] = known
    return known


@dataclass(slots=True)
class Picture:
    """A picture in a tag: where its bytes lie, or the bytes themselves."""

    kind: int
    """As ID3's APIC numbers them: 3 is the front cover."""
    data: bytes
    size: int


@dataclass(slots=True)
class RawTags:
    """What one file's tags hold, cleaned and bounded."""

    values: dict[str, list[str]] = field(default_factory=dict)
    pictures: list[Picture] = field(default_factory=list)
    synced: list[tuple[int, str]] = field(default_factory=list)
    """Synchronised lyrics of ID3's SYLT: (milliseconds, line)."""
    notes: list[str] = field(default_factory=list)
    """What was left out, for the list of refusals."""
    wants_pictures: bool = True

    def add(self, raw_name: str, value: str) -> None:
        """Keep a value under the name's canonical spelling, once."""
        name = tag_name(raw_name)
        if not name:
            return
        text = clean_lines(value, LINES) if name in LONG else clean(value, LINE)
        if not text:
            return
        held = self.values.get(name)
        if held is None:
            if len(self.values) < MOST_KEYS:
                self.values[name] = [text]
        elif len(held) < MOST_VALUES and text not in held:
            held.append(text)

    def fill(self, other: "RawTags") -> None:
        """Take from a weaker source (ID3v1, RIFF INFO) what is not there."""
        for name, values in other.values.items():
            self.values.setdefault(name, values)

    def first(self, *names: str) -> str:
        """The first value of the first name that has one."""
        for name in names:
            held = self.values.get(name)
            if held:
                return held[0]
        return ""

    def all(self, *names: str) -> list[str]:
        """The values of the first name that has any."""
        for name in names:
            held = self.values.get(name)
            if held:
                return held
        return []
