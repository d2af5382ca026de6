"""Evaluating queries and aggregations for the stand-in, as far as the site uses them; whatever else fails."""

from collections import Counter
from typing import Any

Entry = dict[str, Any]


def matched(query: Any, entry: Entry, properties: dict[str, Any]) -> float | None:
    """The score of an entry; None where it does not match."""
    ((verb, said),) = query.items()

    def holds(one: Any) -> bool:
        return matched(one, entry, properties) is not None

    match verb:
        case "match_all":
            return 1.0
        case "match_none":
            return None
        case "constant_score":
            return said["boost"] if holds(said["filter"]) else None
        case "dis_max":
            scores = [matched(one, entry, properties) for one in said["queries"]]
            return max((score for score in scores if score is not None), default=None)
        case "bool":
            assert said.keys() <= {"must", "filter", "must_not", "should", "minimum_should_match"}
            scores = [matched(one, entry, properties) for one in said.get("must", [])]
            should = sum(holds(one) for one in said.get("should", []))
            fits = (
                all(score is not None for score in scores)
                and all(holds(one) for one in said.get("filter", []))
                and not any(holds(one) for one in said.get("must_not", []))
                and should >= said.get("minimum_should_match", 0)
            )
            return sum(score or 0 for score in scores) if fits else None
        case "match_phrase":
            ((name, words),) = said.items()
            return 1.0 if f" {words} " in f" {entry.get(name, '')} " else None
        case "range":
            ((name, bounds),) = said.items()
            value = entry.get(name)
            low, high = bounds.get("gte", value), bounds.get("lte", value)
            return 1.0 if value is not None and low <= value <= high else None
    ((name, wanted),) = said.items()
    words = words_of(entry, name, properties)
    found = {
        "term": lambda: wanted in words,
        "terms": lambda: bool(words.intersection(wanted)),
        "prefix": lambda: any(word.startswith(wanted) for word in words),
        "fuzzy": lambda: any(
            distance(wanted["value"], word) <= wanted["fuzziness"] for word in words
        ),
    }[verb]()
    return 1.0 if found else None


def words_of(entry: Entry, name: str, properties: dict[str, Any]) -> set[str]:
    """The words by which a field is found."""
    plain, _, part = name.partition(".")
    held, kind = entry.get(plain, []), properties[plain]
    if kind["type"] == "keyword":
        return set([held] if isinstance(held, str) else held)
    words = set(held.split()) if held else set()
    if part:
        assert kind["fields"][part]["analyzer"] == "begun"
        return {word[:length] for word in words for length in range(2, min(20, len(word)) + 1)}
    return words


def distance(one: str, other: str) -> int:
    """Letters wrong, missing, too many or swapped."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for at, letter in enumerate(one, start=1):
        last, before, row = before, row, [at]
        for place, another in enumerate(other, start=1):
            row.append(min(before[place] + 1, row[-1] + 1, before[place - 1] + (letter != another)))
            is_swapped = at > 1 < place and letter == other[place - 2] and one[at - 2] == another
            if is_swapped:
                row[-1] = min(row[-1], last[place - 2] + 1)
    return row[-1]


def aggregated(asked: dict[str, Any], entries: list[Entry]) -> dict[str, Any]:
    told = {}
    for name, what in asked.items():
        ((verb, said),) = what.items()
        held = [entry[said["field"]] for entry in entries if said["field"] in entry]
        if verb == "terms":
            counts = Counter(
                one for some in held for one in ([some] if isinstance(some, str) else some)
            )
            buckets = [{"key": key, "doc_count": n} for key, n in counts.most_common(said["size"])]
        else:
            buckets = [
                span | {
                    "key": f"{span.get('from', '*')}-{span.get('to', '*')}",
                    "doc_count": sum(
                        span.get("from", one) <= one and ("to" not in span or one < span["to"])
                        for one in held
                    ),
                }
                for span in said["ranges"]
            ]  # fmt: skip
        told[name] = {"buckets": buckets}
    return told
