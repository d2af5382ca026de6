"""What is said of a pitch, or of what a workspace's pitches start from, as it is kept.

Everything here raises Invalid, naming the field.
"""

import re
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from django.contrib.auth.hashers import make_password
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_email

from common.errors import Invalid
from common.text import text_key
from pitching.models import Format
from pitching.models.defaults import MESSAGE_LENGTH
from pitching.models.pitch import TITLE_LENGTH

SHORTEST_EXCERPT, LONGEST_EXCERPT = 5_000, 600_000
"""Milliseconds."""
LONGEST_DAYS = 3650
SHORTEST_PASSWORD, LONGEST_PASSWORD = 4, 128
_colour = re.compile(r"#[0-9a-f]{6}")
_web = URLValidator(schemes=["https"])


def title_kept(value: str) -> str:
    title = " ".join(value.split())
    if not title:
        raise Invalid("A pitch needs a title.", field="title")
    if len(title) > TITLE_LENGTH:
        raise Invalid(f"At most {TITLE_LENGTH} characters.", field="title")
    return title


def message_kept(value: str) -> str:
    message = value.replace("\r\n", "\n").strip()
    if len(message) > MESSAGE_LENGTH:
        raise Invalid(f"At most {MESSAGE_LENGTH} characters.", field="message")
    return message


def color_kept(value: str) -> str:
    color = value.strip().lower()
    if color and not _colour.fullmatch(color):
        raise Invalid("A colour is written #rrggbb.", field="color")
    return color


def formats_kept(value: Iterable[str]) -> list[str]:
    """Each once, in the order in which they are offered."""
    wanted = set(value)
    if unknown := wanted - set(Format.values):
        raise Invalid(f"There is no format {sorted(unknown)[0]}.", field="formats")
    return [name for name in Format.values if name in wanted]


def excerpt_kept(value: int | None) -> int | None:
    if value is not None and not SHORTEST_EXCERPT <= value <= LONGEST_EXCERPT:
        raise Invalid("An excerpt is 5 seconds to 10 minutes long.", field="excerpt_ms")
    return value


def password_kept(value: str) -> str:
    """Its hash; nothing for none."""
    if not value:
        return ""
    if not SHORTEST_PASSWORD <= len(value) <= LONGEST_PASSWORD:
        raise Invalid(
            f"A password has {SHORTEST_PASSWORD} to {LONGEST_PASSWORD} characters.",
            field="password",
        )
    return make_password(value)


def video_kept(value: str) -> str:
    address = value.strip()
    if not address:
        return ""
    try:
        _web(address)
    except ValidationError as error:
        raise Invalid("The address of a video begins with https://.", field="video_url") from error
    if len(address) > 500:
        raise Invalid("The address is too long.", field="video_url")
    return address


def reply_kept(value: str) -> str:
    address = value.strip()
    if address:
        try:
            validate_email(address)
        except ValidationError as error:
            raise Invalid("That is no e-mail address.", field="reply_to") from error
    return address


def sender_kept(value: str) -> str:
    name = " ".join(value.split())
    if len(name) > 100:
        raise Invalid("At most 100 characters.", field="sender_name")
    return name


def days_kept(value: int | None) -> int | None:
    if value is not None and not 1 <= value <= LONGEST_DAYS:
        raise Invalid(f"1 to {LONGEST_DAYS} days.", field="expires_days")
    return value


def moment_kept(value: datetime | None) -> datetime | None:
    """A time with its zone, within the years that MySQL's DATETIME holds."""
    if value is not None and not 2000 < value.year < 9000:
        raise Invalid("There is no such time.")
    return value


_kept: dict[str, Callable[[Any], Any]] = {
    "title": title_kept, "message": message_kept, "color": color_kept, "formats": formats_kept,
    "excerpt_ms": excerpt_kept, "expires_at": moment_kept, "embargo_until": moment_kept,
    "password": password_kept, "video_url": video_kept, "is_template": bool,
}  # fmt: skip
_defaults_kept: dict[str, Callable[[Any], Any]] = {
    name: _kept[name] for name in ("message", "color", "formats", "excerpt_ms")
} | {"sender_name": sender_kept, "reply_to": reply_kept, "expires_days": days_kept}


def facts_kept(facts: dict[str, Any]) -> dict[str, Any]:
    """Facts of a pitch as its columns."""
    kept = _each(_kept, facts)
    if "title" in kept:
        kept["title_key"] = text_key(kept["title"])
    return kept


def defaults_kept(facts: dict[str, Any]) -> dict[str, Any]:
    return _each(_defaults_kept, facts)


def _each(ways: dict[str, Callable[[Any], Any]], facts: dict[str, Any]) -> dict[str, Any]:
    if unknown := facts.keys() - ways.keys():
        raise TypeError(f"a pitch has no {unknown}")
    return {name: ways[name](value) for name, value in facts.items()}
