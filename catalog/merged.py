"""What was merged, as the thing that took its place: by the id that an address says, or by keys that were kept."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Model, QuerySet


def standing[M: Model](rows: "QuerySet[M]", public_id: str) -> M | None:
    """The thing of this id among the rows, or the one of them that it was merged into, over however many merges.

    One query where it is there itself.
    """
    found = rows.filter(public_id=public_id).first()
    if found is not None:
        return found
    every: Any = rows.model._default_manager
    gone = every.filter(public_id=public_id, merged_into__isnull=False).values_list("pk", flat=True)
    keys = stand_for(rows.model, list(gone))
    return rows.filter(pk__in=keys.values()).first() if keys else None


def stand_for(model: type[Model], keys: Iterable[int]) -> dict[int, int]:
    """By the keys of rows that were merged: those of the rows that stand for them. A query for each merge in a row."""
    led: dict[int, int] = {}
    asked = set(keys)
    while asked:
        merged = model._default_manager.filter(pk__in=asked, merged_into__isnull=False)
        step = dict(merged.values_list("pk", "merged_into"))
        asked = set(step.values()) - led.keys() - step.keys()
        led |= step

    def last(key: int) -> int:
        while key in led:
            key = led[key]
        return key

    return {key: last(key) for key in led}
