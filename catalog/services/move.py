"""Tracks on another album of their library, and an album made of some of another's tracks."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from catalog.models import Album, Credit, Track
from catalog.services.marks import mark
from catalog.services.refresh import album_refresh, artists_mark, audiences_refresh
from common.errors import Invalid
from common.ids import uuid7_hex
from common.text import sort_key, text_key

ALBUM = "album"
"""The entry of `curated` of a track that a person moved: the import leaves it where it is, and keeps there the key of
the album that its tags name."""


@transaction.atomic
def tracks_move(*, tracks: Collection[Track], album: Album, at: datetime) -> int:
    """Move tracks to an album of their library, each with its numbers. Raises Invalid; gives how many moved.

    An album that loses its last track goes; one that gets tracks is there again, unless a person deleted it.
    """
    moving = [track for track in tracks if track.album_id != album.pk]
    if any(track.library_id != album.library_id for track in moving):
        raise Invalid("Tracks stay in their library: choose an album of the same one.")
    if album.merged_into_id is not None:
        raise Invalid("That album was merged into another: choose that one.")
    left = {track.album_id for track in moving}
    for track in moving:
        tagged = track.curated.get(ALBUM, {}).get("tags", track.album_id)
        if tagged == album.pk:
            track.curated.pop(ALBUM, None)
        else:
            track.curated[ALBUM] = {"by": "person", "tags": tagged}
        track.album = album
    Track.objects.bulk_update(moving, ["album", "curated"], batch_size=200)
    if moving and album.deleted_at is not None and "deleted_at" not in album.curated:
        Album.objects.filter(pk=album.pk).update(deleted_at=None)
    touched = {*left, album.pk}
    album_refresh(albums=touched, at=at)
    audiences_refresh(library=album.library, albums=[album.pk])
    mark("album", touched)
    artists_mark(albums=touched)
    return len(moving)


@transaction.atomic
def album_split(*, album: Album, title: str) -> Album:
    """An empty album beside this one, with its artists, dates and cover, for tracks that are moved there."""
    title = title.strip()
    if not title:
        raise Invalid("The new album needs a title.", field="title")
    made = Album.objects.create(
        library=album.library,
        # No file's tags make this key: what tags say stays with the album that they name.
        match_key=f"split:{uuid7_hex()}",
        title=title,
        title_key=text_key(title),
        sort_key=sort_key(title),
        type=album.type,
        release_date=album.release_date,
        original_date=album.original_date,
        label=album.label,
        cover=album.cover,
        artist_line=album.artist_line,
        visibility=album.visibility,
        listed_to=album.listed_to,
        reachable_to=album.reachable_to,
        taken_down=album.taken_down,
        added_at=album.added_at,
    )
    Credit.objects.bulk_create(
        Credit(
            album=made, artist_id=credit.artist_id, role=credit.role, detail=credit.detail,
            credited_as=credit.credited_as, join_phrase=credit.join_phrase, position=credit.position,
        )
        for credit in album.credits.all()
    )  # fmt: skip
    made.genres.set(album.genres.all())
    return made
