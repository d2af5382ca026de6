"""The judged queries of search: what two hundred typed texts mean, and what they were made from.

The catalogue is the demo's and a generated one of 3,000 tracks (`bench.music_names`), the same on every machine.
`relevance.tsv` has a line for each query: `exact` or `misspelt`, what is typed, the kind and the name of the answer.

    python -m tests.relevance > tests/relevance.tsv

made it, and no engine had a part in it: names are drawn from the catalogue by a seed, and misspelt as people do, by a
letter left out, doubled, swapped with its neighbour, mistaken for the next key or for what sounds alike, once in a word
of four to seven letters and at most twice in a longer one, in the longest one or two words of a name. Those of the demo
were typed by hand (`BY_HAND`). The right answer of a name that several things have is any of them.
"""

import csv
import random
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bench.music_names import collection
from search.engine import SearchDocument
from streaming.demo.catalogue import catalogue

JUDGED = Path(__file__).parent / "relevance.tsv"
TRACKS, SEED, OF_EACH = 3000, 7, 100

BY_HAND = [
    ("exact", "heat pump", "album", "Heat Pump"),
    ("exact", "kettle and rain", "album", "Kettle & Rain"),
    ("exact", "rubber compass", "artist", "The Rubber Compass"),
    ("exact", "the rubber compass", "artist", "The Rubber Compass"),
    ("exact", "lumen tide", "artist", "Lumen Tide"),
    ("exact", "wren street consort", "artist", "Wren Street Consort"),
    ("exact", "the postmans knee", "track", "The Postman's Knee"),
    ("exact", "mowen uber der werft", "track", "Möwen über der Werft"),
    ("exact", "夜の廊下", "track", "夜の廊下 (Night Corridor)"),
    ("exact", "night corridor", "track", "夜の廊下 (Night Corridor)"),
    ("exact", "staircase jig", "track", "Staircase Jig"),
    ("exact", "bread before seven", "track", "Bread Before Seven"),
    ("exact", "wohltemperierte klavier", "track",
     "Das Wohltemperierte Klavier I: Präludium C-Dur, BWV 846 (bars 1–11)"),
    ("misspelt", "heta pump", "album", "Heat Pump"),
    ("misspelt", "ketle and rain", "album", "Kettle & Rain"),
    ("misspelt", "ruber compas", "artist", "The Rubber Compass"),
    ("misspelt", "luman tide", "artist", "Lumen Tide"),
    ("misspelt", "wren stret consort", "artist", "Wren Street Consort"),
    ("misspelt", "wrenstreet consort", "artist", "Wren Street Consort"),
    ("misspelt", "postmens knee", "track", "The Postman's Knee"),
    ("misspelt", "moewen uber der werft", "track", "Möwen über der Werft"),
    ("misspelt", "stair case jig", "track", "Staircase Jig"),
    ("misspelt", "staircase gig", "track", "Staircase Jig"),
    ("misspelt", "bred before seven", "track", "Bread Before Seven"),
    ("misspelt", "woltemperierte klavir", "track",
     "Das Wohltemperierte Klavier I: Präludium C-Dur, BWV 846 (bars 1–11)"),
]  # fmt: skip

_keys = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_sounds = (
    ("ph", "f"),
    ("ck", "k"),
    ("ie", "ei"),
    ("ee", "ea"),
    ("ou", "u"),
    ("c", "k"),
    ("y", "i"),
    ("s", "z"),
)


@dataclass(frozen=True, slots=True)
class Judged:
    """A query and its right answer."""

    sort: str
    typed: str
    kind: str
    name: str


def judged() -> list[Judged]:
    """The committed queries."""
    with JUDGED.open(encoding="utf-8", newline="") as file:
        return [Judged(*row) for row in csv.reader(file, delimiter="\t")]


def documents() -> Iterator[SearchDocument]:
    """All of the catalogue, public; the generated names also as they come twice and thrice."""
    names: dict[str, int] = {}
    tracks = 0
    rows = [(a.title, a.artist, [(t.title, t.artists) for t in a.tracks]) for a in catalogue()]
    rows += [
        (record.title, record.artist, [(song.title, song.artists) for song in record.tracks])
        for record in collection(TRACKS, SEED, ["flac"])
    ]
    for albums, (title, artist, songs) in enumerate(rows, start=1):
        yield SearchDocument("album", albums, "everyone", title, [(artist, 2)])
        for song, credited in songs:
            tracks += 1
            others = [*((name, 2) for name in credited), (title, 1)]
            yield SearchDocument("track", tracks, "everyone", song, others, rank=tracks % 97)
            for name in credited:
                if name not in names:
                    names[name] = len(names) + 1
                    yield SearchDocument("artist", names[name], "everyone", name)


def _made() -> Iterator[tuple[str, str, str, str]]:
    chance = random.Random(SEED)
    yield from BY_HAND
    names = sorted({(document.kind, document.name) for document in documents()})
    for sort in ("exact", "misspelt"):
        wanted = OF_EACH - sum(one[0] == sort for one in BY_HAND)
        some = [one for one in names if sort == "exact" or max(map(len, one[1].split())) >= 5]
        for kind, name in chance.sample(some, wanted):
            yield sort, name if sort == "exact" else _misspelt(name, chance), kind, name


def _misspelt(name: str, chance: random.Random) -> str:
    words = name.lower().split()
    longest = sorted(range(len(words)), key=lambda at: -len(words[at]))[: chance.choice((1, 1, 2))]
    for at in longest:
        letters = sum(c.isalpha() for c in words[at])
        for _ in range(0 if letters < 4 else 2 if letters >= 8 and chance.random() < 0.3 else 1):
            words[at] = _wrong(words[at], chance)
    return " ".join(words)


def _wrong(word: str, chance: random.Random) -> str:
    at = chance.randrange(1, len(word) - 1)  # hardly anybody gets the first letter wrong
    match chance.choice(("left out", "doubled", "swapped", "next key", "sounds")):
        case "left out":
            return word[:at] + word[at + 1 :]
        case "doubled":
            return word[: at + 1] + word[at:]
        case "swapped":
            return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
        case "sounds":
            for one, other in _sounds:
                if one in word[1:]:
                    return word[0] + word[1:].replace(one, other, 1)
    for row in _keys:
        if word[at] in row:
            beside = row.index(word[at]) + chance.choice((-1, 1))
            return word[:at] + row[beside % len(row)] + word[at + 1 :]
    return word[:at] + word[at + 1 :]


if __name__ == "__main__":
    csv.writer(sys.stdout, delimiter="\t", lineterminator="\n").writerows(_made())
