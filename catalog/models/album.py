"""Albums and their discs."""

from typing import ClassVar

from django.db import models

from catalog.models.artist import Artist
from catalog.models.base import LibraryItem
from catalog.models.genre import Genre
from catalog.querysets import AlbumQuerySet
from common.text import slug
from pictures.models import Artwork


class Album(LibraryItem):
    """A release in one library.

    Dates are text of the precision that is known (`1971`, `1971-05`, `1971-05-21`), which sorts as it reads.
    `match_key` says which files belong to it (see `catalog.services`); `artist_line`, the counts and the
    total time are kept by the same services.
    """

    class Type(models.TextChoices):
        ALBUM = "album"
        EP = "ep", "EP"
        SINGLE = "single"
        COMPILATION = "compilation"
        SOUNDTRACK = "soundtrack"
        LIVE = "live"
        REMIX = "remix"
        OTHER = "other"

    match_key = models.CharField(
        max_length=64, help_text="SHA-256 of what tells albums of a library apart."
    )
    type = models.CharField(max_length=12, choices=Type, default=Type.ALBUM)
    release_date = models.CharField(max_length=10, blank=True)
    original_date = models.CharField(max_length=10, blank=True)
    label = models.CharField(max_length=190, blank=True)
    catalogue_number = models.CharField(max_length=100, blank=True)
    barcode = models.CharField(max_length=20, blank=True)
    musicbrainz_id = models.CharField(max_length=36, blank=True)
    comment = models.TextField(blank=True)
    cover = models.ForeignKey(Artwork, models.SET_NULL, null=True, blank=True, related_name="+")
    artist_line = models.CharField(
        max_length=500, blank=True, help_text="Album artists as shown, for lists."
    )
    artists: "models.ManyToManyField[Artist, models.Model]" = models.ManyToManyField(
        Artist, through="catalog.Credit", related_name="albums"
    )
    genres: "models.ManyToManyField[Genre, models.Model]" = models.ManyToManyField(
        Genre, related_name="albums", blank=True
    )
    merged_into = models.ForeignKey(
        "self", models.CASCADE, null=True, blank=True, related_name="merged"
    )
    track_count = models.PositiveIntegerField(default=0, editable=False)
    duration_ms = models.PositiveBigIntegerField(default=0, editable=False)

    objects: ClassVar = AlbumQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["library", "match_key"], name="album_once")
        ]
        indexes: ClassVar = [
            models.Index(fields=["sort_key", "id", "listed_to"], name="album_in_order"),
            models.Index(fields=["added_at", "id", "listed_to"], name="album_newest"),
            models.Index(fields=["release_date", "id", "listed_to"], name="album_by_date"),
            models.Index(fields=["play_count", "id", "listed_to"], name="album_most_played"),
            models.Index(fields=["shuffle_key", "id", "listed_to"], name="album_random"),
            models.Index(fields=["musicbrainz_id"], name="album_by_mbid"),
            # What content managers list and look up.
            models.Index(fields=["title_key", "id"], name="album_by_title"),
            models.Index(fields=["library", "sort_key", "id"], name="album_of_library"),
            models.Index(fields=["deleted_at", "id"], name="album_deleted"),
        ]

    def get_absolute_url(self) -> str:
        return f"/albums/{slug(self.title)}-{self.public_id}"

    @property
    def year(self) -> str:
        return (self.original_date or self.release_date)[:4]


class Disc(models.Model):
    """One disc of an album, where it has a title of its own or there are several."""

    album = models.ForeignKey(Album, models.CASCADE, related_name="discs")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=300, blank=True)
    track_total = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="As the tags say."
    )

    class Meta:
        ordering: ClassVar = ["number", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["album", "number"], name="disc_once")
        ]

    def __str__(self) -> str:
        return self.title or f"Disc {self.number}"
