"""Who else may edit a playlist."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.timezone import now

from playlists.models.playlist import Playlist


class Collaborator(models.Model):
    """A person whom a playlist's owner lets edit its entries."""

    playlist = models.ForeignKey(Playlist, models.CASCADE, related_name="collaborators")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="collaborations"
    )
    added_at = models.DateTimeField(default=now)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["playlist", "user"], name="collaborator_once")
        ]

    def __str__(self) -> str:
        return f"{self.user} in {self.playlist}"
