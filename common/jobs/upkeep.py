"""The jobs that keep the house: the reaper, old rows, sessions that have expired, answers kept for long enough."""

from datetime import timedelta
from importlib import import_module
from typing import Any

from django.conf import settings
from django.utils.timezone import now

from common.answers import KEPT_FOR, KeptAnswer
from common.jobs import queue
from common.jobs.task import job

KEEP_DONE, KEEP_DEAD = timedelta(days=1), timedelta(days=90)


@job(unique=True)
def jobs_reap() -> int:
    """Put back what dead workers held."""
    return queue.reap()


@job(unique=True)
def jobs_purge() -> int:
    """Delete rows of jobs that nobody will ask for any more."""
    return queue.purge(at=now(), done=KEEP_DONE, dead=KEEP_DEAD)


@job(unique=True)
def sessions_clear() -> None:
    """Delete sessions that have expired."""
    engine: Any = import_module(settings.SESSION_ENGINE)
    engine.SessionStore.clear_expired()


@job(unique=True)
def answers_purge() -> int:
    """Delete answers that were kept for requests said twice."""
    return KeptAnswer.objects.filter(created_at__lt=now() - KEPT_FOR).delete()[0]
