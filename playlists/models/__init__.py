from playlists.models.change import PlaylistChange
from playlists.models.collaborator import Collaborator
from playlists.models.entry import PlaylistEntry
from playlists.models.follow import Follow
from playlists.models.later import LaterItem
from playlists.models.like import Like
from playlists.models.playlist import Playlist
from playlists.models.queue import PlayQueue
from playlists.models.rating import Rating

__all__ = [
    "Collaborator",
    "Follow",
    "LaterItem",
    "Like",
    "PlayQueue",
    "Playlist",
    "PlaylistChange",
    "PlaylistEntry",
    "Rating",
]
