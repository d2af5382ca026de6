"""Writes: passwords that somebody has to be let set."""

from urllib.parse import urljoin

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.urls import reverse

from accounts.models import User


def password_link(*, user: User) -> str:
    """The link that lets the user set a new password, as the letter has it; nothing of it is kept.

    It is signed over the password and the address that it was made for, so that it works once; PASSWORD_RESET_TIMEOUT
    (three days) ends it.
    """
    key = f"{user_pk_to_url_str(user)}-{default_token_generator.make_token(user)}"
    path = reverse("account_reset_password_from_key", kwargs={"uidb36": "UID", "key": "KEY"})
    return urljoin(settings.SITE_URL, path.replace("UID-KEY", key))
