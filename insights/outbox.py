"""Taking events from the outbox to their sink: at least once, in the order they were recorded."""

import time

from django.conf import settings

from insights.models import OutboxEvent
from insights.sinks import Event, FolderSink, Sink, utc

AT_ONCE = 5000


def sink() -> Sink:
    """The sink of the site."""
    return FolderSink(settings.DATA_DIR / "events")


def flush(to: Sink, *, seconds: float) -> tuple[int, bool]:
    """(how many events were taken away, whether some are left) within about `seconds`.

    Rows are deleted by their keys once the sink has them: one that is committed late, with a lower key, is not passed
    over. A crash between the two sends a batch again; `id` tells repeats.
    """
    until = time.monotonic() + seconds
    count = 0
    while rows := list(OutboxEvent.objects.order_by("pk")[:AT_ONCE]):
        to.write(
            [
                Event(id=row.public_id, name=row.name, at=utc(row.happened_at), data=row.data)
                for row in rows
            ]
        )
        OutboxEvent.objects.filter(pk__in=[row.pk for row in rows]).delete()
        count += len(rows)
        if time.monotonic() >= until:
            return count, True
    return count, False
