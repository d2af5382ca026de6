"""Writing many entries at once, no faster than the service takes them.

What it answers with 429 is sent again after a pause that doubles, in batches of half the size, which grow again as
long as all is well (https://docs.opensearch.org/latest/api-reference/document-apis/bulk/). Each entry has a version of
its own making, the time at which its row may have been read at the earliest: the service refuses a state that is older
than what it has, so that writers need not know of each other.
"""

import logging
import random
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from search.engine import SearchDocument
from search.entries import identity
from search.opensearch.connection import Connection, reason_of
from search.opensearch.entries import entry
from search.places import Unavailable

logger = logging.getLogger(__name__)

LARGEST, SMALLEST = 1000, 10
"""Entries in one request."""
FIRST_PAUSE, LONGEST_PAUSE, TRIES = 0.25, 8.0, 8

OLDER, GONE, TOO_MANY = 409, 404, 429


@dataclass(frozen=True, slots=True)
class Action:
    """One entry to be written, or (`body` is None) forgotten."""

    key: str
    version: int
    body: dict[str, Any] | None

    def lines(self, alias: str) -> list[dict[str, Any]]:
        # An alias that is not there must not become an index.
        meta = {
            "_index": alias,
            "require_alias": True,
            "_id": self.key,
            "version": self.version,
            "version_type": "external_gte",
        }
        return [{"delete": meta}] if self.body is None else [{"index": meta}, self.body]


def taken_in(document: SearchDocument, version: int) -> Action:
    return Action(identity(document.kind, document.ref), version, entry(document))


def forgotten(kind: str, ref: int, version: int) -> Action:
    return Action(identity(kind, ref), version, None)


class Bulk:
    """Writes actions. Raises Unavailable where the service stays away or overloaded."""

    def __init__(
        self, connection: Connection, *, pause: Callable[[float], None] | None = None
    ) -> None:
        self._connection = connection
        self._pause = pause or time.sleep
        self._size = LARGEST

    def write(self, actions: Iterable[Action], into: Sequence[str]) -> int:
        """Write all of them to the index of each alias that is there; how many there were.

        Raises Unavailable where none of the aliases is there.
        """
        count, rest = 0, iter(actions)
        while batch := list(islice(rest, self._size)):
            there = [self._write(batch, alias) for alias in into]
            if not any(there):
                raise Unavailable(f"There is no index {' or '.join(into)}.")
            count += len(batch)
        return count

    def _write(self, batch: list[Action], alias: str) -> bool:
        """Write a batch to the index of an alias; whether there is one."""
        left, wait = batch, FIRST_PAUSE
        for _ in range(TRIES):
            refused: list[Action] = []
            for start in range(0, len(left), self._size):
                again = self._send(left[start : start + self._size], alias)
                if again is None:
                    return False
                refused += again
            if not refused:
                self._size = min(LARGEST, self._size * 2)
                return True
            left = refused
            self._size = max(SMALLEST, self._size // 2)
            # Not all writers at the same moment.
            self._pause(wait * random.uniform(0.5, 1.0))  # noqa: S311
            wait = min(LONGEST_PAUSE, wait * 2)
        raise Unavailable(f"The search service is overloaded: {len(left)} entries were refused.")

    def _send(self, actions: list[Action], alias: str) -> list[Action] | None:
        """Send one request; what of it must be sent again, None where there is no such alias."""
        lines = [line for action in actions for line in action.lines(alias)]
        reply = self._connection.tell("POST", "_bulk", lines)
        if reply.status == TOO_MANY:
            return actions
        if not reply.is_good or not isinstance(reply.body, dict):
            raise Unavailable(f"Entries were answered {reply.status}: {reason_of(reply)}")
        if not reply.body.get("errors"):
            return []
        again = []
        for action, item in zip(actions, reply.body["items"], strict=True):
            (told,) = item.values()
            status = told["status"]
            if (
                status == GONE and "error" in told
            ):  # the alias; of an entry that is gone it says no error
                return None
            if status == TOO_MANY:
                again.append(action)
            elif status >= 500:
                raise Unavailable(f"An entry was answered {status}: {told.get('error')}"[:300])
            elif status >= 400 and status not in {OLDER, GONE}:
                # It would be refused again: others must not wait for it. `manage.py search check` tells of it.
                logger.error("The search service refuses %s: %s", action.key, told.get("error"))
        return again
