"""Writes of the catalogue."""

from catalog.services.curate import (
    album_edit,
    artist_edit,
    fields_release,
    genre_edit,
    track_edit,
)
from catalog.services.curate_credits import (
    ChosenCredit,
    credits_choose,
    credits_curate,
    credits_release,
    genres_choose,
    genres_curate,
    genres_release,
)
from catalog.services.merge import album_merge, artist_merge, merge_undo, several_merge
from catalog.services.refresh import album_refresh, audiences_refresh
from catalog.services.shelve import items_delete, items_restore, items_visibility_set
from catalog.services.take import Taken, albums_take, artist_image_take

__all__ = [
    "ChosenCredit",
    "Taken",
    "album_edit",
    "album_merge",
    "album_refresh",
    "albums_take",
    "artist_edit",
    "artist_image_take",
    "artist_merge",
    "audiences_refresh",
    "credits_choose",
    "credits_curate",
    "credits_release",
    "fields_release",
    "genre_edit",
    "genres_choose",
    "genres_curate",
    "genres_release",
    "items_delete",
    "items_restore",
    "items_visibility_set",
    "merge_undo",
    "several_merge",
    "track_edit",
]
