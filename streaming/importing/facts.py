"""From tags and names to the catalogue's terms. Nothing here can raise on what tags hold."""

import re
from typing import Any

from catalog.facts import UNKNOWN_ALBUM, UNKNOWN_ARTIST, AlbumTag, CreditFacts, TrackFacts
from streaming.importing import artists
from streaming.importing.lyrics import Synced, parse_lrc, plain
from streaming.importing.names import Guess
from streaming.importing.rawtags import RawTags

MOST_GENRES = 20
MOST_NUMBER = 9999
_number = re.compile(r"\s*(\d{1,9})(?:\s*(?:/|of)\s*(\d{1,9}))?")
_side = re.compile(r"\s*[A-Za-z](\d{1,2})\s*$")
_date = re.compile(r"(\d{4})(?:[-./]?(\d{2})(?:[-./]?(\d{2}))?)?(?!\d)")
_genre_separators = re.compile(r"\s*[;/,]\s*|\\\\")
_isrc = re.compile(r"[A-Z]{2}[A-Z0-9]{3}\d{7}")
_not_alphanumeric = re.compile(r"[^A-Za-z0-9]+")
YES = frozenset(("1", "true", "yes", "y"))
TYPES = {
    "compilation": "compilation", "soundtrack": "soundtrack", "live": "live", "remix": "remix",
    "djmix": "remix", "mixtapestreet": "remix", "single": "single", "ep": "ep", "album": "album",
    "other": "other", "broadcast": "other", "audiobook": "other", "spokenword": "other",
}  # fmt: skip


def facts_of(
    tags: RawTags, guess: Guess, *, duration_ms: int, lrc: tuple[Synced, str] | None = None
) -> TrackFacts:
    """A track's facts, with its album's."""
    first = tags.first
    position, track_total = number_of(first("tracknumber"))
    disc, _ = number_of(first("discnumber"))
    title = first("title") or guess.title
    credits = _artists(tags, guess)
    credits = artists.with_guests_of(title, credits)
    synced, words = _lyrics(tags, lrc)
    work, movement, movement_number = _work(tags)
    ids = artists.musicbrainz_ids
    fields: dict[str, Any] = {
        "disc_number": disc or guess.disc or 1,
        "position": position or (guess.position if not first("tracknumber") else 0),
        "duration_ms": min(duration_ms, 2**31 - 1),
        "isrc": _isrc_of(first("isrc")),
        "bpm": _bpm(first("bpm")),
        "key": first("initialkey")[:10],
        "language": first("language")[:20],
        "is_explicit": {"1": True, "4": True, "yes": True, "true": True, "explicit": True, "2": False,
                        "clean": False}.get(first("advisory").lower()),
        "lyrics": words,
        "synced_lyrics": [list(line) for line in synced] or None,
        "comment": first("comment"),
        "musicbrainz_id": (ids(tags.all("musicbrainztrackid")) or [""])[0],
        "movement": movement[:300],
        "movement_number": movement_number,
        "sort_title": first("titlesort")[:500],
    }  # fmt: skip
    total, _ = number_of(first("tracktotal"))
    return TrackFacts(
        title=title[:500] or "Untitled",
        fields=fields,
        credits=credits + artists.people(tags),
        genres=_genres(tags.all("genre")),
        moods=_genres(tags.all("mood")),
        work=work[:500],
        work_musicbrainz_id=(ids(tags.all("musicbrainzworkid")) or [""])[0] if work else "",
        disc_title=(first("discsubtitle") or guess.disc_title)[:300],
        track_total=track_total or total or None,
        album=_album(tags, guess),
    )


def _artists(tags: RawTags, guess: Guess) -> list[CreditFacts]:
    display = tags.all("artist")
    if not display and not tags.all("artists"):
        fallback = guess.artist or tags.first("albumartist") or UNKNOWN_ARTIST
        display = [fallback]
    return artists.names(
        display,
        tags.all("artists"),
        artists.musicbrainz_ids(tags.all("musicbrainzartistid")),
        tags.all("artistsort"),
    ) or [CreditFacts(UNKNOWN_ARTIST)]


def _album(tags: RawTags, guess: Guess) -> AlbumTag:
    first, ids = tags.first, artists.musicbrainz_ids
    title = first("album") or guess.album or UNKNOWN_ALBUM
    released = date_of(first("releasedate")) or date_of(first("date"))
    if not released and not first("album"):
        released = guess.year
    original = date_of(first("originaldate"))
    is_compilation = first("compilation").lower() in YES
    credits = artists.names(
        tags.all("albumartist"),
        tags.all("albumartists"),
        ids(tags.all("musicbrainzalbumartistid")),
        tags.all("albumartistsort"),
    )
    return AlbumTag(
        title=title[:500],
        fields={
            "sort_title": first("albumsort")[:500],
            "type": _type(tags.all("albumtype"), is_compilation),
            "release_date": released,
            "original_date": original,
            "label": first("label")[:190],
            "catalogue_number": first("catalognumber")[:100],
            "barcode": _not_alphanumeric.sub("", first("barcode"))[:20],
            "musicbrainz_id": (ids(tags.all("musicbrainzalbumid")) or [""])[0],
        },
        credits=credits,
        musicbrainz_id=(ids(tags.all("musicbrainzalbumid")) or [""])[0],
        is_compilation=is_compilation,
        year=(original or released)[:4],
    )


def number_of(text: str) -> tuple[int, int]:
    """(number, total) of `3`, `03/12`, `3 of 12` or vinyl's `A3`; zeros where there is none that can be true."""
    found = _number.match(text) or _side.match(text)
    if not found:
        return 0, 0
    number = int(found[1])
    total = int(found[2] or 0) if found.re is _number else 0
    return (number if number <= MOST_NUMBER else 0), (total if total <= MOST_NUMBER else 0)


def date_of(text: str) -> str:
    """The date in a tag as `1971`, `1971-05` or `1971-05-21`: as precise as it can be true."""
    found = _date.search(text)
    if not found or found[1] == "0000":
        return ""
    if not found[2] or not 1 <= int(found[2]) <= 12:
        return found[1]
    if not found[3] or not 1 <= int(found[3]) <= 31:
        return f"{found[1]}-{found[2]}"
    return f"{found[1]}-{found[2]}-{found[3]}"


def gains_of(tags: RawTags) -> dict[str, float | None]:
    """ReplayGain 2.0 in dB (reference −18 LUFS) and linear peaks.

    Opus keeps gains in 256ths of a dB for −23 LUFS (RFC 7845, section 5.2.1): 5 dB are added.
    """
    found: dict[str, float | None] = {}
    for what in ("track", "album"):
        gain = _decimal(tags.first(f"replaygain{what}gain"), -70, 70)
        r128 = _decimal(tags.first(f"r128{what}gain"), -32768, 32767)
        if r128 is not None:
            gain = r128 / 256 + 5
        found[f"{what}_gain"] = gain
        found[f"{what}_peak"] = _decimal(tags.first(f"replaygain{what}peak"), 0, 100)
    return found


def _decimal(text: str, least: float, most: float) -> float | None:
    found = re.match(r"\s*([+-]?\d{0,6}(?:[.,]\d{1,12})?)\s*(?:dB|LU)?\s*$", text, re.IGNORECASE)
    if not found or not found[1].strip("+-"):
        return None
    value = float(found[1].replace(",", "."))
    return value if least <= value <= most else None


def _bpm(text: str) -> str | None:
    """As a decimal text with two digits, which both databases take as they compare it."""
    value = _decimal(text, 1, 2000)
    return None if value is None else f"{value:.2f}"


def _isrc_of(text: str) -> str:
    found = _isrc.search(_not_alphanumeric.sub("", text).upper())
    return found[0] if found else ""


def _type(values: list[str], is_compilation: bool) -> str:
    said = {
        _not_alphanumeric.sub("", part).lower()
        for value in values
        for part in re.split(r"[;/,+]", value)
    }
    for word, kind in TYPES.items():
        if word in said:
            return kind
    return "compilation" if is_compilation else "album"


def _genres(values: list[str]) -> list[str]:
    found: dict[str, str] = {}
    for value in values:
        for name in _genre_separators.split(value):
            name = name.strip()[:190].strip()
            if name and len(found) < MOST_GENRES:
                found.setdefault(name.casefold(), name)
    return list(found.values())


def _lyrics(tags: RawTags, lrc: tuple[Synced, str] | None) -> tuple[Synced, str]:
    """Times from the file beside, from SYLT, or from LRC text in a tag; words from where there are any."""
    text = tags.first("lyrics")
    if lrc and (lrc[0] or lrc[1]):
        synced, words = lrc
        return synced, words or plain(text)
    synced = sorted(tags.synced) or parse_lrc(tags.first("syncedlyrics")) or parse_lrc(text)
    words = plain(text) or "\n".join(line for _, line in synced)
    return synced, words


def _work(tags: RawTags) -> tuple[str, str, int | None]:
    """(work, movement, its number); iTunes keeps a work's title in the grouping where there is a movement."""
    movement = tags.first("movement")
    work = tags.first("work") or (tags.first("grouping") if movement else "")
    number, _ = number_of(tags.first("movementnumber"))
    return work, movement, number or None
