"""What is new for somebody, as the navigation counts it: of their inbox, and of what rooms above this one keep.

waiting.add("pitches", notices_unread)      # (viewer) → rows that are new, in AppConfig.ready()
"""

from collections.abc import Callable
from typing import Any

from django.db.models import Count, Exists, IntegerField, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from accounts.models import User
from accounts.viewer import Viewer
from common.registry import Registry
from playlists.sharing.queries import unread_open, unread_shown

type Rows = Callable[[Viewer], QuerySet[Any]]

waiting: Registry[Rows] = Registry("what waits for somebody")


def waiting_counts(viewer: Viewer) -> dict[str, Any]:
    """`unread` in the inbox, and `waiting` by name, without what has nothing new. One query where the inbox is read."""
    if viewer.user_id is None:
        return {"unread": 0, "waiting": {}}
    names = dict(waiting.items())
    asked = User.objects.filter(pk=viewer.user_id).values_list(
        Exists(unread_open(viewer)), *(_count(rows(viewer)) for rows in names.values())
    )
    has_inbox, *counts = asked.get()
    return {
        "unread": unread_shown(viewer) if has_inbox else 0,
        "waiting": {name: count for name, count in zip(names, counts, strict=True) if count},
    }


def _count(rows: "QuerySet[Any]") -> Any:
    """How many rows, as a column."""
    alike = rows.order_by().annotate(alike=Value(1)).values("alike")
    counted = alike.annotate(count=Count("pk")).values("count")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)
