"""What pages ask for each viewer anew, with SQL that is built once for all who reach the same (`common.statements`)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from django.db import connection
from django.db.models import Model, QuerySet
from django.utils.timezone import now

from accounts.viewer import Viewer
from catalog.reach import Reach, reach_of
from common.statements import Statement

_SOMEBODY = -7_777_777
"""Stands for the viewer's key, so that people who reach the same have one statement."""
ANY_TIME = datetime(1, 2, 3, 4, 5, 6, tzinfo=UTC)
"""Stands in the SQL for the time at which grants must work."""

type Build = Callable[[Viewer], "QuerySet[Any, Any]"]


@dataclass(frozen=True, slots=True)
class _Kind:
    """All of a viewer that access rules put into SQL."""

    user_id: int | None
    link_hashes: frozenset[str]
    own: tuple[int, ...]
    read: frozenset[int]
    holds_grants: bool

    @classmethod
    def of(cls, viewer: Viewer) -> "_Kind":
        reach = reach_of(viewer)
        user_id = viewer.user_id
        if user_id is not None and not (reach.holds_grants or reach.is_large):
            user_id = _SOMEBODY
        return cls(
            user_id, viewer.link_hashes, tuple(sorted(reach.own)), reach.read, reach.holds_grants
        )

    def viewer(self) -> Viewer:
        reach = Reach(dict.fromkeys(self.own, 0), self.read, self.holds_grants)
        return Viewer(self.user_id, self.link_hashes, kept={"reach": reach})


class Asked:
    """A QuerySet, built for a viewer with ANY_TIME and stand-ins of its own, and kept as SQL.

    `kinds`: of how many viewers at most, who reach different things, a process keeps it: some 10 kB each.
    """

    def __init__(self, model: type[Model], build: Build, *, kinds: int = 512) -> None:
        self._model = model
        self._statement = lru_cache(kinds)(lambda kind: Statement(lambda: build(kind.viewer())))

    def rows(self, viewer: Viewer, values: Mapping[Any, Any]) -> list[tuple[Any, ...]]:
        """The rows for this viewer as it is now; `values` by stand-in. One query."""
        return self._statement(_Kind.of(viewer)).rows(self._model, self._known(viewer, values))

    def instances(self, viewer: Viewer, values: Mapping[Any, Any]) -> list[Any]:
        """As `rows`, of a QuerySet of instances. What it prefetches is left to the caller."""
        known = self._known(viewer, values)
        return self._statement(_Kind.of(viewer)).instances(self._model, known)

    @staticmethod
    def _known(viewer: Viewer, values: Mapping[Any, Any]) -> dict[Any, Any]:
        adapted = connection.ops.adapt_datetimefield_value
        return {adapted(ANY_TIME): adapted(now()), _SOMEBODY: viewer.user_id, **values}
