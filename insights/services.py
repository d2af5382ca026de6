"""Recording what must not be lost: in the outbox, with the rows that it tells of."""

from collections.abc import Iterable
from datetime import datetime

from django.utils.timezone import now

from common.ids import uuid7_hex
from insights.models import OutboxEvent
from insights.schema import checked

AT_ONCE = 1000


def event_record(
    *,
    name: str,
    data: dict[str, object],
    at: datetime | None = None,
    person: str = "",
    country: str = "",
    id: str = "",
) -> OutboxEvent:
    """Keep an event in the caller's transaction: it is committed with the rows it tells of, or not at all.

    `data` holds the fields that `insights.schema` names, public ids and plain values; `person` is whose it is, by
    public id. An event of the `id` (32 hex digits) of an earlier one takes its place. Raises ValueError for what the
    schema does not know.
    """
    return OutboxEvent.objects.create(
        public_id=id or uuid7_hex(),
        name=name,
        happened_at=at or now(),
        person=person,
        country=country,
        data=checked(name, data),
    )


def event_record_many(
    *, name: str, datas: Iterable[dict[str, object]], at: datetime | None = None
) -> int:
    """As `event_record`, for many events of one name in few statements. Returns how many."""
    moment = at or now()
    rows = [OutboxEvent(name=name, happened_at=moment, data=checked(name, data)) for data in datas]
    OutboxEvent.objects.bulk_create(rows, batch_size=AT_ONCE)
    return len(rows)
