"""Credits of which some roles were written anew as names; those of the other roles stay as they are."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from catalog.facts import CreditFacts
from catalog.models import Artist, Credit
from catalog.services.artists import artist_key, artists_match
from catalog.services.curate_credits import ChosenCredit
from common.text import text_key

SHOWN = (Credit.Role.MAIN, Credit.Role.FEATURED)


def credits_merged(held: Iterable[Any], by_role: Mapping[str, Sequence[str]]) -> list[ChosenCredit]:
    """All credits of a track whose credits are `held`, with these names in these roles.

    A name that stands there already means the artist whom it meant; another is found as an import finds it, or made.
    """
    held = list(held)
    known = {text_key(credit.name): credit for credit in held}
    new = [
        CreditFacts(name)
        for names in by_role.values()
        for name in names
        if text_key(name) not in known
    ]
    matched = artists_match(credits=new)
    artists = Artist.objects.in_bulk([row.pk for row in matched.values()])

    def chosen(name: str, role: str) -> ChosenCredit:
        there = known.get(text_key(name))
        if there is not None:
            return ChosenCredit(there.artist, role, there.credited_as)
        artist = artists[matched[artist_key(CreditFacts(name))].pk]
        as_written = "" if text_key(artist.name) == text_key(name) else name
        return ChosenCredit(artist, role, as_written)

    kept: dict[str, list[ChosenCredit]] = {}
    for credit in held:
        if credit.role not in by_role:
            kept.setdefault(credit.role, []).append(
                ChosenCredit(
                    credit.artist,
                    credit.role,
                    credit.credited_as,
                    credit.join_phrase,
                    credit.detail,
                )
            )
    written = {role: [chosen(name, role) for name in names] for role, names in by_role.items()}
    roles = dict.fromkeys([*SHOWN, *(credit.role for credit in held), *by_role])
    rows = {role: written.get(role, kept.get(role, [])) for role in roles}
    if not set(by_role).isdisjoint(SHOWN):
        main, featured = (rows[role] for role in SHOWN)
        rows[SHOWN[0]] = joined(main, " feat. " if featured else "")
        rows[SHOWN[1]] = joined(featured, "")
    return [credit for role in roles for credit in _once(rows[role])]


def joined(credits: Sequence[ChosenCredit], after: str) -> list[ChosenCredit]:
    """Names as a line shows them: `A, B & C`, and `after` behind the last."""
    joins = [", "] * (len(credits) - 2) + [" & "] * (len(credits) > 1) + [after]
    return [
        ChosenCredit(credit.artist, credit.role, credit.credited_as, join, credit.detail)
        for credit, join in zip(credits, joins, strict=False)
    ]


def _once(credits: Iterable[ChosenCredit]) -> list[ChosenCredit]:
    return list({(credit.artist.pk, credit.detail): credit for credit in credits}.values())
