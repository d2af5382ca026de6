"""Taking events from the outbox to their sink: at least once, in the order they were recorded."""

import time

from insights.envelope import happened, lines
from insights.models import OutboxEvent
from insights.sinks import Sink

AT_ONCE = 20_000


def flush(to: Sink, *, seconds: float) -> tuple[int, bool]:
    """(how many events were taken away, whether some are left) within about `seconds`.

    Rows are deleted by their keys once the sink has them: one that is committed late, with a lower key, is not passed
    over. A crash between the two sends a batch again; `id` tells repeats.
    """
    until = time.monotonic() + seconds
    count = 0
    while rows := list(OutboxEvent.objects.order_by("pk")[:AT_ONCE]):
        to.write(lines(happened(row) for row in rows))
        keys = [row.pk for row in rows]
        for start in range(0, len(keys), 1000):
            OutboxEvent.objects.filter(pk__in=keys[start : start + 1000]).delete()
        count += len(rows)
        if time.monotonic() >= until:
            return count, True
    return count, False
