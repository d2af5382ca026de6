"""Writes of the catalogue."""

from catalog.services.covers import albums_cover_take
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
from catalog.services.describe import instruments_set, tags_set, version_set
from catalog.services.hand_on import library_give, library_hand_on
from catalog.services.merge import (
    album_merge,
    artist_merge,
    genre_merge,
    merge_undo,
    several_merge,
)
from catalog.services.refresh import album_refresh, audiences_refresh
from catalog.services.rights import SplitFacts, rights_edit, splits_set
from catalog.services.shelve import items_delete, items_restore, items_visibility_set
from catalog.services.take import albums_take, artist_image_take

__all__ = [
    "ChosenCredit",
    "SplitFacts",
    "album_edit",
    "album_merge",
    "album_refresh",
    "albums_cover_take",
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
    "instruments_set",
    "items_delete",
    "items_restore",
    "items_visibility_set",
    "library_give",
    "library_hand_on",
    "genre_merge",
    "merge_undo",
    "rights_edit",
    "several_merge",
    "splits_set",
    "tags_set",
    "track_edit",
    "version_set",
]
