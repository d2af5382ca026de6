"""Taking albums and their tracks in: what imports and uploads found becomes rows, or changes the rows there are.

All of it works on a whole batch at once: a query for the artists, one for the albums, one for the tracks, and one
insert a table. What tags set is changed by tags; what a person or a lookup set stays, with the tags' word kept
beside it (`catalog.provenance`).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from catalog.audience import audiences
from catalog.facts import AlbumFacts, TrackFacts
from catalog.models import Album, Artist, Credit, Disc, Genre, Library, Track
from catalog.services.artists import (
    Key,
    Matched,
    WorkKey,
    artist_key,
    artists_match,
    genres_match,
    works_match,
)
from catalog.services.bulk import chunks, keys_of, objects_insert, rows_insert
from catalog.services.credits import (
    artist_line,
    credit_rows,
    credits_insert,
    credits_of,
    credits_replace,
    said,
)
from catalog.services.marks import mark
from catalog.services.refresh import album_refresh
from common.ids import uuid7_hex
from common.text import sort_key, text_key

TITLES = ("title", "sort_title")


@dataclass(slots=True)
class _Names:
    """Rows that names in this batch mean."""

    artists: dict[Key, Matched]
    genres: dict[str, int]
    moods: dict[str, int]
    works: dict[WorkKey, int]


@dataclass(slots=True)
class Taken:
    """What a batch did."""

    new_albums: list[Album] = field(default_factory=list)
    changed_tracks: list[int] = field(default_factory=list)


@transaction.atomic
def albums_take(*, library: Library, albums: Sequence[AlbumFacts], at: datetime) -> Taken:
    """Write albums and tracks of one library. Sets `pk` of every TrackFacts; call it in the batch's transaction."""
    names = _match_names(albums)
    taken = Taken()
    rows = _albums(library, albums, names, at, taken)
    new: list[tuple[TrackFacts, Album]] = []
    old: dict[int, tuple[TrackFacts, Album]] = {}
    touched: set[int] = set()
    counted = {row.pk for row in taken.new_albums}
    for facts, album in zip(albums, rows, strict=True):
        # A new album was counted as it was made; one that has more than that is counted again.
        if album.pk not in counted or facts.others:
            touched.add(album.pk)
        counted.discard(album.pk)
        for track in facts.tracks:
            if track.pk is None:
                new.append((track, album))
            else:
                old[track.pk] = (track, album)
        _follow(facts, album, touched)
    _new_tracks(library, new, names)
    taken.changed_tracks = _change_tracks(old, names, touched)
    _discs(albums, rows)
    _album_genres(albums, rows, names, {album.pk for album in taken.new_albums})
    if touched:
        album_refresh(albums=touched, at=at)
    mark("track", [track.pk for track, _ in new if track.pk] + taken.changed_tracks)
    mark("album", {album.pk for album in rows} | touched)
    mark("artist", {row.pk for row in names.artists.values()})
    return taken


def _match_names(albums: Sequence[AlbumFacts]) -> _Names:
    tracks = [track for album in albums for track in album.tracks]
    credits = [credit for album in albums for credit in album.credits]
    credits += [credit for track in tracks for credit in track.credits]
    artists = artists_match(credits=credits)
    works: dict[WorkKey, tuple[str, str]] = {}
    for track in tracks:
        if track.work:
            works.setdefault(_work_key(track, artists), (track.work, track.work_musicbrainz_id))
    return _Names(
        artists,
        genres_match(kind=Genre.Kind.GENRE, names=(n for track in tracks for n in track.genres)),
        genres_match(kind=Genre.Kind.MOOD, names=(n for track in tracks for n in track.moods)),
        works_match(works=works) if works else {},
    )


def _work_key(track: TrackFacts, artists: dict[Key, Matched]) -> WorkKey:
    composer = next((c for c in track.credits if c.role == Credit.Role.COMPOSER), None)
    return text_key(track.work), artists[artist_key(composer)].pk if composer else None


# --- Albums ------------------------------------------------------------------------------------------


def _albums(
    library: Library, albums: Sequence[AlbumFacts], names: _Names, at: datetime, taken: Taken
) -> list[Album]:
    """The row of each album: found by its key, recognised by its tracks, or made."""
    held: dict[str, Album] = {}
    for some in chunks({album.match_key for album in albums}):
        held.update(
            (album.match_key, album)
            for album in Album.objects.filter(library=library, match_key__in=some)
        )
    rows: list[Album] = []
    spoken_for = {album.pk for album in held.values()}
    new: list[tuple[Album, AlbumFacts]] = []
    changed: list[tuple[Album, AlbumFacts]] = []
    for facts in albums:
        album = held.get(facts.match_key)
        if album is None:
            album = _renamed(facts, spoken_for)
            if album is not None:
                album.match_key = facts.match_key
                spoken_for.add(album.pk)
                held[facts.match_key] = album
        if album is None:
            album = _new_album(library, facts, names)
            held[facts.match_key] = album
            new.append((album, facts))
        elif album.merged_into_id is not None:
            # Files of an album that was merged go to the one that took its place, and change nothing of it.
            while album.merged_into_id is not None:
                album = Album.objects.get(pk=album.merged_into_id)
        elif album.pk:
            changed.append((album, facts))
        rows.append(album)
    taken.new_albums = [album for album, _ in new]
    objects_insert(Album, taken.new_albums)
    credits_insert(
        "album", [(album.pk, credit_rows(facts.credits, names.artists)) for album, facts in new]
    )
    if changed:
        _change_albums(changed, names)
    return rows


def _renamed(facts: AlbumFacts, spoken_for: set[int]) -> Album | None:
    """The album that these tracks are of by now, where all that it has are here: it was retagged as a whole."""
    pks = [track.pk for track in (*facts.tracks, *facts.others) if track.pk is not None]
    before = {t.album_pk for t in (*facts.tracks, *facts.others) if t.album_pk is not None}
    for pk in sorted(before - spoken_for):
        left = Track.objects.filter(
            album_id=pk, deleted_at__isnull=True, missing_since__isnull=True
        )
        if len(pks) < 2000 and not left.exclude(pk__in=pks).exists():
            return Album.objects.filter(pk=pk, merged_into__isnull=True).first()
    return None


def _new_album(library: Library, facts: AlbumFacts, names: _Names) -> Album:
    listed, reachable = audiences([library.visibility], restricted=library.is_restricted)
    fields = facts.fields
    return Album(
        library=library,
        match_key=facts.match_key,
        title=facts.title,
        title_key=text_key(facts.title),
        sort_key=sort_key(fields.get("sort_title") or facts.title),
        listed_to=listed,
        reachable_to=reachable,
        added_at=facts.added_at,
        cover_id=facts.cover_id,
        artist_line=artist_line(facts.credits, names.artists),
        track_count=len(facts.tracks),
        duration_ms=sum(track.fields["duration_ms"] for track in facts.tracks),
        **fields,
    )


def _change_albums(changed: Iterable[tuple[Album, AlbumFacts]], names: _Names) -> None:
    pairs = list(changed)
    held = credits_of("album", [album.pk for album, _ in pairs])
    for album, facts in pairs:
        album.deleted_at = None
        _take(album, {"title": facts.title, **facts.fields})
        if facts.cover_id is not None and (not facts.keeps_cover or album.cover_id is None):
            album.take_tag("cover_id", facts.cover_id)
        if "credits" in album.curated:
            album.take_tag("credits", said(facts.credits))
        elif credits_replace(album, credit_rows(facts.credits, names.artists), held[album.pk]):
            album.artist_line = artist_line(facts.credits, names.artists)
        # A file that came earlier to the collection makes its album as old; a later one changes nothing.
        album.added_at = min(album.added_at, facts.added_at)
        album.save()


def _discs(albums: Sequence[AlbumFacts], rows: Sequence[Album]) -> None:
    """Discs that have a title, or that are one of several."""
    wanted: dict[tuple[int, int], tuple[str, int | None]] = {}
    for facts, album in zip(albums, rows, strict=True):
        tracks = [*facts.tracks, *facts.others]
        numbers = {track.fields["disc_number"] for track in tracks}
        for track in facts.tracks:
            number = track.fields["disc_number"]
            if track.disc_title or len(numbers) > 1 or number > 1:
                title, total = wanted.get((album.pk, number), ("", None))
                wanted[album.pk, number] = (title or track.disc_title, total or track.track_total)
    if not wanted:
        return
    held = {
        (disc.album_id, disc.number): disc
        for some in chunks({album for album, _ in wanted})
        for disc in Disc.objects.filter(album_id__in=some)
    }
    made = []
    for (pk, number), (title, total) in wanted.items():
        disc = held.get((pk, number))
        if disc is None:
            made.append(Disc(album_id=pk, number=number, title=title, track_total=total))
        elif (title and disc.title != title) or (total and disc.track_total != total):
            disc.title, disc.track_total = title or disc.title, total or disc.track_total
            disc.save(update_fields=["title", "track_total"])
    Disc.objects.bulk_create(made)


def _album_genres(
    albums: Sequence[AlbumFacts], rows: Sequence[Album], names: _Names, new: set[int]
) -> None:
    """An album has the genres of its tracks."""
    wanted: set[tuple[int, int]] = set()
    old: set[int] = set()
    for facts, album in zip(albums, rows, strict=True):
        if album.pk not in new:
            if "genres" in album.curated:
                continue
            old.add(album.pk)
        for track in facts.tracks:
            wanted.update((album.pk, genre) for genre in _genres_of(track, names))
    Through = Album.genres.through
    if old:
        for some in chunks(old):
            wanted.difference_update(
                Through._default_manager.filter(album_id__in=some).values_list(
                    "album_id", "genre_id"
                )
            )
    Through._default_manager.bulk_create(
        [Through(album_id=album, genre_id=genre) for album, genre in sorted(wanted)]
    )


# --- Tracks ------------------------------------------------------------------------------------------


def _derived(facts: TrackFacts, names: _Names) -> dict[str, Any]:
    fields = facts.fields
    fields["work_id"] = names.works[_work_key(facts, names.artists)] if facts.work else None
    return fields


TRACK_COLUMNS = (
    "public_id", "library_id", "album_id", "title", "title_key", "sort_title", "sort_key", "listed_to",
    "reachable_to", "added_at", "artist_line", "work_id", "disc_number", "position", "duration_ms", "isrc", "bpm",
    "key", "language", "is_explicit", "lyrics", "synced_lyrics", "comment", "musicbrainz_id", "movement",
    "movement_number",
)  # fmt: skip
FROM_FIELDS = TRACK_COLUMNS[TRACK_COLUMNS.index("disc_number") :]


def _new_tracks(library: Library, new: Sequence[tuple[TrackFacts, Album]], names: _Names) -> None:
    """Insert tracks with their credits and genres, and set their keys."""
    if not new:
        return
    rows = []
    for facts, album in new:
        fields = _derived(facts, names)
        visible = audiences(
            [library.visibility, album.visibility], restricted=library.is_restricted
        )
        sort_title = fields["sort_title"]
        rows.append(
            (
                uuid7_hex(),
                library.pk,
                album.pk,
                facts.title,
                text_key(facts.title),
                sort_title,
                sort_key(sort_title or facts.title),
                *visible,
                facts.added_at,
                artist_line(facts.credits, names.artists),
                fields["work_id"],
                *(fields[name] for name in FROM_FIELDS),
            )
        )
    rows_insert(Track, TRACK_COLUMNS, rows)
    keys = keys_of(Track, [row[0] for row in rows])
    for (facts, album), row in zip(new, rows, strict=True):
        facts.pk, facts.album_pk = keys[row[0]], album.pk
    credits_insert(
        "track", [(facts.pk or 0, credit_rows(facts.credits, names.artists)) for facts, _ in new]
    )
    rows_insert(
        Track.genres.through,
        ("track_id", "genre_id"),
        [(facts.pk, genre) for facts, _ in new for genre in _genres_of(facts, names)],
    )


def _genres_of(facts: TrackFacts, names: _Names) -> list[int]:
    found = [names.genres.get(text_key(name)) for name in facts.genres]
    found += [names.moods.get(text_key(name)) for name in facts.moods]
    return list(dict.fromkeys(pk for pk in found if pk is not None))


def _follow(facts: AlbumFacts, album: Album, touched: set[int]) -> None:
    """Bring tracks that did not change to the album that their files are of now."""
    moving = [track for track in facts.others if track.album_pk != album.pk]
    for some in chunks([track.pk for track in moving if track.pk is not None]):
        Track.objects.filter(pk__in=some).update(album=album)
    for track in moving:
        if track.album_pk is not None:
            touched.add(track.album_pk)
        track.album_pk = album.pk


def _change_tracks(
    old: dict[int, tuple[TrackFacts, Album]], names: _Names, touched: set[int]
) -> list[int]:
    if not old:
        return []
    rows = {pk: row for some in chunks(old) for pk, row in Track.objects.in_bulk(some).items()}
    held = credits_of("track", rows)
    changed = []
    for pk, row in rows.items():
        facts, album = old[pk]
        touched.update((row.album_id, album.pk))
        before = row.album_id
        differs = _take(row, {"title": facts.title, **_derived(facts, names)})
        if before != album.pk:
            row.album, differs = album, True
        if row.missing_since is not None:
            row.missing_since, differs = None, True
        # What a person deleted stays so.
        if row.deleted_at is not None and "deleted_at" not in row.curated:
            row.deleted_at, differs = None, True
        if "credits" in row.curated:
            differs |= row.take_tag("credits", said(facts.credits))
        elif credits_replace(row, credit_rows(facts.credits, names.artists), held[pk]):
            differs = True
        if "credits" not in row.curated and row.artist_line != artist_line(
            facts.credits, names.artists
        ):
            row.artist_line, differs = artist_line(facts.credits, names.artists), True
        differs |= _take_genres(row, facts, names)
        if differs:
            row.save()
            changed.append(pk)
        facts.album_pk = album.pk
    return changed


def _take_genres(row: Track, facts: TrackFacts, names: _Names) -> bool:
    if "genres" in row.curated:
        return row.take_tag("genres", facts.genres + facts.moods)
    wanted = set(_genres_of(facts, names))
    Through = Track.genres.through
    held = set(Through._default_manager.filter(track_id=row.pk).values_list("genre_id", flat=True))
    if wanted == held:
        return False
    Through._default_manager.filter(track_id=row.pk, genre_id__in=held - wanted).delete()
    Through._default_manager.bulk_create(
        [Through(track_id=row.pk, genre_id=pk) for pk in wanted - held]
    )
    return True


def _take(row: Album | Track, fields: dict[str, Any]) -> bool:
    """Take what tags say of each field, and the keys that follow from titles."""
    differs = False
    for name, value in fields.items():
        if name == "bpm" and value is not None and name not in row.curated:
            value = Decimal(value)
        differs |= row.take_tag(name, value)
    if differs:
        row.title_key = text_key(row.title)
        row.sort_key = sort_key(row.sort_title or row.title)
    return differs


def artist_image_take(*, artist: Artist, artwork_id: int) -> bool:
    """Give an artist the picture that lies beside their music. True when it is another than before."""
    if not artist.take_tag("image_id", artwork_id):
        return False
    artist.save(update_fields=["image", "curated", "updated_at"])
    return True
