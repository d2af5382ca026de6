"""When files are measured: at their first play, and the rest of the library when nothing else is to be done."""

import time

from django.conf import settings
from django.tasks import TaskResultStatus
from django.utils.timezone import now
from django_tasks_db.models import DBTaskResult

from common.jobs import job
from common.jobs.task import HEAVY
from streaming.analysis.service import file_analyse
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
    """Measure files that nobody has played yet, one after the other, until other work waits; how many."""
    done = 0
    until = time.monotonic() + IDLE_SECONDS
    waiting = MediaFile.objects.filter(analysed_at=None, missing_since=None, is_current=1).order_by(
        "id"
    )
    last = 0
    while time.monotonic() < until and not _others_wait():
        file_id = waiting.filter(id__gt=last).values_list("pk", flat=True).first()
        if file_id is None:
            break
        done += file_analyse(file_id=file_id, at=now())
        last = file_id
    return done


@job(queue=HEAVY, unique=True, retries=0)
def rendition_cache_sweep() -> int:
    """Keep the rendition cache within its size."""
    return renditions_sweep(limit=settings.RENDITION_CACHE_BYTES, at=now())


def _others_wait() -> bool:
    due = DBTaskResult.objects.ready().filter(queue_name=HEAVY, status=TaskResultStatus.READY)
    return due.exists()
