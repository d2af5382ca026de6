"""Tracks and the works they are performances of."""

from typing import ClassVar

from django.db import models

from catalog.models.album import Album
from catalog.models.artist import Artist
from catalog.models.base import LibraryItem
from catalog.models.genre import Genre
from catalog.models.instrument import Instrument
from catalog.querysets import TrackQuerySet
from common.text import slug


class Work(models.Model):
    """A composition whose movements are tracks: a symphony, a suite."""

    title = models.CharField(max_length=500)
    title_key = models.CharField(max_length=190)
    composer = models.ForeignKey(
        Artist, models.CASCADE, null=True, blank=True, related_name="works"
    )
    musicbrainz_id = models.CharField(max_length=36, blank=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["title_key", "id"], name="work_in_order")]

    def __str__(self) -> str:
        return self.title


class Vocals(models.TextChoices):
    """Who sings."""

    INSTRUMENTAL = "instrumental", "None (instrumental)"
    FEMALE = "female", "Female"
    MALE = "male", "Male"
    MIXED = "mixed", "Female and male"
    CHOIR = "choir", "Choir"
    CHILDREN = "children", "Children"
    WORDLESS = "wordless", "Wordless"
    SPOKEN = "spoken", "Spoken word"


class VersionKind(models.TextChoices):
    """How an alternate version differs from the track it is of."""

    INSTRUMENTAL = "instrumental", "Instrumental"
    SIXTY = "60s", "60 seconds"
    THIRTY = "30s", "30 seconds"
    FIFTEEN = "15s", "15 seconds"
    STEMS = "stems", "Stems"
    ACAPELLA = "acapella", "A cappella"
    CLEAN = "clean", "Clean"
    EDIT = "edit", "Edit"
    OTHER = "other", "Other"


class Track(LibraryItem):
    """A recording as it stands on an album: metadata only; its bytes are `streaming.MediaFile`.

    `synced_lyrics` is a list of `[milliseconds, line]`. `missing_since`: no file of it is there any more. An alternate
    version (`version_kind`) is nested under the track it is of, which is no version of another.
    """

    album = models.ForeignKey(Album, models.CASCADE, related_name="tracks")
    disc_number = models.PositiveSmallIntegerField(default=1)
    position = models.PositiveSmallIntegerField(
        default=0, help_text="Track number; 0 when unknown."
    )
    duration_ms = models.PositiveIntegerField(default=0)
    isrc = models.CharField("ISRC", max_length=12, blank=True)
    bpm = models.DecimalField("BPM", max_digits=6, decimal_places=2, null=True, blank=True)
    key = models.CharField(max_length=10, blank=True, help_text="As written: Am, F#, 8A.")
    language = models.CharField(max_length=20, blank=True)
    is_explicit = models.BooleanField(null=True, blank=True)
    lyrics = models.TextField(blank=True)
    synced_lyrics = models.JSONField(null=True, blank=True)
    comment = models.TextField(blank=True)
    musicbrainz_id = models.CharField(max_length=36, blank=True, help_text="Of the recording.")
    work = models.ForeignKey(Work, models.SET_NULL, null=True, blank=True, related_name="tracks")
    movement = models.CharField(max_length=300, blank=True)
    movement_number = models.PositiveSmallIntegerField(null=True, blank=True)
    artist_line = models.CharField(
        max_length=500, blank=True, help_text="Artists as shown, for lists."
    )
    artists: "models.ManyToManyField[Artist, models.Model]" = models.ManyToManyField(
        Artist, through="catalog.Credit", related_name="tracks"
    )
    genres: "models.ManyToManyField[Genre, models.Model]" = models.ManyToManyField(
        Genre, related_name="tracks", blank=True
    )
    instruments: "models.ManyToManyField[Instrument, models.Model]" = models.ManyToManyField(
        Instrument, related_name="tracks", blank=True
    )
    vocals = models.CharField(max_length=12, choices=Vocals, blank=True, default="")
    version_of = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="versions"
    )
    version_kind = models.CharField(max_length=12, choices=VersionKind, blank=True, default="")
    merged_into = models.ForeignKey(
        "self", models.CASCADE, null=True, blank=True, related_name="merged"
    )
    missing_since = models.DateTimeField(null=True, blank=True)

    objects: ClassVar = TrackQuerySet.as_manager()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["album", "disc_number", "position", "id"], name="track_on_album"),
            models.Index(fields=["sort_key", "id", "listed_to"], name="track_in_order"),
            models.Index(fields=["added_at", "id", "listed_to"], name="track_newest"),
            models.Index(fields=["play_count", "id", "listed_to"], name="track_most_played"),
            models.Index(fields=["shuffle_key", "id", "listed_to"], name="track_random"),
            models.Index(fields=["musicbrainz_id"], name="track_by_mbid"),
            models.Index(fields=["isrc"], name="track_by_isrc"),
            models.Index(fields=["title_key", "id"], name="track_by_title"),
            # What content managers list.
            models.Index(fields=["library", "sort_key", "id"], name="track_of_library"),
            models.Index(fields=["deleted_at", "id"], name="track_deleted"),
            models.Index(fields=["missing_since", "id"], name="track_missing"),
        ]

    def get_absolute_url(self) -> str:
        return f"/tracks/{slug(self.title)}-{self.public_id}"
