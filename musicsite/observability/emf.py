"""The same numbers for CloudWatch: lines in its Embedded Metric Format on standard output, once a minute.

Each series is paid for, so requests are told by group (`routes.group_of`), not by route. Where nothing happened
nothing is looked up either: a database that sleeps at night is not woken to say that it slept.
"""

import json
import logging
import math
import sys
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import Any, TextIO

from django.db import DatabaseError, connection
from django.utils.timezone import now

from musicsite.observability import metrics
from musicsite.observability.cloudwatch import Line, metric_line
from musicsite.observability.routes import group_of
from musicsite.observability.state import measures

logger = logging.getLogger(__name__)

EVERY = 60.0
"""Seconds between lines: CloudWatch keeps minutes."""

type Key = tuple[str, tuple[tuple[str, str], ...]]


class Emitter:
    """Tells what has been counted in this process since it last told."""

    def __init__(self) -> None:
        self._before: dict[Key, float] = {}

    def lines(self, *, at: float) -> list[Line]:
        """One a group and one for what has none. `at`: seconds since 1970."""
        grown, counted = self._grown()
        if not any(grown.values()):
            return []
        groups: dict[tuple[tuple[str, str], ...], Line] = defaultdict(dict)
        _requests(grown, groups)
        _jobs(grown, groups)
        for name in ("first_sound_seconds", "layout_shift"):
            _histogram(grown, groups[()], name, ())
        for vital in ("LCP", "INP", "TTFB"):
            of_vital = (("vital", vital),)
            _histogram(grown, groups[of_vital], "web_vital_seconds", of_vital)
        _state(groups)
        told = [metric_line(found, dimensions, at) for dimensions, found in groups.items() if found]
        self._before = counted  # at the end: what failed is told with the next minute
        return told

    def _grown(self) -> tuple[dict[Key, float], dict[Key, float]]:
        """What was added to each counter of this process, and how far it is."""
        grown, counted = {}, {}
        for family in metrics.own.collect():
            if family.type == "gauge":
                continue
            for sample in family.samples:
                key = sample.name.removeprefix("musicsite_"), tuple(sorted(sample.labels.items()))
                grown[key] = sample.value - self._before.get(key, 0.0)
                counted[key] = sample.value
        return grown, counted


def _requests(grown: dict[Key, float], groups: dict[Any, Line]) -> None:
    for (name, labels), more in grown.items():
        if name == "requests_total" and more:
            told = dict(labels)
            for found in (groups[()], groups[_group(told["route"])]):
                found["requests"] = found.get("requests", 0) + more
                if told["status"] in {"4xx", "5xx"}:
                    what = "errors" if told["status"] == "4xx" else "faults"
                    found[what] = found.get(what, 0) + more
                else:
                    found.setdefault("faults", 0)  # an alarm divides by what is there
    routes = {dict(labels)["route"] for name, labels in grown if name == "request_seconds_count"}
    for route in routes:
        for found in (groups[()], groups[_group(route)]):
            _histogram(grown, found, "request_seconds", (("route", route),))


def _jobs(grown: dict[Key, float], groups: dict[Any, Line]) -> None:
    for (name, labels), more in grown.items():
        if name == "jobs_total" and more:
            what = f"jobs_{dict(labels)['outcome']}"
            groups[()][what] = groups[()].get(what, 0) + more
    for queue in ("quick", "heavy"):
        of_queue = (("queue", queue),)
        _histogram(grown, groups[of_queue], "job_seconds", of_queue)


def _state(groups: dict[Any, Line]) -> None:
    try:
        found = list(measures(at=now()))
    except DatabaseError:
        groups[()]["database_up"] = 0
        return
    groups[()]["database_up"] = 1
    for each in found:
        groups[each.labels][each.name] = each.value
    for gauge in (metrics.busy_threads, metrics.database_connections):
        for family in gauge.collect():
            for sample in family.samples:
                groups[()][sample.name.removeprefix("musicsite_")] = sample.value


def _group(route: str) -> tuple[tuple[str, str], ...]:
    return (("group", group_of(route)),)


def _histogram(grown: dict[Key, float], found: Line, name: str, labels: Any) -> None:
    """As values and how often each was: the middle of its bucket, from which CloudWatch computes percentiles."""
    bounds = sorted(
        (float(dict(told)["le"]), more)
        for (sample, told), more in grown.items()
        if sample == f"{name}_bucket" and set(labels) == set(told) - {("le", dict(told)["le"])}
    )
    total = grown.get((f"{name}_count", tuple(labels)), 0)
    if not total:
        return
    known = found.get(name) or {"Values": [], "Counts": [], "Sum": 0, "Count": 0}
    counts = Counter(dict(zip(known["Values"], known["Counts"], strict=True)))
    counts.update(dict(_middles(bounds)))
    found[name] = {
        "Values": list(counts.keys()),
        "Counts": list(counts.values()),
        "Min": min(counts),
        "Max": max(counts),
        "Count": known["Count"] + total,
        "Sum": known["Sum"] + grown.get((f"{name}_sum", tuple(labels)), 0),
    }


def _middles(bounds: Iterable[tuple[float, float]]) -> Iterable[tuple[float, float]]:
    """Cumulative counts up to each bound → (a value between two bounds, how many lie there)."""
    below, counted = 0.0, 0.0
    for bound, count in bounds:
        if count > counted:
            yield (below if math.isinf(bound) else (below + bound) / 2), count - counted
        below, counted = (below if math.isinf(bound) else bound), count


# --- Once a minute ----------------------------------------------------------------------------------


class Telling(threading.Thread):
    """Writes lines until the process ends; the last ones then."""

    def __init__(self, out: TextIO, emitter: Emitter, *, every: float = EVERY) -> None:
        super().__init__(name="metrics-emf", daemon=True)
        self.out, self.emitter, self.every, self.over = out, emitter, every, threading.Event()

    def run(self) -> None:
        while not self.over.wait(self.every):
            self.tell()

    def tell(self) -> None:
        """Write what there is. Raises nothing: numbers of one minute are no reason to tell no more."""
        try:
            for line in self.emitter.lines(at=time.time()):
                self.out.write(json.dumps(line, separators=(",", ":")) + "\n")
            self.out.flush()
        except Exception:
            logger.exception("The numbers of a minute could not be told.")
        finally:
            connection.close()


_emitter = Emitter()
"""Of this process, whichever thread tells: what was told once is not told again."""
_telling: Telling | None = None
_lock = threading.Lock()


def ensure() -> None:
    """Begin to tell in this process, once it has something to tell: a fork takes no thread with it."""
    global _telling
    if _telling is None or not _telling.is_alive():
        with _lock:
            if _telling is None or not _telling.is_alive():
                _telling = Telling(sys.stdout, _emitter)
                _telling.start()


def end() -> None:
    """Tell what is left. To be called as the process ends."""
    if _telling is not None and _telling.is_alive():
        _telling.over.set()
        _telling.tell()
