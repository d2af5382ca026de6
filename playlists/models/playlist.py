"""Playlists."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.timezone import now

from catalog.audience import Visibility
from catalog.models import Library
from common.models import PublicModel, cascade
from common.text import slug
from common.versions import version_tag
from pictures.models import Artwork
from playlists.querysets import PlaylistQuerySet

TITLE_LENGTH = 200
DESCRIPTION_LENGTH = 2000
MOST_ENTRIES = 20_000


class Playlist(PublicModel):
    """Tracks in an order that people arrange: somebody's, or a library's (from an `.m3u` file found in it).

    It gives access to no track: what a viewer may not reach is shown as a place without a name. A library's playlist
    is seen by those who see the library; `visibility` is then empty.

    `entry_count`, `duration_ms` (as the tracks were when added) and `mosaic` (keys of the first albums, whose covers
    stand for a cover) are kept by `playlists.services`, with `version`, which every change moves on by one.
    """

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, cascade, null=True, blank=True, related_name="playlists"
    )
    library = models.ForeignKey(Library, cascade, null=True, blank=True, related_name="playlists")
    title = models.CharField(max_length=TITLE_LENGTH)
    sort_key = models.CharField(max_length=190, editable=False)
    description = models.CharField(max_length=DESCRIPTION_LENGTH, blank=True)
    visibility = models.CharField(
        max_length=10, choices=Visibility, blank=True, default=Visibility.PRIVATE
    )
    cover = models.ForeignKey(Artwork, models.SET_NULL, null=True, blank=True, related_name="+")
    mosaic: "models.JSONField[list[int], list[int]]" = models.JSONField(
        default=list, editable=False
    )
    entry_count = models.PositiveIntegerField(default=0, editable=False)
    duration_ms = models.PositiveBigIntegerField(default=0, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    changed_at = models.DateTimeField(default=now, editable=False)
    is_shared = models.BooleanField(
        default=False, db_default=False, editable=False, help_text="With people, by anybody."
    )
    deleted_at = models.DateTimeField(null=True, blank=True)
    taken_down_at = models.DateTimeField(
        null=True,
        blank=True,
        help_text="By a manager: nobody shows it to others until it is put back.",
    )
    is_smart = models.BooleanField(
        default=False, editable=False, help_text="Filled by its rules (`SmartList`), never by hand."
    )
    source_hash = models.CharField(
        max_length=64, null=True, blank=True,
        help_text="Of a library's file, or of a playlist elsewhere, that it is made of.",
    )  # fmt: skip
    source_stamp = models.CharField(
        max_length=60, blank=True,
        help_text="Which state of that file was taken in; the version that came of a playlist elsewhere.",
    )  # fmt: skip

    objects: ClassVar = PlaylistQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(owner__isnull=True) ^ models.Q(library__isnull=True),
                name="playlist_is_of_one",
            ),
            models.UniqueConstraint(fields=["library", "source_hash"], name="playlist_file_once"),
            models.UniqueConstraint(fields=["owner", "source_hash"], name="playlist_past_once"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["owner", "changed_at", "id"], name="playlist_own_newest"),
            models.Index(fields=["changed_at", "id", "visibility"], name="playlist_newest"),
            models.Index(fields=["sort_key", "id", "visibility"], name="playlist_in_order"),
            models.Index(fields=["deleted_at"], name="playlist_deleted"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return f"/playlists/{slug(self.title)}-{self.public_id}"

    @property
    def shows_what_is_listed(self) -> bool:
        """Nobody put its tracks there for others to reach: a scan or its rules found them."""
        return self.is_smart or self.library_id is not None

    @property
    def tag(self) -> str:
        """The entity tag of what it is and of what stands in it."""
        return version_tag(self.public_id, self.version)
