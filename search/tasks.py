"""The job that indexes."""

from common.jobs import job
from search.indexing import index_pending

SLICE = 10.0
"""Seconds of one job: others of its queue get their turn between."""


@job(unique=True)
def search_index_pending() -> None:
    """Index all that is marked: one job for all of it, however much an import brings."""
    if index_pending(seconds=SLICE):
        search_index_pending.enqueue()
