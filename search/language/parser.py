"""Reading what people type. There is no wrong query: what is not of the language is words to be found."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from search.language.tree import SPANS, Clause, Field, Query, Span, Text

LONGEST, MOST = 400, 16
"""Characters that are read, and clauses that are made of them."""

FIELDS = {field.value: field for field in Field} | {"title": Field.TRACK, "duration": Field.LENGTH}

_quotes = str.maketrans(dict.fromkeys("“”„‟«»＂", '"'))
_token = re.compile(
    r"""(?P<not>-?)
    (?:(?P<field>[A-Za-z]+):)?
    (?:"(?P<phrase>[^"]*)"|(?P<word>[^\s"]*))""",
    re.VERBOSE,
)
_number = r"\d{1,5}"
_time = r"\d{1,4}(?::[0-5]?\d)?"
_decade = re.compile(r"((?:\d\d)?\d0)s", re.ASCII | re.IGNORECASE)


def parse(text: str) -> Query:
    """The tree of a query. Takes any text whatever; some of them ask for nothing."""
    clauses = list(_clauses(text[:LONGEST].translate(_quotes)))[:MOST]
    if not any(not clause.is_not for clause in clauses):
        # Nothing is asked for, so nothing is left out either: the band `-M-` is meant.
        clauses = [_as_word(clause) for clause in clauses]
    return Query(tuple(clauses))


def _clauses(text: str) -> Iterator[Clause]:
    at = 0
    while at < len(text):
        token = _token.match(text, at)
        if token is None or token.end() == at:
            at += 1  # a space, or a quotation mark that is never closed
            continue
        at = token.end()
        clause = _clause(token)
        if clause is not None:
            yield clause


def _clause(token: re.Match[str]) -> Clause | None:
    named = (token["field"] or "").lower()
    field, is_not = FIELDS.get(named), bool(token["not"])
    is_phrase = token["phrase"] is not None
    value = " ".join((token["phrase"] if is_phrase else token["word"]).split())
    if field is None and token["field"]:  # `Vol:2`, `re:`
        value, is_phrase = f"{token['field']}:{value}".strip(), False
    if field in SPANS:
        span = _span(field, value) if value else None
        if span or not value:
            return span and replace(span, is_not=is_not)
        value, field, is_phrase = f"{named}:{value}", None, False
    if not value.strip("-"):
        return None
    return Text(value, field, is_phrase=is_phrase, is_not=is_not)


def _as_word(clause: Clause) -> Clause:
    if isinstance(clause, Span) or clause.field or clause.is_phrase:
        return clause
    return Text(f"-{clause.text}")


def _span(field: Field, value: str) -> Span | None:
    """`1990`, `1990-1995`, `1990..1995`, `1990-`, `-1995`, `>1990`, `<=1995`, `90s`. Turned around is understood."""
    shape, read = (_time, _seconds) if field == Field.LENGTH else (_number, _whole)
    decade = _decade.fullmatch(value) if field == Field.YEAR else None
    if decade:
        first = _year_of(int(decade[1]))
        return Span(field, first, first + 9)
    one = re.fullmatch(rf"([<>]=?)?({shape})", value, re.ASCII)
    if one:
        return _from_one(field, one[1] or "", one[2], read)
    two = re.fullmatch(rf"({shape})?(?:-|–|\.\.)({shape})?", value, re.ASCII)
    if two is None or not (two[1] or two[2]):
        return None
    low = read(two[1])[0] if two[1] else None
    high = read(two[2])[1] if two[2] else None
    if low is not None and high is not None and low > high:
        low, high = read(two[2])[0], read(two[1])[1]
    return Span(field, low, high)


def _from_one(
    field: Field, sign: str, value: str, read: Callable[[str], tuple[int, int]]
) -> Span | None:
    low, high = read(value)
    match sign:
        case ">":
            return Span(field, high + 1, None)
        case ">=":
            return Span(field, low, None)
        case "<":
            return Span(field, None, low - 1) if low else None
        case "<=":
            return Span(field, None, high)
        case _:
            return Span(field, low, high)


def _whole(value: str) -> tuple[int, int]:
    return int(value), int(value)


def _seconds(value: str) -> tuple[int, int]:
    """`3:20` is that second; `3` is any of the third minute's."""
    minutes, colon, seconds = value.partition(":")
    first = int(minutes) * 60 + int(seconds or 0)
    return (first, first) if colon else (first, first + 59)


def _year_of(decade: int) -> int:
    """`90` → 1990, `20` → 2020."""
    if decade >= 100:
        return decade
    return 1900 + decade if decade >= 30 else 2000 + decade
