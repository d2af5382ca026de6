"""What a file of the past says, in the same words for every service. Nothing here knows the database."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

from playlists.exchange.formats import Line

Kind = Literal["track", "album", "artist"]

EARLIEST = datetime(2000, 1, 1, tzinfo=UTC).timestamp()
"""Nobody told a service of a play before; players whose clock was lost tell of 1970."""


@dataclass(frozen=True, slots=True)
class Heard:
    """A listen that began at `at` (seconds since 1970, UTC). `slot` tells it from other listens of the same track in
    the way of its service. `played_ms` is None where the service does not tell, but counts only what it calls a listen.
    """

    line: Line
    at: int
    slot: int
    played_ms: int | None = None


@dataclass(frozen=True, slots=True)
class Counted:
    """So many plays whose times nobody knows."""

    line: Line
    plays: int


@dataclass(frozen=True, slots=True)
class Liked:
    """An album is a Line of artist and album, an artist one of the artist alone; `musicbrainz_id` is the kind's own."""

    kind: Kind
    line: Line
    at: int | None = None


@dataclass(frozen=True, slots=True)
class Rated:
    """1 to 5 stars."""

    kind: Kind
    line: Line
    stars: int
    at: int | None = None


@dataclass(frozen=True, slots=True)
class Followed:
    line: Line


@dataclass(frozen=True, slots=True)
class Listed:
    """A playlist. `key` is what its service calls it for good."""

    key: str
    title: str
    lines: Sequence[Line]
    description: str = ""


@dataclass(frozen=True, slots=True)
class Passed:
    """Something that this site has no place for: `why` is a key of `report.REASONS`."""

    why: str
    count: int = 1


Fact = Heard | Counted | Liked | Rated | Followed | Listed | Passed


def text(value: object, most: int = 500) -> str:
    """What a file holds where a name should be: its text without what no database keeps, else nothing."""
    if not isinstance(value, str):
        return ""
    return " ".join(
        value[: most * 2].replace("\0", " ").encode("utf-8", "ignore").decode().split()
    )[:most]


def moment(value: object) -> int | None:
    """A time in seconds since 1970, from a number or from ISO 8601 (UTC where it names no zone); None for neither."""
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, int | float):
        return int(value) if abs(value) < 1e11 else None
    if not isinstance(value, str) or len(value) > 40:
        return None
    try:
        # Go writes nanoseconds, which Python does not read: what is between the dot and the zone is cut.
        found = datetime.fromisoformat(_short(value))
        return int(found.replace(tzinfo=found.tzinfo or UTC).timestamp())
    except (ValueError, OverflowError):
        return None


def _short(value: str) -> str:
    head, dot, rest = value.strip().partition(".")
    if not dot:
        return head
    digits = len(rest) - len(rest.lstrip("0123456789"))
    return f"{head}{rest[digits:]}"
