"""A query as an engine's: who may find it and what narrows it as conditions, and ways of matching, each with its score.

A hit scores by the best of the ways in which it matches. Scores are powers of two, so that an entry's weight (below
two) orders equals and never lifts one match above a better one. What a condition is, each engine says (`Conditions`).
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Protocol

from search import sources
from search.engine import Question
from search.entries import ALBUM, ANYWHERE, ARTIST, NAME, TRACK, isrc_of
from search.folding import asked, sequence, squeezed
from search.keys import format_of, same_key
from search.language import Clause, Field, Query, Span, Text

EXACT, BEGINS = 512.0, 256.0
NAME_WORDS, NAME_PREFIXES, WORDS, PREFIXES = 128.0, 64.0, 32.0, 16.0
NEAR_NAME, NEAR_NAME_WORDS, NEAR_WORDS, MOST_WORDS = 8.0, 4.0, 2.0, 1.0

SHORTEST_PREFIX = 2
"""Letters from which on a word may be the beginning of another: one letter begins too many."""

MOST_SHORT = 2
"""Words of two letters that may be beginnings, the last ones: thousands of words begin so. Others are whole words."""

IN_NAMES = {Field.ARTIST: ARTIST, Field.ALBUM: ALBUM, Field.TRACK: TRACK}
ENOUGH = 3
"""Hits of a kind below which it is also looked for what is spelt nearly so, and of all kinds below which it is looked
for what has most of the words."""

FURTHEST = 10_000
"""No page begins after so many hits."""

FEW = 4
"""Words of a name up to which each of them is also looked for in the name with errors."""

MANY = 3
"""Words from which on something that has them all is what was meant."""

SPELT = 4
"""Letters of a word from which on it may have an error in it."""


def finds_nothing(question: Question) -> bool:
    """Whether it need not be looked for at all."""
    return (
        not question.query
        or not question.audiences
        or not question.kinds
        or question.limit < 1
        or question.offset > FURTHEST
    )


class Conditions[C](Protocol):
    """How one engine says a condition."""

    def term(self, field: str, word: str) -> C:
        """The field has this word."""
        ...

    def any_of(self, field: str, words: Sequence[str]) -> C:
        """The field has one of these words."""
        ...

    def begins(self, field: str, prefix: str) -> C:
        """The field has a word that begins so."""
        ...

    def near(self, field: str, word: str, errors: int, *, is_begun: bool) -> C:
        """The field has a word that differs in so many letters at most; `is_begun`: the beginning of which does."""
        ...

    def phrase(self, field: str, words: Sequence[str]) -> C:
        """The field has these words, two at least, side by side."""
        ...

    def span(self, field: str, low: int | None, high: int | None) -> C:
        """The field's number lies between these, both included."""
        ...

    def everything(self) -> C: ...

    def nothing(self) -> C: ...

    def all_of(self, conditions: Sequence[C]) -> C: ...

    def either(self, conditions: Sequence[C]) -> C: ...

    def most_of(self, conditions: Sequence[C], least: int) -> C:
        """So many of them at least."""
        ...

    def scored(self, score: float, condition: C) -> C:
        """The condition; what it finds has this score."""
        ...

    def narrowed(self, ways: Sequence[C], must: Sequence[C], must_not: Sequence[C]) -> C:
        """What one of these ways finds, with the best of their scores, as far as the rest allows it."""
        ...


class Matching[C]:
    """The conditions of one query."""

    def __init__(self, make: Conditions[C], query: Query) -> None:
        self._make = make
        self._query = query
        self.words = asked(query.words) if query.words else []
        short = [word for word in self.words if len(word) == SHORTEST_PREFIX]
        self._whole = frozenset(short[:-MOST_SHORT])
        self._squeezed = squeezed(query.words) if query.words else ""

    def narrowed(
        self, *ways: C, kinds: Sequence[str], audiences: Collection[str], near: bool = False
    ) -> C:
        """What matches in the best of these ways, is of these kinds, may be found and is what the query narrows to."""
        must = [self._any_of("audience", audiences)]
        must_not: list[C] = []
        if len(kinds) == 1:
            must.append(self._make.term("kind", kinds[0]))
        else:  # leaving the few others out takes less than looking for what almost every entry has
            others = [kind for kind, _ in sources.sources.items() if kind not in kinds]
            must_not += [self._make.term("kind", kind) for kind in others]
        for clause in self._query.narrowing:
            (must_not if clause.is_not else must).append(self._clause(clause, near=near))
        return self._make.narrowed(ways, must, must_not)

    def stages(self, *, is_quick: bool = False) -> Iterator[list[C]]:
        """Ways of matching, the best first, and each time more of them for where the ones before find few. `is_quick`
        as `search.engine.Question` says.
        """
        if is_quick and len(self.words) == 1 and len(self._squeezed) < SPELT and self._squeezed:
            yield self._scored(self._as_a_name())
            yield self._scored([(NAME_WORDS, self._make.term(NAME, self.words[0]))])
        for stage in (self.strict, self.near, self.loose):
            if ways := stage():  # made when it is asked for: most queries need the first alone
                yield ways

    def is_found(self, best: Iterable[int]) -> bool:
        """Whether hits with these scores, the best of each kind, say that what was typed is right and need not be
        looked for otherwise. A name that begins so says it, and so does anything that has all of many words.
        """
        if not self.words:
            return True
        return any(score >= BEGINS or len(self.words) >= MANY for score in best)

    def is_enough(self, hits: int) -> bool:
        """Whether so many hits of all kinds need no looser ones beside them."""
        return hits >= (1 if len(self.words) >= MANY else ENOUGH)

    def strict(self) -> list[C]:
        """The ways of what is spelt right: the name itself, its beginning, its words, words anywhere."""
        if not self.words:
            # Signs that no name is made of find nothing; fields alone find all that they narrow to.
            every = self._make.nothing() if self._query.words else self._make.everything()
            return [self._make.scored(1.0, every)]
        ways = [
            *self._as_a_name(),
            (NAME_WORDS, self._all(self._make.term(NAME, word) for word in self.words)),
            (WORDS, self._all(self._make.term(ANYWHERE, word) for word in self.words)),
        ]
        if any(len(word) >= SHORTEST_PREFIX for word in self.words):
            ways += [
                (NAME_PREFIXES, self._all(self._begins(NAME, word) for word in self.words)),
                (PREFIXES, self._all(self._begins(ANYWHERE, word) for word in self.words)),
            ]
        return self._scored(ways)

    def _as_a_name(self) -> list[tuple[float, C]]:
        """The name itself and its beginning."""
        if not self._squeezed:
            return []
        itself = (EXACT, self._make.term("squeezed", self._squeezed))
        if len(self._squeezed) < SHORTEST_PREFIX:
            return [itself]
        return [itself, (BEGINS, self._make.begins("squeezed", self._squeezed))]

    def near(self) -> list[C]:
        """The ways of what is spelt nearly so: letters wrong, left out or swapped."""
        if not self.words:
            return []
        words = self.words
        ways = [(NEAR_WORDS, self._all(self._near(ANYWHERE, word, words) for word in words))]
        # Each word that may have errors takes an automaton of its own: long queries are seldom of one name alone.
        if len(words) <= FEW:
            near = self._all(self._near(NAME, word, words) for word in words)
            ways.append((NEAR_NAME_WORDS, near))
        if len(self._squeezed) >= SPELT:
            ways.append((NEAR_NAME, self._fuzzy("squeezed", self._squeezed, 1)))
            if len(self._squeezed) >= 2 * SPELT:
                ways.append((NEAR_NAME_WORDS, self._fuzzy("squeezed", self._squeezed, 2)))
        return self._scored(ways)

    def loose(self) -> list[C]:
        """The ways of what lacks a word or has two of them run together: much, and little of it meant."""
        words, ways = self.words, []
        spelt = [self._make.term(ANYWHERE, word) for word in words[:-1]]
        spelt += [self._begins(ANYWHERE, word) for word in words[-1:]]
        for at in range(len(words) - 1):
            both = words[at] + words[at + 1]
            joined = (
                self._near(ANYWHERE, both, words[-1:])
                if len(words) <= FEW
                else self._make.term(ANYWHERE, both)
            )
            ways.append((NEAR_WORDS, self._all([joined, *spelt[:at], *spelt[at + 2 :]])))
        if len(words) > 2:
            ways.append((MOST_WORDS, self._make.most_of(spelt, len(words) - 1)))
        return self._scored(ways)

    # --- One word -----------------------------------------------------------------------------------

    def _begins(self, field: str, word: str) -> C:
        is_whole = len(word) < SHORTEST_PREFIX or word in self._whole
        return self._make.term(field, word) if is_whole else self._make.begins(field, word)

    def _near(self, field: str, word: str, words: Sequence[str]) -> C:
        """A word with as many errors as its length allows; the last one may still be being typed."""
        errors = _errors(word)
        if not errors:
            return self._begins(field, word)
        return self._make.near(field, word, errors, is_begun=word == words[-1])

    def _fuzzy(self, field: str, word: str, errors: int) -> C:
        return self._make.near(field, word, errors, is_begun=False)

    def _all(self, conditions: Iterable[C]) -> C:
        some = list(conditions)
        return some[0] if len(some) == 1 else self._make.all_of(some)

    def _either(self, conditions: Iterable[C]) -> C:
        some = list(conditions)
        return some[0] if len(some) == 1 else self._make.either(some)

    def _any_of(self, field: str, values: Collection[str]) -> C:
        some = sorted(values)
        return self._make.term(field, some[0]) if len(some) == 1 else self._make.any_of(field, some)

    def _scored(self, ways: Iterable[tuple[float, C]]) -> list[C]:
        return [self._make.scored(score, condition) for score, condition in ways]

    # --- What narrows -------------------------------------------------------------------------------

    def _clause(self, clause: Clause, *, near: bool) -> C:
        if isinstance(clause, Span):
            return self._span(clause)
        fields = [NAME, ARTIST, ALBUM] if clause.field is None else []
        if clause.field in IN_NAMES:
            fields = [IN_NAMES[clause.field]]
        if fields and clause.is_phrase:
            return self._either(self._phrase(field, clause.text) for field in fields)
        match clause.field:
            case None:  # it must not be there
                return self._all(self._make.term(ANYWHERE, word) for word in asked(clause.text))
            case Field.GENRE | Field.MOOD:
                return self._tag(f"{clause.field}_key", clause)
            case Field.KEY:
                return self._make.term("key", same_key(clause.text))
            case Field.ISRC:
                return self._make.begins("isrc", isrc_of(clause.text))
            case Field.FORMAT:
                return self._make.term("format", format_of(clause.text))
        words = asked(clause.text)
        if not words:
            return self._make.nothing()
        if near and not clause.is_not:
            return self._all(self._near(fields[0], word, words) for word in words)
        return self._all(self._begins(fields[0], word) for word in words)

    def _phrase(self, field: str, text: str) -> C:
        words = list(sequence(text))
        if not words:
            return self._make.nothing()
        if len(words) == 1:  # Tantivy panics at phrases of one word
            return self._make.term(field, words[0])
        return self._make.phrase(field, words)

    def _tag(self, field: str, clause: Text) -> C:
        key = squeezed(clause.text)
        if not key:
            return self._make.nothing()
        return (
            self._make.term(field, f"={key}") if clause.is_phrase else self._make.begins(field, key)
        )

    def _span(self, span: Span) -> C:
        if span.low is None and span.high is None:
            return self._make.everything()
        return self._make.span(str(span.field), span.low, span.high)


def _errors(word: str) -> int:
    if len(word) < SPELT:
        return 0
    return 1 if len(word) < 2 * SPELT else 2
