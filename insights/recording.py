"""Telling on the side what happens: page views, searches, use of the API. Best effort, and never in the way.

`record` puts a line into this process's memory and returns; a thread takes the lines away every few seconds, to a file
from which the outbox's job makes Parquet, or to the stream. What finds the memory full is dropped, oldest first; what
fails is said in the log once a minute, and raises nothing.
"""

import atexit
import json
import logging
import os
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection, transaction

from common.ids import uuid7_hex
from insights.envelope import Happened, lines, utc
from insights.schema import checked
from insights.sinks import Sink, sink_of_site

logger = logging.getLogger(__name__)

PERIOD = 5.0
"""Seconds that a line waits in memory at most, while there is somebody to take it."""
HELD, ENOUGH = 20_000, 2_000
"""Lines that a process holds at most, and those that are taken away at once."""
FILES = 3_000
"""Files that wait for the job; with more, nobody takes them, and nothing is added."""
TELL_EVERY = 60.0
AT_ONCE = 20_000

type Data = dict[str, object]
type Waiting = tuple[str, float, str, str, Data | Callable[[], Data | None]]

_buffer: deque[Waiting] = deque(maxlen=HELD)
_bell = threading.Event()
_lock = threading.Lock()
_thread: threading.Thread | None = None
_told_at = -TELL_EVERY


def record(
    name: str, data: Data | Callable[[], Data | None], *, person: str = "", country: str = ""
) -> None:
    """Remember that something happened now, to somebody (by public id) or nobody. Raises nothing.

    `data` has the fields of `insights.schema`, or is a function that gives them later, in the thread that takes lines
    away (None: it was nothing).
    """
    _buffer.append((name, time.time(), person, country, data))
    if _thread is None:
        _start()
    elif len(_buffer) >= ENOUGH:
        _bell.set()


def record_on_commit(name: str, data: Data, *, person: str = "") -> None:
    """As `record`, once the caller's transaction is committed."""
    transaction.on_commit(partial(record, name, data, person=person), robust=True)


def take_away() -> int:
    """Empty this process's memory; how many lines it were. Raises nothing."""
    with _lock:
        try:
            events = list(_happened())
            if events:
                _put(events)
            return len(events)
        except Exception:  # nobody waits for this, and there will be more
            _tell()
            return 0


def files_take(to: Sink) -> int:
    """Take what processes left in files to the sink; how many lines."""
    count = 0
    waiting: list[Path] = []
    events: list[Happened] = []
    for path in sorted(_folder().glob("*.jsonl")):
        waiting.append(path)
        events += _read(path)
        if len(events) >= AT_ONCE:
            count += _taken(to, events, waiting)
            waiting, events = [], []
    return count + _taken(to, events, waiting)


def _taken(to: Sink, events: list[Happened], files: list[Path]) -> int:
    to.write(lines(events))
    for path in files:
        path.unlink(missing_ok=True)
    return len(events)


def _happened() -> Iterator[Happened]:
    while _buffer:
        name, at, person, country, data = _buffer.popleft()
        try:
            known = data() if callable(data) else data
            if known is not None:
                when = datetime.fromtimestamp(at, UTC)
                yield Happened(uuid7_hex(), name, when, person, country, 0, checked(name, known))
        except Exception:  # one line that can't be told is no reason to lose the others
            _tell()


def _put(events: list[Happened]) -> None:
    if settings.EVENTS_URL:
        try:
            sink_of_site().write(lines(events))
        finally:
            connection.close()  # this thread's own, for pseudonyms
        return
    folder = _folder()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if sum(1 for _ in os.scandir(folder)) >= FILES:
        raise OSError("Nobody takes the files of events away.")
    path = folder / f"{uuid7_hex()}.jsonl"
    beside = path.with_suffix(".part")
    beside.write_text("".join(_line(event) for event in events))
    beside.replace(path)


def _line(event: Happened) -> str:
    told = [event.id, event.name, utc(event.at), event.person, event.country, event.data]
    return json.dumps(told) + "\n"


def _read(path: Path) -> Iterator[Happened]:
    """What a file tells. A line that can't be read is left out, or all files would wait for it for ever."""
    unreadable = 0
    with suppress(FileNotFoundError):  # somebody else took it
        for line in path.read_bytes().splitlines():
            try:
                event = _event(json.loads(line))
            except (ValueError, TypeError):
                unreadable += 1
            else:
                yield event
    if unreadable:
        logger.warning("%d lines of %s can't be read, and are lost.", unreadable, path.name)


def _event(told: Any) -> Happened:
    """What `_line` wrote. Raises ValueError or TypeError for anything else."""
    id, name, at, person, country, data = told
    if not all(isinstance(text, str) for text in (id, name, person, country)):
        raise TypeError("An event's columns are text.")
    return Happened(id, name, datetime.fromisoformat(at), person, country, 0, dict(data))


def _folder() -> Path:
    return Path(settings.DATA_DIR) / "events-waiting"


def _tell() -> None:
    global _told_at  # noqa: PLW0603 - one line a minute of each process
    if time.monotonic() - _told_at >= TELL_EVERY:
        _told_at = time.monotonic()
        logger.warning("Events on the side are lost.", exc_info=True)


def _start() -> None:
    global _thread  # noqa: PLW0603 - one thread of each process
    if not settings.EVENTS_IN_BACKGROUND:
        return
    with _lock:
        if _thread is None:
            _thread = threading.Thread(target=_run, name="events", daemon=True)
            _thread.start()
            atexit.register(take_away)


def _run() -> None:
    while True:
        _bell.wait(PERIOD)
        _bell.clear()
        take_away()


def _forked() -> None:
    """A new process has its parent's memory, without its threads."""
    global _thread, _lock  # noqa: PLW0603 - as above
    _thread, _lock = None, threading.Lock()
    _buffer.clear()


os.register_at_fork(after_in_child=_forked)
