"""Credit rows of albums and tracks, and the line in which their artists are shown."""

from collections.abc import Iterable, Sequence
from typing import Any

from catalog.facts import VARIOUS_ARTISTS, CreditFacts
from catalog.models import Album, Credit, Track
from catalog.services.artists import Key, Matched, artist_key
from catalog.services.bulk import chunks, rows_insert

Row = tuple[int, str, str, str, str, int]
"""(artist, role, detail, credited as, join phrase, position)."""
SHOWN = frozenset((Credit.Role.MAIN.value, Credit.Role.FEATURED.value))


def credit_rows(credits: Sequence[CreditFacts], artists: dict[Key, Matched]) -> list[Row]:
    """The rows of these credits, each artist once a role."""
    rows: list[Row] = []
    seen: set[tuple[int, str, str]] = set()
    for credit in credits:
        artist = artists[artist_key(credit)]
        once = (artist.pk, credit.role, credit.detail)
        if once in seen:
            continue
        seen.add(once)
        plain = artist.by_alias or credit.name == artist.name or artist.name == VARIOUS_ARTISTS
        credited_as = "" if plain else credit.name
        rows.append((artist.pk, credit.role, credit.detail, credited_as, credit.join, len(rows)))
    return rows


def artist_line(credits: Iterable[CreditFacts], artists: dict[Key, Matched] | None = None) -> str:
    """Artists as shown: names with what joins them. Guests whom the title names are not said twice."""
    parts: list[str] = []
    shown = [credit for credit in credits if credit.role in SHOWN]
    for index, credit in enumerate(shown):
        artist = artists[artist_key(credit)] if artists else None
        parts.append(artist.name if artist and artist.by_alias else credit.name)
        following = shown[index + 1] if index + 1 < len(shown) else None
        if following is None or (not credit.join and following.role == Credit.Role.FEATURED):
            break
        parts.append(credit.join or ", ")
    return "".join(parts)[:500]


COLUMNS = ("artist_id", "role", "detail", "credited_as", "join_phrase", "position")


def credits_insert(owner: str, rows: Iterable[tuple[int, Sequence[Row]]]) -> None:
    """Insert the credits of albums or tracks (`owner`), given by their keys."""
    rows_insert(
        Credit,
        (f"{owner}_id", *COLUMNS),
        [(pk, *credit) for pk, credits in rows for credit in credits],
    )


def said(credits: Iterable[CreditFacts]) -> list[list[str]]:
    """What tags say of credits, as it is kept beside a person's own (JSON)."""
    return [[credit.name, credit.role, credit.join, credit.detail] for credit in credits]


def credits_of(owner: str, pks: Iterable[int]) -> dict[int, list[Row]]:
    """The credit rows of these albums or tracks."""
    found: dict[int, list[Row]] = {pk: [] for pk in pks}
    for some in chunks(found):
        rows = Credit.objects.filter(**{f"{owner}_id__in": some}).order_by("position", "pk")
        for pk, *row in rows.values_list(f"{owner}_id", *COLUMNS):
            found[pk].append(tuple(row))
    return found


def credits_replace(owner: "Album | Track", rows: list[Row], held: list[Row]) -> bool:
    """Make the credits of a row these. True when they were others."""
    if rows == held:
        return False
    what = "album" if isinstance(owner, Album) else "track"
    conditions: dict[str, Any] = {f"{what}_id": owner.pk}
    Credit.objects.filter(**conditions).delete()
    credits_insert(what, [(owner.pk, rows)])
    return True
