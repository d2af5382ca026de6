"""The address of a person, as allauth keeps it beside the user."""

from allauth.account import app_settings
from allauth.account.models import EmailAddress
from django.db import transaction

from accounts.models import User
from common.errors import Conflict


def address_is_verified(user: User) -> bool:
    """Whether the user has answered a letter, where letters are asked for."""
    if app_settings.EMAIL_VERIFICATION != app_settings.EmailVerificationMethod.MANDATORY:
        return True
    return bool(EmailAddress.objects.filter(user=user, verified=True).exists())


@transaction.atomic
def email_settle(*, user: User, is_verified: bool) -> None:
    """Make `user.email` the user's one address. Safe to call twice; a verified one stays verified."""
    mine = EmailAddress.objects.filter(user=user)
    verified = is_verified or mine.filter(email=user.email, verified=True).exists()
    mine.exclude(email=user.email).delete()
    # MySQL has no conditional unique constraint: an address is verified for one user alone.
    others = EmailAddress.objects.filter(email=user.email, verified=True).exclude(user=user)
    if verified and others.exists():
        raise Conflict("That address belongs to somebody else.", field="email")
    EmailAddress.objects.update_or_create(
        user=user, email=user.email, defaults={"primary": True, "verified": verified}
    )


@transaction.atomic
def email_change(*, user: User, email: str, is_verified: bool) -> None:
    """A new address, at once. Raises Conflict when another person signs in with it."""
    email = email.strip().lower()
    if User.objects.filter(email=email).exclude(pk=user.pk).exists():
        raise Conflict("Somebody has signed up with that address already.", field="email")
    user.email = email
    user.save(update_fields=["email"])
    email_settle(user=user, is_verified=is_verified)
