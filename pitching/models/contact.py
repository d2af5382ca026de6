"""Whom a workspace pitches to: people outside, their companies, and the tags they are sorted by."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext

from accounts.models import Workspace
from common.models import PublicModel
from common.versions import version_tag
from pitching.querysets import ContactQuerySet

NAME_LENGTH = 200
EMAIL_LENGTH = 254
NOTES_LENGTH = 5000
HASH_LENGTH = 64
"""Hex digits of a SHA-256."""


class Company(PublicModel):
    """A company or desk that contacts work for. Made when a contact first names it."""

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="companies")
    name = models.CharField(max_length=NAME_LENGTH)
    name_key = models.CharField(max_length=190, editable=False)

    class Meta:
        verbose_name_plural = "companies"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["workspace", "name_key"], name="company_once")
        ]

    def __str__(self) -> str:
        return self.name


class ContactTag(models.Model):
    """A word by which a workspace sorts its contacts: `film`, `ads`, `friends`."""

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="contact_tags")
    name = models.CharField(max_length=60)
    name_key = models.CharField(max_length=60, editable=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["workspace", "name_key"], name="contact_tag_once")
        ]

    def __str__(self) -> str:
        return self.name


class Contact(PublicModel):
    """Somebody outside to whom a workspace sends pitches. They have no account, and are nobody's user.

    `email` is lower-cased, or empty; `email_once` is the same or NULL, so that an address stands once a workspace.
    Whoever unsubscribed, whose address bounced for good or who complained is sent no letter: `LetterStop` keeps that of
    the address, and the columns here say the same (`pitching.services.stops` writes both).

    A deleted contact (`deleted_at`) can be brought back for a while. An erased one (`erased_at`) is an empty row that
    holds the counts of its links together; of its address the hash is left, by which it can still be unsubscribed.
    """

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="contacts")
    name = models.CharField(max_length=NAME_LENGTH)
    name_key = models.CharField(max_length=190, editable=False)
    email = models.EmailField(max_length=EMAIL_LENGTH, blank=True)
    email_once = models.CharField(max_length=EMAIL_LENGTH, null=True, blank=True, editable=False)
    company = models.ForeignKey(
        Company, models.SET_NULL, null=True, blank=True, related_name="contacts"
    )
    role = models.CharField(max_length=NAME_LENGTH, blank=True, help_text="Music supervisor.")
    phone = models.CharField(max_length=60, blank=True)
    notes = models.TextField(max_length=NOTES_LENGTH, blank=True)
    tags: "models.ManyToManyField[ContactTag, models.Model]" = models.ManyToManyField(
        ContactTag, related_name="contacts", blank=True
    )
    unsubscribed_at = models.DateTimeField(null=True, blank=True)
    bounced_at = models.DateTimeField(null=True, blank=True)
    complained_at = models.DateTimeField(null=True, blank=True)
    deleted_at = models.DateTimeField(null=True, blank=True)
    erased_at = models.DateTimeField(null=True, blank=True, editable=False)
    erased_hash = models.CharField(
        max_length=HASH_LENGTH, blank=True, editable=False, db_default=""
    )
    version = models.PositiveIntegerField(default=1, editable=False)

    objects: ClassVar = ContactQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["workspace", "email_once"], name="contact_email_once")
        ]
        indexes: ClassVar = [
            models.Index(fields=["workspace", "name_key", "id"], name="contact_in_order"),
            models.Index(fields=["email"], name="contact_by_email"),
            models.Index(fields=["deleted_at"], name="contact_deleted"),
        ]

    def __str__(self) -> str:
        return self.name or gettext("Somebody")

    def get_absolute_url(self) -> str:
        return f"/contacts/{self.public_id}/"

    @property
    def tag(self) -> str:
        """The entity tag of what is known of them."""
        return version_tag(self.public_id, self.version)

    @property
    def is_mailable(self) -> bool:
        """Whether a letter may go to them."""
        return bool(self.email) and not (
            self.unsubscribed_at or self.bounced_at or self.complained_at or self.deleted_at
        )


class LetterStop(models.Model):
    """An address that a workspace writes to no more, and since when for which reason.

    It is known by its hash alone, and outlasts every contact with it: whoever deletes somebody and writes them down
    again has not been asked to write to them.
    """

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="letter_stops")
    address_hash = models.CharField(max_length=HASH_LENGTH)
    unsubscribed_at = models.DateTimeField(null=True, blank=True)
    bounced_at = models.DateTimeField(null=True, blank=True)
    complained_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["workspace", "address_hash"], name="letter_stop_once")
        ]

    def __str__(self) -> str:
        return f"{self.address_hash[:8]}…"
