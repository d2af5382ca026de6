"""Writes of what listeners keep."""

from playlists.services.collaborators import collaborator_add, collaborator_remove
from playlists.services.entries import (
    Added,
    Duplicated,
    entries_add,
    entries_move,
    entries_remove,
    entries_sort,
)
from playlists.services.follows import follow_add, follow_remove
from playlists.services.likes import KINDS, like_add, like_remove
from playlists.services.playlists import (
    playlist_change,
    playlist_cover_set,
    playlist_create,
    playlist_create_of,
    playlist_delete,
    playlist_duplicate,
)
from playlists.services.queue import queue_move, queue_save
from playlists.services.ratings import rating_set
from playlists.services.steps import entry_step
from playlists.services.undo import change_undo

__all__ = [
    "KINDS",
    "Added",
    "Duplicated",
    "change_undo",
    "collaborator_add",
    "collaborator_remove",
    "entries_add",
    "entries_move",
    "entries_remove",
    "entries_sort",
    "entry_step",
    "follow_add",
    "follow_remove",
    "like_add",
    "like_remove",
    "playlist_change",
    "playlist_cover_set",
    "playlist_create",
    "playlist_create_of",
    "playlist_delete",
    "playlist_duplicate",
    "queue_move",
    "queue_save",
    "rating_set",
]
