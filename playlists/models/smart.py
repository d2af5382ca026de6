"""What makes a playlist a smart one: its rules, and the tracks that they were true of."""

from typing import Any, ClassVar

from django.db import models

from playlists.models.playlist import Playlist


class SmartList(models.Model):
    """The rules of a smart playlist (`playlists.smart.grammar`), and what became of them.

    `reads` names what it follows beside the catalogue, each between commas. `wanted` counts what asked for it to be
    made again, `made` is the count that its tracks are of; `due_at` is empty while they are the same. `snapshot` says
    which chunks are its tracks. `lengths` are milliseconds of its tracks by whom those are listed to (`Audience`).
    `named` are versions of the playlists that its rules name, by public id, as they were.
    """

    playlist = models.OneToOneField(Playlist, models.CASCADE, related_name="smart")
    rules: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField()
    reads = models.CharField(max_length=100, default=",")
    named: "models.JSONField[dict[str, int], dict[str, int]]" = models.JSONField(default=dict)
    wanted = models.PositiveBigIntegerField(default=1)
    made = models.PositiveBigIntegerField(default=0)
    due_at = models.DateTimeField(null=True, blank=True)
    snapshot = models.PositiveBigIntegerField(default=0)
    digest = models.CharField(max_length=64, blank=True, help_text="Of its tracks in their order.")
    lengths: "models.JSONField[dict[str, int], dict[str, int]]" = models.JSONField(default=dict)
    made_at = models.DateTimeField(null=True, blank=True)
    took_ms = models.PositiveIntegerField(default=0)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["due_at", "id"], name="smart_due")]

    def __str__(self) -> str:
        return f"Rules of {self.playlist}"


class SmartChunk(models.Model):
    """A thousand tracks of a smart playlist in their order: keys of eight bytes each, little-endian.

    Rows of `PlaylistEntry` would be a hundred times as much to write: a million tracks are a thousand rows here, made
    and swapped in one short transaction.
    """

    smart = models.ForeignKey(SmartList, models.CASCADE, related_name="chunks", db_index=False)
    snapshot = models.PositiveBigIntegerField()
    number = models.PositiveIntegerField()
    tracks = models.BinaryField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["smart", "snapshot", "number"], name="smart_chunk_once")
        ]

    def __str__(self) -> str:
        return f"{self.smart}, chunk {self.number}"
