"""Bundles and grants: how a share or a pitch opens tracks that their visibility does not."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from accounts.models import Workspace
from catalog.models.album import Album
from catalog.models.track import Track
from common.models import PublicModel, cascade


class Bundle(PublicModel):
    """A set of tracks that is given as one: written by shares and pitches, read by access."""

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="bundles")

    def __str__(self) -> str:
        return self.public_id


class BundleItem(models.Model):
    """A track in a bundle, or an album (one of the two).

    An album is followed as it changes: the bundle holds whatever tracks it has. One that is not followed any more,
    since it was merged with another, opens its page alone; its tracks as they were are items beside it.
    """

    bundle = models.ForeignKey(Bundle, models.CASCADE, related_name="items")
    track = models.ForeignKey(Track, cascade, null=True, blank=True, related_name="+")
    album = models.ForeignKey(Album, cascade, null=True, blank=True, related_name="+")
    follows = models.BooleanField(
        default=True,
        db_default=True,
        help_text="Of an album: with its tracks, whichever these are.",
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["bundle", "track"], name="bundle_track_once"),
            models.UniqueConstraint(fields=["bundle", "album"], name="bundle_album_once"),
            models.CheckConstraint(
                condition=models.Q(track__isnull=True) ^ models.Q(album__isnull=True),
                name="bundle_item_is_one",
            ),
        ]

    def __str__(self) -> str:
        return str(self.track or self.album)


class Grant(PublicModel):
    """The right to a bundle, given to a user or to whoever holds a link (its token's SHA-256).

    It works only while it is neither expired nor revoked and its giver may still give: a share's giver is
    the user `given_by`, a pitch's is the bundle's workspace (`given_by` empty).

    Who was given something and may share it passes it on by a grant of their own bundle with a `parent`: the grant
    that they hold. `given_by` stays who gave first, on whose right all of it stands. It gives what its bundle and the
    bundles of all grants before it (`steps`) hold, while each of those works and may be shared, and no more.
    """

    bundle = models.ForeignKey(Bundle, models.CASCADE, related_name="grants")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, cascade, null=True, blank=True, related_name="grants"
    )
    link_hash = models.CharField(max_length=64, null=True, blank=True, unique=True)
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="+"
    )
    parent = models.ForeignKey(
        "self", models.CASCADE, null=True, blank=True, related_name="children"
    )
    may_download = models.BooleanField(default=False)
    may_share = models.BooleanField(default=False)
    expires_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(user__isnull=True) ^ models.Q(link_hash__isnull=True),
                name="grant_is_for_one",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["user", "bundle"], name="grant_by_user")]

    def __str__(self) -> str:
        return f"{self.bundle} for {self.user or 'a link'}"


class GrantStep(models.Model):
    """A grant before another one, on the way from who gave first: so that one query sees the whole way."""

    grant = models.ForeignKey(Grant, models.CASCADE, related_name="steps")
    through = models.ForeignKey(Grant, models.CASCADE, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["grant", "through"], name="grant_step_once")
        ]

    def __str__(self) -> str:
        return f"{self.through_id} before {self.grant_id}"
