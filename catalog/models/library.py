"""Libraries: where albums and tracks come from, and whom they are for."""

from typing import ClassVar

from django.conf import settings
from django.contrib.auth.models import Group
from django.db import models

from accounts.models import Workspace
from catalog.audience import Visibility
from catalog.querysets import LibraryQuerySet
from common.models import PublicModel


class Library(PublicModel):
    """A root folder, a prefix in a bucket, or a workspace's uploads. Matching never crosses libraries."""

    class Kind(models.TextChoices):
        FOLDER = "folder", "A folder on this machine"
        BUCKET = "bucket", "A prefix in a bucket"
        UPLOADS = "uploads", "What the workspace uploads"

    workspace = models.ForeignKey(Workspace, models.PROTECT, related_name="libraries")
    name = models.CharField(max_length=100)
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.FOLDER)
    root = models.TextField(
        blank=True, help_text="The folder or prefix; the files' own paths are relative to it."
    )
    visibility = models.CharField(max_length=10, choices=Visibility, default=Visibility.MEMBERS)
    is_restricted = models.BooleanField(
        default=False, help_text="Only for the readers named below and the workspace."
    )
    rescan_every = models.PositiveIntegerField(
        default=0, help_text="Minutes between rescans; 0 for by hand only."
    )
    last_scan_at = models.DateTimeField(null=True, blank=True)
    is_demo = models.BooleanField(default=False, editable=False)

    objects: ClassVar = LibraryQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "libraries"
        ordering: ClassVar = ["name", "id"]

    def __str__(self) -> str:
        return self.name


class LibraryReader(models.Model):
    """A person or a group that a restricted library is for."""

    library = models.ForeignKey(Library, models.CASCADE, related_name="readers")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True)
    group = models.ForeignKey(Group, models.CASCADE, null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["library", "user"], name="library_reader_once"),
            models.UniqueConstraint(fields=["library", "group"], name="library_reading_group_once"),
            models.CheckConstraint(
                condition=models.Q(user__isnull=True) ^ models.Q(group__isnull=True),
                name="library_reader_is_one",
            ),
        ]

    def __str__(self) -> str:
        return str(self.user or self.group)
