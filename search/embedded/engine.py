"""Asking the embedded index."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tantivy import Query as Condition
from tantivy import Searcher

from search import facets
from search.embedded.conditions import TantivyConditions
from search.embedded.folder import Folder, told_as_unavailable
from search.engine import Answer, Hit, Question
from search.entries import kind_code
from search.matching import ENOUGH, EXACT, Matching, finds_nothing

AT_ONCE = 64
"""Hits of all kinds together that are read first: most queries find fewer, and are answered by one search."""


@dataclass(frozen=True, slots=True)
class _Found:
    """Hits of one search, the best first, and how many there are in all."""

    hits: list[Hit]
    count: int


class EmbeddedEngine:
    """Answers from a folder's current index. Raises `folder.Unavailable` where there is none."""

    def __init__(self, folder: Folder) -> None:
        self._folder = folder

    def answer(self, question: Question) -> Answer:
        searcher = self._folder.searcher()
        if finds_nothing(question):
            return Answer()
        with told_as_unavailable():
            return _Asking(searcher, question).answer()


class _Asking:
    """One question to one state of the index."""

    def __init__(self, searcher: Searcher, question: Question) -> None:
        self._searcher = searcher
        self._question = question
        self._names = {kind_code(kind): kind for kind in question.kinds}
        self._matching = Matching(TantivyConditions(), question.query)
        self._strict = self._matching.strict()
        self._near: list[Condition] | None = None

    def answer(self) -> Answer:
        kinds, facets_of = self._question.kinds, self._question.facets_of
        found = self._by_kind(kinds, near=False)
        is_exact = any(one.hits and one.hits[0].score >= EXACT for one in found.values())
        few = [kind for kind in kinds if found[kind].count < ENOUGH]
        is_near = bool(few and self._matching.words and not is_exact)
        if is_near:
            found |= self._by_kind(few, near=True)
        counted: Mapping[str, Any] = {}
        if facets_of:
            condition = self._condition([facets_of], near=is_near and facets_of in few)
            counted = facets.told(self._searcher.aggregate(condition, facets.ASKED))
        return Answer(
            hits=[hit for kind in kinds for hit in found[kind].hits],
            totals={kind: found[kind].count for kind in kinds},
            facets=counted,
        )

    def _by_kind(self, kinds: Sequence[str], *, near: bool) -> dict[str, _Found]:
        """The hits of each kind: from one search for all of them where that finds few, else by one for each."""
        limit, offset = self._question.limit, self._question.offset
        if len(kinds) > 1 and not offset:
            every = self._search(self._condition(kinds, near=near), AT_ONCE, 0)
            if every.count <= AT_ONCE:
                of_kind = {kind: [hit for hit in every.hits if hit.kind == kind] for kind in kinds}
                return {kind: _Found(hits[:limit], len(hits)) for kind, hits in of_kind.items()}
        return {
            kind: self._search(self._condition([kind], near=near), limit, offset) for kind in kinds
        }

    def _condition(self, kinds: Sequence[str], *, near: bool) -> Condition:
        ways = self._strict
        if near:
            if self._near is None:
                self._near = self._matching.near()
            ways = [*ways, *self._near]
        audiences = self._question.audiences
        return self._matching.narrowed(*ways, kinds=kinds, audiences=audiences, near=near)

    def _search(self, condition: Condition, limit: int, offset: int) -> _Found:
        result: Any = self._searcher.search(
            condition, limit, offset=offset, weight_by_field="weight"
        )
        return _Found(list(self._hits(result.hits)), result.count)

    def _hits(self, found: list[tuple[float, Any]]) -> Iterable[Hit]:
        """Hits in their order: by match, popularity, name, key."""
        if not found:
            return
        addresses = [address for _, address in found]
        columns = (
            self._searcher.fast_field_values(name, addresses)
            for name in ("rank", "letters", "ref", "kind_code")
        )
        scores = [int(2 ** math.floor(math.log2(score))) for score, _ in found]
        rows: Any = zip(scores, *columns, strict=True)
        for score, _, _, ref, code in sorted(rows, key=lambda row: (-row[0], -row[1], *row[2:])):
            yield Hit(self._names[code], ref, score)
