"""The tree of a query: what must be found, and what must not."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum


class Field(StrEnum):
    """What can be asked for by its name."""

    ARTIST = "artist"
    ALBUM = "album"
    TRACK = "track"
    GENRE = "genre"
    MOOD = "mood"
    KEY = "key"
    ISRC = "isrc"
    FORMAT = "format"
    YEAR = "year"
    BPM = "bpm"
    LENGTH = "length"


SPANS = frozenset({Field.YEAR, Field.BPM, Field.LENGTH})
"""Fields of numbers: asked for by a number, or from one to another."""


@dataclass(frozen=True, slots=True)
class Text:
    """Words that must stand somewhere, or in one field. A phrase stands there as it is, its words side by side."""

    text: str
    field: Field | None = None
    is_phrase: bool = False
    is_not: bool = False

    def __str__(self) -> str:
        text = f'"{self.text}"' if self.is_phrase else self.text
        return f"{'-' * self.is_not}{f'{self.field}:' if self.field else ''}{text}"


@dataclass(frozen=True, slots=True)
class Span:
    """A number from `low` to `high`, both included; None is no bound. Years, beats a minute, or whole seconds."""

    field: Field
    low: int | None
    high: int | None
    is_not: bool = False

    def __str__(self) -> str:
        return f"{'-' * self.is_not}{self.field}:{self.bounds}"

    @property
    def bounds(self) -> str:
        """As it is typed: `1990-1995`, `1990-`, `3:00-4:59`."""
        low, high = (self._told(bound) for bound in (self.low, self.high))
        return low if low == high else f"{low}-{high}"

    def _told(self, bound: int | None) -> str:
        if bound is None:
            return ""
        return f"{bound // 60}:{bound % 60:02}" if self.field == Field.LENGTH else str(bound)


type Clause = Text | Span


@dataclass(frozen=True, slots=True)
class Query:
    """What was typed, in its order. `str` of it is what may be typed to ask the same."""

    clauses: tuple[Clause, ...] = ()

    def __str__(self) -> str:
        return " ".join(str(clause) for clause in self.clauses)

    def __bool__(self) -> bool:
        return bool(self.clauses)

    @property
    def words(self) -> str:
        """What hits are ranked by: the words that may stand anywhere."""
        return " ".join(clause.text for clause in self.texts() if not clause.is_not)

    def texts(self, *, of_field: Field | None = None) -> list[Text]:
        """The texts that are asked for in a field, or anywhere."""
        return [
            clause
            for clause in self.clauses
            if isinstance(clause, Text) and clause.field == of_field
        ]

    @property
    def narrowing(self) -> list[Clause]:
        """All that is more than words to be found: fields, phrases, and what must not be there."""
        return [
            clause
            for clause in self.clauses
            if isinstance(clause, Span) or clause.field or clause.is_phrase or clause.is_not
        ]

    def including(self, *more: Clause) -> "Query":
        return replace(self, clauses=(*self.clauses, *more))

    def excluding(self, gone: Iterable[Clause]) -> "Query":
        left = set(gone)
        return replace(self, clauses=tuple(one for one in self.clauses if one not in left))
