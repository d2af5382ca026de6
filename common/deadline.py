"""A bound on how long the database may work on statements: for answers that are worth nothing when they come late.

    with deadline(0.1):
        count = rows.count()            # raises OutOfTime

SQLite is asked every few thousand steps whether to go on, and what counts is the processor's time: on a machine that
does much else the answer is the same and comes later, up to PATIENCE times. MySQL has `max_execution_time`
(milliseconds, of SELECT alone), MariaDB `max_statement_time` (seconds). Outside of a transaction only: MySQL may roll
one back.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import OperationalError, connection

STEPS = 2000
"""Of SQLite's virtual machine between two looks at the clock: far below a millisecond."""
PATIENCE = 5
"""Times the bound by the clock, where the processor does other things or a disk is slow."""
_INTERRUPTED = {1969, 3024, 1317}
"""MariaDB: statement time exceeded; MySQL: the same; either: interrupted."""


class OutOfTime(Exception):
    """The statement took longer than it was allowed."""


@contextmanager
def deadline(seconds: float) -> Iterator[None]:
    """Stop statements of this thread that run into the deadline, from now. Raises OutOfTime."""
    connection.ensure_connection()
    bounded = _sqlite if connection.vendor == "sqlite" else _mysql
    with bounded(seconds):
        yield


@contextmanager
def _sqlite(seconds: float) -> Iterator[None]:
    handle: Any = connection.connection
    worked, until = time.thread_time() + seconds, time.monotonic() + seconds * PATIENCE

    def is_over() -> bool:
        return time.thread_time() >= worked or time.monotonic() >= until

    handle.set_progress_handler(is_over, STEPS)
    try:
        yield
    except OperationalError as error:
        if "interrupted" in str(error):
            raise OutOfTime from error
        raise
    finally:
        handle.set_progress_handler(None, STEPS)


@contextmanager
def _mysql(seconds: float) -> Iterator[None]:
    of_mariadb: bool = connection.mysql_is_mariadb  # type: ignore[attr-defined]  # of this backend
    name = "max_statement_time" if of_mariadb else "max_execution_time"
    most = max(0.001, seconds) if of_mariadb else max(1, round(seconds * 1000))
    handle: Any = connection.connection
    # The driver's own cursor: a bound is set also where Django's would refuse, after a statement that was stopped.
    with handle.cursor() as cursor:
        cursor.execute(f"SET SESSION {name} = %s", [most])
        try:
            yield
        except OperationalError as error:
            if error.args and error.args[0] in _INTERRUPTED:
                raise OutOfTime from error
            raise
        finally:
            cursor.execute(f"SET SESSION {name} = 0")
