"""What columns of other catalogues are called, and what is made of those that tell parts of one cell.

Known are this site's own headings; those of DISCO's and SourceAudio's exports as far as they are public
(https://docs.sourceaudio.com/administration/metadata.html: `Writer 1 First Name` …); and what people call such columns.
Whatever else there is is said once, and remembered for the workspace.
"""

import re
from collections.abc import Mapping, Sequence

from django.utils import translation

from catalog.sheet.columns import BY_KEY, COLUMNS
from common.text import text_key

ID, FILE = "id", "file"
FINDS = (ID, FILE)
"""Columns that are only to find the track by (its ISRC is both)."""
SIDES = {"writers": "writers", "publishers": "publishers", "masters": "masters"}
_PARTS = ("name", "first", "last", "pro", "ipi", "share", "publisher")
_words = re.compile(r"[^a-z0-9%]+")

ALIASES: dict[str, str] = {
    "id": ID, "track id": ID, "musicsite id": ID, "url": ID, "link": ID,
    "file": FILE, "filename": FILE, "file name": FILE, "original filename": FILE, "file path": FILE, "audio file": FILE,
    "track": "title", "track title": "title", "song": "title", "song title": "title", "name": "title",
    "track name": "title",
    "artist": "artists", "artist name": "artists", "artist s": "artists", "primary artist": "artists",
    "main artist": "artists",
    "featured artist": "featured", "featured artists": "featured", "featuring": "featured",
    "album title": "album", "album name": "album", "release": "album", "release title": "album",
    "album type": "album_type", "release type": "album_type", "released": "release_date",
    "album release date": "release_date", "record label": "label", "label name": "label",
    "track number": "position", "track no": "position", "track num": "position", "no": "position",
    "disc number": "disc_number", "disk": "disc_number", "disk number": "disc_number",
    "isrc code": "isrc", "genre": "genres", "genre s": "genres", "main genre": "genres", "mood": "moods",
    "mood s": "moods",
    "mood theme": "moods", "instrument": "instruments", "instrumentation": "instruments", "instrument s": "instruments",
    "vocal": "vocals", "vocal type": "vocals", "vocals type": "vocals", "lead vocal": "vocals",
    "tempo bpm": "bpm", "beats per minute": "bpm", "musical key": "key", "initial key": "key", "key signature": "key",
    "lyric language": "language", "lyrics language": "language", "explicit content": "is_explicit",
    "parental advisory": "is_explicit", "explicit lyrics": "is_explicit",
    "composer": "composers", "composer s": "composers", "songwriter": "composers", "songwriters": "composers",
    "lyricist": "lyricists", "producer": "producers", "producer s": "producers", "remixer": "remixers",
    "iswc code": "iswc", "writers splits": "writers", "writer splits": "writers", "composer splits": "writers",
    "writer s": "writers", "writing splits": "writers", "publisher": "publishers", "publisher s": "publishers",
    "publishers splits": "publishers", "publishing splits": "publishers", "publisher splits": "publishers",
    "publishing": "publishers", "master": "masters", "master splits": "masters", "master owner": "masters",
    "master owners": "masters", "master owner s": "masters", "master rights": "masters", "master ownership": "masters",
    "one stop": "is_one_stop", "onestop": "is_one_stop", "easy clear": "is_one_stop",
    "one stop clearance": "is_one_stop",
    "contact": "clearance_contact", "licensing contact": "clearance_contact", "clearance": "clearance_contact",
    "rights contact": "clearance_contact", "contact info": "clearance_contact", "contact email": "clearance_contact",
    "rights notes": "clearance_notes", "clearance info": "clearance_notes", "licensing notes": "clearance_notes",
    "comments": "comment", "description": "comment", "notes": "comment", "lyric": "lyrics",
    "version type": "version_kind", "mix": "version_kind", "mix type": "version_kind",
    "alternate version of": "version_of",
    "parent track": "version_of", "main version": "version_of", "original track": "version_of",
}  # fmt: skip

_SIDE_OF = {
    "writer": "writers", "composer": "writers", "songwriter": "writers", "publisher": "publishers", "master": "masters",
    "master owner": "masters", "label": "masters",
}  # fmt: skip
_PART_OF = {
    "": "name", "name": "name", "names": "name", "full name": "name", "company": "name", "first name": "first",
    "first": "first", "last name": "last", "last": "last", "surname": "last", "society": "pro", "pro": "pro",
    "pros": "pro",
    "cmo": "pro", "affiliation": "pro", "ipi": "ipi", "ipis": "ipi", "cae": "ipi", "cae ipi": "ipi", "ipi cae": "ipi",
    "ipi number": "ipi", "share": "share", "shares": "share", "split": "share", "split %": "share", "share %": "share",
    "%": "share", "percentage": "share", "ownership": "share", "ownership share": "share",
    "ownership share percentage": "share", "share percentage": "share", "collection share percentage": "share",
    "collection share percentage 1": "share", "publisher": "publisher",
}  # fmt: skip
_numbered = re.compile(
    r"(writer|composer|songwriter|publisher|master owner|master|label) (\d{1,2})(?: (.*))?"
)
_listed = re.compile(r"(writer|composer|songwriter|publisher|master owner|master)s? (.+)")


def heading_key(heading: str) -> str:
    """By which two headings are the same."""
    return _words.sub(" ", text_key(heading)).strip()


def columns_of(headings: Sequence[str], remembered: Mapping[str, str]) -> list[str]:
    """What each heading stands for: a column, ID, FILE, a part of shares (`writers:1:share`), or ""; none twice."""
    own = own_headings()
    found: list[str] = []
    for heading in headings:
        key = heading_key(heading)
        target = remembered.get(key)
        if target is None:
            target = own.get(key) or ALIASES.get(key) or _part(key)
        found.append(target if target and is_target(target) and target not in found else "")
    return found


def own_headings() -> dict[str, str]:
    """Columns by this site's own headings, which are English wherever the file was made."""
    with translation.override("en"):
        own = {heading_key(str(column.label)): column.key for column in COLUMNS}
    return own | {heading_key(column.key): column.key for column in COLUMNS}


def is_target(target: str) -> bool:
    side, _, part = target.partition(":")
    if part:
        return side in SIDES and part.rpartition(":")[2] in _PARTS
    return target in FINDS or target in BY_KEY


def _part(key: str) -> str:
    numbered = _numbered.fullmatch(key)
    if numbered:
        part = _PART_OF.get(numbered[3] or "")
        return f"{_SIDE_OF[numbered[1]]}:{numbered[2]}:{part}" if part else ""
    listed = _listed.fullmatch(key)
    part = _PART_OF.get(listed[2]) if listed else None
    return f"{_SIDE_OF[listed[1]]}:*:{part}" if listed and part else ""


def cells_told(columns: Sequence[str], row: Sequence[str]) -> dict[str, str]:
    """A row's texts by column, with parts of shares put together."""
    cells: dict[str, str] = {}
    parts: dict[str, dict[str, dict[str, str]]] = {}
    for target, text in zip(columns, row, strict=False):
        side, _, part = target.partition(":")
        if not target:
            continue
        if part:
            number, _, name = part.partition(":")
            parts.setdefault(side, {}).setdefault(number, {})[name] = text
        else:
            cells[target] = text
    for side, by_number in parts.items():
        listed = _unlisted(by_number.pop("*", {}), cells.pop(side, "") if side in cells else "")
        entries = [*listed, *by_number.values()]
        texts = [text for text in map(_entry, entries) if text]
        if texts or entries:
            cells[side] = "; ".join(texts)
    return cells


def _unlisted(told: Mapping[str, str], names: str) -> list[dict[str, str]]:
    """`A; B` beside `50; 50`: one entry for each name."""
    if not told:
        return [] if not names else [{"whole": names}]
    given = dict(told)
    given.setdefault("name", names)
    split = {
        part: [one.strip() for one in re.split(r"[;|\n]", text)] for part, text in given.items()
    }
    count = len(split["name"])
    return [
        {part: texts[at] for part, texts in split.items() if at < len(texts)} for at in range(count)
    ]


def _entry(told: Mapping[str, str]) -> str:
    if "whole" in told:
        return told["whole"]
    name = told.get("name") or " ".join(filter(None, (told.get("first"), told.get("last"))))
    if not name:
        return ""
    ipi = told.get("ipi", "")
    publisher = told.get("publisher", "")
    beside = [
        told.get("pro", ""),
        f"IPI {ipi}" if ipi else "",
        f"pub. {publisher}" if publisher else "",
    ]
    shown = ", ".join(one for one in beside if one)
    share = told.get("share", "").strip().rstrip("%").strip()
    return f"{name}{f' ({shown})' if shown else ''}{f' {share}%' if share else ''}"
