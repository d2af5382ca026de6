"""Handing letters to the mail server, with a clear word about what became of each.

What a caller must know to send a letter once is whether a failure came before or after the server may have taken it:

| raised | the server | so |
|---|---|---|
| `Refused` | said no for ever to this letter (5xx) | never try again |
| `NotTaken` | was away, or said no for now (4xx) | try again later |
| `Unsure` | fell silent after it had the letter | sending again might send it twice |
"""

import email.policy
import smtplib
from collections.abc import Mapping
from dataclasses import dataclass, field
from email.headerregistry import Address
from types import TracebackType
from typing import Any, Self

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, mailers


class NotSent(Exception):
    """A letter did not go, or perhaps not."""


class Refused(NotSent):
    """The mail server will never take this letter. `is_address`: it is the recipient whom it does not know."""

    is_address = False


class NotTaken(NotSent):
    """The mail server did not take it now."""


class Unsure(NotSent):
    """Nobody knows whether the mail server took it."""


@dataclass(frozen=True, slots=True)
class Writing:
    """A letter, ready to go. `from_name` stands before the site's own address: whose letter it is."""

    to: str
    subject: str
    text: str
    html: str
    from_name: str = ""
    reply_to: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)


def from_line(name: str) -> str:
    """The site's address of letters, under another name: `Anna at Label <noreply@…>`."""
    address = Address(addr_spec=_bare(settings.DEFAULT_FROM_EMAIL))
    shown = one_line(name)[:100]
    return (
        str(Address(shown, address.username, address.domain))
        if shown
        else settings.DEFAULT_FROM_EMAIL
    )


def one_line(words: str) -> str:
    """Words for a header: no line ends, no other control characters."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in words).split())


def _bare(sender: str) -> str:
    parsed: Any = email.policy.default.header_factory("from", sender)
    return str(parsed.addresses[0].addr_spec)


def message_of(writing: Writing) -> EmailMultiAlternatives:
    """The letter as Django sends it."""
    message = EmailMultiAlternatives(
        one_line(writing.subject),
        writing.text,
        from_line(writing.from_name),
        to=[writing.to],
        reply_to=[writing.reply_to] if writing.reply_to else [],
        # Answers to a machine's letter by another machine would go round for ever (RFC 3834, section 5).
        headers={"Auto-Submitted": "auto-generated"} | dict(writing.headers),
    )
    message.attach_alternative(writing.html, "text/html")
    return message


class PostOffice:
    """One connection to the mail server for many letters. `with PostOffice() as office: office.send(…)`.

    Entering raises NotTaken when the server is away.
    """

    def __init__(self) -> None:
        self._mailer: Any = mailers.default

    def __enter__(self) -> Self:
        self._open()
        return self

    def _open(self) -> None:
        try:
            self._mailer.open()
        except (OSError, smtplib.SMTPException) as error:
            raise NotTaken(f"The mail server is away: {error!r}") from error

    def _wake(self) -> None:
        """A server hangs up after some letters, or some seconds: then the next one gets a new connection."""
        connection = getattr(self._mailer, "connection", None)
        if connection is None:
            return
        try:
            connection.noop()
        except (OSError, smtplib.SMTPException):
            self._mailer.connection = None
            connection.close()
            self._open()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        try:
            self._mailer.close()
        except (OSError, smtplib.SMTPException):
            # What was taken is taken: a goodbye that fails changes nothing.
            return

    def send(self, writing: Writing) -> None:
        """Raises Refused, NotTaken or Unsure; returns when the server has the letter."""
        self._wake()
        try:
            message = message_of(writing)
            self._mailer.send_messages([message])
        except ValueError as error:
            raise Refused(f"The letter can't be written so: {error}") from error
        except smtplib.SMTPRecipientsRefused as error:
            answer = _answered([code for code, _ in error.recipients.values()], error)
            if isinstance(answer, Refused):
                # 5.7.x is a policy (RFC 3463, 3.8): we may not send, whoever it is to.
                words = b" ".join(bytes(said) for _, said in error.recipients.values())
                answer.is_address = b"5.7." not in words
            raise answer from error
        except smtplib.SMTPResponseException as error:
            raise _answered([error.smtp_code], error) from error
        except smtplib.SMTPNotSupportedError as error:
            raise Refused(f"The mail server can't take it: {error}") from error
        except (smtplib.SMTPException, OSError) as error:
            raise Unsure(f"The mail server fell silent: {error!r}") from error


def _answered(codes: list[int], error: Exception) -> NotSent:
    if all(code >= 500 for code in codes):
        return Refused(f"The mail server refuses the letter: {codes} {error!r}"[:500])
    return NotTaken(f"The mail server does not take the letter now: {codes} {error!r}"[:500])
