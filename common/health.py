"""What the site stands on, each part named with its state. Rooms add their own checks in `AppConfig.ready()`.

A check returns a word for its state (`ok`, or what is the matter) or raises, which says `down`. Words only: no
addresses, no versions, no error texts, because anyone may ask.
"""

import logging
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from django.core.cache import caches
from django.core.files.storage import FileSystemStorage, default_storage
from django.db import connection
from django.utils.timezone import now

from common.jobs.models import Worker
from common.jobs.queue import LEASE
from common.jobs.task import HEAVY, QUICK
from common.registry import Registry

logger = logging.getLogger(__name__)

OK, DOWN = "ok", "down"


@dataclass(frozen=True, slots=True)
class Check:
    """`vital`: without it the site can't answer at all."""

    look: Callable[[], str]
    vital: bool = False


checks: Registry[Check] = Registry("health check")


def states() -> tuple[dict[str, str], bool]:
    """({name: state}, whether all that is vital is there), in the order of registration."""
    found: dict[str, str] = {}
    well = True
    for name, check in checks.items():
        try:
            found[name] = check.look()
        except Exception:  # every part has errors of its own; all of them mean the same here
            logger.warning("%s is down", name, exc_info=True)
            found[name] = DOWN
        well = well and (not check.vital or found[name] == OK)
    return found, well


def database() -> str:
    connection.ensure_connection()
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return OK


def cache() -> str:
    # The site's own client hides an outage (settings.CACHES): a value that comes back is the only proof.
    caches["default"].set("readyz", 1, 30)
    return OK if caches["default"].get("readyz") == 1 else DOWN


def storage() -> str:
    if isinstance(default_storage, FileSystemStorage):
        folder = Path(default_storage.location)
        while not folder.exists():  # nothing stored yet: it will be made
            folder = folder.parent
        return OK if os.access(folder, os.W_OK | os.X_OK) else "not writable"
    default_storage.exists("readyz")
    return OK


def queue() -> str:
    """Whether a worker of each queue lives."""
    living = set(Worker.objects.filter(seen_at__gt=now() - LEASE).values_list("queue", flat=True))
    missing = [name for name in (QUICK, HEAVY) if name not in living]
    return f"no worker for {' and '.join(missing)}" if missing else OK


checks.add("database", Check(database, vital=True))
checks.add("cache", Check(cache))
checks.add("storage", Check(storage))
checks.add("queue", Check(queue))
