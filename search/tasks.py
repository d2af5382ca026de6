"""The jobs that index."""

import logging
from datetime import timedelta

from django.utils.timezone import now

from common.jobs import job
from common.jobs.task import HEAVY
from search.following import kinds_follow
from search.indexing import Busy, index_pending, needs_rebuild
from search.places import Unavailable
from search.rebuilding import is_little, rebuild_index

logger = logging.getLogger(__name__)

SLICE = 10.0
"""Seconds of one job: others of its queue get their turn between."""

WHILE_BUSY = timedelta(seconds=2)


@job(unique=True)
def search_index_pending() -> None:
    """Index all that is marked: one job for all of it, however much an import brings."""
    try:
        if needs_rebuild():
            _make_anew()
        is_more = index_pending(seconds=SLICE)
    except Busy:
        search_index_pending.using(run_after=now() + WHILE_BUSY).enqueue()
        return
    if is_more:
        search_index_pending.enqueue()


@job(unique=True)
def search_kinds_follow() -> list[str]:
    """Mark all rows of kinds of which nothing is found yet: a site that is brought up to date learns new ones."""
    followed = kinds_follow()
    if followed:
        search_index_pending.enqueue()
    return followed


def _make_anew() -> None:
    """Here where that takes seconds, as on a new site: the other queue may have hours of sound to measure first."""
    if not is_little():
        search_index_rebuild.enqueue()
        return
    try:
        rebuild_index(only_if_needed=True, wait=False)
    except Unavailable as error:
        logger.warning("The search index can't be made: %s", error)
        search_index_rebuild.enqueue()


# Before all else that is heavy: until there is an index nothing misspelt is found.
@job(unique=True, queue=HEAVY, priority=80)
def search_index_rebuild() -> int:
    """Make the embedded index anew if it is lost or broken. Returns the number of its documents."""
    return rebuild_index(only_if_needed=True)
