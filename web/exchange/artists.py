"""Artists as rows; those that are not here are made."""

from collections.abc import Iterator, Sequence

from accounts.models import User
from catalog.facts import CreditFacts
from catalog.models import Artist
from catalog.services.artists import artist_key, artists_match
from catalog.services.curate import ARTIST_FIELDS, artist_edit
from common.by_key import by_key
from common.errors import Invalid
from common.text import text_key
from web.exchange.kinds import (
    Cells,
    Kind,
    Options,
    Outcome,
    Row,
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
        with taking(outcome):
            artist = found.artist(row.cells)
            if artist is None:
                artist = _made(row.cells)
                outcome.is_new = True
                outcome.changes.append(("name", "", artist.name, ""))
            _write(artist, row, options, outcome)
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
        with options.history.of("artist", artist, changes):
            artist_edit(artist=artist, changes=changes)


def _made(cells: Cells) -> Artist:
    if cells.get("id"):
        raise Invalid("There is no artist with this id; without an id one is made.")
    name = str(field_checked(Artist, "name", cells.get("name", "")))
    mbid = str(field_checked(Artist, "musicbrainz_id", cells.get("musicbrainz_id", "")))
    facts = CreditFacts(name, musicbrainz_id=mbid)
    matched = artists_match(credits=[facts])[artist_key(facts)]
    made: Artist = Artist.objects.get(pk=matched.pk)
    return made


def _current() -> "object":
    return Artist.objects.filter(is_current=1, deleted_at=None)


def _cells(artist: Artist) -> dict[str, str]:
    return {"id": artist.public_id} | {name: str(getattr(artist, name)) for name in ARTIST_FIELDS}


class _Found:
    """The artists that some rows mean, by three queries."""

    def __init__(self, some: Sequence[Row]) -> None:
        cells = [row.cells for row in some]
        current = Artist.objects.filter(is_current=1, deleted_at=None)
        ids = {one["id"] for one in cells if one.get("id")}
        mbids = {one["musicbrainz_id"] for one in cells if one.get("musicbrainz_id")}
        names = {text_key(one["name"]) for one in cells if one.get("name")}
        self.by_id = {row.public_id: row for row in current.filter(public_id__in=ids)}
        by_mbid = current.filter(musicbrainz_id__in=mbids).order_by("-pk")
        self.by_mbid = {row.musicbrainz_id: row for row in by_mbid}
        self.by_name: dict[str, list[Artist]] = {}
        for row in current.filter(name_key__in=names).order_by("pk"):
            self.by_name.setdefault(row.name_key, []).append(row)

    def artist(self, cells: Cells) -> Artist | None:
        if cells.get("id"):
            return self.by_id.get(cells["id"])
        if mbid := cells.get("musicbrainz_id"):
            return self.by_mbid.get(mbid)
        named = self.by_name.get(text_key(cells.get("name", "")), [])
        if len(named) > 1:
            raise Invalid("There are several artists of this name: write the id.")
        return named[0] if named else None


KIND = Kind("artists", ("id", *ARTIST_FIELDS), ("id",), rows, take)
