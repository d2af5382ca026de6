"""Recording what happens."""

from collections.abc import Iterable
from datetime import datetime

from django.utils.timezone import now

from insights.models import OutboxEvent

AT_ONCE = 1000


def event_record(*, name: str, data: dict[str, object], at: datetime | None = None) -> OutboxEvent:
    """Keep an event in the caller's transaction: it is committed with the rows it tells of, or not at all.

    `data` holds public ids and plain values, nothing that identifies a person beyond their public id.
    """
    return OutboxEvent.objects.create(name=name, happened_at=at or now(), data=data)


def event_record_many(
    *, name: str, datas: Iterable[dict[str, object]], at: datetime | None = None
) -> int:
    """As `event_record`, for many events of one name in few statements. Returns how many."""
    moment = at or now()
    rows = [OutboxEvent(name=name, happened_at=moment, data=data) for data in datas]
    OutboxEvent.objects.bulk_create(rows, batch_size=AT_ONCE)
    return len(rows)
