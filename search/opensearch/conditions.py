"""Conditions in OpenSearch's query language (https://docs.opensearch.org/latest/query-dsl/)."""

from collections.abc import Sequence
from typing import Any

from search.opensearch.entries import BEGUN

type Condition = dict[str, Any]

MOST_SPELLINGS = 50
"""Words of the index that are near one of the query, at most."""


class JsonConditions:
    """See `search.matching.Conditions`."""

    def term(self, field: str, word: str) -> Condition:
        return {"term": {field: word}}

    def any_of(self, field: str, words: Sequence[str]) -> Condition:
        return {"terms": {field: list(words)}}

    def begins(self, field: str, prefix: str) -> Condition:
        return {"prefix": {field: prefix}}

    def near(self, field: str, word: str, errors: int, *, is_begun: bool) -> Condition:
        # A word that is still being typed is near the beginnings of words, which stand in a field of their own.
        return {
            "fuzzy": {
                BEGUN.get(field, field) if is_begun else field: {
                    "value": word,
                    "fuzziness": errors,
                    "transpositions": True,
                    "max_expansions": MOST_SPELLINGS,
                }
            }
        }

    def phrase(self, field: str, words: Sequence[str]) -> Condition:
        return {"match_phrase": {field: " ".join(words)}}

    def span(self, field: str, low: int | None, high: int | None) -> Condition:
        bounds = {"gte": low, "lte": high}
        return {"range": {field: {name: at for name, at in bounds.items() if at is not None}}}

    def everything(self) -> Condition:
        return {"match_all": {}}

    def nothing(self) -> Condition:
        return {"match_none": {}}

    def all_of(self, conditions: Sequence[Condition]) -> Condition:
        return {"bool": {"filter": list(conditions)}}

    def either(self, conditions: Sequence[Condition]) -> Condition:
        return self.most_of(conditions, 1)

    def most_of(self, conditions: Sequence[Condition], least: int) -> Condition:
        return {"bool": {"should": list(conditions), "minimum_should_match": least}}

    def scored(self, score: float, condition: Condition) -> Condition:
        return {"constant_score": {"filter": condition, "boost": score}}

    def narrowed(
        self, ways: Sequence[Condition], must: Sequence[Condition], must_not: Sequence[Condition]
    ) -> Condition:
        return {
            "bool": {
                "must": [{"dis_max": {"queries": list(ways)}}],
                "filter": list(must),
                "must_not": list(must_not),
            }
        }
