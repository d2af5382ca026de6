"""The job that empties the outbox."""

from common.jobs import job
from insights.outbox import flush, sink

SLICE = 20.0


@job(unique=True)
def outbox_flush() -> int:
    """Take recorded events to their sink. What fails stays in the outbox and is tried again."""
    count, more = flush(sink(), seconds=SLICE)
    if more:
        outbox_flush.enqueue()
    return count
