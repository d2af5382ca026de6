"""Conditions as Tantivy takes them."""

from collections.abc import Sequence

from tantivy import FieldType, Occur
from tantivy import Query as Condition

from search.embedded.schema import schema

FEW = 32
"""Words up to which entries are asked for each of them."""


class TantivyConditions:
    """See `search.matching.Conditions`."""

    def __init__(self) -> None:
        self._schema = schema()

    def term(self, field: str, word: str) -> Condition:
        return Condition.term_query(self._schema, field, word, "basic")

    def any_of(self, field: str, words: Sequence[str]) -> Condition:
        if len(words) > FEW:
            return Condition.term_set_query(self._schema, field, list(words))
        # A set is looked up for the whole index first, which most labels of who may find it are as long as.
        return self.either([self.term(field, word) for word in words])

    def begins(self, field: str, prefix: str) -> Condition:
        return Condition.fuzzy_term_query(self._schema, field, prefix, 0, True, True)

    def near(self, field: str, word: str, errors: int, *, is_begun: bool) -> Condition:
        return Condition.fuzzy_term_query(self._schema, field, word, errors, True, is_begun)

    def phrase(self, field: str, words: Sequence[str]) -> Condition:
        return Condition.phrase_query(self._schema, field, list(words))

    def span(self, field: str, low: int | None, high: int | None) -> Condition:
        return Condition.range_query(self._schema, field, FieldType.Integer, low, high)

    def everything(self) -> Condition:
        return Condition.all_query()

    def nothing(self) -> Condition:
        return Condition.empty_query()

    def all_of(self, conditions: Sequence[Condition]) -> Condition:
        return Condition.boolean_query([(Occur.Must, one) for one in conditions])

    def either(self, conditions: Sequence[Condition]) -> Condition:
        return Condition.boolean_query([(Occur.Should, one) for one in conditions])

    def most_of(self, conditions: Sequence[Condition], least: int) -> Condition:
        return Condition.boolean_query([(Occur.Should, one) for one in conditions], least)

    def scored(self, score: float, condition: Condition) -> Condition:
        return Condition.const_score_query(condition, score)

    def narrowed(
        self, ways: Sequence[Condition], must: Sequence[Condition], must_not: Sequence[Condition]
    ) -> Condition:
        return Condition.boolean_query(
            [
                (Occur.Must, Condition.disjunction_max_query(list(ways))),
                *((Occur.Must, Condition.const_score_query(one, 0.0)) for one in must),
                *((Occur.MustNot, one) for one in must_not),
            ]
        )
