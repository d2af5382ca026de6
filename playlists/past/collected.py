"""Everything a file says, gathered: each different track, album and artist once, each listen in 28 bytes."""

from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from common.errors import Invalid
from playlists.exchange.formats import Line
from playlists.models.playlist import MOST_ENTRIES
from playlists.past.facts import (
    EARLIEST,
    Counted,
    Fact,
    Followed,
    Heard,
    Kind,
    Liked,
    Listed,
    Passed,
    Rated,
    text,
)

MOST_LISTENS = 3_000_000
MOST_THINGS = 1_000_000
MOST_OPINIONS = 1_000_000
MOST_PLAYLISTS = 5_000
MOST_FACTS = 10_000_000
"""Also of those that leave nothing behind: their readers remember some of each."""
MOST_TEXT = 300_000_000
"""Characters of all names of one kind: a million tracks have some 60 million."""
EVERY = 5_000
"""Facts between two tellings of how far the reading is."""
UNKNOWN = -1


@dataclass(slots=True)
class Book:
    """Different things of one kind, by the order in which they came."""

    numbers: dict[Line, int] = field(default_factory=dict)
    length: int = 0

    def number(self, line: Line) -> int:
        count = len(self.numbers)
        found = self.numbers.setdefault(line, count)
        if found == count:
            self.length += sum(map(len, (line.title, line.artist, line.album, line.location)))
            if found >= MOST_THINGS or self.length > MOST_TEXT:
                raise too_much()
        return found

    @property
    def lines(self) -> list[Line]:
        return list(self.numbers)


@dataclass(frozen=True, slots=True)
class Opinion:
    """About the thing of this kind and number: `stars` of 1 to 5, or a like where there are none."""

    kind: Kind
    number: int
    at: int | None
    stars: int = 0


@dataclass(frozen=True, slots=True)
class Sheet:
    """A playlist whose tracks are numbers."""

    key: str
    title: str
    description: str
    numbers: Sequence[int]


@dataclass(slots=True)
class Collected:
    """What a file says. `listens` are parallel: track, began, slot, heard for (ms, or UNKNOWN)."""

    tracks: Book = field(default_factory=Book)
    albums: Book = field(default_factory=Book)
    artists: Book = field(default_factory=Book)
    heard: "array[int]" = field(default_factory=lambda: array("I"))
    began: "array[int]" = field(default_factory=lambda: array("q"))
    slots: "array[int]" = field(default_factory=lambda: array("q"))
    lengths: "array[int]" = field(default_factory=lambda: array("q"))
    undated: Counter[int] = field(default_factory=Counter)
    opinions: list[Opinion] = field(default_factory=list)
    follows: dict[int, None] = field(default_factory=dict)
    playlists: list[Sheet] = field(default_factory=list)
    passed: Counter[str] = field(default_factory=Counter)

    def book(self, kind: Kind) -> Book:
        return {"track": self.tracks, "album": self.albums, "artist": self.artists}[kind]

    def add(self, fact: Fact, *, latest: int) -> None:
        """Take one fact in. `latest`: the second after which nothing can have been heard."""
        match fact:
            case Heard():
                self._hear(fact, latest)
            case Counted():
                self.undated[self.tracks.number(clean(fact.line))] += fact.plays
            case Liked():
                self._say(fact.kind, fact.line, fact.at, latest)
            case Rated():
                self._say(fact.kind, fact.line, fact.at, latest, fact.stars)
            case Followed():
                self.follows[self.artists.number(clean(fact.line))] = None
            case Listed():
                self._list(fact)
            case Passed():
                self.passed[fact.why] += fact.count

    def _hear(self, fact: Heard, latest: int) -> None:
        if not EARLIEST <= fact.at <= latest:
            self.passed["no date"] += 1
            return
        if len(self.heard) >= MOST_LISTENS:
            raise too_much()
        self.heard.append(self.tracks.number(clean(fact.line)))
        self.began.append(fact.at)
        self.slots.append(fact.slot)
        self.lengths.append(UNKNOWN if fact.played_ms is None else fact.played_ms)

    def _say(self, kind: Kind, line: Line, at: int | None, latest: int, stars: int = 0) -> None:
        if len(self.opinions) >= MOST_OPINIONS:
            raise too_much()
        number = self.book(kind).number(clean(line))
        self.opinions.append(Opinion(kind, number, _dated(at, latest), stars))

    def _list(self, fact: Listed) -> None:
        if len(self.playlists) >= MOST_PLAYLISTS:
            raise too_much()
        if len(fact.lines) > MOST_ENTRIES:
            self.passed["too long"] += len(fact.lines) - MOST_ENTRIES
        numbers = array(
            "I", (self.tracks.number(clean(line)) for line in fact.lines[:MOST_ENTRIES])
        )
        self.playlists.append(Sheet(fact.key, text(fact.title, 200), fact.description, numbers))


def collect(
    facts: Iterable[Fact], *, latest: int, progress: Callable[[int], None] = lambda _count: None
) -> Collected:
    """Read all facts. Raises Invalid for more than one person's past."""
    found = Collected()
    for count, fact in enumerate(facts, 1):
        if count > MOST_FACTS:
            raise too_much()
        found.add(fact, latest=latest)
        if count % EVERY == 0:
            progress(count)
    return found


def clean(line: Line) -> Line:
    """Without what no database keeps, whoever read it."""
    if all(value.isprintable() for value in (line.title, line.artist, line.album, line.location)):
        return line
    return Line(
        location=text(line.location, 2000),
        title=text(line.title),
        artist=text(line.artist),
        album=text(line.album),
        duration_ms=line.duration_ms,
        musicbrainz_id=line.musicbrainz_id,
        isrc=line.isrc,
    )


def too_much() -> Invalid:
    return Invalid("The file holds more than one person's past.", field="file")


def _dated(at: int | None, latest: int) -> int | None:
    return at if at is not None and EARLIEST <= at <= latest else None
