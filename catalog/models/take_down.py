"""What was taken down: hidden from everybody until whoever looks after the site lifts it."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from common.models import PublicModel


class TakeDown(PublicModel):
    """An album or a track that nobody sees, hears or keeps, whatever its visibility and grants say.

    It is in force while rows point at it (`LibraryItem.taken_down`): an album's tracks point at the album's, and stay
    down wherever they are moved. `evidence` is the thing as it was, kept whatever becomes of it.
    """

    kind = models.CharField(max_length=10)
    ref = models.BigIntegerField(help_text="The thing, by its key.")
    name = models.CharField(max_length=190)
    why = models.CharField(max_length=300, blank=True, help_text="Told to those whose it is.")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    was_open = models.BooleanField(
        help_text="Members could open it: managers then still see it in the admin."
    )
    evidence: "models.JSONField[dict[str, object], dict[str, object]]" = models.JSONField(
        default=dict
    )
    lifted_at = models.DateTimeField(null=True, blank=True)
    lifted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        indexes: ClassVar = [models.Index(fields=["kind", "ref", "id"], name="take_down_of")]

    def __str__(self) -> str:
        return self.name
