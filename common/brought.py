"""Files that people bring and a job takes in: kept with the row that tells how far it is, one at a time."""

from datetime import datetime
from typing import IO, Any, Protocol

from django.db import transaction
from django.db.models import Model, QuerySet

from common.errors import Conflict, Invalid
from common.storage import storage_delete, storage_put

NAME_LENGTH = 190


class Brought(Protocol):
    """A row of such a file; it has `file_name` and `told_at` (when its job last said something)."""

    @property
    def place(self) -> str:
        """Where the file waits in storage: one place, so that nothing is left behind by whoever dies."""

    def is_under_way(self, *, at: datetime) -> bool: ...


def size_checked(size: int, *, most: int) -> None:
    """Raises Invalid (field `file`) for a file that is empty, or larger than `most` bytes (whole MB)."""
    if not size:
        raise Invalid("The file is empty.", field="file")
    if size > most:
        raise Invalid(f"At most {most // 1024**2} MB.", field="file")


def brought_keep[M: Model](
    rows: "QuerySet[M]", *, whose: Model, file: IO[bytes], file_name: str, busy: str, at: datetime, **facts: Any
) -> M:  # fmt: skip
    """Keep a file and make its row, of these facts: its job is the caller's to ask for.

    `rows` are the files of `whose`, of which one is under way at a time: raises Conflict, in the words of `busy`.
    """
    with transaction.atomic():
        whose.__class__._default_manager.select_for_update().get(pk=whose.pk)
        last: Any = rows.order_by("-pk").first()
        if last is not None and last.is_under_way(at=at):
            raise Conflict(busy)
        plain = "".join(one for one in file_name if one.isprintable())[:NAME_LENGTH]
        row: Any = rows.model._default_manager.create(file_name=plain, told_at=at, **facts)
    # The row is committed first: a file without a row would never be found again.
    try:
        storage_put(row.place, file)
    except OSError:
        storage_delete([row.place])
        row.delete()
        raise
    made: M = row
    return made
