"""Counting values among hits: what a reader narrows them by."""

from collections.abc import Mapping
from typing import Any

from search.engine import Bucket

TAGS = 12
"""Genres, moods and formats that are counted, the most frequent first."""

RANGES: Mapping[str, tuple[tuple[int | None, int | None], ...]] = {
    "length": ((None, 119), (120, 239), (240, 419), (420, 1199), (1200, None)),
    "bpm": ((None, 79), (80, 99), (100, 119), (120, 139), (140, None)),
}
"""Bounds of the ranges, both included: seconds of length, beats a minute."""

_DECADES = range(1900, 2100, 10)


def _asked() -> dict[str, Any]:
    tags: dict[str, Any] = {
        name: {"terms": {"field": name, "size": TAGS}} for name in ("genre", "mood", "format")
    }
    decades = [(first, first + 9) for first in _DECADES]
    for name, bounds in {**RANGES, "year": decades}.items():
        ranges: list[dict[str, int]] = []
        for low, high in bounds:
            span = {} if low is None else {"from": low}
            ranges.append(span if high is None else span | {"to": high + 1})
        tags[name] = {"range": {"field": name, "ranges": ranges}}
    return tags


ASKED = _asked()
"""Aggregations as Elasticsearch and OpenSearch take them, and Tantivy after them."""


def told(answer: Mapping[str, Any]) -> dict[str, list[Bucket]]:
    """The values by field, each with its number, of an engine's answer to ASKED; a field without any is left out."""
    found = {name: _buckets(part["buckets"]) for name, part in answer.items()}
    return {name: found[name] for name in ASKED if found.get(name)}


def _buckets(parts: list[dict[str, Any]]) -> list[Bucket]:
    buckets = []
    for part in parts:
        if part["doc_count"]:
            low, to = part.get("from"), part.get("to")
            buckets.append(
                Bucket(
                    value=str(part["key"]),
                    count=part["doc_count"],
                    low=None if low is None else int(low),
                    high=None if to is None else int(to) - 1,
                )
            )
    return buckets
