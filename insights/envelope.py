"""An event as it leaves the site: a line of the envelope's columns, without anybody's name."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TypedDict

from insights.models import OutboxEvent
from insights.people import pseudonyms
from insights.schema import KIND_OF


class Line(TypedDict):
    """One line: `insights.schema.ENVELOPE` and the two partitions. `happened_at` is ISO 8601 in UTC."""

    id: str
    kind: str
    date: str
    name: str
    happened_at: str
    version: int
    revision: int
    who: str | None
    country: str
    data: str


@dataclass(frozen=True, slots=True)
class Happened:
    """An event before it leaves: of the outbox (`revision` its row's key), or told on the side (0)."""

    id: str
    name: str
    at: datetime
    person: str = ""
    country: str = ""
    revision: int = 0
    data: dict[str, object] = field(default_factory=dict)


def happened(row: OutboxEvent) -> Happened:
    return Happened(
        row.public_id, row.name, row.happened_at, row.person, row.country, row.pk, row.data
    )


def lines(events: Iterable[Happened]) -> list[Line]:
    """The newest of each id, in their order, with pseudonyms; what the schema does not name is left behind."""
    newest: dict[str, Happened] = {}
    for event in events:
        before = newest.get(event.id)
        if event.name in KIND_OF and (before is None or before.revision <= event.revision):
            newest[event.id] = event
    names = pseudonyms(event.person for event in newest.values())
    return [_line(event, names.get(event.person)) for event in newest.values()]


def _line(event: Happened, who: str | None) -> Line:
    kind = KIND_OF[event.name]
    known = {field.name for field in kind.fields}
    data = {name: value for name, value in event.data.items() if name in known}
    at = utc(event.at)
    return Line(
        id=event.id,
        kind=kind.name,
        date=at[:10],
        name=event.name,
        happened_at=at,
        version=kind.version,
        revision=event.revision,
        who=who,
        country=event.country,
        data=json.dumps(data, separators=(",", ":")),
    )


def utc(moment: datetime) -> str:
    """`2026-11-21T12:00:00.000000Z`, of one length, so that text sorts by time."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
