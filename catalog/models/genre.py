"""Genres and moods, as tags."""

from typing import ClassVar

from django.db import models

from catalog.querysets import GenreQuerySet
from common.models import PublicModel
from common.text import slug


class Genre(PublicModel):
    """A genre or a mood; global, edited by managers.

    One that was merged keeps its name, by which tags that are read lead to `merged_into`, which stands itself.
    """

    class Kind(models.TextChoices):
        GENRE = "genre"
        MOOD = "mood"

    kind = models.CharField(max_length=10, choices=Kind, default=Kind.GENRE)
    name = models.CharField(max_length=190)
    name_key = models.CharField(max_length=190)
    merged_into = models.ForeignKey(
        "self", models.CASCADE, null=True, blank=True, related_name="merged"
    )

    objects: ClassVar = GenreQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["kind", "name_key"], name="genre_once")
        ]
        indexes: ClassVar = [models.Index(fields=["name_key", "id"], name="genre_in_order")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return f"/genres/{slug(self.name)}-{self.public_id}"
