"""What recipients did with a pitch, and what they left there."""

from typing import ClassVar

from django.db import models

from catalog.models import Track
from common.models import PublicModel
from pitching.models.link import PitchLink
from pitching.models.pitch import Pitch


class PitchActivity(models.Model):
    """One thing that somebody did through a link. `client_id`, made by the browser, tells repeats of the same.

    `heard` is `[[from ms, to ms], …]` of what was played. `country` is what the CDN says, or empty; nothing closer to
    the person than that and the kind of their device is kept. Written by `pitching.activity.recording` alone, which
    sets `pitch` to the link's, so that the newest of a pitch are found without asking each of its links.
    """

    class Kind(models.TextChoices):
        OPENED = "opened", "Opened"
        PLAYED = "played", "Played"
        DOWNLOADED = "downloaded", "Downloaded"
        FAVOURITED = "favourited", "Marked as favourite"
        UNFAVOURITED = "unfavourited", "Is no favourite any more"
        COMMENTED = "commented", "Commented"
        LICENCE = "licence", "Asked for a licence"
        FORWARDED = "forwarded", "Forwarded"

    class DeviceKind(models.TextChoices):
        PHONE = "phone", "Phone"
        TABLET = "tablet", "Tablet"
        DESKTOP = "desktop", "Computer"
        OTHER = "other", "Other"

    link = models.ForeignKey(PitchLink, models.CASCADE, related_name="activities")
    pitch = models.ForeignKey(
        Pitch, models.CASCADE, null=True, editable=False, related_name="activities"
    )
    kind = models.CharField(max_length=12, choices=Kind)
    at = models.DateTimeField()
    track = models.ForeignKey(Track, models.SET_NULL, null=True, blank=True, related_name="+")
    client_id = models.CharField(max_length=32)
    device = models.CharField(max_length=16, blank=True)
    device_kind = models.CharField(max_length=8, choices=DeviceKind, default=DeviceKind.OTHER)
    country = models.CharField(max_length=2, blank=True)
    heard: "models.JSONField[list[list[int]], list[list[int]]]" = models.JSONField(
        default=list, blank=True
    )
    seconds = models.FloatField(default=0)
    data: "models.JSONField[dict[str, object], dict[str, object]]" = models.JSONField(
        default=dict, blank=True
    )

    class Meta:
        verbose_name_plural = "pitch activities"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["link", "client_id"], name="pitch_activity_once")
        ]
        indexes: ClassVar = [
            models.Index(fields=["pitch", "at", "id"], name="pitch_activity_newest"),
            models.Index(fields=["link", "at"], name="pitch_activity_by_link"),
            models.Index(fields=["track", "at"], name="pitch_activity_by_track"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.at:%F %T}"


class PitchFavourite(models.Model):
    """A track that a recipient marked."""

    link = models.ForeignKey(PitchLink, models.CASCADE, related_name="favourites")
    track = models.ForeignKey(Track, models.CASCADE, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["link", "track"], name="pitch_favourite_once")
        ]

    def __str__(self) -> str:
        return f"{self.track} by {self.link}"


class PitchComment(PublicModel):
    """What a recipient says of a track, at a time in it or of the whole."""

    link = models.ForeignKey(PitchLink, models.CASCADE, related_name="comments")
    track = models.ForeignKey(Track, models.CASCADE, related_name="+")
    at_ms = models.PositiveIntegerField(null=True, blank=True)
    text = models.TextField(max_length=2000)
    deleted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["link", "track", "at_ms"], name="pitch_comment_in_order")
        ]

    def __str__(self) -> str:
        return self.text[:60]


class LicenceRequest(PublicModel):
    """What a recipient wants to license, for whom and for what."""

    link = models.ForeignKey(PitchLink, models.CASCADE, related_name="licence_requests")
    track = models.ForeignKey(Track, models.SET_NULL, null=True, blank=True, related_name="+")
    name = models.CharField(max_length=200)
    email = models.EmailField()
    project = models.CharField(max_length=200, blank=True)
    medium = models.CharField(max_length=200, blank=True)
    territory = models.CharField(max_length=200, blank=True)
    term = models.CharField(max_length=200, blank=True)
    budget = models.CharField(max_length=200, blank=True)
    message = models.TextField(max_length=5000, blank=True)

    def __str__(self) -> str:
        return f"{self.name}: {self.project or self.track or 'licence'}"
