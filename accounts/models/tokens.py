"""What opens the API without a browser: families of tokens, personal access tokens, app passwords."""

from collections.abc import Iterable
from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from common.models import PublicModel


class TokenFamilyQuerySet(models.QuerySet["TokenFamily"]):
    """Families by whether they still open anything."""

    def open(self, *, at: datetime) -> Self:
        return self.filter(ended_at__isnull=True, expires_at__gt=at)

    def marked(self, marks: Iterable[str]) -> Self:
        """Those of the present password (`accounts.services.tokens.marks_of`)."""
        return self.filter(mark__in=list(marks))


class TokenFamily(PublicModel):
    """One sign-in of a client: every refresh token that came of it, and the access tokens of these.

    Its public id stands in each of them as `sid`, the session's id. Each renewal counts `rotation` on, and only the
    token of the current count may renew: an older one is a copy in other hands, and ends the family.
    """

    class End(models.TextChoices):
        SIGNED_OUT = "signed_out"
        ELSEWHERE = "elsewhere", "signed out from another device"
        REUSED = "reused", "a used token came again"
        CROWDED = "crowded", "too many devices"

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="token_families"
    )
    name = models.CharField(max_length=100, help_text="Of the device, as its client says.")
    mark = models.CharField(max_length=32, help_text="Of the password that opened it.")
    rotation = models.PositiveIntegerField(default=0)
    address = models.CharField(max_length=45, blank=True, help_text="Where it was last renewed.")
    last_used_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.CharField(max_length=12, choices=End, blank=True)

    objects = TokenFamilyQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "token families"
        indexes = [
            models.Index(fields=["user", "expires_at"], name="family_of_user"),
            models.Index(fields=["expires_at"], name="family_old"),
        ]

    def __str__(self) -> str:
        return self.name


class PersonalTokenQuerySet(models.QuerySet["PersonalToken"]):
    """Tokens by whether they still open anything."""

    def working(self, *, at: datetime) -> Self:
        return self.filter(Q(expires_at__isnull=True) | Q(expires_at__gt=at), revoked_at=None)


class PersonalToken(PublicModel):
    """A token that a person made for a program. It is shown once; its SHA-256 is kept."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="personal_tokens"
    )
    name = models.CharField(max_length=100)
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    hint = models.CharField(max_length=4, editable=False, help_text="How it ends.")
    scopes = models.CharField(max_length=60, help_text="With spaces: read play write upload admin.")
    expires_at = models.DateTimeField(null=True, blank=True)
    last_used_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = PersonalTokenQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["user", "created_at"], name="token_of_user")]

    def __str__(self) -> str:
        return self.name

    @property
    def scope_names(self) -> list[str]:
        return self.scopes.split()

    @property
    def limit_key(self) -> str:
        """Whom its requests count for (`common.api.limits`)."""
        return f"token-{self.pk}"


class AppPassword(PublicModel):
    """A password for one app that signs in by OpenSubsonic, and for nothing else.

    That protocol proves a password by MD5 of it and a salt, so that it must be readable here: it is made by us, long
    and random, sealed (`common.sealing`), and found by its hash where it comes plain.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="app_passwords")
    name = models.CharField(max_length=100)
    secret_sealed = models.TextField(editable=False)
    secret_hash = models.CharField(max_length=64, unique=True, editable=False)
    last_used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["user", "created_at"], name="app_password_of_user")]

    def __str__(self) -> str:
        return self.name
