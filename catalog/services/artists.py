"""Matching artists and genres by name: which row a credited name means."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models.functions import Coalesce

from catalog.facts import (
    VARIOUS_ARTISTS,
    VARIOUS_KEYS,
    VARIOUS_MUSICBRAINZ_ID,
    CreditFacts,
)
from catalog.models import Artist, ArtistAlias, Genre, Library, Work
from catalog.services.artist_trust import Trust
from catalog.services.bulk import chunks, objects_insert
from common.text import sort_key, text_key

Key = tuple[str, str]
"""(name key, MusicBrainz id or an empty text)."""


@dataclass(slots=True)
class Matched:
    """An artist's row as matching needs it."""

    pk: int
    name: str
    name_key: str
    musicbrainz_id: str
    by_alias: bool = False
    """Found by an alias: the credited name is another name of the artist, and is not shown."""
    is_new: bool = False
    """Made for this credit."""


def artist_key(credit: CreditFacts) -> Key:
    """The key under which `artists_match` gives this credit's artist."""
    key = text_key(credit.name) or credit.name[:190].casefold()
    if key in VARIOUS_KEYS or credit.musicbrainz_id == VARIOUS_MUSICBRAINZ_ID:
        return text_key(VARIOUS_ARTISTS), ""
    return key, credit.musicbrainz_id


def artists_match(
    *, credits: Iterable[CreditFacts], library: Library | None = None
) -> dict[Key, Matched]:
    """The artist of each credit, found by MusicBrainz id, name or alias, or made.

    A name without an id means the artist of that name (the oldest where several are told apart by ids). An id
    that is new goes to the artist of that name who has none yet, as far as the tags of `library` are to be believed
    (`Trust`). Aliases, as merges leave them, count last.
    """
    trust = Trust(library)
    wanted: dict[Key, CreditFacts] = {}
    for credit in credits:
        wanted.setdefault(artist_key(credit), credit)
    names = {name for name, _ in wanted}
    ids = {found for _, found in wanted if found}
    by_name, by_id = _current(names, ids)
    aliases: dict[Key, Matched] | None = None
    matched: dict[Key, Matched] = {}
    made: list[Artist] = []
    for key in sorted(
        wanted, key=lambda one: not one[1]
    ):  # those with an id first: names then find them
        name_key, mbid = key
        row = _by_id(by_id.get(mbid), name_key, trust) if mbid else _by_name(by_name.get(name_key))
        if row is None:
            if aliases is None:
                aliases = _aliases(names, ids)
            row = aliases.get(("", mbid)) if mbid else aliases.get((name_key, ""))
        if row is None and mbid:
            row = _adopt(by_name.get(name_key), mbid, trust)
        if row is None:
            artist = _new_artist(key, wanted[key])
            made.append(artist)
            row = Matched(0, artist.name, name_key, mbid, is_new=True)
            by_name.setdefault(name_key, []).append(row)
            if mbid:
                by_id.setdefault(mbid, []).append(row)
        matched[key] = row
    objects_insert(Artist, made)
    pks = {(artist.name_key, artist.musicbrainz_id): artist.pk for artist in made}
    for row in matched.values():
        row.pk = row.pk or pks[row.name_key, row.musicbrainz_id]
    return matched


def _current(
    names: set[str], ids: set[str]
) -> tuple[dict[str, list[Matched]], dict[str, list[Matched]]]:
    by_name: dict[str, list[Matched]] = {}
    by_id: dict[str, list[Matched]] = {}
    columns = ("pk", "name", "name_key", "musicbrainz_id")
    current = Artist.objects.filter(is_current=1)
    found: dict[int, Matched] = {}
    for some in chunks(names):
        for row in current.filter(name_key__in=some).values_list(*columns).order_by("pk"):
            found[row[0]] = Matched(*row)
    for some in chunks(ids):
        for row in current.filter(musicbrainz_id__in=some).values_list(*columns).order_by("pk"):
            found.setdefault(row[0], Matched(*row))
    for row in found.values():
        by_name.setdefault(row.name_key, []).append(row)
        if row.musicbrainz_id:
            by_id.setdefault(row.musicbrainz_id, []).append(row)
    return by_name, by_id


def _by_id(rows: list[Matched] | None, name_key: str, trust: Trust) -> Matched | None:
    """The artist of an id: of this name, else of another that is to be believed."""
    for row in rows or []:
        if row.name_key == name_key:
            return row
    return next((row for row in rows or [] if not row.pk or trust.may_mean(row.pk)), None)


def _by_name(rows: list[Matched] | None) -> Matched | None:
    if not rows:
        return None
    return next((row for row in rows if not row.musicbrainz_id), rows[0])


def _aliases(names: set[str], ids: set[str]) -> dict[Key, Matched]:
    """Aliases by (name, no id) and by (no name, id)."""
    found: dict[Key, Matched] = {}
    aliases = (
        ArtistAlias.objects.filter(artist__is_current=1).order_by("-pk").select_related("artist")
    )
    for some in chunks(names):
        for alias in aliases.filter(name_key__in=some):
            artist = alias.artist
            found[alias.name_key, ""] = Matched(
                artist.pk, artist.name, artist.name_key, artist.musicbrainz_id, by_alias=True
            )
    for some in chunks(ids):
        for alias in aliases.filter(musicbrainz_id__in=some):
            artist = alias.artist
            found["", alias.musicbrainz_id] = Matched(
                artist.pk, artist.name, artist.name_key, artist.musicbrainz_id, by_alias=True
            )
    return found


def _adopt(rows: list[Matched] | None, mbid: str, trust: Trust) -> Matched | None:
    """Give a new id to the artist of this name who has none; one without a row yet is made with it."""
    row = next((row for row in rows or [] if not row.musicbrainz_id and row.pk), None)
    if row is None or not trust.may_name(row.pk):
        return None
    Artist.objects.filter(pk=row.pk, musicbrainz_id="").update(musicbrainz_id=mbid)
    row.musicbrainz_id = mbid
    return row


def _new_artist(key: Key, credit: CreditFacts) -> Artist:
    name_key, mbid = key
    is_various = name_key == text_key(VARIOUS_ARTISTS)
    name = VARIOUS_ARTISTS if is_various else credit.name
    return Artist(
        name=name,
        name_key=name_key,
        sort_name="" if is_various else credit.sort_name,
        sort_key=sort_key((not is_various and credit.sort_name) or name),
        musicbrainz_id=mbid,
        is_various=is_various,
    )


def genres_match(*, kind: str, names: Iterable[str]) -> dict[str, int]:
    """Keys of genres (or moods) by `text_key` of their names, made where missing. A merged name means the other."""
    wanted: dict[str, str] = {}
    for name in names:
        wanted.setdefault(text_key(name), name)
    wanted.pop("", None)
    found: dict[str, int] = {}
    for some in chunks(wanted):
        rows = Genre.objects.filter(kind=kind, name_key__in=some)
        found.update(rows.values_list("name_key", Coalesce("merged_into_id", "pk")))
    made = [
        Genre(kind=kind, name=name, name_key=key)
        for key, name in wanted.items()
        if key not in found
    ]
    objects_insert(Genre, made)
    found.update((genre.name_key, genre.pk) for genre in made)
    return found


WorkKey = tuple[str, int | None]


def works_match(*, works: dict[WorkKey, tuple[str, str]]) -> dict[WorkKey, int]:
    """Keys of works by (title key, composer), made where missing from (title, MusicBrainz id)."""
    found: dict[WorkKey, int] = {}
    for some in chunks({title_key for title_key, _ in works}):
        rows = Work.objects.filter(title_key__in=some).order_by("-pk")
        for title_key, composer, pk in rows.values_list("title_key", "composer_id", "pk"):
            found[title_key, composer] = pk
    for key, (title, mbid) in works.items():
        if key not in found:
            work = Work.objects.create(
                title=title, title_key=key[0], composer_id=key[1], musicbrainz_id=mbid
            )
            found[key] = work.pk
    return found
