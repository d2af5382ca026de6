"""The jobs that empty the outbox and keep the lake in order."""

from django.conf import settings

from common.jobs import job
from common.jobs.task import HEAVY
from insights.outbox import flush
from insights.people import forgotten_sweep
from insights.recording import files_take
from insights.sinks import sink_of_site
from insights.tables import tables_write
from insights.upkeep import lake_compact, lake_sweep

SLICE = 20.0


@job(unique=True)
def outbox_flush() -> int:
    """Take recorded events to their sink. What fails stays where it is and is tried again."""
    sink = sink_of_site()
    count, more = flush(sink, seconds=SLICE)
    count += files_take(sink)
    if more:
        outbox_flush.enqueue()
    return count


@job(unique=True, queue=HEAVY)
def lake_upkeep() -> dict[str, int]:
    """Let old days go, make the files of each day one, and write the tables beside them anew.

    Behind EVENTS_URL a schedule of AWS writes them to the bucket (docs/bi.md): this disk is a task's own.
    """
    return {
        "forgotten": forgotten_sweep(),
        "swept": lake_sweep(),
        "compacted": lake_compact().partitions,
        "rows": 0 if settings.EVENTS_URL else sum(tables_write().values()),
    }
