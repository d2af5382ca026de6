"""What tests of people share."""

import re
from typing import Any

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.core import mail

from common.jobs.worker import drain


@pytest.fixture
def letters(settings: Any) -> Any:
    """A site with a mail server."""
    settings.LETTERS = True
    settings.ACCOUNT_EMAIL_VERIFICATION = "mandatory"
    settings.MFA_ALLOW_UNVERIFIED_EMAIL = False
    return settings


@pytest.fixture
def hashed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Passwords that were hashed, in order: the work that takes time."""
    done: list[str] = []
    encode = MD5PasswordHasher.encode

    def counted(self: MD5PasswordHasher, password: str, salt: str) -> str:
        done.append(password)
        return encode(self, password, salt)

    monkeypatch.setattr(MD5PasswordHasher, "encode", counted)
    return done


def letters_sent() -> list[mail.EmailMessage]:
    """What left the house since the last look."""
    while drain():  # a job may ask for a letter
        pass
    sent = list(mail.outbox)
    mail.outbox.clear()
    return sent


def link_in(letter: mail.EmailMessage) -> str:
    """The path that a letter leads to."""
    found = re.search(r"^http://127\.0\.0\.1:8000(/\S+)$", str(letter.body), flags=re.MULTILINE)
    assert found, letter.body
    return found[1]
