r"""The database as a search engine: every word of the query is a prefix of some word of the document.

A prefix is a range of the index (`word >= 'mil' and word < 'mil\U0010ffff'`), the same on SQLite and MySQL; LIKE is
not: it ignores case on SQLite and then uses no index.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import batched

from django.db import connection, transaction
from django.db.models import Exists, OuterRef, Q

from common.text import KEY_LENGTH as NAME_LENGTH
from search.engine import NAME_WEIGHT, Hit, SearchDocument
from search.models import Document, DocumentWord
from search.words import QUERY_LENGTH, index_words, query_words, search_key

AT_ONCE = 1000
CANDIDATES = 2000
"""Rows that are ranked at most. In the order of their words: the exact word and names come before longer words."""

NAMED = 200
"""Documents whose name begins with the query that are ranked at most."""

LAST = "\U0010ffff"

WHOLE_NAME, START_OF_NAME, WHOLE_WORD = 1000, 100, 1
"""Added to a hit's score: the query is its name, begins it, is one of its words."""

_insert = (
    f"INSERT INTO {DocumentWord._meta.db_table} (document_id, kind, audience, word, weight)"  # noqa: S608
    " VALUES (%s, %s, %s, %s, %s)"
)


class DatabaseEngine:
    """See `search.engine.Engine`."""

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
            (ids[key], document.kind, document.audience, word, weight)
            for key, document in documents.items()
            for word, weight in _weighted(document)
        ]
        with connection.cursor() as cursor:  # four times as fast as rows made into objects first
            cursor.executemany(_insert, words)

    def remove(self, kind: str, refs: Iterable[int]) -> None:
        for batch in batched(refs, AT_ONCE):  # noqa: B911
            Document.objects.filter(kind=kind, ref__in=batch).delete()

    def query(
        self, text: str, *, kinds: Sequence[str], audiences: Collection[str], limit: int
    ) -> list[Hit]:
        words = query_words(text)
        if not words or not audiences or limit < 1:
            return []
        name = search_key(text[:QUERY_LENGTH])[:NAME_LENGTH]
        return [
            hit
            for kind in kinds
            for hit in self._of_kind(kind, words, name, sorted(audiences))[:limit]
        ]

    def _of_kind(
        self, kind: str, words: Sequence[str], name: str, audiences: Sequence[str]
    ) -> list[Hit]:
        first, *others = sorted(words, key=len, reverse=True)  # the longest is found least often
        rows = DocumentWord.objects.filter(_begins(first), kind=kind, audience__in=audiences)
        for other in others:
            also = DocumentWord.objects.filter(_begins(other), document_id=OuterRef("document_id"))
            rows = rows.filter(Exists(also))
        found = rows.order_by("word", "-weight").values_list(
            "document__ref", "document__name_key", "document__rank", "word", "weight"
        )
        names = Document.objects.filter(
            kind=kind, audience__in=audiences, name_key__gte=name, name_key__lt=name + LAST
        )
        # Names of their own accord: "the the" is one of a hundred thousand that have the word.
        named = names.order_by("name_key").values_list("ref", "name_key", "rank")[:NAMED]
        candidates = [(*row, first, NAME_WEIGHT) for row in named] if name else []
        best: dict[int, tuple[int, int]] = {}
        for ref, name_key, rank, word, weight in [*candidates, *found[:CANDIDATES]]:
            score = 2 * weight + WHOLE_WORD * (word == first)
            if name_key == name:
                score += WHOLE_NAME
            elif name_key.startswith(name):
                score += START_OF_NAME
            best[ref] = max(best.get(ref, (0, 0)), (score, rank))
        ordered = sorted(best.items(), key=lambda item: (-item[1][0], -item[1][1], item[0]))
        return [Hit(kind, ref, score) for ref, (score, _) in ordered]


def _begins(prefix: str) -> Q:
    return Q(word__gte=prefix, word__lt=prefix + LAST)


def _weighted(document: SearchDocument) -> Iterator[tuple[str, int]]:
    """Each word once, with the most that it weighs."""
    weights = dict.fromkeys(index_words(document.name), NAME_WEIGHT)
    for text, weight in document.others:
        for word in index_words(text):
            weights[word] = max(weight, weights.get(word, 0))
    yield from weights.items()
