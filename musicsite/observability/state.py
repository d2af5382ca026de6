"""How full things are, looked up when somebody asks: queues, what waits to leave, the index, the disk, the cache."""

import shutil
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import NamedTuple

from django.conf import settings
from django.db import DatabaseError
from django.db.models import Count, Min, Q, Sum
from django.tasks import TaskResultStatus as Status
from django.utils.timezone import now
from django_tasks_db.models import DBTaskResult, get_date_max
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from common.jobs.task import HEAVY, QUICK
from insights.models import OutboxEvent
from search.models import Pending
from streaming.models import Rendition


class Measure(NamedTuple):
    """One number, with what tells it from others of its name."""

    name: str
    about: str
    value: float
    labels: tuple[tuple[str, str], ...] = ()


def measures(*, at: datetime) -> Iterator[Measure]:
    """All of them, in four queries."""
    yield from _jobs(at)
    events = OutboxEvent.objects.aggregate(count=Count("pk"), oldest=Min("happened_at"))
    yield Measure("outbox_events", "Events that wait to leave the site.", events["count"])
    yield Measure(
        "outbox_oldest_seconds",
        "For how long the oldest of them has waited.",
        _age(events["oldest"], at),
    )
    pending = Pending.objects.aggregate(count=Count("pk"), oldest=Min("marked_at"))
    yield Measure("search_pending", "Documents to be indexed again.", pending["count"])
    yield Measure(
        "search_oldest_seconds",
        "For how long what is found has been out of date.",
        _age(pending["oldest"], at),
    )
    disk = shutil.disk_usage(settings.DATA_DIR)
    yield Measure("disk_free_bytes", "Bytes left where DATA_DIR is.", disk.free)
    yield Measure("disk_bytes", "Bytes that there are where DATA_DIR is.", disk.total)
    used = Rendition.objects.aggregate(bytes=Sum("bytes"))["bytes"] or 0
    yield Measure("rendition_cache_bytes", "Bytes of renditions that are kept.", used)
    yield Measure(
        "rendition_cache_limit_bytes",
        "Bytes of renditions that may be kept.",
        settings.RENDITION_CACHE_BYTES,
    )
    yield Measure("web_threads", "Threads of each web process, at most.", settings.WEB_THREADS)


_up = "Whether the database answers."
_waiting = "Jobs that wait (READY), run (RUNNING), or failed for good (FAILED)."
_oldest = "For how long the job that has been due for longest has waited."


def _jobs(at: datetime) -> Iterator[Measure]:
    rows = (
        DBTaskResult.objects.filter(status__in=[Status.READY, Status.RUNNING, Status.FAILED])
        .order_by()
        .values_list("queue_name", "status")
        .annotate(
            count=Count("pk"),
            at_once=Min("enqueued_at", filter=Q(run_after=get_date_max())),
            again=Min("run_after", filter=Q(run_after__lte=at)),
        )
    )
    found = {
        (queue, status): (count, min(filter(None, due), default=None))
        for queue, status, count, *due in rows
    }
    for queue in (QUICK, HEAVY):
        for status in (Status.READY, Status.RUNNING, Status.FAILED):
            count, oldest = found.get((queue, status), (0, None))
            labels = (("queue", queue), ("status", str(status)))
            yield Measure("queue_jobs", _waiting, count, labels)
            if status == Status.READY:
                yield Measure("queue_oldest_seconds", _oldest, _age(oldest, at), labels[:1])


def _age(since: datetime | None, at: datetime) -> float:
    return max(0.0, (at - since).total_seconds()) if since else 0.0


class StateCollector(Collector):
    """`measures` as Prometheus has them."""

    def collect(self) -> Iterable[Metric]:
        families: dict[str, GaugeMetricFamily] = {}
        try:
            found = [*measures(at=now()), Measure("database_up", _up, 1)]
        except DatabaseError:
            # What was counted is wanted most just then.
            found = [Measure("database_up", _up, 0)]
        for each in found:
            names = [name for name, _ in each.labels]
            family = families.setdefault(
                each.name,
                GaugeMetricFamily(f"musicsite_{each.name}", each.about, labels=names),
            )
            family.add_metric([value for _, value in each.labels], each.value)
        return families.values()
