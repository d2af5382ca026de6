"""Pictures as the pages use them: one row for each distinct image, however many albums show it."""

from typing import ClassVar, Self

from django.db import models

from common.models import PublicModel


class ArtworkQuerySet(models.QuerySet["Artwork"]):
    """Reads of pictures."""

    def waiting(self) -> Self:
        """Pictures whose sizes are not made yet, the oldest first."""
        return self.filter(state=Artwork.State.WAITING).order_by("id")


class Artwork(PublicModel):
    """An image, found by the SHA-256 of its bytes.

    `storage_key` names the original in MEDIA_STORAGE; the sizes in `sizes` are made by a job and stored
    beside it. Colours are OKLCH as `[lightness 0–1, chroma 0–0.4, hue 0–360]`; `accents` is
    `{"dark": …, "light": …}`, the dominant colour made readable as text on the dark and on the light page.
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
    colour: "models.JSONField[list[float] | None, list[float] | None]" = models.JSONField(
        null=True, blank=True, help_text="Dominant colour, OKLCH."
    )
    accents: "models.JSONField[dict[str, list[float]], dict[str, list[float]]]" = models.JSONField(
        default=dict, blank=True, help_text="Readable variants of the colour, OKLCH."
    )
    sizes: "models.JSONField[list[int], list[int]]" = models.JSONField(
        default=list, help_text="Edge lengths that are stored, in pixels."
    )
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    reason = models.CharField(max_length=200, blank=True)

    objects = ArtworkQuerySet.as_manager()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["state", "id"], name="artwork_by_state")]

    @property
    def folder(self) -> str:
        """Where the sizes are stored: `96.webp` … `1536.webp`, and `og.jpg` for previews elsewhere."""
        return f"artwork/{self.sha256[:2]}/{self.sha256}"

    @property
    def is_made(self) -> bool:
        """Whether there is anything to send. The original never is: it may tell where it was taken."""
        return self.state == self.State.READY and bool(self.sizes)

    def __str__(self) -> str:
        return f"{self.width} × {self.height} {self.mime}"
