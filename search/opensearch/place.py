"""The index at an OpenSearch service: asked by an alias, rebuilt beside the old one and put in its place at once.

    musicsite            alias of the index that answers:    musicsite-3-01939d…
    musicsite-building   alias of one that is being made:    musicsite-3-01939e…

Whoever writes changes writes to both, to the new one first, so that none falls between them when the alias moves. A
rebuild's entries are all of the time at which it began, so that none of them
takes the place of a change that came meanwhile. Then one request moves the alias and removes the old index.
"""

import logging
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from typing import Any

from common.ids import uuid7_hex
from search import facets
from search.engine import Answer, Hit, Question, SearchDocument
from search.entries import FORMAT
from search.matching import ENOUGH, Matching, finds_nothing
from search.opensearch.bulk import Bulk, forgotten, taken_in
from search.opensearch.conditions import Condition, JsonConditions
from search.opensearch.connection import Connection, reason_of
from search.opensearch.entries import template
from search.places import Unavailable, Writer

logger = logging.getLogger(__name__)

ORDER = [{"_score": "desc"}, {"rank": "desc"}, {"letters": "asc"}, {"ref": "asc"}]
"""By match, popularity, name, key."""

PAGE = 5000
"""Columns that are read at once when all are compared."""

TELL_EVERY = 10_000
MISSING = 404


@cache
def connected(address: str) -> Connection:
    """The connection to a service; one a process, which keeps its sockets open."""
    return Connection(address)


class OpenSearchPlace:
    """See `search.places.Place`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._alias = connection.alias

    # --- Asking -------------------------------------------------------------------------------------

    def answer(self, question: Question) -> Answer:
        if finds_nothing(question):
            return Answer()
        kinds = question.kinds
        matching: Matching[Condition] = Matching(JsonConditions(), question.query)
        page = {"from": question.offset, "size": question.limit}
        stages = matching.stages(is_quick=question.is_quick)
        ways = next(stages)

        def bodies(of: Sequence[str], *, near: bool) -> list[dict[str, Any]]:
            return [
                {
                    "query": matching.narrowed(
                        *ways, kinds=[kind], audiences=question.audiences, near=near
                    ),
                    "sort": ORDER,
                    "docvalue_fields": ["ref"],
                    "track_total_hits": True,
                    **page,
                    **({"aggs": facets.ASKED} if kind == question.facets_of else {}),
                }
                for kind in of
            ]

        found = dict(zip(kinds, self._searches(bodies(kinds, near=False)), strict=True))
        hits = {kind: _hits(kind, part) for kind, part in found.items()}
        is_found = matching.is_found(hit.score for some in hits.values() for hit in some[:1])
        few = [kind for kind in kinds if _total(found[kind]) < ENOUGH]
        if few and not is_found:
            for more in stages:
                ways = [*ways, *more]
                again = self._searches(bodies(few, near=True))
                found |= dict(zip(few, again, strict=True))
                hits |= {kind: _hits(kind, found[kind]) for kind in few}
                if matching.is_enough(sum(map(_total, found.values()))):
                    break
        counted = found.get(question.facets_of, {}).get("aggregations")
        return Answer(
            hits=[hit for kind in kinds for hit in hits[kind]],
            totals={kind: _total(found[kind]) for kind in kinds},
            facets=facets.told(counted) if counted else {},
        )

    def _searches(self, bodies: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """Several searches in one request."""
        lines = [line for body in bodies for line in ({"index": self._alias}, body)]
        reply = self._connection.ask("POST", "_msearch", lines)
        if not reply.is_good or not isinstance(reply.body, dict):
            raise Unavailable(f"A search was answered {reply.status}: {reason_of(reply)}")
        parts: list[dict[str, Any]] = reply.body["responses"]
        for part in parts:
            if "hits" not in part:
                raise Unavailable(f"A search failed: {part.get('error')}"[:300])
        return parts

    # --- Which indexes there are --------------------------------------------------------------------

    def _indexes(self, alias: str) -> list[str]:
        """The names of the indexes of an alias. Raises Unavailable."""
        reply = self._connection.tell("GET", f"_alias/{alias}")
        if reply.status == MISSING:
            return []
        if not reply.is_good:
            raise Unavailable(f"The alias was answered {reply.status}: {reason_of(reply)}")
        return sorted(reply.body)

    @property
    def _building(self) -> str:
        return f"{self._alias}-building"

    def _current(self) -> list[str]:
        """The index that answers, where it is of our format."""
        ours = f"{self._alias}-{FORMAT}-"
        return [name for name in self._indexes(self._alias) if name.startswith(ours)]

    def is_lost(self) -> bool:
        try:
            return not self._current()
        except Unavailable:
            return False

    # --- Writing ------------------------------------------------------------------------------------

    @contextmanager
    def writing(self) -> Iterator[Writer | None]:
        version = _moment()
        try:
            into = [self._building, *([self._alias] if self._current() else [])]
            is_lost = len(into) == 1 and not self._indexes(self._building)
        except Unavailable as error:
            logger.warning("The search service is away; changes wait: %s", error)
            yield _Away(error)
            return
        yield None if is_lost else _Writer(self._connection, into, version)

    def rebuild(
        self,
        documents: Callable[[], Iterable[SearchDocument]],
        *,
        only_if_needed: bool = False,
        wait: bool = True,  # for nobody: each makes an index of its own
        tell: Callable[[int], None] | None = None,
    ) -> int:
        tells = self._connection.must
        if only_if_needed and self._current():
            return int(tells("GET", f"{self._alias}/_count")["count"])
        # One that was never finished is of no use, and would be written to for ever.
        for left_over in self._indexes(self._building):
            tells("DELETE", left_over)
        tells("PUT", f"_index_template/{self._alias}", template(self._alias))
        name = f"{self._alias}-{FORMAT}-{uuid7_hex()}"
        version = _moment()
        settings = {"index": {"refresh_interval": "-1"}}  # nobody asks it yet
        tells("PUT", name, {"settings": settings, "aliases": {self._building: {}}})
        count = 0

        def actions() -> Iterator[Any]:
            nonlocal count
            for document in documents():
                yield taken_in(document, version)
                count += 1
                if tell and count % TELL_EVERY == 0:
                    tell(count)

        Bulk(self._connection).write(actions(), [self._building])
        tells("PUT", f"{name}/_settings", {"index": {"refresh_interval": "1s"}})
        tells("POST", f"{name}/_refresh")
        old = self._indexes(self._alias)
        actions_of = [
            {"add": {"index": name, "alias": self._alias}},
            {"remove": {"index": name, "alias": self._building}},
            *({"remove_index": {"index": other}} for other in old if other != name),
        ]
        tells("POST", "_aliases", {"actions": actions_of})
        return count

    # --- Comparing ----------------------------------------------------------------------------------

    def stamps(self, kind: str) -> dict[int, int]:
        found: dict[int, int] = {}
        after: list[int] = []
        while True:
            body = {
                "query": {"term": {"kind": kind}},
                "sort": [{"ref": "asc"}],
                "docvalue_fields": ["ref", "stamp"],
                "size": PAGE,
                **({"search_after": after} if after else {}),
            }
            hits = self._connection.must("POST", f"{self._alias}/_search", body)["hits"]["hits"]
            found |= {hit["fields"]["ref"][0]: hit["fields"]["stamp"][0] for hit in hits}
            if len(hits) < PAGE:
                return found
            after = hits[-1]["sort"]

    def count(self, kind: str) -> int:
        body = {"query": {"term": {"kind": kind}}}
        return int(self._connection.must("POST", f"{self._alias}/_count", body)["count"])


class _Writer:
    """See `search.places.Writer`. What it writes is found within the second in which the service looks again."""

    def __init__(self, connection: Connection, into: Sequence[str], version: int) -> None:
        self._bulk = Bulk(connection)
        self._into = into
        self._version = version

    def index(self, documents: Iterable[SearchDocument]) -> int:
        return self._bulk.write(
            (taken_in(document, self._version) for document in documents), self._into
        )

    def remove(self, kind: str, refs: Iterable[int]) -> None:
        self._bulk.write((forgotten(kind, ref, self._version) for ref in refs), self._into)

    def commit(self) -> None:
        """Each request is kept before it is answered. What is read from now on is newer."""
        self._version = _moment()


class _Away:
    """Writes nothing: marks are kept until the service answers."""

    def __init__(self, error: Unavailable) -> None:
        self._error = error

    def index(self, documents: Iterable[SearchDocument]) -> int:
        raise self._error

    def remove(self, kind: str, refs: Iterable[int]) -> None:
        raise self._error

    def commit(self) -> None:
        raise self._error


def _moment() -> int:
    """Versions: microseconds since 1970."""
    return time.time_ns() // 1000


def _hits(kind: str, part: dict[str, Any]) -> list[Hit]:
    return [Hit(kind, hit["fields"]["ref"][0], int(hit["sort"][0])) for hit in part["hits"]["hits"]]


def _total(part: dict[str, Any]) -> int:
    return int(part["hits"]["total"]["value"])
