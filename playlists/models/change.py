"""What was done to a playlist, so that it can be undone."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models

from common.models import PublicModel
from playlists.models.playlist import Playlist


class PlaylistChange(PublicModel):
    """One change of a playlist's entries, or its deletion. Its public id is what undoes it, once.

    `back` holds what to put back: `added` (public ids of entries that came), `removed` (rows that went), `moved`
    (pairs of public id and the position before).
    """

    class Kind(models.TextChoices):
        ADD = "add"
        REMOVE = "remove"
        MOVE = "move"
        SORT = "sort"
        DELETE = "delete"
        UNDO = "undo"

    playlist = models.ForeignKey(Playlist, models.CASCADE, related_name="changes")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    kind = models.CharField(max_length=10, choices=Kind)
    back: "models.JSONField[dict[str, list[Any]], dict[str, list[Any]]]" = models.JSONField(
        default=dict
    )
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["created_at", "id"], name="playlist_change_oldest"),
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.playlist}"
