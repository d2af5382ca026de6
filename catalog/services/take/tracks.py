"""Tracks on their way in: inserted, changed, or brought to the album that their files are of now."""

from collections.abc import Sequence
from operator import itemgetter
from typing import Any

from catalog.audience import audiences
from catalog.facts import AlbumFacts, TrackFacts
from catalog.models import Album, Library, Track
from catalog.services.bulk import chunks, keys_of, rows_insert
from catalog.services.credits import (
    artist_line,
    credit_rows,
    credits_insert,
    credits_of,
    credits_replace,
    said,
)
from catalog.services.take.fields import fields_take
from catalog.services.take.names import Names
from common.ids import uuid7_hex
from common.text import sort_key, text_key


def _derived(facts: TrackFacts, names: Names) -> dict[str, Any]:
    fields = facts.fields
    fields["work_id"] = names.work_of(facts)
    return fields


def _shown(album: Album) -> tuple[str, bool]:
    """What of an album decides who sees its tracks."""
    return album.visibility, album.taken_down_id is not None


TRACK_COLUMNS = (
    "public_id", "library_id", "album_id", "title", "title_key", "sort_title", "sort_key", "listed_to",
    "reachable_to", "added_at", "artist_line", "work_id", "disc_number", "position", "duration_ms", "isrc", "bpm",
    "key", "language", "is_explicit", "lyrics", "synced_lyrics", "comment", "musicbrainz_id", "movement",
    "movement_number",
)  # fmt: skip
_from_fields = itemgetter(*TRACK_COLUMNS[TRACK_COLUMNS.index("disc_number") :])


def tracks_insert(library: Library, new: Sequence[tuple[TrackFacts, Album]], names: Names) -> None:
    """Insert tracks with their credits and genres, and set their keys."""
    if not new:
        return
    seen_by = {
        (visibility, is_down): audiences(
            [library.visibility, visibility],
            restricted=library.is_restricted,
            taken_down=is_down,
        )
        for visibility, is_down in {_shown(album) for _, album in new}
    }
    rows = []
    for facts, album in new:
        fields = _derived(facts, names)
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
                *seen_by[_shown(album)],
                facts.added_at,
                artist_line(facts.credits, names.artists),
                fields["work_id"],
                *_from_fields(fields),
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
        [(facts.pk, genre) for facts, _ in new for genre in names.genres_of(facts)],
    )


def tracks_follow(facts: AlbumFacts, album: Album, touched: set[int]) -> set[int]:
    """Bring tracks that did not change to the album that their files are of now. Gives the album where some came."""
    moving = [track for track in facts.others if track.album_pk != album.pk]
    for some in chunks([track.pk for track in moving if track.pk is not None]):
        # What a person moved stays where they put it.
        Track.objects.filter(pk__in=some).exclude(curated__has_key="album").update(album=album)
    for track in moving:
        if track.album_pk is not None:
            touched.add(track.album_pk)
        track.album_pk = album.pk
    return {album.pk} if moving else set()


def tracks_change(
    old: dict[int, tuple[TrackFacts, Album]], names: Names, touched: set[int]
) -> tuple[list[int], set[int]]:
    """Give the tracks that changed, and the albums that some of them came to."""
    if not old:
        return [], set()
    rows = {pk: row for some in chunks(old) for pk, row in Track.objects.in_bulk(some).items()}
    held = credits_of("track", rows)
    changed: list[int] = []
    followed: set[int] = set()
    for pk, row in rows.items():
        facts, album = old[pk]
        touched.update((row.album_id, album.pk))
        before = row.album_id
        differs = fields_take(row, {"title": facts.title, **_derived(facts, names)})
        if "album" in row.curated:
            differs |= row.take_tag("album", album.pk)
        elif before != album.pk:
            row.album, differs = album, True
            followed.add(album.pk)
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
    return changed, followed


def _take_genres(row: Track, facts: TrackFacts, names: Names) -> bool:
    if "genres" in row.curated:
        return row.take_tag("genres", facts.genres + facts.moods)
    wanted = set(names.genres_of(facts))
    Through = Track.genres.through
    held = set(Through._default_manager.filter(track_id=row.pk).values_list("genre_id", flat=True))
    if wanted == held:
        return False
    Through._default_manager.filter(track_id=row.pk, genre_id__in=held - wanted).delete()
    Through._default_manager.bulk_create(
        [Through(track_id=row.pk, genre_id=pk) for pk in wanted - held]
    )
    return True
