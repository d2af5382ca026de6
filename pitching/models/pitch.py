"""Pitches: a selection of tracks with what is said about it, for people outside."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.timezone import now

from accounts.models import Workspace
from catalog.models import Bundle, Track
from common.models import PublicModel
from common.versions import version_tag
from pictures.models import Artwork
from pitching.models.defaults import COLOUR_LENGTH, MESSAGE_LENGTH
from pitching.querysets import PitchQuerySet

TITLE_LENGTH = 200
MOST_TRACKS = 500
MOST_DOCUMENTS = 20


class Format(models.TextChoices):
    """What a recipient may download a track as. `original` is the file as it was uploaded."""

    ORIGINAL = "original", "Original file"
    WAV = "wav", "WAV"
    AIFF = "aiff", "AIFF"
    FLAC = "flac", "FLAC"
    MP3 = "mp3", "MP3, 320 kbit/s"


class Pitch(PublicModel):
    """A selection with its look and terms. What it shows may change under the same links, also after it was sent.

    `formats` are values of `Format`, in any number; none: it can be heard and not downloaded. `excerpt_ms` is how long
    an excerpt of each track is heard, NULL for whole tracks. `password` is a hash of Django's, or empty. `bundle` holds
    the tracks that its links open; it is made when the first link is. `version` moves on by one with every change.
    """

    class State(models.TextChoices):
        DRAFT = "draft", "Draft"
        SCHEDULED = "scheduled", "Scheduled"
        SENDING = "sending", "Being sent"
        SENT = "sent", "Sent"

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="pitches")
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="pitches"
    )
    title = models.CharField(max_length=TITLE_LENGTH)
    title_key = models.CharField(max_length=190, editable=False)
    message = models.TextField(max_length=MESSAGE_LENGTH, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    is_template = models.BooleanField(default=False)
    artwork = models.ForeignKey(Artwork, models.SET_NULL, null=True, blank=True, related_name="+")
    color = models.CharField(max_length=COLOUR_LENGTH, blank=True, help_text="#rrggbb")
    formats: "models.JSONField[list[str], list[str]]" = models.JSONField(default=list, blank=True)
    may_forward = models.BooleanField(default=False)
    excerpt_ms = models.PositiveIntegerField(null=True, blank=True)
    expires_at = models.DateTimeField(null=True, blank=True)
    password = models.CharField(max_length=128, blank=True)
    embargo_until = models.DateTimeField(null=True, blank=True)
    video_url = models.URLField(max_length=500, blank=True)
    bundle = models.OneToOneField(
        Bundle, models.SET_NULL, null=True, blank=True, editable=False, related_name="pitch"
    )
    scheduled_for = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    deleted_at = models.DateTimeField(null=True, blank=True)
    changed_at = models.DateTimeField(default=now, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects: ClassVar = PitchQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "pitches"
        indexes: ClassVar = [
            models.Index(fields=["workspace", "changed_at", "id"], name="pitch_newest"),
            models.Index(fields=["state", "scheduled_for"], name="pitch_scheduled"),
            models.Index(fields=["deleted_at"], name="pitch_deleted"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return f"/pitches/{self.public_id}/"

    @property
    def is_open(self) -> bool:
        """Whether its links open something: it was sent, and not taken back."""
        return self.sent_at is not None and self.deleted_at is None and self.revoked_at is None

    @property
    def tag(self) -> str:
        """The entity tag of what it is and of what stands in it."""
        return version_tag(self.public_id, self.version)


class PitchTrack(models.Model):
    """A track's place in a pitch, with its names as last known: a track that is gone is told by them.

    `position` orders them, with gaps; it is assigned under the pitch's row lock.
    """

    pitch = models.ForeignKey(Pitch, models.CASCADE, related_name="tracks")
    track = models.ForeignKey(Track, models.SET_NULL, null=True, blank=True, related_name="+")
    position = models.BigIntegerField()
    title = models.CharField(max_length=500)
    artist_line = models.CharField(max_length=500, blank=True)
    excerpt_start_ms = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["pitch", "position"], name="pitch_place_once"),
            models.UniqueConstraint(fields=["pitch", "track"], name="pitch_track_once"),
        ]

    def __str__(self) -> str:
        return f"{self.pitch}: {self.title}"


class PitchDocument(PublicModel):
    """A file of a pitch's press kit: a PDF as it came, or a picture encoded anew, without what its camera wrote.

    A picture waits for that (`state`): `storage_key` is then the original, which nobody is given.
    """

    class State(models.TextChoices):
        WAITING = "waiting", "Being made ready"
        READY = "ready", "Ready"
        REFUSED = "refused", "Refused"

    pitch = models.ForeignKey(Pitch, models.CASCADE, related_name="documents")
    name = models.CharField(max_length=200)
    mime = models.CharField(max_length=60)
    size = models.PositiveBigIntegerField(help_text="Bytes.")
    storage_key = models.CharField(max_length=190)
    position = models.BigIntegerField()
    state = models.CharField(
        max_length=10, choices=State, default=State.READY, db_default=State.READY
    )
    reason = models.CharField(max_length=200, blank=True, db_default="")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["pitch", "position"], name="pitch_document_place_once")
        ]
        indexes: ClassVar = [models.Index(fields=["storage_key"], name="pitch_document_by_key")]

    def __str__(self) -> str:
        return self.name


class PitchFile(models.Model):
    """A track of a pitch as a file to download, written before somebody asks: its size and CRC-32 make a ZIP's length
    known before its bytes are read.
    """

    class State(models.TextChoices):
        WAITING = "waiting", "Waiting"
        READY = "ready", "Ready"
        FAILED = "failed", "Failed"

    pitch = models.ForeignKey(Pitch, models.CASCADE, related_name="files")
    track = models.ForeignKey(Track, models.CASCADE, related_name="+")
    format = models.CharField(max_length=10, choices=Format)
    storage_key = models.CharField(max_length=190, blank=True)
    name = models.CharField(max_length=250, blank=True, help_text="In the ZIP.")
    size = models.PositiveBigIntegerField(default=0, help_text="Bytes.")
    crc32 = models.PositiveBigIntegerField(default=0)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["pitch", "track", "format"], name="pitch_file_once")
        ]

    def __str__(self) -> str:
        return f"{self.pitch}: {self.name or self.format}"
