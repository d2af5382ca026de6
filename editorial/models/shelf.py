"""The shelves of home, as a content manager arranges them."""

from collections.abc import Iterable
from datetime import datetime
from typing import ClassVar, Self

from django.db import models

from catalog.models import Album, Genre, Track
from common.models import PublicModel, cascade
from playlists.models import Playlist

GAP = 1000
"""Between the places of two shelves, so that one can be put there without moving the others."""


class ShelfQuerySet(models.QuerySet["Shelf"]):
    """Reads of shelves."""

    def arranged(self) -> Self:
        """All of them, in their order."""
        return self.order_by("position", "id")


class Shelf(PublicModel):
    """One shelf of home: what stands on it, where, when, and for whom."""

    class Kind(models.TextChoices):
        NEWEST = "newest", "New releases"
        PLAYED = "played", "Most played albums"
        DISCOVERY = "discovery", "Discovery: drawn anew every three hours"
        TRENDING = "trending", "Trending tracks"
        WEEK = "week", "Top 15 of the week"
        LOVED = "loved", "Most loved tracks"
        GENRE = "genre", "Albums of a genre or mood"
        GENRES = "genres", "Genres"
        MOODS = "moods", "Moods"
        PICKS = "picks", "Staff picks"
        BANNER = "banner", "Banner"
        POSTS = "posts", "Newest posts"
        FOLLOWED = "followed", "One's own: new of artists one follows"
        RECENT = "recent", "One's own: recently played"
        MIXES = "mixes", "One's own: daily mixes"
        BECAUSE = "because", "One's own: because you listened to …"

    class Audience(models.TextChoices):
        EVERYONE = "everyone", "Everyone"
        VISITORS = "visitors", "Visitors: who is not signed in"
        SIGNED_IN = "members", "Signed in"
        NEW = "new", "New listeners: signed up in the last 30 days"

    OWN: ClassVar = frozenset({Kind.FOLLOWED, Kind.RECENT, Kind.MIXES, Kind.BECAUSE})
    """Kinds that show what is one's own: laid over the page, whose body is the same for everyone."""

    kind = models.CharField(max_length=10, choices=Kind)
    title = models.CharField(
        max_length=100, blank=True, help_text="Empty: as shelves of this kind are called."
    )
    position = models.BigIntegerField(
        default=0, db_index=True, help_text="Smaller numbers stand higher. 0: at the end."
    )
    is_on = models.BooleanField("on", default=True)
    audience = models.CharField(max_length=10, choices=Audience, default=Audience.EVERYONE)
    language = models.CharField(
        max_length=10, blank=True, help_text="A code like en or pt-br; empty: all languages."
    )
    starts_at = models.DateTimeField(null=True, blank=True, help_text="Empty: at once.")
    ends_at = models.DateTimeField(null=True, blank=True, help_text="Empty: never.")
    genre = models.ForeignKey(
        Genre, models.CASCADE, null=True, blank=True, help_text="Of a shelf of one genre.",
        related_name="+",
    )  # fmt: skip
    text = models.CharField(max_length=300, blank=True, help_text="Of a banner, under its title.")
    link = models.CharField(
        max_length=300, blank=True, help_text="Of a banner: /albums/… or https://…"
    )

    objects: ClassVar = ShelfQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "shelves"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(ends_at__isnull=True)
                | models.Q(starts_at__isnull=True)
                | models.Q(ends_at__gt=models.F("starts_at")),
                name="shelf_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=~models.Q(kind="genre") | models.Q(genre__isnull=False),
                name="shelf_of_genre_names_it",
            ),
        ]

    def __str__(self) -> str:
        return self.title or str(self.get_kind_display())

    @property
    def is_own(self) -> bool:
        """Whether it is laid over the page for each person, instead of being in it."""
        return self.kind in self.OWN or self.audience == self.Audience.NEW

    def is_due(self, at: datetime) -> bool:
        return (self.starts_at is None or self.starts_at <= at) and (
            self.ends_at is None or at < self.ends_at
        )

    def is_for(self, audiences: Iterable[str], language: str) -> bool:
        return self.audience in audiences and self.language in {"", language}


class ShelfItem(models.Model):
    """Something picked for a shelf: an album, a track or a playlist. It gives access to nothing."""

    shelf = models.ForeignKey(Shelf, models.CASCADE, related_name="items")
    position = models.BigIntegerField(default=0, help_text="Smaller numbers stand first.")
    album = models.ForeignKey(Album, cascade, null=True, blank=True, related_name="+")
    track = models.ForeignKey(Track, cascade, null=True, blank=True, related_name="+")
    playlist = models.ForeignKey(Playlist, cascade, null=True, blank=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["position", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(album__isnull=False, track__isnull=True, playlist__isnull=True)
                | models.Q(album__isnull=True, track__isnull=False, playlist__isnull=True)
                | models.Q(album__isnull=True, track__isnull=True, playlist__isnull=False),
                name="shelf_item_is_of_one",
            )
        ]

    def __str__(self) -> str:
        return str(self.album or self.track or self.playlist)


class HomeClock(models.Model):
    """Up to when home has been turned over for what begins and ends by the clock: one row."""

    ONLY = 1

    turned_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.turned_at:%F %T}"
