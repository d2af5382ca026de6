"""What the names of files and folders tell, where tags say nothing."""

import re
from dataclasses import dataclass

from streaming.importing.text import clean

DISC_FOLDER = re.compile(
    r"^(?:.*?[\s_\-(\[])?(?:cd|disc|disk|dvd|lp|vinyl|cassette)[\s_\-.#]*(\d{1,2})[)\]]?(?:\s*[-–:_]\s*(.+))?$",
    re.IGNORECASE,
)
"""`CD1`, `Disc 2`, `disc_03`, `CD 1 - The Early Years`, `Album (Disc 2)`."""
_numbered = re.compile(r"^(?:(\d{1,2})[-.](?=\d))?(\d{1,3})(?:\s*[-–._)\]]+\s*|\s+)(?=\S)(.+)$")
_led = re.compile(r"^0\d|^\d{1,3}\s*[-–._)]|^\d{1,2}[-.]\d")
_year_first = re.compile(r"^[\[(]?((?:19|20)\d\d)[\])]?\s*[-–._]?\s+(.+)$")
_year_last = re.compile(r"^(.+?)\s*[\[(]((?:19|20)\d\d)[\])]\s*$")
_dash = re.compile(r"\s+[-–—]\s+")


@dataclass(slots=True)
class Guess:
    """What a path tells; empty where nothing."""

    title: str = ""
    position: int = 0
    disc: int = 0
    artist: str = ""
    album: str = ""
    year: str = ""
    disc_title: str = ""


def disc_of(folder: str) -> tuple[int, str] | None:
    """(number, title) of a folder that is one disc of the album in its parent, else None."""
    found = DISC_FOLDER.match(folder)
    if found is None or not 0 < int(found[1]) < 100:
        return None
    return int(found[1]), clean(found[2] or "", 300)


def numbers_lead(stems: list[str]) -> bool:
    """Whether the files of a folder are named by track number, so that a plain `10 Title` has one too."""
    return any(stem[:1] == "0" and _led.match(stem) for stem in stems)


def guess(folders: tuple[str, ...], stem: str, *, numbered: bool = False) -> Guess:
    """What a file's folders (from the root on) and its name without extension tell."""
    found = Guess()
    if folders and (disc := disc_of(folders[-1])) and len(folders) > 1:
        found.disc, found.disc_title = disc
        folders = folders[:-1]
    if folders:
        _folder(found, folders)
    _file(found, _spaced(stem), numbered)
    return found


def _folder(found: Guess, folders: tuple[str, ...]) -> None:
    album = _spaced(folders[-1])
    dated = _year_first.match(album)
    if dated:
        found.year, album = dated[1], dated[2]
    elif dated := _year_last.match(album):
        album, found.year = dated[1], dated[2]
    if len(folders) > 1:
        found.artist = _spaced(folders[-2])
        parts = _dash.split(album, maxsplit=1)
        if len(parts) == 2 and parts[0].casefold() == found.artist.casefold():
            album = parts[1]
    else:
        parts = _dash.split(album, maxsplit=1)
        if len(parts) == 2:
            found.artist, album = parts
    dated = _year_first.match(album)
    if dated and not found.year:
        found.year, album = dated[1], dated[2]
    found.album = album


def _file(found: Guess, stem: str, numbered: bool) -> None:
    number = _numbered.match(stem)
    if number and (numbered or _led.match(stem)):
        found.position = int(number[2])
        found.disc = found.disc or int(number[1] or 0)
        stem = number[3]
    parts = _dash.split(stem, maxsplit=1)
    if len(parts) == 2 and (not found.artist or parts[0].casefold() == found.artist.casefold()):
        found.artist, stem = parts
    found.title = stem


def _spaced(name: str) -> str:
    if " " not in name and "_" in name:
        name = name.replace("_", " ")
    return clean(name.encode("utf-8", "surrogateescape").decode("utf-8", "replace"), 400)
