"""Django's MAILERS from one address."""

from typing import Any
from urllib.parse import unquote, urlsplit

from musicsite.env import WrongSetting

TIMEOUT = 20
"""Seconds to wait for a mail server, in a job."""


def mailers_from_url(name: str, url: str) -> dict[str, Any]:
    """MAILERS for `smtp://user:password@host:port` (STARTTLS, port 587), `smtps://…` (TLS, port 465),
    `smtp+plain://…` (neither, port 25: for a server on the same machine), `ses://region/configuration-set` (Amazon
    SES with the credentials that boto3 finds) or `file:///PATH` (one file a letter).

    Without an address nothing is sent, and nothing waits for a letter. Raises WrongSetting.
    """
    parts = urlsplit(url)
    if not url:
        return _mailer("django.core.mail.backends.dummy.EmailBackend")
    if parts.scheme == "file":
        return _mailer("django.core.mail.backends.filebased.EmailBackend", file_path=parts.path)
    if parts.scheme == "ses" and parts.hostname:
        return _mailer(
            "musicsite.aws.ses.EmailBackend",
            region=parts.hostname,
            configuration_set=parts.path.strip("/"),
        )
    if not parts.hostname:
        raise WrongSetting(f"{name} takes smtp://user:password@host:587 or smtps://….")
    ports = {"smtp": 587, "smtps": 465, "smtp+plain": 25}
    return _mailer(
        "django.core.mail.backends.smtp.EmailBackend",
        host=parts.hostname,
        port=parts.port or ports[parts.scheme],
        username=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        use_tls=parts.scheme == "smtp",
        use_ssl=parts.scheme == "smtps",
        timeout=TIMEOUT,
    )


def _mailer(backend: str, **options: Any) -> dict[str, Any]:
    return {"default": {"BACKEND": backend, "OPTIONS": options}}
