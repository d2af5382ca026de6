"""Sending letters, and forgetting those that nobody could send."""

import json
from datetime import timedelta
from smtplib import SMTPRecipientsRefused

from django.core.mail import EmailMultiAlternatives
from django.utils.timezone import now

from common.jobs import GiveUp, job
from common.sealing import Unreadable, unseal
from mail.models import Letter

SEALED_FOR = "letter"
KEEP_UNSENT = timedelta(days=7)


@job(retries=8, unique=True)
def letter_deliver(letter_id: int) -> None:
    """Send a letter. One that was sent just before the worker died is sent twice, never not at all."""
    row = Letter.objects.filter(pk=letter_id).first()
    if row is None:
        return
    try:
        letter = json.loads(unseal(row.sealed, purpose=SEALED_FOR))
    except Unreadable as error:
        raise GiveUp("The letter was written under another SECRET_KEY.") from error
    message = EmailMultiAlternatives(letter["subject"], letter["text"], to=[letter["to"]])
    message.attach_alternative(letter["html"], "text/html")
    # Answers to a machine's letter by another machine would go round for ever (RFC 3834, section 5).
    message.extra_headers["Auto-Submitted"] = "auto-generated"
    try:
        message.send()
    except SMTPRecipientsRefused as error:
        codes = [code for code, _ in error.recipients.values()]
        if all(code >= 500 for code in codes):
            raise GiveUp(f"The mail server refuses the recipient: {codes}") from error
        raise
    row.delete()


@job(unique=True)
def letters_purge() -> int:
    """Delete letters that could not be sent for a week: what they lead to has expired."""
    return Letter.objects.filter(created_at__lt=now() - KEEP_UNSENT).delete()[0]
