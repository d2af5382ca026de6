"""The job that makes sizes."""

from common.jobs import job
from common.jobs.task import HEAVY
from pictures.processing import artworks_process_waiting

SLICE = 20.0
"""Seconds of one job: others of its queue get their turn between."""


@job(queue=HEAVY, priority=20, unique=True)
def artworks_process() -> None:
    """Make sizes and colours of all waiting pictures: one job for all of them, however many an import brings."""
    if artworks_process_waiting(seconds=SLICE):
        artworks_process.enqueue()
