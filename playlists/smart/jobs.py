"""The jobs that make smart playlists."""

import logging
import time
from datetime import timedelta

from django.utils.timezone import now

from common.jobs import job
from playlists.models import SmartList
from playlists.smart.membership import membership_refresh

logger = logging.getLogger(__name__)

SLICE = 10.0
"""Seconds of one job: others of its queue get their turn between."""
PUT_OFF = timedelta(minutes=10)
"""How long one that fails waits, so that it does not hold up the others."""


@job(unique=True)
def smart_refresh(smart_id: int) -> bool:
    """Make one whose rules somebody just wrote."""
    return membership_refresh(smart_id=smart_id)


@job(queue="heavy", unique=True)
def smart_refresh_due() -> int:
    """Make those that are due, the longest due first; how many."""
    until, count = time.monotonic() + SLICE, 0
    waiting = SmartList.objects.filter(playlist__deleted_at__isnull=True)
    while (
        pk := waiting.filter(due_at__lte=now())
        .order_by("due_at", "pk")
        .values_list("pk", flat=True)
        .first()
    ):
        try:
            membership_refresh(smart_id=pk)
        except Exception:  # whatever it is: the others are made, and this one is tried again
            logger.exception("A smart playlist could not be made; it is tried again.")
            SmartList.objects.filter(pk=pk).update(due_at=now() + PUT_OFF)
        count += 1
        if time.monotonic() >= until:
            smart_refresh_due.enqueue()
            break
    return count
