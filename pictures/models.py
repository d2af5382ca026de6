"""Pictures as the pages use them: one row for each distinct image, however many albums show it."""

from typing import ClassVar

from django.db import models

from common.models import PublicModel


class Artwork(PublicModel):
    """An image, found by the SHA-256 of its bytes.

    `storage_key` names the original in MEDIA_STORAGE; the sizes in `sizes` are made by a job and stored
    beside it. Colours are OKLCH as `[lightness 0–1, chroma 0–0.4, hue 0–360]`.
    """

    class State(models.TextChoices):
        WAITING = "waiting", "sizes not made yet"
        READY = "ready"
        REFUSED = "refused", "not a picture that can be used"

    sha256 = models.CharField(max_length=64, unique=True)
    storage_key = models.CharField(max_length=190)
    mime = models.CharField(max_length=40, blank=True)
    width = models.PositiveIntegerField(default=0, help_text="Pixels.")
    height = models.PositiveIntegerField(default=0, help_text="Pixels.")
    bytes = models.PositiveBigIntegerField(default=0)
    blurhash = models.CharField(max_length=64, blank=True)
    colour = models.JSONField(null=True, blank=True, help_text="Dominant colour, OKLCH.")
    sizes: "models.JSONField[list[int], list[int]]" = models.JSONField(
        default=list, help_text="Edge lengths that are stored, in pixels."
    )
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    reason = models.CharField(max_length=200, blank=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["state", "id"], name="artwork_by_state")]

    def __str__(self) -> str:
        return f"{self.width} × {self.height} {self.mime}"
