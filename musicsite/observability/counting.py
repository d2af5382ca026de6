"""Counting what was done, and having it told where that is wanted (`METRICS_EMF`)."""

import atexit

from django.conf import settings

from musicsite.observability import emf, ending, metrics

# Where a process ends as Python's do; the supervisor's children do not, and call it themselves.
atexit.register(ending.end)


def request_done(route: str, method: str, status: int, seconds: float) -> None:
    """A request was answered."""
    metrics.count_request(route, method, status, seconds)
    _tell()


def job_done(name: str, *, queue: str, outcome: str, seconds: float) -> None:
    """An attempt at a job has ended."""
    metrics.jobs.labels(name, outcome).inc()
    metrics.job_durations.labels(queue).observe(seconds)
    _tell()


def _tell() -> None:
    if settings.METRICS_EMF:
        emf.ensure()
