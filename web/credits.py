"""How credits are said: who made it in one line, and the rest by role."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from catalog.models import Artist, Credit

LINE_ROLES = (Credit.Role.MAIN, Credit.Role.FEATURED)


@dataclass(frozen=True, slots=True)
class Named:
    """One name of an artist line, with what stands before it."""

    before: str
    name: str
    artist: Artist


def names_in_line(credits: Iterable[Credit]) -> list[Named]:
    """Main and featured artists in their order, joined as credited (`A & B feat. C`) or by commas."""
    line: list[Named] = []
    join = ""
    featured = False
    for credit in credits:
        if credit.role not in LINE_ROLES:
            continue
        before = join
        if line and not before:
            first_guest = credit.role == Credit.Role.FEATURED and not featured
            before = " feat. " if first_guest else ", "
        featured = featured or credit.role == Credit.Role.FEATURED
        line.append(Named(before if line else "", credit.name, credit.artist))
        join = credit.join_phrase
    return line


def fitting(line: Sequence[Named], letters: int) -> int:
    """How many names of a line stay within so many letters: one at least."""
    used = 0
    for count, named in enumerate(line):
        used += len(named.before) + len(named.name)
        if used > letters and count:
            return count
    return len(line)


def line_ids(credits: Iterable[Credit]) -> list[int]:
    """The artists of the line, to tell whether two lines are the same."""
    return [credit.artist_id for credit in credits if credit.role in LINE_ROLES]


@dataclass(frozen=True, slots=True)
class RoleOfCredits:
    """Everyone in one role."""

    label: str
    credits: list[Credit]


def by_role(credits: Iterable[Credit], *, without: Iterable[str] = ()) -> list[RoleOfCredits]:
    """Credits gathered by role, in the order in which roles are usually told."""
    left = [credit for credit in credits if credit.role not in set(without)]
    return [
        RoleOfCredits(role.label.capitalize() if role.label.islower() else role.label, same)
        for role in Credit.Role
        if (same := [credit for credit in left if credit.role == role])
    ]
