"""What Amazon SES tells of letters: that they came, came back, or were called spam.

SES publishes to an SNS topic, which a queue of QUEUE_URLS subscribes to. Both forms are read: notifications of an
identity (`notificationType`) and events of a configuration set (`eventType`):
https://docs.aws.amazon.com/ses/latest/dg/notification-contents.html
https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-contents.html

Rooms that write to people listen in `AppConfig.ready()`:

    letter_fates.add("pitches", pitch_letter_fate)

A letter is known again by its header `X-Letter` (give it with `mail.post.Writing.headers`), where SES repeats headers
("include original headers"); by the address else.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from django.utils.dateparse import parse_datetime
from django.utils.timezone import is_naive, now

from common.notices import Notice
from common.registry import Registry

REFERENCE_HEADER = "X-Letter"


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of a letter at one address: `bounced` is for good (the address is wrong), `delayed` is not."""

    what: Literal["delivered", "delayed", "bounced", "complained"]
    address: str
    reference: str
    at: datetime
    detail: str = ""


letter_fates: Registry[Callable[[Fate], None]] = Registry("listener to fates of letters")
"""Each is told of every letter's fate, perhaps twice, in one transaction with all others."""


def ses_notice_take(notice: Notice) -> bool:
    """Take a notice of SES; whether it was one. Believed in an envelope of SNS alone, whose signature was checked."""
    kind = notice.body.get("eventType") or notice.body.get("notificationType")
    if (
        not notice.topic
        or not isinstance(kind, str)
        or not isinstance(notice.body.get("mail"), dict)
    ):
        return False
    for fate in _fates(kind, notice.body):
        for tell in letter_fates:
            tell(fate)
    return True


def _fates(kind: str, body: Mapping[str, Any]) -> Iterator[Fate]:
    mail = _dict(body.get("mail"))
    reference = _reference(mail)
    if kind == "Bounce":
        bounce = _dict(body.get("bounce"))
        # Undetermined and Transient come again or come right: a full mailbox is not a wrong address.
        what: Literal["bounced", "delayed"] = (
            "bounced" if bounce.get("bounceType") == "Permanent" else "delayed"
        )
        for one in _dicts(bounce.get("bouncedRecipients")):
            detail = str(one.get("diagnosticCode") or bounce.get("bounceSubType") or "")[:500]
            yield Fate(what, _address(one), reference, _time(bounce), detail)
    elif kind == "Complaint":
        complaint = _dict(body.get("complaint"))
        # Most providers name all who might have complained: a letter of ours has one recipient.
        for one in _dicts(complaint.get("complainedRecipients")):
            detail = str(complaint.get("complaintFeedbackType") or "")[:500]
            yield Fate("complained", _address(one), reference, _time(complaint), detail)
    elif kind == "Delivery":
        delivery = _dict(body.get("delivery"))
        for address in _list(delivery.get("recipients")):
            yield Fate("delivered", str(address).lower(), reference, _time(delivery))


def _reference(mail: Mapping[str, Any]) -> str:
    for header in _dicts(mail.get("headers")):
        if str(header.get("name", "")).lower() == REFERENCE_HEADER.lower():
            return str(header.get("value", ""))[:200]
    return ""


def _address(one: Mapping[str, Any]) -> str:
    """`Anna <anna@example.org>` and `anna@example.org` are one address."""
    named = str(one.get("emailAddress", ""))
    return named.rpartition("<")[2].rstrip("> ").strip().lower()


def _time(part: Mapping[str, Any]) -> datetime:
    try:
        at = parse_datetime(str(part.get("timestamp", "")))
    except ValueError:
        at = None
    return now() if at is None or is_naive(at) else at


def _dict(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _dicts(value: object) -> list[dict[str, Any]]:
    return [one for one in _list(value) if isinstance(one, dict)]
