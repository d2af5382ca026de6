"""What a viewer may see beyond what everybody in their place may: read once a request, as one value.

Lists, search and the page cache all follow from it, so that they cannot disagree.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.db.models import QuerySet, Value

from accounts.viewer import WRITERS, Viewer
from common.statements import Statement

LITERALLY = 300
"""Libraries that a statement names one by one. For whoever has more, the database looks them up."""


@dataclass(frozen=True, slots=True)
class Reach:
    """The libraries that hold more for a viewer than for every member, and whether grants may open something.

    `own` are those of their workspaces, with the workspace of each: all in them is theirs to see. `read` are
    restricted ones that name them or a group of theirs. `holds_grants` counts every grant that was not revoked;
    whether it works at some time, its giver included, is asked where it is used. `written` are those of `own` that they
    may change.
    """

    own: Mapping[int, int] = field(default_factory=dict)
    read: frozenset[int] = frozenset()
    holds_grants: bool = False
    written: frozenset[int] = frozenset()

    @property
    def is_large(self) -> bool:
        return len(self.own) + len(self.read) > LITERALLY


_OWN, _READ, _GRANT, _WRITTEN = 1, 2, 3, 4
_SOMEBODY = -7_777_777
"""Stands in the SQL for the user's key."""


def _rows(model: str) -> Any:
    return apps.get_model("catalog", model)._default_manager.order_by()


def _statement() -> "QuerySet[Any, Any]":
    nothing = Value(0)
    own = _rows("Library").filter(workspace__memberships__user_id=_SOMEBODY)
    read = _rows("LibraryReader")
    written = _rows("Library").filter(
        workspace__memberships__user_id=_SOMEBODY, workspace__memberships__role__in=WRITERS
    )
    granted = _rows("Grant").filter(user_id=_SOMEBODY, revoked_at__isnull=True)
    found: QuerySet[Any, Any] = own.values_list(Value(_OWN), "pk", "workspace_id").union(
        read.filter(user_id=_SOMEBODY).values_list(Value(_READ), "library_id", nothing),
        read.filter(group__user=_SOMEBODY).values_list(Value(_READ), "library_id", nothing),
        granted.values_list(Value(_GRANT), nothing, nothing),
        written.values_list(Value(_WRITTEN), "pk", nothing),
    )
    return found.order_by()


_asked = Statement(_statement)


def reach_of(viewer: Viewer) -> Reach:
    """One query the first time that it is asked of a viewer (a request has one); none for nobody."""
    if viewer.user_id is None:
        return Reach(holds_grants=bool(viewer.link_hashes))
    kept: Reach | None = viewer.kept.get("reach")
    if kept is None:
        rows = _asked.rows(apps.get_model("catalog", "Library"), {_SOMEBODY: viewer.user_id})
        kept = viewer.kept["reach"] = Reach(
            own={library: workspace for kind, library, workspace in rows if kind == _OWN},
            read=frozenset(library for kind, library, _ in rows if kind == _READ),
            holds_grants=bool(viewer.link_hashes) or any(kind == _GRANT for kind, *_ in rows),
            written=frozenset(library for kind, library, _ in rows if kind == _WRITTEN),
        )
    return kept
