"""People."""

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractUser, BaseUserManager
from django.core.validators import RegexValidator
from django.db import models
from django.utils.crypto import salted_hmac

from common.ids import PublicIdField

HANDLE = RegexValidator(r"^[a-z0-9][a-z0-9_-]{1,29}$", "2 to 30 of a–z, 0–9, - and _.")


class UserManager(BaseUserManager["User"]):
    """Users are made by `accounts.services.user_create`; this is for Django's own commands."""

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        user = self.model(email=email.strip().lower(), is_staff=True, is_superuser=True, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, email: str | None) -> "User":
        return self.get(email=(email or "").strip().lower())


class User(AbstractUser):
    """A person, signing in by e-mail, called by a public handle."""

    # AbstractUser's name fields are not kept: a person has one name, in the order they like.
    username = None  # type: ignore[assignment]  # Django takes a field away so
    first_name = None  # type: ignore[assignment]  # as above
    last_name = None  # type: ignore[assignment]  # as above

    public_id = PublicIdField()
    email = models.EmailField(
        "e-mail", max_length=190, unique=True, help_text="Kept in lower case."
    )
    handle = models.CharField(max_length=30, unique=True, validators=[HANDLE])
    name = models.CharField(max_length=100, blank=True)
    sign_outs = models.PositiveIntegerField(
        default=0, db_default=0, editable=False, help_text="How often they signed out everywhere."
    )

    objects: ClassVar[UserManager] = UserManager()  # type: ignore[assignment]  # narrower than the base

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["handle"]

    class Meta(AbstractUser.Meta):
        permissions: ClassVar = [("upload", "Can upload music to a workspace of theirs")]

    def __str__(self) -> str:
        return self.name or self.handle

    def get_absolute_url(self) -> str:
        return f"/people/{self.handle}"

    def get_full_name(self) -> str:
        return str(self)

    def get_short_name(self) -> str:
        return str(self)

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """What sessions and tokens are bound to: the password, and how often everything was signed out.

        The row is read for each request, so signing out everywhere needs no cache to agree.
        """
        bound = self.password if not self.sign_outs else f"{self.password}|{self.sign_outs}"
        # The salt of Django's own, so that sessions from before this field stay.
        salt = "django.contrib.auth.models.AbstractBaseUser.get_session_auth_hash"
        return salted_hmac(salt, bound, secret=secret, algorithm="sha256").hexdigest()
