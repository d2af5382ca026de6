"""Where documents come from: rooms above register how to load theirs in `AppConfig.ready()`."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import batched
from typing import Any

from common.registry import Registry
from search.engine import SearchDocument

type Loader = Callable[[list[int]], Iterable[SearchDocument]]
"""Keys of rows → their documents. A row that is gone, or that nobody may find, is left out, and thereby forgotten."""

type Keys = Callable[[], Iterable[int]]
"""The keys of all rows of a kind, in their order; some may have no document."""

type FactsLoader = Callable[[list[int]], Mapping[int, Mapping[str, Any]]]
"""Keys of rows → facts of them (`search.engine.Facts`, by field) that a room above their own knows."""

type RankLoader = Callable[[list[int]], Mapping[int, int]]
"""Keys of rows → how popular they are (`search.engine.SearchDocument.rank`); 0 for those that are left out."""

AT_ONCE = 2000


@dataclass(frozen=True, slots=True)
class Source:
    """Where the documents of one kind come from."""

    load: Loader
    keys: Keys


@dataclass(frozen=True, slots=True)
class MoreFacts:
    """What one room adds to the documents of one kind."""

    kind: str
    load: FactsLoader


@dataclass(frozen=True, slots=True)
class Ranks:
    """Who knows how popular the rows of one kind are."""

    kind: str
    load: RankLoader


sources: Registry[Source] = Registry("search source")
more_facts: Registry[MoreFacts] = Registry("source of facts")
ranks: Registry[Ranks] = Registry("source of ranks")


def add(kind: str, loader: Loader, keys: Keys = tuple) -> None:
    sources.add(kind, Source(loader, keys))


def add_facts(name: str, kind: str, loader: FactsLoader) -> None:
    """Facts that a room above a kind's own knows, under a name of its own."""
    more_facts.add(name, MoreFacts(kind, loader))


def add_ranks(kind: str, loader: RankLoader) -> None:
    """How popular rows of a kind are, as a room above their own knows. Whoever knows marks them when that changes."""
    ranks.add(kind, Ranks(kind, loader))


def kinds() -> list[str]:
    """All kinds of documents there are."""
    return [kind for kind, _ in sources.items()]


def documents_of(kind: str, refs: list[int]) -> list[SearchDocument]:
    """The documents that these rows have now."""
    source = dict(sources.items()).get(kind)
    documents = list(source.load(refs)) if source else []
    for more in more_facts:
        if more.kind == kind and documents:
            known = more.load([document.ref for document in documents])
            documents = [
                replace(document, facts=replace(document.facts, **known[document.ref]))
                if document.ref in known
                else document
                for document in documents
            ]
    popular = dict(ranks.items()).get(kind)
    if popular and documents:
        known_ranks = popular.load([document.ref for document in documents])
        documents = [
            replace(document, rank=known_ranks[document.ref])
            if document.ref in known_ranks
            else document
            for document in documents
        ]
    return documents


def all_keys() -> Iterator[int]:
    """The keys of all rows of all kinds, read as they are asked for."""
    for source in sources:
        yield from source.keys()


def all_documents(of_kinds: Iterable[str] | None = None) -> Iterator[SearchDocument]:
    """The documents of all rows, a batch at a time."""
    for kind, source in sources.items():
        if of_kinds is None or kind in of_kinds:
            for refs in batched(source.keys(), AT_ONCE):  # noqa: B911 - the last batch is what is left
                yield from documents_of(kind, list(refs))
