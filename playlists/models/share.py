"""What listeners share with one another."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from catalog.models import Album, Bundle, Grant, Track
from common.models import PublicModel, cascade
from playlists.models.of_one import of_one
from playlists.models.playlist import Playlist
from playlists.sharing.querysets import ReceivedQuerySet

NOTE_LENGTH = 500


class Share(PublicModel):
    """A track, album or playlist that somebody shares, once however many people receive it.

    `bundle` holds what it gives: the track, the album as it changes, or the tracks of the playlist, which
    `playlists.sharing.following` keeps in step with it.
    """

    giver = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="shares")
    bundle = models.OneToOneField(Bundle, models.CASCADE, related_name="share")
    track = models.ForeignKey(Track, cascade, null=True, blank=True, related_name="+")
    album = models.ForeignKey(Album, cascade, null=True, blank=True, related_name="+")
    playlist = models.ForeignKey(Playlist, cascade, null=True, blank=True, related_name="shares")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["giver", "track"], name="share_track_once"),
            models.UniqueConstraint(fields=["giver", "album"], name="share_album_once"),
            models.UniqueConstraint(fields=["giver", "playlist"], name="share_playlist_once"),
            models.CheckConstraint(
                condition=of_one("track", "album", "playlist"), name="share_is_of_one"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.track or self.album or self.playlist} by {self.giver}"


class ShareRecipient(PublicModel):
    """One person's part of a share: the rights given to them, and what they did with it.

    Who was named by an e-mail `address` is told to the giver by that address alone, and `user` is empty where nobody
    here has it: so that sharing finds out nothing about who has an account. `grants` are what opens the bundle: one
    of the giver's own right, and one for each grant through which they pass something on. `given_at` orders the
    inbox; giving again what was revoked or dismissed renews it.
    """

    share = models.ForeignKey(Share, models.CASCADE, related_name="recipients")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="received"
    )
    address = models.CharField(max_length=190, blank=True)
    note = models.CharField(max_length=NOTE_LENGTH, blank=True)
    may_download = models.BooleanField(default=False)
    may_share = models.BooleanField(default=False)
    expires_at = models.DateTimeField(null=True, blank=True)
    given_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)
    dismissed_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    grants: "models.ManyToManyField[Grant, models.Model]" = models.ManyToManyField(
        Grant, related_name="+"
    )

    objects: ClassVar = ReceivedQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            # Whose address nobody here has is kept from standing twice by the giver's lock: NULLs are all different.
            models.UniqueConstraint(
                fields=["share", "user", "address"], name="share_recipient_once"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["user", "given_at", "id"], name="received_newest"),
            models.Index(fields=["user", "read_at", "dismissed_at"], name="received_unread"),
            models.Index(fields=["share", "given_at"], name="shared_newest"),
        ]

    def __str__(self) -> str:
        return f"{self.share} to {self.address or self.user}"


class ShareRefusal(models.Model):
    """A person from whom another takes no shares. The refused are not told."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="refusals")
    refused = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user", "refused"], name="share_refusal_once")
        ]

    def __str__(self) -> str:
        return f"{self.user} takes nothing from {self.refused}"
