"""The database engine's own tables: documents and their words.

An engine knows documents, not rooms: `kind` and `ref` say what a document stands for, `audience` who may
find it (labels such as `everyone`, `members`, `library:7`), and whoever asks passes the labels they hold.
"""

from typing import ClassVar

from django.db import models


class Document(models.Model):
    """Something that can be found."""

    kind = models.CharField(max_length=20)
    ref = models.BigIntegerField(help_text="The row it stands for, by its key.")
    audience = models.CharField(max_length=40)
    rank = models.PositiveIntegerField(
        default=0, help_text="Popularity: higher comes first among equals."
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["kind", "ref"], name="document_once")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.ref}"


class DocumentWord(models.Model):
    """A word of a document, as a search key. `kind` and `audience` repeat the document's, for the index."""

    document = models.ForeignKey(Document, models.CASCADE, related_name="words")
    kind = models.CharField(max_length=20)
    audience = models.CharField(max_length=40)
    word = models.CharField(max_length=60)
    weight = models.PositiveSmallIntegerField(
        help_text="Title 3, artist 2, album 1; doubled for a whole name."
    )

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["kind", "word", "audience", "weight"], name="word_by_prefix"),
        ]

    def __str__(self) -> str:
        return self.word


class Pending(models.Model):
    """A document that must be indexed again, committed with the change that asks for it."""

    kind = models.CharField(max_length=20)
    ref = models.BigIntegerField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["kind", "ref"], name="pending_by_ref")]

    def __str__(self) -> str:
        return f"{self.kind} {self.ref}"
