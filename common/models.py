"""What every row that people see has in common."""

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
]


class PublicModel(models.Model):
    """A row with an identifier for the outside and its times."""

    public_id = PublicIdField()
    created_at = models.DateTimeField(default=now, editable=False)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        abstract = True
