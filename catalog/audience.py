"""Visibility that people choose, and the two audiences that follow from it.

A track has a visibility of its own, and so have its album and its library. Who sees it in a list, and who
reaches it by its address, are each the strictest of the three; both are stored on the row (`listed_to`,
`reachable_to`) and indexed, so that a list is one comparison and never a walk up to the library.
"""

from collections.abc import Iterable

from django.db import models


class Visibility(models.TextChoices):
    """What a person chooses. An empty choice on a track or album means: as the library says."""

    PUBLIC = "public", "Everyone"
    MEMBERS = "members", "Members: everyone who is signed in"
    UNLISTED = "unlisted", "Unlisted: whoever has the address"
    PRIVATE = "private", "Private: the workspace, and those it is shared with"


class Audience(models.IntegerChoices):
    """Who, from the widest to the narrowest; the strictest of several is the largest number."""

    EVERYONE = 0
    MEMBERS = 10
    READERS = 20  # the people and groups that a restricted library names
    WORKSPACE = 30
    NOBODY = 40  # taken down: no workspace, and no grant either


_listed = {
    Visibility.PUBLIC: Audience.EVERYONE,
    Visibility.MEMBERS: Audience.MEMBERS,
    Visibility.UNLISTED: Audience.WORKSPACE,
    Visibility.PRIVATE: Audience.WORKSPACE,
}
_reachable = {
    Visibility.PUBLIC: Audience.EVERYONE,
    Visibility.MEMBERS: Audience.MEMBERS,
    Visibility.UNLISTED: Audience.EVERYONE,
    Visibility.PRIVATE: Audience.WORKSPACE,
}


def audiences(
    visibilities: Iterable[str], *, restricted: bool = False, taken_down: bool = False
) -> tuple[Audience, Audience]:
    """(listed to, reachable to) of something with these visibilities from its library down to itself.

    Empty strings are skipped; with none left everything is the library's default, members.
    `restricted`: the library is limited to its readers, so nobody else is in either audience. `taken_down`: it or its
    album is, and nobody is in any.
    """
    if taken_down:
        return Audience.NOBODY, Audience.NOBODY
    chosen = [Visibility(value) for value in visibilities if value] or [Visibility.MEMBERS]
    floor = Audience.READERS if restricted else Audience.EVERYONE
    return (
        max(floor, *(_listed[value] for value in chosen)),
        max(floor, *(_reachable[value] for value in chosen)),
    )
