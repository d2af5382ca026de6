"""Sending letters, and forgetting those that nobody could send."""

import json
from datetime import timedelta

from django.utils.timezone import now

from common.jobs import GiveUp, job
from common.sealing import Unreadable, unseal
from mail.models import Letter
from mail.post import PostOffice, Refused, Writing

SEALED_FOR = "letter"
KEEP_UNSENT = timedelta(days=7)


@job(retries=8, unique=True)
def letter_deliver(letter_id: int) -> None:
    """Send a letter. One that was sent just before the worker died is sent twice, never not at all.

    Right for a letter that somebody waits for (a way back into an account). Whoever writes to people outside sends
    through `mail.post` with a row of their own, claimed before: never twice.
    """
    row = Letter.objects.filter(pk=letter_id).first()
    if row is None:
        return
    try:
        letter = Writing(**json.loads(unseal(row.sealed, purpose=SEALED_FOR)))
    except Unreadable as error:
        raise GiveUp("The letter was written under another SECRET_KEY.") from error
    try:
        with PostOffice() as office:
            office.send(letter)
    except Refused as error:
        raise GiveUp(str(error)) from error
    row.delete()


@job(unique=True)
def letters_purge() -> int:
    """Delete letters that could not be sent for a week: what they lead to has expired."""
    return Letter.objects.filter(created_at__lt=now() - KEEP_UNSENT).delete()[0]
