"""Albums on their way in: found, recognised by their tracks, made or changed; their discs and genres."""

from collections.abc import Iterable, Sequence

from catalog.audience import audiences
from catalog.facts import AlbumFacts
from catalog.models import Album, Disc, Library, Track
from catalog.services.bulk import chunks, objects_insert, rows_insert
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
from common.text import sort_key, text_key
from pictures.services import artworks_discard


def albums_find_or_make(
    library: Library, albums: Sequence[AlbumFacts], names: Names
) -> tuple[list[Album], list[Album]]:
    """The row of each album: found by its key, recognised by its tracks, or made. Second: those that were made."""
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
    made = [album for album, _ in new]
    objects_insert(Album, made)
    credits_insert(
        "album", [(album.pk, credit_rows(facts.credits, names.artists)) for album, facts in new]
    )
    if changed:
        _change_albums(changed, names)
    return rows, made


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


def _new_album(library: Library, facts: AlbumFacts, names: Names) -> Album:
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


def _change_albums(changed: Iterable[tuple[Album, AlbumFacts]], names: Names) -> None:
    pairs = list(changed)
    held = credits_of("album", [album.pk for album, _ in pairs])
    before = {album.cover_id for album, _ in pairs}
    for album, facts in pairs:
        album.deleted_at = None
        fields_take(album, {"title": facts.title, **facts.fields})
        if facts.cover_id is not None and (not facts.keeps_cover or album.cover_id is None):
            album.take_tag("cover_id", facts.cover_id)
        if "credits" in album.curated:
            album.take_tag("credits", said(facts.credits))
        elif credits_replace(album, credit_rows(facts.credits, names.artists), held[album.pk]):
            album.artist_line = artist_line(facts.credits, names.artists)
        # A file that came earlier to the collection makes its album as old; a later one changes nothing.
        album.added_at = min(album.added_at, facts.added_at)
        album.save()
    # Pictures that were replaced go, unless something else shows them.
    if replaced := before - {album.cover_id for album, _ in pairs}:
        artworks_discard(replaced)


def discs_take(albums: Sequence[AlbumFacts], rows: Sequence[Album]) -> None:
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


def album_genres_take(
    albums: Sequence[AlbumFacts], rows: Sequence[Album], names: Names, new: set[int]
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
            wanted.update((album.pk, genre) for genre in names.genres_of(track))
    Through = Album.genres.through
    if old:
        for some in chunks(old):
            wanted.difference_update(
                Through._default_manager.filter(album_id__in=some).values_list(
                    "album_id", "genre_id"
                )
            )
    rows_insert(Through, ("album_id", "genre_id"), sorted(wanted))
