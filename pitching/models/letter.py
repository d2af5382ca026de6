"""Letters to recipients: which were asked for, and what became of each."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.timezone import now

from accounts.models import Workspace
from common.ids import PublicIdField
from pitching.models.link import PitchLink
from pitching.models.pitch import Pitch

MESSAGE_LENGTH = 2000


class PitchFollowUp(models.Model):
    """A second (third …) letter to those who have not played, with words of its own. `number` counts from 1."""

    pitch = models.ForeignKey(Pitch, models.CASCADE, related_name="follow_ups")
    number = models.PositiveSmallIntegerField()
    message = models.TextField(max_length=MESSAGE_LENGTH, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField(default=now, editable=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["pitch", "number"], name="pitch_follow_up_once")
        ]

    def __str__(self) -> str:
        return f"{self.pitch}: follow-up {self.number}"


class LetterDay(models.Model):
    """How many letters of a workspace were handed over on a day (of the site's time zone)."""

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="letter_days")
    day = models.DateField()
    letters = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["workspace", "day"], name="letter_day_once")
        ]

    def __str__(self) -> str:
        return f"{self.day:%F}: {self.letters}"


class PitchLetter(models.Model):
    """One letter through one link. Its row is there once (`link`, `number`), and is claimed before the mail server has
    it: a letter is never handed over twice, whenever a worker dies.

    `number` is 0 for the first, a follow-up's else. `public_id` stands in the letter's header `X-Letter`, by which
    bounces name it.
    """

    class State(models.TextChoices):
        WAITING = "waiting", "Waiting"
        CLAIMED = "claimed", "Being handed over"
        SENT = "sent", "Sent"
        REFUSED = "refused", "Refused by the mail server"
        UNSURE = "unsure", "Perhaps sent"
        SKIPPED = "skipped", "Not sent"

    public_id = PublicIdField()
    link = models.ForeignKey(PitchLink, models.CASCADE, related_name="letters")
    pitch = models.ForeignKey(Pitch, models.CASCADE, related_name="+")
    number = models.PositiveSmallIntegerField(default=0)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    detail = models.CharField(max_length=500, blank=True)
    queued_at = models.DateTimeField(default=now)
    claimed_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    delivered_at = models.DateTimeField(
        null=True, blank=True, help_text="When the recipient's server took it, where SES tells."
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["link", "number"], name="pitch_letter_once")
        ]
        indexes: ClassVar = [
            models.Index(fields=["pitch", "state", "id"], name="pitch_letter_by_state"),
            models.Index(fields=["state", "claimed_at"], name="pitch_letter_claimed"),
        ]

    def __str__(self) -> str:
        return f"letter {self.number} through link {self.link_id}"
