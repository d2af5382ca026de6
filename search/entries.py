"""What an entry of an index holds, the same for every engine. Nothing is kept of it but columns: hits are told by kind
and key.
"""

import hashlib
from collections.abc import Iterable

from search.engine import ALBUM_WEIGHT, ARTIST_WEIGHT, TOP_RANK, SearchDocument
from search.folding import joined, sequence, squeezed
from search.keys import same_key
from search.words import search_key

FORMAT = "3"
"""Counted up whenever entries are made otherwise: an index of another format is not read, and made anew."""

MUSIC = frozenset({"track", "album", "artist"})
"""Kinds whose other texts are names of artists and albums, and can be asked for as such."""

NAME, ARTIST, ALBUM, TRACK, ANYWHERE = "name", "artist", "album", "track", "anywhere"
LARGEST = 2**53
_LETTERS = 11
_alphabet = {c: n for n, c in enumerate("0123456789abcdefghijklmnopqrstuvwxyz", start=1)}
_OTHER = len(_alphabet) + 1
_BASE = _OTHER + 1


def values_of(document: SearchDocument) -> dict[str, object]:
    """The fields of a document's entry: words come folded (`search.folding`), with spaces between them."""
    facts = document.facts
    artists = [text for text, weight in document.others if weight == ARTIST_WEIGHT]
    albums = [text for text, weight in document.others if weight == ALBUM_WEIGHT]
    names = [document.name]
    if document.kind == "artist":  # what an artist is also called
        names += artists
        artists = names
    elif document.kind == "album":
        albums = names
    everything = dict.fromkeys([*names, *artists, *albums])
    if (
        document.kind not in MUSIC
    ):  # what a playlist is about is no album, and who writes is no artist
        artists, albums = [], []
    letters = letters_of(document.name)
    values: dict[str, object] = {
        "id": identity(document.kind, document.ref),
        "kind": document.kind,
        "audience": document.labels,
        NAME: _text(names),
        ARTIST: _text(artists),
        ALBUM: _text(albums),
        ANYWHERE: " ".join(_words_anywhere(everything)),
        "squeezed": list(dict.fromkeys(filter(None, map(squeezed, names)))),
        "ref": document.ref,
        "kind_code": kind_code(document.kind),
        "rank": min(document.rank, LARGEST),
        "letters": letters,
        "weight": weight(document.rank, letters),
        "stamp": stamp(document),
    }
    if document.kind == "track":
        values[TRACK] = _text(names)
    if facts.genres:
        values["genre"], values["genre_key"] = list(facts.genres), _tag_keys(facts.genres)
    if facts.moods:
        values["mood"], values["mood_key"] = list(facts.moods), _tag_keys(facts.moods)
    if facts.format:
        values["format"] = facts.format.lower()
    if facts.key:
        values["key"] = same_key(facts.key)
    if facts.isrc:
        values["isrc"] = isrc_of(facts.isrc)
    numbers = {"year": facts.year, "bpm": facts.bpm, "length": facts.seconds}
    values |= {name: number for name, number in numbers.items() if number is not None}
    return values


def identity(kind: str, ref: int) -> str:
    return f"{kind}:{ref}"


def isrc_of(text: str) -> str:
    return "".join(c for c in text.upper() if c.isascii() and c.isalnum())


def kind_code(kind: str) -> int:
    """A kind's name as a number, for a column of numbers."""
    return int.from_bytes(hashlib.blake2b(kind.encode(), digest_size=6).digest())


def letters_of(name: str) -> int:
    """The beginning of a name as a number that orders as names do."""
    number = 0
    key = search_key(name)[:_LETTERS]
    for c in key:
        number = number * _BASE + _alphabet.get(c, 0 if c == " " else _OTHER)
    return number * int(_BASE ** (_LETTERS - len(key)))


def weight(rank: int, letters: int) -> float:
    """What Tantivy multiplies a score by, as log₂(2 + weight): from 1.01 to 1.99, by popularity and then by name.

    Scores are powers of two, so the product orders by match, then by popularity, then by name: the 23 bits of a
    score tell 1,024 ranks apart, and the first letters of names.
    """
    step = min(TOP_RANK, max(rank, 0))
    place = (step + 1 - (letters + 1) / _BASE**_LETTERS) / (TOP_RANK + 1)
    return float(2 ** (1.01 + 0.98 * place) - 2)


def stamp(document: SearchDocument) -> int:
    """What tells two states of a document apart (53 bits)."""
    told = repr((FORMAT, document)).encode("utf-8", "surrogatepass")
    return int.from_bytes(hashlib.blake2b(told, digest_size=8).digest()) % LARGEST


def _text(names: Iterable[str]) -> str:
    return " ".join(word for name in names for word in sequence(name))


def _words_anywhere(texts: Iterable[str]) -> dict[str, None]:
    return dict.fromkeys(word for text in texts for word in (*sequence(text), *joined(text)))


def _tag_keys(names: Iterable[str]) -> list[str]:
    """How a tag is asked for: `=indierock` for the whole of it, `indierock`, `indie`, `rock` for what begins so."""
    keys = []
    for name in names:
        whole = squeezed(name)
        keys += [f"={whole}", whole, *sequence(name)]
    return list(dict.fromkeys(keys))
