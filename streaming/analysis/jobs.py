"""When files are measured: at their first play, and the rest of the library when nothing else is to be done."""

import time
from collections.abc import Callable
from functools import partial

from django.conf import settings
from django.db.models import QuerySet
from django.tasks import TaskResultStatus
from django.utils.timezone import now
from django_tasks_db.models import DBTaskResult

from common.jobs import job
from common.jobs.task import HEAVY
from streaming.analysis.service import file_analyse, file_probe
from streaming.delivery.sweep import renditions_sweep
from streaming.models import MediaFile

IDLE_SECONDS = 45
"""How long one idle run measures before it makes room; it comes each minute."""


@job(queue=HEAVY, unique=True, priority=10, retries=2)
def file_measure(file_id: int) -> None:
    """Measure a file that somebody plays. Safe to run twice: the second finds it done."""
    file_analyse(file_id=file_id, at=now())


@job(queue=HEAVY, unique=True, priority=-50, retries=0)
def library_measure_idle() -> int:
    """Probe, then measure files that nobody has played yet, one after the other, until other work waits; how many
    were measured.

    All are probed first: it takes milliseconds each, and whoever clicks on one of them then waits for nothing.
    """
    until = time.monotonic() + IDLE_SECONDS
    waiting = MediaFile.objects.filter(analysed_at=None, missing_since=None, is_current=1)
    _for_each(waiting.filter(sound__isnull=True), file_probe, until=until)
    return _for_each(waiting, partial(file_analyse, at=now()), until=until)


def _for_each(files: "QuerySet[MediaFile]", work: Callable[..., bool], *, until: float) -> int:
    """Do something for each file, in the order of their keys, while there is time and nothing else to do."""
    done = last = 0
    while time.monotonic() < until and not _others_wait():
        file_id = files.filter(id__gt=last).order_by("id").values_list("pk", flat=True).first()
        if file_id is None:
            break
        done += work(file_id=file_id)
        last = file_id
    return done


@job(queue=HEAVY, unique=True, retries=0)
def rendition_cache_sweep() -> int:
    """Keep the rendition cache within its size."""
    return renditions_sweep(limit=settings.RENDITION_CACHE_BYTES, at=now())


def _others_wait() -> bool:
    due = DBTaskResult.objects.ready().filter(queue_name=HEAVY, status=TaskResultStatus.READY)
    return due.exists()
