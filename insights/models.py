"""Events on their way out: rows committed with what they tell of, taken away in batches; and whose they are."""

import hashlib
import hmac
import secrets
from typing import ClassVar

from django.db import models
from django.utils.timezone import now

from common.ids import uuid7_hex


def fresh_key() -> str:
    """A key of 256 random bits, in hex."""
    return secrets.token_hex(32)


class OutboxEvent(models.Model):
    """One event that must not be lost: a play, an upload, a pitch's activity.

    Of several rows (and lines of the lake) with one `public_id`, the newest counts: so a thing that grows is told
    again, and delivery is at least once.
    """

    public_id = models.CharField(max_length=32, default=uuid7_hex, editable=False)
    name = models.CharField(max_length=60, help_text="What happened, as `insights.schema` has it.")
    happened_at = models.DateTimeField(default=now)
    person = models.CharField(
        max_length=32, blank=True, default="", db_default="",
        help_text="Whose it is: the public id of a user or a contact. It does not leave the site.",
    )  # fmt: skip
    country = models.CharField(max_length=2, blank=True, default="", db_default="")
    data: "models.JSONField[dict[str, object], dict[str, object]]" = models.JSONField(default=dict)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["name", "id"], name="outbox_by_name")]

    def __str__(self) -> str:
        return f"{self.name} {self.happened_at:%F %T}"


class Pseudonym(models.Model):
    """The key by which a person has another name in the lake. Thrown away with the person: then nobody can tell which
    lines are theirs, and what still comes in of them has no name.

    The row of somebody who is forgotten stays, without a key, until all of theirs that was on its way has arrived.
    """

    person = models.CharField(max_length=32, unique=True)
    key = models.CharField(max_length=64, blank=True, default=fresh_key)
    forgotten_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.person

    @property
    def name(self) -> str | None:
        """HMAC-SHA-256 of the person's public id under their key, its first 128 bits in hex."""
        if not self.key:
            return None
        return hmac.new(self.key.encode(), self.person.encode(), hashlib.sha256).hexdigest()[:32]
