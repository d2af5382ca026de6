"""A pitch's activity as a table, an event a row, oldest first, read as it is sent."""

from collections.abc import Iterator

from django.db.models import Q
from django.utils.timezone import localtime

from pitching.activity.queries import events_of
from pitching.activity.said import Said, said_in
from pitching.activity.words import clock, who_of
from pitching.models import Pitch, PitchActivity

AT_ONCE = 2000
COLUMNS = (
    "time", "recipient", "company", "email", "what", "track", "heard", "seconds", "device", "device_id", "country",
    "written",
)  # fmt: skip


def activity_table(pitch: Pitch) -> Iterator[tuple[object, ...]]:
    """The headings, then an event a row."""
    yield COLUMNS
    for batch in _batches(pitch):
        said = said_in(batch)
        for event in batch:
            yield (*_values(event), _written(said.get(event.pk)))


def _batches(pitch: Pitch) -> Iterator[list[PitchActivity]]:
    """By keyset, as MySQL's client would read all rows before the first."""
    rows = events_of(pitch=pitch).order_by("at", "pk")
    batch = list(rows[:AT_ONCE])
    while batch:
        yield batch
        at, pk = batch[-1].at, batch[-1].pk
        batch = list(rows.filter(Q(at__gt=at) | Q(at=at, pk__gt=pk), at__gte=at)[:AT_ONCE])


def _written(said: Said | None) -> str:
    """The words of a comment, with the time that they are about; of a request, with what it says besides."""
    if said is None:
        return ""
    facts = [f"{label}: {words}" for label, words in said.facts]
    place = [f"({clock(said.at_ms)})"] if said.at_ms is not None else []
    return "\n".join(
        [*facts, *([said.email] if said.email else []), " ".join([*place, said.text])]
    ).strip()


def _values(event: PitchActivity) -> tuple[object, ...]:
    contact = event.link.contact
    return (
        localtime(event.at).isoformat(timespec="seconds"),
        who_of(event.link),
        str(contact.company or "") if contact else "",
        contact.email if contact else "",
        event.kind,
        event.track.title if event.track else "",
        " ".join(f"{clock(start)}-{clock(stop)}" for start, stop in event.heard),
        round(event.seconds, 1) if event.kind == PitchActivity.Kind.PLAYED else "",
        event.device_kind if event.device else "",
        event.device,
        event.country,
    )
