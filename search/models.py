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
    name_key = models.CharField(
        max_length=190, default="", help_text="Its name as people type it (search.words)."
    )
    rank = models.PositiveIntegerField(
        default=0, help_text="Popularity: higher comes first among equals."
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["kind", "ref"], name="document_once")
        ]
        indexes: ClassVar = [models.Index(fields=["kind", "name_key"], name="document_by_name")]

    def __str__(self) -> str:
        return f"{self.kind} {self.ref}"


class DocumentWord(models.Model):
    """A word of a document, as a search key. `kind` and `audience` repeat the document's, for the index."""

    document = models.ForeignKey(Document, models.CASCADE, related_name="words", db_index=False)
    kind = models.CharField(max_length=20)
    audience = models.CharField(max_length=40)
    word = models.CharField(max_length=60)
    weight = models.PositiveSmallIntegerField(help_text="Name 3, artist 2, album 1.")

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["kind", "word", "-weight", "audience"], name="word_by_prefix"),
            models.Index(fields=["document", "word"], name="word_by_document"),
        ]

    def __str__(self) -> str:
        return self.word


class Pending(models.Model):
    """A document that must be indexed again, committed with the change that asks for it."""

    kind = models.CharField(max_length=20)
    ref = models.BigIntegerField()
    marked_at = models.DateTimeField(
        null=True, help_text="Since when what is found is out of date."
    )

    def __str__(self) -> str:
        return f"{self.kind} {self.ref}"
