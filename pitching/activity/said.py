"""What recipients wrote: the words of comments and of licence requests, beside the events that tell of them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from pitching.models import LicenceRequest, PitchActivity, PitchComment, PitchLink

Kind = PitchActivity.Kind


@dataclass(frozen=True, slots=True)
class Said:
    """Words of a recipient; of a licence request with `facts` (label, words) and the `email` to answer to."""

    text: str
    at_ms: int | None = None
    facts: tuple[tuple[str, str], ...] = ()
    email: str = ""


def said_in(events: Sequence[PitchActivity]) -> dict[int, Said]:
    """By the event's pk, what was written; nothing for a comment that its writer took back. A query a kind."""
    comments = _named(events, Kind.COMMENTED, "comment")
    requests = _named(events, Kind.LICENCE, "request")
    said: dict[int, Said] = {}
    if comments:
        for one in PitchComment.objects.filter(public_id__in=comments, deleted_at=None):
            said[comments[one.public_id]] = Said(one.text, at_ms=one.at_ms)
    if requests:
        for asked in LicenceRequest.objects.filter(public_id__in=requests):
            said[requests[asked.public_id]] = _asked(asked)
    return said


def comments_written(link: PitchLink, device: str) -> list[PitchComment]:
    """What a device (the id that its browser made) wrote through a link, oldest first; two queries, none for no id."""
    if not device:
        return []
    events = PitchActivity.objects.filter(link=link, kind=Kind.COMMENTED, device=device)
    rows = PitchComment.objects.filter(
        link=link, public_id__in=_named(events, Kind.COMMENTED, "comment"),
        deleted_at=None, track__deleted_at=None,
    )  # fmt: skip
    return list(rows.select_related("track").order_by("pk"))


def _named(events: Iterable[PitchActivity], kind: str, name: str) -> dict[str, int]:
    return {
        str(event.data[name]): event.pk
        for event in events
        if event.kind == kind and name in event.data
    }


def _asked(request: LicenceRequest) -> Said:
    facts = (
        (_("Name"), request.name),
        (_("Project"), request.project),
        (_("Medium"), request.medium),
        (_("Territory"), request.territory),
        (_("Term"), request.term),
        (_("Budget"), request.budget),
    )
    return Said(
        request.message, facts=tuple(fact for fact in facts if fact[1]), email=request.email
    )
