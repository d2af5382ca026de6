"""What a workspace's pitches start from."""

from django.db import models

from accounts.models import Workspace
from pictures.models import Artwork

MESSAGE_LENGTH = 5000
COLOUR_LENGTH = 7


class PitchDefaults(models.Model):
    """What a new pitch of a workspace is filled from. `color` is `#rrggbb`, or empty; `formats` as a pitch's."""

    workspace = models.OneToOneField(
        Workspace, models.CASCADE, primary_key=True, related_name="pitch_defaults"
    )
    sender_name = models.CharField(max_length=100, blank=True)
    reply_to = models.EmailField(blank=True)
    message = models.TextField(max_length=MESSAGE_LENGTH, blank=True)
    color = models.CharField(max_length=COLOUR_LENGTH, blank=True)
    logo = models.ForeignKey(Artwork, models.SET_NULL, null=True, blank=True, related_name="+")
    formats: "models.JSONField[list[str], list[str]]" = models.JSONField(default=list, blank=True)
    may_forward = models.BooleanField(default=False)
    expires_days = models.PositiveSmallIntegerField(null=True, blank=True)
    excerpt_ms = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "pitch defaults"

    def __str__(self) -> str:
        return f"defaults of {self.workspace}"
