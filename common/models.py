"""What every row that people see has in common."""

from typing import Any

from django.db import models
from django.utils.timezone import now

from common.answers import KeptAnswer
from common.ids import PublicIdField
from common.jobs.models import AnyJob, FailedJob, ScheduledRun, WaitingKey, Worker

__all__ = [
    "AnyJob",
    "FailedJob",
    "KeptAnswer",
    "PublicModel",
    "ScheduledRun",
    "WaitingKey",
    "Worker",
    "cascade",
]


def cascade(collector: Any, field: Any, sub_objs: Any, using: str) -> None:
    """`CASCADE` for a column that may be empty in a row that a check wants to be about something.

    Where constraints cannot be deferred (MySQL), Django's own empties such a column before it deletes the row, which
    the check refuses. Not for a model's relation to itself: the order of deletion follows from the models.
    """
    collector.collect(
        sub_objs,
        source=field.remote_field.model,
        source_attr=field.name,
        fail_on_restricted=False,
    )


cascade.lazy_sub_objs = True  # type: ignore[attr-defined]  # as Django marks its own


class PublicModel(models.Model):
    """A row with an identifier for the outside and its times."""

    public_id = PublicIdField()
    created_at = models.DateTimeField(default=now, editable=False)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        abstract = True
