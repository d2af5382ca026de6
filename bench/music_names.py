"""Invented artists, albums and tracks, in the proportions of a real collection."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass


def _words(text: str) -> list[str]:
    return text.split()


FIRST = _words(
    "Amber Silent Northern Paper Velvet Hollow Copper Distant Golden Broken Electric Winter Glass "
    "Crimson Lonely Wild Quiet Neon Iron Marble Cedar Lunar Salt Violet Ivory Rusty Sleeping Tall "
    "Blue Burning Secret Plastic Royal Little Heavy Second Modern Ancient Feral Tender"
)
LAST = _words(
    "Foxes Harbour Machines Choir Rivers Lanterns Kings Parade Orchard Signals Wolves Theatre "
    "Mountains Radio Gardens Sisters Engines Birds Station Letters Ghosts Circus Valley Sailors "
    "Mirrors Union Temple Hounds Weather Colours Bridges Doctors Comets Teeth Satellites Poets"
)
FORENAMES = _words(
    "Ada Björn Chloé Diego Elif Fatou Goran Hana Ingrid José Kaito Lena Márta Noah Olu Petra "
    "Quentin Rosa Søren Tomás Una Vera Wanda Ximena Yara Zoë Łukasz Ágnes"
)
SURNAMES = _words(
    "Abel Bergström Castellanos Dufour Eriksen Fontaine García Hoffmann Ivanova Jansen Keller "
    "Lindqvist Moreau Nakamura Okafor Pereira Quist Rossi Schäfer Takeda Ünal Varga Whitlock Young"
)
NOUNS = _words(
    "Morning Fire Water Highway Letter Window Ocean Summer Shadow Dancer Mirror Heart Train Island "
    "Memory Garden Night Silence Thunder Stranger Road River Ladder Kitchen Winter Promise Engine "
    "Photograph Sleeper Orbit Harvest Border Candle Tower Feather Anchor Riddle Whisper Carnival"
)
SHAPES = (
    "{a}", "The {a}", "{a} and {b}", "{a} of {b}", "No More {a}", "{a} Again", "My {a}", "After the {a}",
    "{a} Song", "Every {a}", "{a} (Part {n})", "Last {a}", "{a}, {b}", "In the {a}", "When {a} Falls",
)  # fmt: skip
GENRES = (
    "Rock", "Pop", "Jazz", "Electronic", "Hip-Hop", "Folk", "Classical", "Metal", "Soul", "Reggae",
    "Ambient", "House", "Techno", "Blues", "Country", "Punk", "Indie Rock", "Funk", "R&B", "Latin",
)  # fmt: skip
LABELS = ("Parallel", "Tin Roof", "Ninth Floor", "Sunday Press", "Kiln", "Longshore", "Field Notes")
KEYS = ("C", "Am", "G", "Em", "D", "Bm", "F", "Dm", "Bb", "Gm", "A", "F#m", "Eb", "Cm")
MOODS = ("Calm", "Energetic", "Melancholic", "Happy", "Dark", "Dreamy")


@dataclass(frozen=True)
class Song:
    """A track of the collection; ``path`` is relative to its album's folder."""

    path: str
    title: str
    artists: tuple[str, ...]
    disc: int
    number: int
    isrc: str
    composer: str
    genres: tuple[str, ...]
    bpm: int
    key: str
    mood: str
    lyrics: str


@dataclass(frozen=True)
class Record:
    """An album; ``cover`` is ``embedded``, ``beside`` or empty, ``number`` counts from 0."""

    number: int
    folder: str
    title: str
    artist: str
    year: int
    label: str
    discs: int
    counts: tuple[int, ...]
    compilation: bool
    cover: str
    tracks: tuple[Song, ...]


def collection(count: int, seed: int, formats: Sequence[str]) -> Iterator[Record]:
    """Albums of ``count`` tracks in all; the same arguments give the same collection."""
    chance = random.Random(seed)
    # A collection has about an artist for every 25 files, some with one album, some with twenty.
    artists = list(dict.fromkeys(_artist(chance) for _ in range(max(8, count // 25))))
    weights = [1 / (rank + 8) for rank in range(len(artists))]
    number = left = 0
    left = count
    while left > 0:
        record = _record(chance, number, left, artists, weights, chance.choice(formats))
        yield record
        left -= len(record.tracks)
        number += 1


def _artist(chance: random.Random) -> str:
    kind = chance.random()
    if kind < 0.45:
        return f"{chance.choice(FORENAMES)} {chance.choice(SURNAMES)}"
    if kind < 0.8:
        return f"The {chance.choice(FIRST)} {chance.choice(LAST)}"
    return f"{chance.choice(FIRST)} {chance.choice(LAST)} {chance.choice(NOUNS)}"


def _title(chance: random.Random) -> str:
    return chance.choice(SHAPES).format(
        a=chance.choice(NOUNS), b=chance.choice(NOUNS), n=chance.randint(1, 4)
    )


def _record(
    chance: random.Random,
    number: int,
    left: int,
    artists: list[str],
    weights: list[float],
    suffix: str,
) -> Record:
    compilation = chance.random() < 0.06
    artist = "Various Artists" if compilation else chance.choices(artists, weights)[0]
    size = min(left, chance.choice((1, 2, 4, 5, 8, 9, 10, 10, 11, 12, 12, 13, 14, 18)))
    discs = 2 if size >= 13 and chance.random() < 0.5 else 1
    first = -(-size // discs)
    counts = (first, size - first)[:discs]
    title = _title(chance)
    year = chance.randint(1962, 2026)
    genre = chance.choice(GENRES)
    tracks = []
    for index in range(size):
        disc, place = (1, index + 1) if index < first else (2, index - first + 1)
        who = [chance.choices(artists, weights)[0] if compilation else artist]
        if chance.random() < 0.1:
            guest = chance.choices(artists, weights)[0]
            who += [guest] if guest not in who else []
        name = _title(chance)
        sub = f"CD{disc}/" if discs == 2 else ""
        genres = (genre, chance.choice(GENRES)) if chance.random() < 0.3 else (genre,)
        lyrics = ""
        if chance.random() < 0.05:
            lyrics = "\n".join(_title(chance) for _ in range(12))
        tracks.append(
            Song(
                path=f"{sub}{place:02} {name}.{suffix}",
                title=name,
                artists=tuple(who),
                disc=disc,
                number=place,
                isrc=f"ZZBEN{year % 100:02}{(number * 32 + index) % 100_000:05}",
                composer=f"{chance.choice(FORENAMES)} {chance.choice(SURNAMES)}",
                genres=tuple(dict.fromkeys(genres)),
                bpm=chance.randint(64, 178),
                key=chance.choice(KEYS),
                mood=chance.choice(MOODS),
                lyrics=lyrics,
            )
        )
    return Record(
        number=number,
        folder=f"{artist}/{year} {title} [{number:05}]",
        title=title,
        artist=artist,
        year=year,
        label=chance.choice(LABELS),
        discs=discs,
        counts=counts,
        compilation=compilation,
        cover=chance.choices(("embedded", "beside", ""), (35, 55, 10))[0],
        tracks=tuple(tracks),
    )
