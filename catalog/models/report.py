"""What listeners report, and what else needs a person: items of one queue."""

from collections.abc import Callable
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q

from accounts.models import User
from catalog.models.album import Album
from catalog.models.track import Track
from common.models import PublicModel
from common.registry import Registry

curated: "Registry[Callable[[], Q]]" = Registry("condition on tasks")
"""Rooms above say which tasks about rows of theirs managers see; those that nobody speaks for are administrators'."""


class Report(PublicModel):
    """What somebody says is wrong with a thing. `evidence` is the thing as it was then, kept whatever becomes of it."""

    class Reason(models.TextChoices):
        RIGHTS = "rights", "It is mine, and I did not allow it"
        ILLEGAL = "illegal", "It is against the law"
        HATE = "hate", "It is hateful or violent"
        WRONG = "wrong", "Name, picture or credits are wrong"
        BROKEN = "broken", "It does not play"
        SPAM = "spam", "It is spam"
        OTHER = "other", "Something else"

    kind = models.CharField(max_length=10)
    ref = models.BigIntegerField(help_text="The thing, by its key.")
    name = models.CharField(max_length=190)
    reason = models.CharField(max_length=10, choices=Reason)
    words = models.TextField(blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    email = models.EmailField(blank=True, help_text="To answer to, where somebody gave it.")
    evidence: "models.JSONField[dict[str, object], dict[str, object]]" = models.JSONField(
        default=dict
    )

    class Meta:
        indexes: ClassVar = [models.Index(fields=["kind", "ref", "id"], name="report_of")]

    def __str__(self) -> str:
        return f"{self.get_reason_display()}: {self.name}"


class TaskQuerySet(models.QuerySet["Task"]):
    """Tasks by who may see what they are about."""

    def curated_by(self, user: User) -> Self:
        """All for administrators; for managers what is about artists, who are everybody's, and about rows that they
        see in the admin: of two rows both.
        """
        if user.is_superuser:
            return self
        allowed = Q(of="artist")
        for of, model in (("album", Album), ("track", Track)):
            # By key from each task: the queue is short, the tables behind it are long.
            seen = model.objects.curated_by(user)
            first = Exists(seen.filter(pk=OuterRef("ref")))
            second = Q(other=None) | Exists(seen.filter(pk=OuterRef("other")))
            allowed |= Q(first, second, of=of)
        for condition in curated:
            allowed |= condition()
        return self.filter(allowed)


class Task(PublicModel):
    """Something for a person to decide. `key` tells it from every other, so that what was dismissed stays so."""

    class Kind(models.TextChoices):
        REPORT = "report", "Reported"
        DUPLICATE = "duplicate", "Possible duplicate"
        NO_COVER = "no_cover", "No cover"
        NO_DATE = "no_date", "No date"
        REFUSED = "refused", "Refused track"

    class State(models.TextChoices):
        OPEN = "open", "Open"
        DONE = "done", "Done"
        DISMISSED = "dismissed", "Dismissed"

    kind = models.CharField(max_length=10, choices=Kind)
    key = models.CharField(max_length=190, unique=True)
    rank = models.PositiveSmallIntegerField(default=50, help_text="Lower comes first.")
    of = models.CharField(max_length=10, help_text="What the rows are: track, album, artist …")
    ref = models.BigIntegerField(help_text="The row that it is about.")
    other = models.BigIntegerField(null=True, blank=True, help_text="The row that may be the same.")
    name = models.CharField(max_length=190)
    why = models.CharField(max_length=300, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    claimed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    claimed_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    decision = models.CharField(max_length=20, blank=True)

    objects: ClassVar = TaskQuerySet.as_manager()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["state", "rank", "id"], name="task_in_order"),
            models.Index(fields=["state", "kind", "rank", "id"], name="task_of_kind"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.name}"
