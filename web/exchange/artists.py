"""Artists as rows; those that are not here are made."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from typing import Any

from django.db import DataError, IntegrityError, transaction
from django.db.models import Q

from accounts.models import User
from catalog.facts import CreditFacts
from catalog.models import Artist
from catalog.services.artists import Key, Matched, artist_key, artists_match
from catalog.services.bulk import rows_lock
from catalog.services.curate import ARTIST_FIELDS, artist_edit
from common.by_key import by_key
from common.errors import Invalid
from common.rows import one_row
from common.text import text_key
from web.exchange.kinds import (
    Cells,
    Kind,
    Options,
    Outcome,
    Row,
    Things,
    field_checked,
    short,
    taking,
    told_cells,
)


def rows(by: User | None) -> Iterator[dict[str, str]]:
    """All of them, whoever asks: artists are everybody's."""
    for artist in by_key(_current()):
        yield _cells(artist)


def take(some: Sequence[Row], options: Options) -> Iterator[Outcome]:
    found = _Found(some)
    for row in some:
        outcome = Outcome(row.line, short(row.cells.get("name") or row.cells.get("id", "")))
        with taking(outcome, options):
            artist = found.artist(row.cells)
            if artist is None:
                artist, outcome.is_new = found.made(row.cells)
                if outcome.is_new:
                    outcome.changes.append(("name", "", artist.name, ""))
            _write(artist, row, options, outcome)
        if outcome.words and outcome.is_new:
            found.unmake(row.cells)
        yield outcome


def _write(artist: Artist, row: Row, options: Options, outcome: Outcome) -> None:
    held = _cells(artist)
    changes = {}
    for key, text in told_cells(row, held, KIND.finds, options).items():
        try:
            changes[key] = field_checked(Artist, key, text)
            outcome.changes.append((key, short(held[key]), short(text), ""))
        except Invalid as error:
            outcome.changes.append((key, short(held[key]), short(text), str(error)))
    if changes:
        with one_row(), options.history.of("artist", artist, changes):
            artist_edit(artist=artist, changes=changes)


def _facts(cells: Cells) -> CreditFacts:
    """Whom a row names that finds nobody. Raises Invalid."""
    if cells.get("id"):
        raise Invalid("There is no artist with this id; without an id one is made.")
    name = str(field_checked(Artist, "name", cells.get("name", "")))
    mbid = str(field_checked(Artist, "musicbrainz_id", cells.get("musicbrainz_id", "")))
    return CreditFacts(name, musicbrainz_id=mbid)


def _current() -> Any:
    return Artist.objects.filter(is_current=1, deleted_at=None)


def _cells(artist: Artist) -> dict[str, str]:
    return {"id": artist.public_id} | {name: str(getattr(artist, name)) for name in ARTIST_FIELDS}


class _Found:
    """The artists that some rows mean, locked; those that are not here are made together."""

    def __init__(self, some: Sequence[Row]) -> None:
        cells = [row.cells for row in some]
        ids = {one["id"] for one in cells if one.get("id")}
        mbids = {one["musicbrainz_id"] for one in cells if one.get("musicbrainz_id")}
        names = {text_key(one["name"]) for one in cells if one.get("name") and not one.get("id")}
        keys: set[int] = set()
        for told in (Q(public_id__in=ids), Q(musicbrainz_id__in=mbids), Q(name_key__in=names)):
            keys.update(_current().filter(told).values_list("pk", flat=True))
        rows_lock(Artist, keys)
        self._things = Things(_current(), keys)
        self.by_id = {row.public_id: row.pk for row in self._things}
        self.by_mbid: dict[str, int] = {}
        self.by_name: dict[str, list[int]] = {}
        for row in self._things:
            self.by_mbid.setdefault(row.musicbrainz_id, row.pk)
            self.by_name.setdefault(row.name_key, []).append(row.pk)
        self._matched = self._make(cells)
        self._made = Things(_current(), {row.pk for row in self._matched.values()})

    def artist(self, cells: Cells) -> Artist | None:
        """Who is here already. Raises Invalid where there are several."""
        pk = self._key(cells)
        found: Artist | None = None if pk is None else self._things.now(pk)
        return found

    def made(self, cells: Cells) -> tuple[Artist, bool]:
        """Who was made for a row, or goes by another name; whether they are new. Raises Invalid."""
        facts = _facts(cells)
        key = artist_key(facts)
        matched = self._matched.get(key)
        made = self._made.now(matched.pk) if matched else None
        if matched is None or made is None:
            with one_row():
                matched = self._matched[key] = artists_match(credits=[facts])[key]
            made = Artist.objects.get(pk=matched.pk)
        is_new, matched.is_new = matched.is_new, False
        return made, is_new

    def unmake(self, cells: Cells) -> None:
        """Take away who was made for a row that can't be taken."""
        matched = self._matched.pop(artist_key(_facts(cells)), None)
        if matched is not None:
            Artist.objects.filter(pk=matched.pk).delete()

    def _key(self, cells: Cells) -> int | None:
        if cells.get("id"):
            return self.by_id.get(cells["id"])
        if mbid := cells.get("musicbrainz_id"):
            return self.by_mbid.get(mbid)
        named = self.by_name.get(text_key(cells.get("name", "")), [])
        if len(named) > 1:
            raise Invalid("There are several artists of this name: write the id.")
        return named[0] if named else None

    def _make(self, cells: Sequence[Cells]) -> dict[Key, Matched]:
        """Make those whom no row finds, as far as that can be said before the rows are taken: whoever is to have a
        name by a row of their own is not made for another's.
        """
        wanted, renamed = [], set()
        for one in cells:
            with suppress(Invalid):  # told when the row is taken
                if self._key(one) is None:
                    wanted.append(_facts(one))
                else:
                    renamed.add(text_key(one.get("name", "")))
        told = [one for one in wanted if artist_key(one)[0] not in renamed]
        try:
            with transaction.atomic():
                return artists_match(credits=told)
        except (DataError, IntegrityError):
            # One of them can't be, or somebody else has just made one: then each is made by its row.
            return {}


KIND = Kind("artists", ("id", *ARTIST_FIELDS), ("id",), rows, take)
