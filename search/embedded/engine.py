"""Asking the embedded index."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import frexp
from typing import Any

from tantivy import Query as Condition
from tantivy import Searcher

from search import facets
from search.embedded.conditions import TantivyConditions
from search.embedded.folder import Folder, told_as_unavailable
from search.engine import Answer, Hit, Question
from search.entries import kind_code
from search.matching import ENOUGH, Matching, finds_nothing

AT_ONCE = 256
"""Hits of all kinds together that are read first: most queries find fewer, and are answered by one search."""


type Row = tuple[str, int, int]
"""Kind, key and score of a hit."""


@dataclass(frozen=True, slots=True)
class _Found:
    """Hits of one search, the best first, and how many there are in all (None: more than these, not counted)."""

    hits: list[Hit]
    count: int | None

    @property
    def least(self) -> int:
        """How many there are at least."""
        return len(self.hits) if self.count is None else self.count

    @property
    def is_few(self) -> bool:
        return self.count is not None and self.count < ENOUGH


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
        self._stages = self._matching.stages(is_quick=question.is_quick)
        self._ways = next(self._stages)

    def answer(self) -> Answer:
        kinds, facets_of = self._question.kinds, self._question.facets_of
        found = self._by_kind(kinds, near=False)
        few = [kind for kind in kinds if found[kind].is_few]
        if self._matching.is_found(hit.score for one in found.values() for hit in one.hits[:1]):
            few = []
        counted = self._facets(near=False) if facets_of and facets_of not in few else {}
        if few:
            found = self._nearly(few, found)
        if facets_of in few:
            counted = self._facets(near=True)
        return Answer(
            hits=[hit for kind in kinds for hit in found[kind].hits],
            totals={kind: found[kind].count for kind in kinds},
            facets=counted,
        )

    def _nearly(self, few: Sequence[str], found: dict[str, _Found]) -> dict[str, _Found]:
        """`found` with more hits of kinds that have few, by stages: what is looser is seldom meant and takes longer.
        The next comes only where there is nothing else to be shown.
        """
        for more in self._stages:
            # By numbers: a later page has none of the hits that are on the first.
            has_some = any(found[kind].count != 0 for kind in few)
            self._ways = [*self._ways, *more] if has_some else more
            found = found | self._by_kind(few, near=True)
            if self._matching.is_enough(sum(one.least for one in found.values())):
                break
        return found

    def _facets(self, *, near: bool) -> Mapping[str, Any]:
        condition = self._condition([self._question.facets_of], near=near)
        return facets.told(self._searcher.aggregate(condition, facets.ASKED))

    def _by_kind(self, kinds: Sequence[str], *, near: bool) -> dict[str, _Found]:
        """The hits of each kind. One search takes in all kinds; those that are not among its best, more of them."""
        limit, offset = self._question.limit, self._question.offset
        if len(kinds) > 1 and not offset:
            rows, count = self._search(self._condition(kinds, near=near), AT_ONCE, 0)
            of_kind: dict[str, list[Row]] = {kind: [] for kind in kinds}
            for row in rows:
                of_kind[row[0]].append(row)
            if count <= AT_ONCE:
                return {kind: _found(some[:limit], len(some)) for kind, some in of_kind.items()}
            rest = [kind for kind in kinds if len(of_kind[kind]) < max(limit, ENOUGH)]
            if len(rest) < len(kinds):
                found = {kind: _found(some[:limit], None) for kind, some in of_kind.items()}
                if rest:
                    found |= self._by_kind(rest, near=near)
                return self._counted(found, count, near=near)
        return {
            kind: _found(*self._search(self._condition([kind], near=near), limit, offset))
            for kind in kinds
        }

    def _counted(self, found: dict[str, _Found], count: int, *, near: bool) -> dict[str, _Found]:
        """With all numbers, where the question asks for them: the last is what remains of all."""
        unknown = [kind for kind, one in found.items() if one.count is None]
        if self._question.is_quick or not unknown:
            return found
        for kind in unknown[1:]:
            _, alone = self._search(self._condition([kind], near=near), 1, 0)
            found[kind] = replace(found[kind], count=alone)
        others = sum(one.count or 0 for one in found.values())
        return found | {unknown[0]: replace(found[unknown[0]], count=count - others)}

    def _condition(self, kinds: Sequence[str], *, near: bool) -> Condition:
        audiences = self._question.audiences
        return self._matching.narrowed(*self._ways, kinds=kinds, audiences=audiences, near=near)

    def _search(self, condition: Condition, limit: int, offset: int) -> tuple[list[Row], int]:
        """The best of what a condition finds, and how many it finds in all."""
        result: Any = self._searcher.search(
            condition, limit, offset=offset, weight_by_field="weight"
        )
        return self._rows(result.hits), result.count

    def _rows(self, found: list[tuple[float, Any]]) -> list[Row]:
        """Hits in their order: by match, popularity, name, key."""
        if not found:
            return []
        addresses = [address for _, address in found]
        columns: Any = (
            self._searcher.fast_field_values(name, addresses)
            for name in ("rank", "letters", "ref", "kind_code")
        )
        ranks, letters, refs, codes = columns
        # The power of two in each: a weight is below two.
        scores = [1 << (frexp(score)[1] - 1) for score, _ in found]
        rows: Any = sorted(
            zip([-score for score in scores], [-rank for rank in ranks], letters, refs, codes, strict=True)
        )  # fmt: skip
        names = self._names
        return [(names[code], ref, -score) for score, _, _, ref, code in rows if code in names]


def _found(rows: Sequence[Row], count: int | None) -> _Found:
    return _Found([Hit(*row) for row in rows], count)
