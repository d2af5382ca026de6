"""What is counted: requests and jobs by rate, errors and duration, and how busy each process is.

Every process counts in files of its own in `DATA_DIR/metrics`, which whoever is asked for `/metrics` adds up
(https://prometheus.github.io/client_python/multiprocess/). Labels have few values: routes by their names, never paths.
"""

import os
import time
import weakref
from contextlib import suppress
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.backends.signals import connection_created
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, values
from prometheus_client.multiprocess import MultiProcessCollector, mark_process_dead


def _folder() -> Path | None:
    """Where processes count together; None where that can't be written: then each counts for itself."""
    folder: Path = settings.DATA_DIR / "metrics"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError:
        return None
    return folder if os.access(folder, os.W_OK) else None


folder = _folder()
if folder is not None:
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = str(folder)
    # The library looks for the folder when it is loaded, which may have been before.
    values.ValueClass = values.get_value_class()  # type: ignore[no-untyped-call]

own = CollectorRegistry()
"""What this process counts."""

_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.3, 0.5, 1, 2, 5, 10)
_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})

requests = Counter(
    "musicsite_requests", "Requests answered.", ["route", "method", "status"], registry=own
)
durations = Histogram(
    "musicsite_request_seconds",
    "Seconds from a request's arrival to its answer's first byte.",
    ["route"],
    buckets=_SECONDS,
    registry=own,
)
jobs = Counter("musicsite_jobs", "Attempts at jobs.", ["job", "outcome"], registry=own)
job_durations = Histogram(
    "musicsite_job_seconds",
    "Seconds that an attempt at a job took.",
    ["queue"],
    buckets=(0.01, 0.05, 0.1, 0.5, 1, 5, 15, 60, 300, 1800),
    registry=own,
)
first_sound = Histogram(
    "musicsite_first_sound_seconds",
    "Seconds from a click on play to the first sound, in browsers.",
    buckets=(0.1, 0.2, 0.3, 0.5, 0.75, 1, 1.5, 2, 3, 5, 10),
    registry=own,
)
vitals = Histogram(
    "musicsite_web_vital_seconds",
    "Core Web Vitals that are times, in browsers.",
    ["vital"],
    buckets=(0.05, 0.1, 0.2, 0.5, 0.8, 1.2, 1.8, 2.5, 4, 8),
    registry=own,
)
layout_shift = Histogram(
    "musicsite_layout_shift",
    "Cumulative layout shift of pages, in browsers.",
    buckets=(0.01, 0.05, 0.1, 0.25, 0.5, 1),
    registry=own,
)
busy_threads = Gauge(
    "musicsite_busy_threads",
    "Web threads that hold a request or a download.",
    registry=own,
    multiprocess_mode="livesum",
)
database_connections = Gauge(
    "musicsite_database_connections",
    "Open connections to the database.",
    registry=own,
    multiprocess_mode="livesum",
)
_LIVE = busy_threads, database_connections
_known: dict[tuple[str, str, int], tuple[Any, Any]] = {}


def count_request(route: str, method: str, status: int, seconds: float) -> None:
    """Count an answered request. `route` is a route's name (`musicsite.observability.routes`)."""
    key = route, method, status // 100
    children = _known.get(key)
    if children is None:
        name = method if method in _METHODS else "OTHER"
        children = requests.labels(route, name, f"{status // 100}xx"), durations.labels(route)
        if name == method:  # else anybody could fill the table with verbs
            _known[key] = children
    children[0].inc()
    children[1].observe(seconds)
    _note_connections()


# --- The database's connections ---------------------------------------------------------------------

_wrappers: "weakref.WeakSet[Any]" = weakref.WeakSet()
_next_look = 0.0


def _opened(connection: Any, **_: Any) -> None:
    _wrappers.add(connection)


connection_created.connect(_opened, dispatch_uid="musicsite.metrics")


def _note_connections() -> None:
    """Once a second at most: each thread has a connection of its own, and nothing tells when one is closed."""
    global _next_look
    if (at := time.monotonic()) >= _next_look:
        _next_look = at + 1
        database_connections.set(sum(each.connection is not None for each in list(_wrappers)))


# --- Processes --------------------------------------------------------------------------------------


def together() -> CollectorRegistry:
    """What all processes of this machine counted."""
    if folder is None:
        return own
    registry = CollectorRegistry()
    MultiProcessCollector(registry, str(folder))  # type: ignore[no-untyped-call]
    return registry


def begin() -> None:
    """Forget what processes counted that have ended since: those of an earlier start."""
    for path in folder.glob("*_*.db") if folder else ():
        try:
            os.kill(int(path.stem.rpartition("_")[2]), 0)
        except (ProcessLookupError, ValueError):
            path.unlink(missing_ok=True)
        except PermissionError:
            continue


def ended(pid: int) -> None:
    """A process has ended: nothing of it is busy any more, and what it counted stays counted."""
    if folder is not None:
        with suppress(OSError):
            mark_process_dead(pid, str(folder))  # type: ignore[no-untyped-call]
