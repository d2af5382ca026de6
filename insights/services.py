"""Recording what happens."""

from datetime import datetime

from django.utils.timezone import now

from insights.models import OutboxEvent


def event_record(*, name: str, data: dict[str, object], at: datetime | None = None) -> OutboxEvent:
    """Keep an event in the caller's transaction: it is committed with the rows it tells of, or not at all.

    `data` holds public ids and plain values, nothing that identifies a person beyond their public id.
    """
    return OutboxEvent.objects.create(name=name, happened_at=at or now(), data=data)
