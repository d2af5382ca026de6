"""Letters on their way."""

from django.db import models
from django.utils.timezone import now


class Letter(models.Model):
    """A letter that is not sent yet; the row goes when it is.

    `sealed` is the JSON of a `mail.post.Writing`, encrypted: a letter may hold a link that opens an account.
    """

    kind = models.CharField(max_length=100, help_text="The template it was made from.")
    sealed = models.TextField()
    created_at = models.DateTimeField(default=now, editable=False)

    def __str__(self) -> str:
        return f"{self.kind} of {self.created_at:%Y-%m-%d %H:%M}"
