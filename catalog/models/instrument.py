"""Instruments, as tags."""

from typing import ClassVar

from django.db import models

from common.models import PublicModel


class Instrument(PublicModel):
    """What is heard on a recording: piano, strings, 808. Global, as genres are; shown with a track that one sees."""

    name = models.CharField(max_length=190)
    name_key = models.CharField(max_length=190, unique=True)

    class Meta:
        ordering: ClassVar = ["name_key", "id"]

    def __str__(self) -> str:
        return self.name
