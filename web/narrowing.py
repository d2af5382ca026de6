"""What a page of results offers to narrow them by, and what they are narrowed by: links to other queries."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from search.engine import Bucket
from search.language import Clause, Field, Query, Span, Text


@dataclass(frozen=True, slots=True)
class Choice:
    """A link that narrows (with the number of what is left), or takes back what narrows."""

    words: str
    address: str
    count: int | None = None


@dataclass(frozen=True, slots=True)
class Facet:
    """The choices of one field."""

    name: str
    choices: Sequence[Choice]


def address_of(query: Query, **more: str | int) -> str:
    """The address of a query's page of results."""
    return f"{reverse('search')}?{urlencode({'q': str(query), **more})}"


def narrowed_by(query: Query) -> list[Choice]:
    """What narrows the query, each with the address of the query without it."""
    return [
        Choice(str(clause), address_of(query.excluding([clause]))) for clause in query.narrowing
    ]


def facets_of(query: Query, counted: Mapping[str, Sequence[Bucket]]) -> list[Facet]:
    """What else the query can be narrowed by: fields of which there are at least two values."""
    names = {
        Field.GENRE: _("Genre"),
        Field.YEAR: _("Year"),
        Field.MOOD: _("Mood"),
        Field.LENGTH: _("Length"),
        Field.BPM: _("BPM"),
        Field.FORMAT: _("Format"),
    }
    return [
        Facet(name, list(_choices(query, field, counted[field])))
        for field, name in names.items()
        if len(counted.get(field, ())) > 1 and all(one.field != field for one in query.narrowing)
    ]


def _choices(query: Query, field: Field, buckets: Sequence[Bucket]) -> Iterator[Choice]:
    for bucket in buckets:
        clause: Clause
        if bucket.low is None and bucket.high is None:
            value = bucket.value.replace('"', " ")
            clause, words = Text(value, field, is_phrase=True), bucket.value
        else:
            clause = Span(field, bucket.low, bucket.high)
            words = _range(field, bucket.low, bucket.high)
        yield Choice(words, address_of(query.including(clause)), bucket.count)


def _range(field: Field, low: int | None, high: int | None) -> str:
    if field == Field.YEAR:
        return _("%(year)ss") % {"year": low}
    if field == Field.LENGTH:
        low, high = (low or 0) // 60 if low else None, (high + 1) // 60 if high else None
        if low is None:
            return _("under %(minutes)s min") % {"minutes": high}
        if high is None:
            return _("over %(minutes)s min") % {"minutes": low}
        return _("%(low)s–%(high)s min") % {"low": low, "high": high}
    if low is None:
        return _("under %(number)s") % {"number": (high or 0) + 1}
    if high is None:
        return _("from %(number)s") % {"number": low}
    return f"{low}–{high}"
