"""Whom somebody names when they share.

By handle, which is public (it stands on whatever its person does for others), so a wrong one is said to be wrong. By
e-mail address, which is not: whether anybody here has it is not told, neither by the answer nor by the time it takes,
as a job looks for them (`playlists.tasks.share_deliver`).
"""

from collections.abc import Sequence
from dataclasses import dataclass

from allauth.account.models import EmailAddress
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db.models import Exists, OuterRef

from accounts.models import User
from common.errors import Invalid
from mail.services import letters_are_sent

MOST_AT_ONCE = 50


@dataclass(frozen=True, slots=True)
class Named:
    """A person by their handle (`user`), or whoever has an `address`."""

    user: User | None
    address: str = ""


def people_named(names: Sequence[str], *, by: User) -> list[Named]:
    """The people behind handles and e-mail addresses, each once. Raises Invalid, naming the field `to`."""
    wanted = list(dict.fromkeys(_clean(name) for name in names if name.strip()))
    if not wanted:
        raise Invalid("Name somebody.", field="to")
    if len(wanted) > MOST_AT_ONCE:
        raise Invalid(f"At most {MOST_AT_ONCE} people at once.", field="to")
    if by.handle in wanted or by.email in wanted:
        raise Invalid("One of them is you.", field="to")
    handles = [name for name in wanted if "@" not in name]
    known = User.objects.filter(handle__in=handles, is_active=True).in_bulk(field_name="handle")
    found = []
    for name in wanted:
        if "@" in name:
            found.append(Named(None, _address(name)))
        elif name in known:
            found.append(Named(known[name]))
        else:
            raise Invalid(f"Nobody is called “{name[:40]}” here.", field="to")
    return found


def person_with(address: str) -> User | None:
    """Who here has this e-mail address, and has shown that it is theirs where letters are sent."""
    people = User.objects.filter(email=address, is_active=True)
    if letters_are_sent():
        unproven = EmailAddress.objects.filter(user=OuterRef("pk"), email=address, verified=False)
        people = people.filter(~Exists(unproven))
    return people.first()


def _clean(name: str) -> str:
    return name.strip().lower().removeprefix("@")


def _address(name: str) -> str:
    try:
        validate_email(name)
    except ValidationError as error:
        raise Invalid(f"“{name[:40]}” is no e-mail address.", field="to") from error
    if len(name) > 190:
        raise Invalid("That is no e-mail address.", field="to")
    return name
