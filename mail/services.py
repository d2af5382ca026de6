"""Writing letters: kept with what asks for them, sent by a job."""

import json
from collections.abc import Mapping
from contextlib import nullcontext
from dataclasses import asdict
from types import MappingProxyType
from typing import Any

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.utils.translation import override

from common.sealing import seal
from mail.models import Letter
from mail.post import Writing
from mail.tasks import SEALED_FOR, letter_deliver


def letters_are_sent() -> bool:
    """Whether there is a mail server. Nothing may wait for a letter where there is none."""
    return bool(settings.LETTERS)


def letter_write(
    *,
    to: str,
    template: str,
    context: dict[str, Any],
    html_template: str = "mail/letter.html",
    from_name: str = "",
    reply_to: str = "",
    headers: Mapping[str, str] = MappingProxyType({}),
    language: str = "",
) -> Writing:
    """A letter made from `TEMPLATE_subject.txt` and `TEMPLATE_message.txt`.

    The HTML beside the text is the same words in the house's dress, `html_template`, unless that knows better: it is
    given `subject` and the text's `parts` beside the context. `language` is what its reader chose; without, it is that
    of whoever asks for it.
    """
    known = {"site_name": settings.SITE_NAME, "site_url": settings.SITE_URL} | context
    with override(language) if language else nullcontext():
        subject = " ".join(render_to_string(f"{template}_subject.txt", known).split())
        text = render_to_string(f"{template}_message.txt", known).strip()
        html = render_to_string(html_template, known | {"subject": subject, "parts": _parts(text)})
    return Writing(
        to=to, subject=subject, text=text, html=html,
        from_name=from_name, reply_to=reply_to, headers=dict(headers),
    )  # fmt: skip


def letter_send(*, to: str, template: str, context: dict[str, Any], **dress: Any) -> bool:
    """Send a letter as `letter_write` makes it; False where there is no mail server.

    The letter is committed with what asks for it and leaves by a job; nobody waits for the mail server.
    """
    if not letters_are_sent():
        return False
    letter_post(letter_write(to=to, template=template, context=context, **dress), kind=template)
    return True


@transaction.atomic
def letter_post(letter: Writing, *, kind: str) -> None:
    """Let a letter that is written leave by a job. There must be a mail server."""
    row = Letter.objects.create(
        kind=kind, sealed=seal(json.dumps(asdict(letter)), purpose=SEALED_FOR)
    )
    letter_deliver.enqueue(row.pk)


def _parts(text: str) -> list[dict[str, str]]:
    """The paragraphs of a text; one that is an address alone is a `link`."""
    paragraphs = (part.strip() for part in text.split("\n\n"))
    return [
        {"link": part} if part.startswith(("http://", "https://")) and " " not in part and "\n" not in part
        else {"words": part}
        for part in paragraphs
        if part
    ]  # fmt: skip
