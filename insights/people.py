"""Who people are in the lake: each has a name of their own there, by a key that is thrown away with them."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.timezone import now

from insights.models import OutboxEvent, Pseudonym

AT_ONCE = 500
ON_THE_WAY = timedelta(days=8)
"""After which nothing of somebody who was forgotten can still be on its way to the lake."""


def pseudonyms(persons: Iterable[str]) -> dict[str, str | None]:
    """The names of these people, by their public ids; None for who is forgotten. Keys are made as they are needed."""
    wanted = sorted({person for person in persons if person})
    if settings.EVENTS_PEOPLE == "none":
        return {}
    names: dict[str, str | None] = {}
    for start in range(0, len(wanted), AT_ONCE):
        some = wanted[start : start + AT_ONCE]
        names |= _known(some)
        new = [person for person in some if person not in names]
        if new:
            # Another process may make one at the same time: the first one stays.
            Pseudonym.objects.bulk_create([Pseudonym(person=one) for one in new], ignore_conflicts=True)  # fmt: skip
            names |= _known(new)
    return names


def _known(persons: list[str]) -> dict[str, str | None]:
    return {row.person: row.name for row in Pseudonym.objects.filter(person__in=persons)}


@transaction.atomic
def person_forget(*, public_id: str, at: datetime | None = None) -> None:
    """Throw a person's key away, and their name off what waits in the outbox. Safe to repeat."""
    Pseudonym.objects.update_or_create(
        person=public_id, defaults={"key": "", "forgotten_at": at or now()}
    )
    OutboxEvent.objects.filter(person=public_id).update(person="")


def forgotten_sweep(*, at: datetime | None = None) -> int:
    """Drop rows of people who were forgotten long ago; how many."""
    old = Pseudonym.objects.filter(forgotten_at__lt=(at or now()) - ON_THE_WAY)
    return old.delete()[0]


def pseudonym_of(user: Any) -> Iterator[dict[str, Any]]:
    """For a person's own data (`common.personal`): under which name events of theirs are kept."""
    for row in Pseudonym.objects.filter(person=user.public_id):
        yield {"name_in_the_data_lake": row.name}


def pseudonym_erase(user: Any) -> None:
    person_forget(public_id=user.public_id)
