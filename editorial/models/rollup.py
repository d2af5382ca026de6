"""Plays added up by hour and by day. All of it can be computed again from the plays (`manage.py rollup`)."""

from typing import ClassVar

from django.db import models

from catalog.models import Track


class PlaySum(models.Model):
    """What one track's plays that began in a stretch of time (UTC) add up to.

    `starts` are all plays of this site (not those that a listener brought along from another service), `plays` those
    of them that count: heard for half the track, or for four minutes. `completions` heard nine tenths of it; `skips`
    gave it up within half a minute, from which on a stream counts elsewhere
    (https://support.spotify.com/artists/article/how-we-count-streams/). `listeners` are the people and links behind
    what counts, once each; nobody knows whether two plays of nobody's are of one person, so that each is a listener.
    """

    # Its own index is the beginning of the one of track and time.
    track = models.ForeignKey(Track, models.CASCADE, related_name="+", db_index=False)
    starts = models.PositiveIntegerField(default=0)
    plays = models.PositiveIntegerField(default=0)
    listeners = models.PositiveIntegerField(default=0)
    seconds = models.FloatField(default=0, help_text="Heard, of all plays.")
    completions = models.PositiveIntegerField(default=0)
    skips = models.PositiveIntegerField(default=0)

    class Meta:
        abstract = True


class PlayHour(PlaySum):
    """An hour of a track's plays."""

    at = models.DateTimeField(help_text="The beginning of the hour.")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["at", "track"], name="play_hour_once")
        ]
        indexes: ClassVar = [models.Index(fields=["track", "at"], name="play_hour_of_track")]

    def __str__(self) -> str:
        return f"{self.plays} plays from {self.at:%F %H:00}"


class PlayDay(PlaySum):
    """A day of a track's plays."""

    at = models.DateField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["at", "track"], name="play_day_once")
        ]
        indexes: ClassVar = [models.Index(fields=["track", "at"], name="play_day_of_track")]

    def __str__(self) -> str:
        return f"{self.plays} plays on {self.at:%F}"


class PlayOrigin(models.Model):
    """Where a day's plays of a track came from: the kind of place they were started at, and the country."""

    at = models.DateField()
    # Its own index is the beginning of the one of track and time.
    track = models.ForeignKey(Track, models.CASCADE, related_name="+", db_index=False)
    source = models.CharField(max_length=60, blank=True, help_text="album, playlist, search …")
    country = models.CharField(max_length=2, blank=True)
    starts = models.PositiveIntegerField(default=0)
    plays = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["at", "track", "source", "country"], name="play_origin_once"
            )
        ]
        indexes: ClassVar = [models.Index(fields=["track", "at"], name="play_origin_of_track")]

    def __str__(self) -> str:
        return f"{self.plays} plays from {self.source or 'elsewhere'}"


class RollupState(models.Model):
    """How far the plays are added up: one row, whose lock lets one roll-up run at a time."""

    ONLY = 1

    last_play = models.PositiveBigIntegerField(default=0, help_text="The newest play seen.")
    done_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"up to {self.done_at:%F %T}" if self.done_at else "never"
