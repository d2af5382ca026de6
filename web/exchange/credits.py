"""Credits as rows: all of one album or track stand together, and take the place of those that are there."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from django.db.models import Prefetch

from accounts.models import User
from catalog.facts import CreditFacts
from catalog.models import Album, Artist, Credit, Track
from catalog.services.artists import artist_key, artists_match
from catalog.services.bulk import rows_lock
from catalog.services.curate_credits import ChosenCredit, credits_choose
from common.by_key import by_key
from common.errors import Invalid
from common.rows import one_row
from web.exchange.kinds import (
    Cells,
    Kind,
    Options,
    Outcome,
    Row,
    Things,
    curated,
    field_checked,
    plain,
    short,
    taking,
)

WRITTEN = ("artist_id", "artist", "role", "detail", "credited_as", "join_phrase")
MODELS: dict[str, Any] = {"album": Album, "track": Track}


def rows(by: User | None) -> Iterator[dict[str, str]]:
    for of in MODELS:
        for thing in by_key(_current(of, by), page=200):
            for credit in thing.held:
                yield {"of": of, "id": thing.public_id, "title": thing.title} | _cells(credit)


def take(some: Sequence[Row], options: Options) -> Iterator[Outcome]:
    """Rows that stand together are one thing: the first tells what came of it."""
    things = {of: _things(of, some, options.by) for of in MODELS}  # albums are locked before tracks
    keys = {(of, thing.public_id): thing.pk for of in MODELS for thing in things[of]}
    ids = {row.cells.get("artist_id", "") for row in some}
    artists = {row.public_id: row for row in Artist.objects.filter(public_id__in=ids, is_current=1)}
    for key, group in groupby(some, lambda row: (row.cells.get("of", ""), row.cells.get("id", ""))):
        told = list(group)
        outcome = Outcome(told[0].line, short(told[0].cells.get("title") or key[1]))
        with taking(outcome, options):
            thing = things[key[0]].now(keys[key]) if key in keys else None
            if thing is None:
                raise Invalid("Write album or track in “of”, and the id of one that is here.")
            _write(thing, told, artists, options, outcome)
        yield outcome
        yield from (Outcome(row.line, outcome.title) for row in told[1:])


def _things(of: str, some: Sequence[Row], by: User | None) -> Things:
    """The albums or tracks that some rows mean, locked."""
    current = _current(of, by)
    ids = {row.cells.get("id", "") for row in some if row.cells.get("of") == of}
    keys = set(current.filter(public_id__in=ids).values_list("pk", flat=True))
    rows_lock(MODELS[of], keys)
    return Things(current, keys)


def _current(of: str, by: User | None) -> Any:
    rows = MODELS[of].objects.filter(deleted_at=None, merged_into=None)
    return curated(rows, by).prefetch_related(_credits())


def _write(
    thing: Any,
    told: Sequence[Row],
    artists: dict[str, Artist],
    options: Options,
    outcome: Outcome,
) -> None:
    before = [_cells(credit) for credit in thing.held]
    after = [{name: plain(row.cells.get(name, "")) for name in WRITTEN} for row in told]
    if _compared(before) == _compared(after):
        return
    with one_row():
        chosen = [_chosen(row.cells, artists) for row in told]
        with options.history.of(told[0].cells["of"], thing, ["credits"]):
            credits_choose(row=thing, credits=chosen)
    outcome.changes.append(("credits", short(_line(before)), short(_line(after)), ""))


def _chosen(cells: Cells, artists: dict[str, Artist]) -> ChosenCredit:
    role = str(field_checked(Credit, "role", cells.get("role", "") or Credit.Role.MAIN))
    credited_as, detail, join = (
        str(field_checked(Credit, name, cells.get(name, "")))
        for name in ("credited_as", "detail", "join_phrase")
    )
    # What stands between two names begins and ends with a space, as a rule: taken as it is written.
    join = cells.get("join_phrase", "")[:30] if join else ""
    return ChosenCredit(_artist(cells, artists), role, credited_as, join, detail)


def _artist(cells: Cells, artists: dict[str, Artist]) -> Artist:
    if cells.get("artist_id"):
        if (found := artists.get(cells["artist_id"])) is None:
            raise Invalid(f"There is no artist with the id {cells['artist_id'][:40]}.")
        return found
    facts = CreditFacts(str(field_checked(Artist, "name", cells.get("artist", ""))))
    made: Artist = Artist.objects.get(pk=artists_match(credits=[facts])[artist_key(facts)].pk)
    return made


def _cells(credit: Credit) -> dict[str, str]:
    return {
        "artist_id": credit.artist.public_id,
        "artist": credit.artist.name,
        "role": credit.role,
        "detail": credit.detail,
        "credited_as": credit.credited_as,
        "join_phrase": credit.join_phrase,
    }


def _compared(credits: Sequence[Cells]) -> list[list[str]]:
    """An artist is told by id, where there is one."""
    return [
        [plain(one["artist_id"] or one["artist"]), *(plain(one[name]) for name in WRITTEN[2:])]
        for one in credits
    ]


def _line(credits: Sequence[Cells]) -> str:
    return "; ".join(f"{one['credited_as'] or one['artist']} ({one['role']})" for one in credits)


def _credits() -> "Prefetch[str]":
    held = Credit.objects.select_related("artist").order_by("position", "pk")
    return Prefetch("credits", held, to_attr="held")


KIND = Kind(
    "credits",
    ("of", "id", "title", *WRITTEN),
    ("of", "id", "title"),
    rows,
    take,
    together=("of", "id"),
)
