"""Taking albums and their tracks in: what imports and uploads found becomes rows, or changes the rows there are.

All of it works on a whole batch at once: a query for the artists, one for the albums, one for the tracks, and one
insert a table. What tags set is changed by tags; what a person or a lookup set stays, with the tags' word kept
beside it (`catalog.provenance`).
"""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from catalog.audience import audiences
from catalog.facts import AlbumFacts, TrackFacts
from catalog.models import Album, Artist, Library
from catalog.services.marks import mark_all
from catalog.services.refresh import album_refresh, audiences_refresh
from catalog.services.take.albums import album_genres_take, albums_find_or_make, discs_take
from catalog.services.take.names import names_match
from catalog.services.take.tracks import tracks_change, tracks_follow, tracks_insert
from common import pagecache


@transaction.atomic
def albums_take(*, library: Library, albums: Sequence[AlbumFacts], at: datetime) -> None:
    """Write albums and tracks of one library. Sets `pk` of every TrackFacts; call it in the batch's transaction."""
    names = names_match(library, albums)
    rows, new_albums = albums_find_or_make(library, albums, names)
    new: list[tuple[TrackFacts, Album]] = []
    old: dict[int, tuple[TrackFacts, Album]] = {}
    touched: set[int] = set()
    moved: set[int] = set()
    counted = {row.pk for row in new_albums}
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
        moved |= tracks_follow(facts, album, touched)
    tracks_insert(library, new, names)
    changed, followed = tracks_change(old, names, touched)
    discs_take(albums, rows)
    album_genres_take(albums, rows, names, {album.pk for album in new_albums})
    if touched:
        album_refresh(albums=touched, at=at)
    if moved | followed:
        # They are for whom their new album is for.
        audiences_refresh(library=library, albums=moved | followed)
    mark_all(
        track=[track.pk for track, _ in new if track.pk] + changed,
        album={album.pk for album in rows} | touched,
        artist={row.pk for row in names.artists.values()},
    )


def artist_image_take(*, artist: Artist, artwork_id: int, library: Library) -> bool:
    """Give an artist the picture that lies beside their music in a library. True when it is another than before.

    It is for those whom the library is for. One of another library stays, unless more people may see the new one.
    """
    image_to, _ = audiences([library.visibility], restricted=library.is_restricted)
    of_another = artist.image_id is not None and artist.image_library_id not in {None, library.pk}
    if of_another and artist.image_to is not None and artist.image_to <= image_to:
        return False
    is_new = artist.take_tag("image_id", artwork_id)
    moves = "image_id" not in artist.curated and artist.image_library_id != library.pk
    if not is_new and not moves:
        return False
    if "image_id" not in artist.curated:
        artist.image_library, artist.image_to = library, image_to
    artist.save(update_fields=["image", "image_library", "image_to", "curated", "updated_at"])
    pagecache.bump()
    return True
