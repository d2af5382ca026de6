"""Links: how somebody without an account reaches a pitch."""

from datetime import datetime
from typing import ClassVar

from django.db import models

from catalog.models import Grant
from common.models import PublicModel
from pitching.models.contact import Contact
from pitching.models.pitch import Pitch
from pitching.querysets import PitchLinkQuerySet


class PitchLink(PublicModel):
    """A recipient's own way to a pitch, or a general one for whoever holds it (`contact` empty).

    The token is found by its SHA-256 alone, which is the grant's `link_hash` too, and is kept sealed beside it so that
    it can be sent again. `formats` and `expires_at` are this link's own terms; NULL where the pitch's hold. `parent`
    is the link that it was forwarded from; nothing offers forwarding yet, so `may_forward` is set nowhere.

    It opens something from when it has a grant (`PitchLink.objects.working`). A preview (`is_preview`) is the sender's
    own for an hour: it shows a draft too, asks for no password, heeds no embargo, and what is done with it is not kept.
    """

    class State(models.TextChoices):
        """How its letter fared."""

        WAITING = "waiting", "Not sent yet"
        SENT = "sent", "Sent"
        BOUNCED = "bounced", "Could not be delivered"
        COMPLAINED = "complained", "Marked as spam"
        UNADDRESSED = "unaddressed", "No letter"

    pitch = models.ForeignKey(Pitch, models.CASCADE, related_name="links")
    contact = models.ForeignKey(
        Contact, models.CASCADE, null=True, blank=True, related_name="links"
    )
    parent = models.ForeignKey(
        "self", models.CASCADE, null=True, blank=True, related_name="children"
    )
    is_preview = models.BooleanField(
        default=False, editable=False, help_text="For the sender to look through; records nothing."
    )
    name = models.CharField(
        max_length=200, blank=True, help_text="What a link without a contact is for."
    )
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    token_sealed = models.CharField(max_length=255, editable=False)
    grant = models.OneToOneField(
        Grant, models.SET_NULL, null=True, blank=True, editable=False, related_name="pitch_link"
    )
    formats: "models.JSONField[list[str] | None, list[str] | None]" = models.JSONField(
        null=True, blank=True
    )
    may_forward = models.BooleanField(null=True, blank=True)
    expires_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    state = models.CharField(max_length=12, choices=State, default=State.WAITING)
    sent_at = models.DateTimeField(null=True, blank=True)
    followed_up_at = models.DateTimeField(null=True, blank=True)
    first_opened_at = models.DateTimeField(null=True, blank=True)
    first_played_at = models.DateTimeField(null=True, blank=True)
    first_downloaded_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar = PitchLinkQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["pitch", "contact"], name="pitch_link_once")
        ]
        indexes: ClassVar = [
            models.Index(fields=["pitch", "state", "id"], name="pitch_link_by_state"),
        ]

    @property
    def allowed_formats(self) -> list[str]:
        """What its holder may download tracks as; none: hear only. Where excerpts are heard, nothing whole is given."""
        if self.pitch.excerpt_ms is not None:
            return []
        return self.pitch.formats if self.formats is None else self.formats

    @property
    def open_until(self) -> datetime | None:
        """Its own end where it has one, else the pitch's."""
        return self.expires_at or self.pitch.expires_at

    @property
    def is_revoked(self) -> bool:
        return self.revoked_at is not None or self.pitch.revoked_at is not None

    def __str__(self) -> str:
        return f"{self.pitch} for {self.contact or self.name or 'whoever has the link'}"
