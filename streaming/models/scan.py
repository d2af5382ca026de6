"""Scans of libraries: what was looked at, what was refused, and what lies beside the music."""

from typing import ClassVar

from django.db import models

from catalog.models import Library
from common.models import PublicModel


class Scan(PublicModel):
    """One run over a library: its progress while it runs, its summary afterwards.

    While it runs, `is_running` makes it the only one of its library, and `holder` (a process) renews `beat_at`
    with each batch. A run whose process is gone, or silent for minutes, is taken over.
    """

    class State(models.TextChoices):
        WAITING = "waiting"
        RUNNING = "running"
        DONE = "done"
        FAILED = "failed"

    library = models.ForeignKey(Library, models.CASCADE, related_name="scans")
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    files_seen = models.PositiveIntegerField(default=0)
    files_total = models.PositiveIntegerField(
        null=True, blank=True, help_text="Known after the walk."
    )
    added = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    moved = models.PositiveIntegerField(default=0)
    missing = models.PositiveIntegerField(default=0)
    refused = models.PositiveIntegerField(default=0)
    duplicates = models.PositiveIntegerField(
        default=0, help_text="Files whose recording is in the library already."
    )
    # MySQL has no conditional unique constraint: 1 while it runs, NULL otherwise.
    is_running = models.PositiveSmallIntegerField(null=True, blank=True, editable=False)
    holder = models.CharField(max_length=120, blank=True, editable=False)
    beat_at = models.DateTimeField(null=True, blank=True, editable=False)
    started_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    error = models.TextField(blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["library", "is_running"], name="scan_one_at_once")
        ]
        indexes: ClassVar = [models.Index(fields=["library", "id"], name="scan_newest")]

    def __str__(self) -> str:
        return f"{self.library}: {self.state}"


class FoundPath(models.Model):
    """Something at a path of a library, by the state in which it was last seen (`streaming.paths` tells of paths)."""

    library = models.ForeignKey(Library, models.CASCADE)
    path = models.TextField()
    path_hash = models.CharField(max_length=64)
    folder_hash = models.CharField(max_length=64, default="")
    size = models.PositiveBigIntegerField()
    mtime_ns = models.BigIntegerField()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.path


class ScanRefusal(FoundPath):
    """A file that could not be taken in, and why: the newest word on it, gone once it goes in."""

    library = models.ForeignKey(Library, models.CASCADE, related_name="refusals")
    size = models.PositiveBigIntegerField(default=0)
    mtime_ns = models.BigIntegerField(default=0)
    reason = models.CharField(max_length=300)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["library", "path_hash"], name="refusal_once")
        ]
        indexes: ClassVar = [
            models.Index(fields=["library", "folder_hash"], name="refusal_in_folder")
        ]

    def __str__(self) -> str:
        return f"{self.path}: {self.reason}"


class SidecarFile(FoundPath):
    """A file that lies beside music and says something of it (cover, lyrics): seen, so that a change is noticed."""

    library = models.ForeignKey(Library, models.CASCADE, related_name="sidecars")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["library", "path_hash"], name="sidecar_once")
        ]
        indexes: ClassVar = [
            models.Index(fields=["library", "folder_hash"], name="sidecar_in_folder")
        ]


class FoundPlaylist(FoundPath):
    """An `.m3u` file of a library: its text, kept until playlists take it in."""

    library = models.ForeignKey(Library, models.CASCADE, related_name="found_playlists")
    text = models.TextField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["library", "path_hash"], name="found_playlist_once")
        ]
        indexes: ClassVar = [
            models.Index(fields=["library", "folder_hash"], name="playlist_in_folder")
        ]
