"""Many rows written in one transaction, each of them whole or not at all.

    with transaction.atomic():
        for row in rows:
            try:
                with one_row():
                    row_write(row)
            except DomainError as error:
                …

A row of many costs a savepoint; the services that write it are `whole`, and take no savepoints of their own in it.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps

from django.db import transaction

_in_row: ContextVar[bool] = ContextVar("in_row", default=False)


@contextmanager
def one_row() -> Iterator[None]:
    """All that is written in the block, or nothing of it. What a `whole` function raises must leave the block."""
    token = _in_row.set(True)
    try:
        with transaction.atomic():
            yield
    finally:
        _in_row.reset(token)


def whole[**P, R](function: Callable[P, R]) -> Callable[P, R]:
    """As `transaction.atomic`; within `one_row` without a savepoint, as the row is taken back whole."""

    @wraps(function)
    def written(*args: P.args, **kwargs: P.kwargs) -> R:
        with transaction.atomic(savepoint=not _in_row.get()):
            return function(*args, **kwargs)

    return written
