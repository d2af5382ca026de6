r"""The database as a search engine: every word of the query is a prefix of some word of the document.

A prefix is a range of the index (`word >= 'mil' and word < 'mil\U0010ffff'`), the same on SQLite and MySQL; LIKE is
not: it ignores case on SQLite and then uses no index.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import batched
from typing import Any

from django.db import connection, transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Value
from django.db.models.lookups import Exact

from common.text import KEY_LENGTH as NAME_LENGTH
from search.engine import (
    ALBUM_WEIGHT,
    ARTIST_WEIGHT,
    NAME_WEIGHT,
    Answer,
    Hit,
    Question,
    SearchDocument,
)
from search.language import Field, Query, Text
from search.models import Document, DocumentWord
from search.words import QUERY_LENGTH, index_words, query_words, search_key

AT_ONCE = 1000
CANDIDATES = 2000
"""Rows that are ranked at most. In the order of their words: the exact word and names come before longer words."""

MOST_TERMS = 16
"""Words that are looked for, the longest: each takes a subquery."""

NAMED = 200
"""Documents whose name begins with the query that are ranked at most."""

LAST = "\U0010ffff"

WHOLE_NAME, START_OF_NAME, WHOLE_WORD = 1000, 100, 1
"""Added to a hit's score: the query is its name, begins it, is one of its words."""

IN_FIELD: Mapping[Field, Mapping[str, tuple[int, ...]]] = {
    Field.ARTIST: {
        "track": (ARTIST_WEIGHT,),
        "album": (ARTIST_WEIGHT,),
        "artist": (NAME_WEIGHT, ARTIST_WEIGHT),
    },
    Field.ALBUM: {"track": (ALBUM_WEIGHT,), "album": (NAME_WEIGHT,)},
    Field.TRACK: {"track": (NAME_WEIGHT,)},
}
"""What words weigh that stand in a field, by kind; a kind that is not named has no such field."""

_insert = (
    f"INSERT INTO {DocumentWord._meta.db_table} (document_id, kind, audience, word, weight)"  # noqa: S608
    " VALUES (%s, %s, %s, %s, %s)"
)


class DatabaseEngine:
    """See `search.engine.Engine`. Smart playlists ask it too, within their own statements (`keys`)."""

    def index(self, documents: Iterable[SearchDocument]) -> int:
        count = 0
        for batch in batched(documents, AT_ONCE):  # noqa: B911 - the last batch is what is left
            # The last of several for the same thing is the one that counts.
            latest = {(document.kind, document.ref): document for document in batch}
            with transaction.atomic():
                self._index(latest)
            count += len(latest)
        return count

    def _index(self, documents: dict[tuple[str, int], SearchDocument]) -> None:
        rows = [
            Document(
                kind=document.kind,
                ref=document.ref,
                audience=document.audience,
                name_key=search_key(document.name)[:NAME_LENGTH],
                rank=document.rank,
            )
            for document in documents.values()
        ]
        targeted = connection.features.supports_update_conflicts_with_target
        Document.objects.bulk_create(
            rows,
            update_conflicts=True,
            update_fields=["audience", "name_key", "rank"],
            unique_fields=["kind", "ref"] if targeted else None,
        )
        ids: dict[tuple[str, int], int] = {}
        for kind in {kind for kind, _ in documents}:
            refs = [ref for other, ref in documents if other == kind]
            # Locked: another process that indexes the same document waits, and then replaces our words.
            found = Document.objects.select_for_update().filter(kind=kind, ref__in=refs)
            ids |= {(kind, ref): pk for pk, ref in found.values_list("pk", "ref")}
        DocumentWord.objects.filter(document_id__in=ids.values())._raw_delete(connection.alias)
        words = [
            (ids[key], document.kind, label, word, weight)
            for key, document in documents.items()
            for word, weight in _weighted(document)
            for label in document.labels
        ]
        with connection.cursor() as cursor:  # four times as fast as rows made into objects first
            cursor.executemany(_insert, words)

    def remove(self, kind: str, refs: Iterable[int]) -> None:
        for batch in batched(refs, AT_ONCE):  # noqa: B911
            Document.objects.filter(kind=kind, ref__in=batch).delete()

    def answer(self, question: Question) -> Answer:
        """Words, fields of names and what must not be there; of the rest of the language it says that it is unheeded.

        Phrases are looked for by their words. It counts nothing.
        """
        query = question.query
        unheeded = tuple(
            clause
            for clause in query.narrowing
            if not isinstance(clause, Text) or (clause.field and clause.field not in IN_FIELD)
        )
        if not question.audiences or question.limit < 1:
            return Answer(unheeded=unheeded)
        is_plain = all(isinstance(one, Text) and one.is_phrase for one in query.narrowing)
        name = search_key(query.words[:QUERY_LENGTH])[:NAME_LENGTH] if is_plain else ""
        audiences = sorted(question.audiences)
        page = slice(question.offset, question.offset + question.limit)
        asked: dict[str, str] = {}
        parts: list[QuerySet[Any, Any]] = []
        for kind in question.kinds:
            if terms := _terms_of(query, kind):
                asked[kind] = terms[0][0]
                parts += _candidates(kind, terms, name, audiences, _not_in(query, kind))
        found: dict[str, list[tuple[Any, ...]]] = {kind: [] for kind in asked}
        for kind, *row in _all_of(parts):
            found[kind].append(tuple(row))
        hits = [
            hit
            for kind, first in asked.items()
            for hit in _in_order(kind, found[kind], first, name)[page]
        ]
        return Answer(hits=hits, unheeded=unheeded)

    def keys(
        self, text: str, *, kind: str, audiences: Collection[str], in_name: bool = False
    ) -> "QuerySet[Any, Any] | Collection[int]":
        """The `ref` of every document of a kind that a text finds, in no order: what `pk__in` of a statement takes.

        `in_name`: the words must stand in its name, not in its other texts.
        """
        words = query_words(text)
        if not words or not audiences:
            return ()
        of_name = _weighs((NAME_WEIGHT,)) if in_name else Q()
        (_, first), *others = _longest_first(words)
        rows = DocumentWord.objects.filter(
            of_name, first, kind=kind, audience__in=sorted(audiences)
        )
        for _, other in others:
            also = DocumentWord.objects.filter(of_name, other)
            rows = rows.filter(Exists(also.filter(document_id=OuterRef("document_id"))))
        return rows.order_by().values("document__ref")


def _candidates(
    kind: str,
    terms: Sequence[tuple[str, Q]],
    name: str,
    audiences: Sequence[str],
    left_out: Sequence[Q],
) -> "list[QuerySet[Any, Any]]":
    """What may be a hit of a kind, by its words and by its name: (kind, ref, name, rank, word, weight) each."""
    (_, condition), *others = terms  # the longest is found least often
    rows = DocumentWord.objects.filter(condition, kind=kind, audience__in=audiences)
    same = DocumentWord.objects.filter(document_id=OuterRef("document_id"))
    for _, other in others:
        rows = rows.filter(Exists(same.filter(other)))
    for out in left_out:
        rows = rows.exclude(Exists(same.filter(out)))
    by_word = rows.order_by("word", "-weight").values_list(
        Value(kind), "document__ref", "document__name_key", "document__rank", "word", "weight"
    )[:CANDIDATES]
    if not name:
        return [by_word]
    # Names of their own accord: "the the" is one of a hundred thousand that have the word.
    names = Document.objects.filter(
        kind=kind, audience__in=audiences, name_key__gte=name, name_key__lt=name + LAST
    )
    by_name = names.order_by("name_key").values_list(
        Value(kind), "ref", "name_key", "rank", Value(""), Value(NAME_WEIGHT)
    )[:NAMED]
    return [by_name, by_word]


def _all_of(parts: "Sequence[QuerySet[Any, Any]]") -> "list[tuple[Any, ...]]":
    """The rows of all of them, in one statement. Django's `union` has no limits of its parts on SQLite."""
    if not parts:
        return []
    told = [part.query.sql_with_params() for part in parts]
    sql = " UNION ALL ".join(f"SELECT * FROM ({one}) AS part{n}" for n, (one, _) in enumerate(told))  # noqa: S608  # Django's own
    with connection.cursor() as cursor:
        cursor.execute(sql, [value for _, values in told for value in values])
        return list(cursor.fetchall())


def _in_order(kind: str, rows: "Sequence[tuple[Any, ...]]", first: str, name: str) -> list[Hit]:
    """Hits, the best first. `first` is the word that was looked for; one found by its name has no word."""
    best: dict[int, tuple[int, int]] = {}
    for ref, name_key, rank, word, weight in rows:
        score = 2 * weight + WHOLE_WORD * (word in {first, ""})
        if name_key == name:
            score += WHOLE_NAME
        elif name and name_key.startswith(name):
            score += START_OF_NAME
        best[ref] = max(best.get(ref, (0, 0)), (score, rank))
    ordered = sorted(best.items(), key=lambda item: (-item[1][0], -item[1][1], item[0]))
    return [Hit(kind, ref, score) for ref, (score, _) in ordered]


def _begins(prefix: str) -> Q:
    return Q(word__gte=prefix, word__lt=prefix + LAST)


def _longest_first(words: Iterable[str]) -> list[tuple[str, Q]]:
    return [(word, _begins(word)) for word in sorted(words, key=len, reverse=True)]


def _terms_of(query: Query, kind: str) -> list[tuple[str, Q]]:
    """The words that a document of a kind must have, each with its condition; none where it can't have them."""
    terms = _longest_first(query_words(query.words))
    for field, weights in IN_FIELD.items():
        texts = [text.text for text in query.texts(of_field=field) if not text.is_not]
        words = [word for text in texts for word in query_words(text)]
        if words and kind not in weights:
            return []
        terms += [(word, _begins(word) & _weighs(weights[kind])) for word in dict.fromkeys(words)]
    return sorted(terms, key=lambda term: len(term[0]), reverse=True)[:MOST_TERMS]


def _not_in(query: Query, kind: str) -> list[Q]:
    """What no word of a document of a kind may be."""
    out = [Q(word=word) for text in query.texts() if text.is_not for word in query_words(text.text)]
    for field, weights in IN_FIELD.items():
        for text in query.texts(of_field=field):
            if text.is_not and kind in weights:
                out += [_begins(word) & _weighs(weights[kind]) for word in query_words(text.text)]
    return out


def _weighs(weights: Collection[int]) -> Q:
    # As a sum, which no index serves: MariaDB 10.11 loses rows of a range over (word, weight DESC, audience).
    conditions = [Q(Exact(F("weight") + 0, weight)) for weight in weights]
    return conditions[0] | conditions[-1]


def _weighted(document: SearchDocument) -> Iterator[tuple[str, int]]:
    """Each word once, with the most that it weighs."""
    weights = dict.fromkeys(index_words(document.name), NAME_WEIGHT)
    for text, weight in document.others:
        for word in index_words(text):
            weights[word] = max(weight, weights.get(word, 0))
    yield from weights.items()
