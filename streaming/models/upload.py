"""Uploads: files on their way from a person's device into a library of their workspace."""

from datetime import datetime
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Count, F, Q

from accounts.models import Workspace
from accounts.viewer import Viewer
from catalog.models import Track
from common.models import PublicModel
from pictures.models import Artwork
from streaming.models.file import MediaFile


class UploadState(models.TextChoices):
    """Where an upload is. The first two are the client's to move, the next two a job's, the last two are the end."""

    WAITING = "waiting", "Waiting"
    UPLOADING = "uploading", "Uploading"
    CHECKING = "checking", "Checking"
    PROCESSING = "processing", "Processing"
    READY = "ready", "Ready"
    REFUSED = "refused", "Refused"


ARRIVING = (UploadState.WAITING, UploadState.UPLOADING)
AT_WORK = (UploadState.CHECKING, UploadState.PROCESSING)
OVER = (UploadState.READY, UploadState.REFUSED)


class UploadQuerySet(models.QuerySet["Upload"]):
    """Uploads by who may see them and by what is to be done for them."""

    def seen_by(self, viewer: Viewer) -> Self:
        """Those of the viewer's workspaces."""
        return self.filter(workspace_id__in=viewer.workspace_ids)

    def arriving(self) -> Self:
        return self.filter(state__in=ARRIVING)

    def at_work(self) -> Self:
        return self.filter(state__in=AT_WORK)

    def counted(self) -> Self:
        """Those whose bytes are kept for them: no file of a library holds them (yet, or ever: pictures)."""
        return self.filter(Q(state__in=(*ARRIVING, *AT_WORK)) | Q(picture__isnull=False))

    def asked_for(self) -> Self:
        """Those for each of whose parts an address was given: nothing else can tell that the last may have arrived."""
        told = self.annotate(addresses=Count("parts"))
        return told.filter(size__lte=F("addresses") * F("part_size"))

    def with_results(self) -> Self:
        """With all that is told of an upload."""
        tracks = (
            f"{way}__{of}" for way in ("file__track", "duplicate_of") for of in ("album", "library")
        )
        return self.select_related("workspace", "by", *tracks)

    def silent_since(self, at: datetime) -> Self:
        """Those to which nothing has happened since."""
        return self.filter(touched_at__lt=at)


class Upload(PublicModel):
    """One file, from its announcement to its track.

    Its bytes arrive in parts of `part_size` (the last is shorter) below `storage_key` in `UPLOAD_STORAGE`; `staged`
    as long as something of them may be there. `path` is where the person had it (`Album/01 Song.flac`), `target` the
    path in the library that was chosen for it: written here before any byte is moved there, so that what a killed
    worker leaves is always found. `tries` counts how often the job has begun.
    """

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="uploads")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="uploads"
    )
    batch = models.CharField(max_length=32, help_text="Of what was chosen together.")
    path = models.CharField(max_length=700)
    size = models.PositiveBigIntegerField(help_text="Bytes.")
    media_type = models.CharField(max_length=100, blank=True, help_text="As the client says.")
    sha256 = models.CharField(
        max_length=64, blank=True, help_text="Of the whole: as the client says, then as it is."
    )
    part_size = models.PositiveBigIntegerField()
    storage_key = models.CharField(max_length=190, unique=True)
    multipart_id = models.CharField(max_length=300, blank=True)
    staged = models.BooleanField(default=True)
    state = models.CharField(max_length=10, choices=UploadState, default=UploadState.WAITING)
    progress = models.PositiveSmallIntegerField(default=0, help_text="Of the work, in percent.")
    reason = models.CharField(max_length=300, blank=True, help_text="Why it was refused.")
    advice = models.CharField(max_length=300, blank=True, help_text="What to do about it.")
    note = models.CharField(max_length=300, blank=True, help_text="What was left out of it.")
    target = models.TextField(blank=True)
    target_hash = models.CharField(max_length=64, null=True, blank=True)
    tries = models.PositiveIntegerField(default=0)
    replaces = models.ForeignKey(
        Track,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text="The track whose file this is to be.",
    )
    # Empty rather than false, so that the column comes to a large table without writing it anew.
    is_picture = models.BooleanField(
        null=True, help_text="A cover, for the album that lies in its folder; empty for music."
    )
    picture = models.ForeignKey(
        Artwork,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text="What it holds.",
    )
    file = models.ForeignKey(
        MediaFile, models.SET_NULL, null=True, blank=True, related_name="uploads"
    )
    duplicate_of = models.ForeignKey(
        Track, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    completed_at = models.DateTimeField(
        null=True, blank=True, help_text="When all its bytes were there."
    )
    touched_at = models.DateTimeField(help_text="When something happened to it last.")

    objects: ClassVar = UploadQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            # Two jobs at once can't choose the same place.
            models.UniqueConstraint(fields=["workspace", "target_hash"], name="upload_target_once"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["workspace", "created_at", "id"], name="upload_newest"),
            models.Index(fields=["workspace", "state"], name="upload_of_workspace"),
            models.Index(fields=["state", "touched_at"], name="upload_to_sweep"),
            models.Index(fields=["staged", "state"], name="upload_to_clear"),
        ]

    def __str__(self) -> str:
        return f"{self.path}: {self.state}"

    @property
    def track(self) -> Track | None:
        """The track that it became, or that was there already, `with_results`. None while there is none, for a deleted
        one, and for one that is another workspace's by now: its names are not for this one to read.
        """
        found: Track | None = self.file.track if self.file else self.duplicate_of
        if found is None or found.deleted_at or found.library.workspace_id != self.workspace_id:
            return None
        return found

    @property
    def part_count(self) -> int:
        return max(1, -(-self.size // self.part_size))

    def size_of_part(self, number: int) -> int:
        """Bytes of a part, counted from 1."""
        if number < self.part_count:
            return self.part_size
        return self.size - self.part_size * (self.part_count - 1)


class UploadPart(models.Model):
    """A part for which an address was given, and the checksum that is bound into that."""

    upload = models.ForeignKey(Upload, models.CASCADE, related_name="parts")
    number = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["upload", "number"], name="upload_part_once")
        ]

    def __str__(self) -> str:
        return f"{self.number} of {self.upload}"


class UploadQuota(models.Model):
    """What a workspace may upload, where that is not what the site's settings say."""

    workspace = models.OneToOneField(Workspace, models.CASCADE, related_name="upload_quota")
    megabytes = models.PositiveBigIntegerField(
        null=True, blank=True, help_text="Empty: as the site says."
    )
    tracks = models.PositiveIntegerField(
        null=True, blank=True, help_text="Empty: as the site says."
    )

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(megabytes__isnull=False) | Q(tracks__isnull=False),
                name="upload_quota_says_something",
            )
        ]

    def __str__(self) -> str:
        return str(self.workspace)
