"""What a search engine is to the site: documents in, hits out. The database's own is always there."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from search.language import Clause, Query

NAME_WEIGHT, ARTIST_WEIGHT, ALBUM_WEIGHT = 3, 2, 1
TOP_RANK = 1023


@dataclass(frozen=True, slots=True)
class Facts:
    """What hits are narrowed by. What is not known is empty or None.

    `year` of the first release, `bpm` in whole beats a minute, `seconds` of its length, `format` as people call it
    (flac, mp3), `key` as it is written on the track.
    """

    genres: tuple[str, ...] = ()
    moods: tuple[str, ...] = ()
    year: int | None = None
    bpm: int | None = None
    seconds: int | None = None
    key: str = ""
    isrc: str = ""
    format: str = ""


@dataclass(frozen=True, slots=True)
class SearchDocument:
    """Something that can be found.

    `audience` is the label of those who may find it, `audiences` are more of them. `others` are more texts with their
    weights (artist 2, album 1; the name has 3). `rank` is popularity in even
    steps from 0 (`TOP_RANK` is the last that is told apart): what is a step higher is so many times more popular.
    """

    kind: str
    ref: int
    audience: str
    name: str
    others: Sequence[tuple[str, int]] = ()
    rank: int = 0
    facts: Facts = Facts()
    audiences: Sequence[str] = ()

    @property
    def labels(self) -> list[str]:
        """All labels of those who may find it, each once."""
        return list(dict.fromkeys([self.audience, *self.audiences]))


@dataclass(frozen=True, slots=True)
class Hit:
    """A document that was found; the best come first. Scores compare hits of one answer, over its kinds."""

    kind: str
    ref: int
    score: int


@dataclass(frozen=True, slots=True)
class Bucket:
    """How many hits there are of one value: `value` as it is shown, or the bounds of a range (None: open)."""

    value: str
    count: int
    low: int | None = None
    high: int | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What was found. `totals` count all hits of a kind (None: not known), `facets` those of the narrowed kind.

    `is_partial`: the engine that knows the whole language did not answer, and the database stood in for it. `unheeded`
    is what the engine that answered does not know of the query.
    """

    hits: Sequence[Hit] = ()
    totals: Mapping[str, int | None] = field(default_factory=dict)
    facets: Mapping[str, Sequence[Bucket]] = field(default_factory=dict)
    is_partial: bool = False
    unheeded: Sequence[Clause] = ()

    def of(self, kind: str) -> list[Hit]:
        return [hit for hit in self.hits if hit.kind == kind]


@dataclass(frozen=True, slots=True)
class Question:
    """What an engine is asked for: the best hits after the first `offset`, at most `limit` of each kind.

    `audiences` are labels of what may be found. `facets_of`: also count values among all hits of that kind.
    `is_quick`: the best as soon as may be, for somebody who is typing: totals may be left out, and a few letters alone
    are looked for where names begin.
    """

    query: Query
    kinds: Sequence[str]
    audiences: Collection[str]
    limit: int
    offset: int = 0
    facets_of: str = ""
    is_quick: bool = False


class Answering(Protocol):
    """Whoever knows documents."""

    def answer(self, question: Question) -> Answer:
        """Its hits, kinds in their order. Any query is answered; some find nothing."""
        ...


class Engine(Answering, Protocol):
    """Any engine. Taking in and forgetting are safe to repeat."""

    def index(self, documents: Iterable[SearchDocument]) -> int:
        """Take documents in, each in place of what stood for the same `kind` and `ref`. Returns their number."""
        ...

    def remove(self, kind: str, refs: Iterable[int]) -> None:
        """Forget documents."""
        ...
