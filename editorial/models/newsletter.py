"""Who gets the newsletter, and the letters to them."""

from typing import ClassVar

from django.db import models
from django.utils.timezone import now

from common.ids import PublicIdField


class Subscriber(models.Model):
    """An address that asked for the newsletter. It gets nothing but the question until it was confirmed.

    The token of its links is found by its hash, and kept sealed beside it, as it stands in each letter.
    """

    public_id = PublicIdField()
    email = models.EmailField(max_length=190, unique=True, help_text="In lower case.")
    language = models.CharField(max_length=10, blank=True)
    token_hash = models.CharField(max_length=64, unique=True)
    token_sealed = models.TextField()
    asked_at = models.DateTimeField(default=now)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    unsubscribed_at = models.DateTimeField(null=True, blank=True)
    bounced_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["confirmed_at", "id"], name="subscriber_since")]

    def __str__(self) -> str:
        return self.email

    @property
    def is_subscribed(self) -> bool:
        return self.confirmed_at is not None and self.unsubscribed_at is None


class NewsletterLetter(models.Model):
    """One letter to a subscriber. Its row is claimed before the mail server has it: never handed over twice."""

    class Kind(models.TextChoices):
        CONFIRM = "confirm", "Asks to confirm"
        WELCOME = "welcome", "Welcome"

    class State(models.TextChoices):
        WAITING = "waiting", "Waiting"
        CLAIMED = "claimed", "Being handed over"
        SENT = "sent", "Sent"
        REFUSED = "refused", "Refused by the mail server"
        UNSURE = "unsure", "Perhaps sent"

    public_id = PublicIdField()
    subscriber = models.ForeignKey(Subscriber, models.CASCADE, related_name="letters")
    kind = models.CharField(max_length=10, choices=Kind)
    number = models.PositiveSmallIntegerField(default=0)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    detail = models.CharField(max_length=500, blank=True)
    queued_at = models.DateTimeField(default=now)
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["subscriber", "kind", "number"], name="newsletter_letter_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} to {self.subscriber_id}"
