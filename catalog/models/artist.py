"""Artists: global, shown where a visible credit is."""

from typing import ClassVar

from django.db import models

from catalog.audience import Audience
from catalog.provenance import CuratedModel
from catalog.querysets import ArtistQuerySet
from common.models import PublicModel
from common.text import slug
from pictures.models import Artwork


class Artist(PublicModel, CuratedModel):
    """A person or group that makes music. `merged_into` names the row that took its place."""

    name = models.CharField(max_length=500)
    name_key = models.CharField(max_length=190)
    sort_name = models.CharField(max_length=500, blank=True)
    sort_key = models.CharField(max_length=190)
    musicbrainz_id = models.CharField(max_length=36, blank=True)
    biography = models.TextField(blank=True)
    image = models.ForeignKey(Artwork, models.SET_NULL, null=True, blank=True, related_name="+")
    image_library = models.ForeignKey(
        "catalog.Library", models.SET_NULL, null=True, blank=True, related_name="+", editable=False,
        help_text="Where the picture came from.",
    )  # fmt: skip
    image_to = models.PositiveSmallIntegerField(
        choices=Audience,
        default=Audience.EVERYONE,
        null=True,
        editable=False,
        help_text="Whom the picture is for.",
    )
    is_various = models.BooleanField(default=False, help_text="Stands for “Various Artists”.")
    merged_into = models.ForeignKey(
        "self", models.CASCADE, null=True, blank=True, related_name="merged"
    )
    deleted_at = models.DateTimeField(null=True, blank=True)
    # MySQL has no conditional unique constraint: 1 while the row may be matched, NULL once merged.
    is_current = models.PositiveSmallIntegerField(default=1, null=True, editable=False)

    objects: ClassVar = ArtistQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            # Two artists of one name are told apart by MusicBrainz id; without one they are the same.
            models.UniqueConstraint(
                fields=["name_key", "musicbrainz_id", "is_current"], name="artist_once"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["sort_key", "id"], name="artist_in_order"),
            # MySQL reads a list by this one, in order, and stops at its end.
            models.Index(fields=["merged_into", "sort_key", "id"], name="artist_listed"),
            models.Index(fields=["musicbrainz_id"], name="artist_by_mbid"),
            models.Index(fields=["created_at", "id"], name="artist_newest"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return f"/artists/{slug(self.name)}-{self.public_id}"


class ArtistAlias(models.Model):
    """Another name of an artist that imports resolve: left by a merge, or written by a person."""

    artist = models.ForeignKey(Artist, models.CASCADE, related_name="aliases")
    name = models.CharField(max_length=500)
    name_key = models.CharField(max_length=190)
    musicbrainz_id = models.CharField(max_length=36, blank=True)

    class Meta:
        verbose_name_plural = "artist aliases"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["name_key", "musicbrainz_id"], name="alias_once"),
        ]

    def __str__(self) -> str:
        return self.name
