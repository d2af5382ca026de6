"""What senders are told of: the first play and the first download through each link, and what is written there."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from pitching.models.link import PitchLink
from pitching.models.pitch import Pitch


class PitchNotice(models.Model):
    """Something happened through a link for the first time, or was written there; for whoever made the pitch.

    Its words are made from what is known when it is read. `lettered_at`: it went by letter, at once or in a digest. A
    comment and a request are news each time: their one row begins anew.
    """

    class Kind(models.TextChoices):
        PLAYED = "played", "Played"
        DOWNLOADED = "downloaded", "Downloaded"
        COMMENTED = "commented", "Commented"
        LICENCE = "licence", "Asked for a licence"

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="pitch_notices")
    link = models.ForeignKey(PitchLink, models.CASCADE, related_name="notices")
    pitch = models.ForeignKey(Pitch, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=12, choices=Kind)
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)
    lettered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["link", "kind"], name="pitch_notice_once")
        ]
        indexes: ClassVar = [
            models.Index(fields=["user", "at", "id"], name="pitch_notice_newest"),
            models.Index(fields=["user", "read_at"], name="pitch_notice_unread"),
            models.Index(fields=["lettered_at", "user"], name="pitch_notice_to_tell"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} through link {self.link_id}"


class PitchNews(models.Model):
    """How somebody wants to be told by letter, and when the last digest went."""

    class Letters(models.TextChoices):
        AT_ONCE = "at_once", "At once, and the rest once a day"
        DAILY = "daily", "Once a day"
        NEVER = "never", "Never"

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, related_name="pitch_news"
    )
    letters = models.CharField(max_length=10, choices=Letters, default=Letters.AT_ONCE)
    digested_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "pitch news"

    def __str__(self) -> str:
        return f"{self.user}: {self.letters}"
