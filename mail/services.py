"""Writing letters: kept with what asks for them, sent by a job."""

import json
from typing import Any

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string

from common.sealing import seal
from mail.models import Letter
from mail.tasks import SEALED_FOR, letter_deliver


def letters_are_sent() -> bool:
    """Whether there is a mail server. Nothing may wait for a letter where there is none."""
    return bool(settings.LETTERS)


@transaction.atomic
def letter_send(*, to: str, template: str, context: dict[str, Any]) -> bool:
    """Send a letter made from `TEMPLATE_subject.txt` and `TEMPLATE_message.txt`; False where there is no mail server.

    The HTML beside the text is the same words in the house's dress (`templates/mail/letter.html`). The letter is
    committed with what asks for it and leaves by a job; nobody waits for the mail server.
    """
    if not letters_are_sent():
        return False
    known = {"site_name": settings.SITE_NAME, "site_url": settings.SITE_URL} | context
    subject = " ".join(render_to_string(f"{template}_subject.txt", known).split())
    text = render_to_string(f"{template}_message.txt", known).strip()
    html = render_to_string("mail/letter.html", known | {"subject": subject, "parts": _parts(text)})
    letter = {"to": to, "subject": subject, "text": text, "html": html}
    row = Letter.objects.create(kind=template, sealed=seal(json.dumps(letter), purpose=SEALED_FOR))
    letter_deliver.enqueue(row.pk)
    return True


def _parts(text: str) -> list[dict[str, str]]:
    """The paragraphs of a text; one that is an address alone is a `link`."""
    paragraphs = (part.strip() for part in text.split("\n\n"))
    return [
        {"link": part} if part.startswith(("http://", "https://")) and " " not in part and "\n" not in part
        else {"words": part}
        for part in paragraphs
        if part
    ]  # fmt: skip
