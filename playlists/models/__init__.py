from playlists.models.change import PlaylistChange
from playlists.models.collaborator import Collaborator
from playlists.models.entry import PlaylistEntry
from playlists.models.follow import Follow
from playlists.models.later import LaterItem
from playlists.models.like import Like
from playlists.models.listening_import import ListeningImport
from playlists.models.playlist import Playlist
from playlists.models.queue import PlayQueue
from playlists.models.rating import Rating
from playlists.models.share import Share, ShareRecipient, ShareRefusal
from playlists.models.smart import SmartChunk, SmartList

__all__ = [
    "Collaborator",
    "Follow",
    "LaterItem",
    "Like",
    "ListeningImport",
    "PlayQueue",
    "Playlist",
    "PlaylistChange",
    "PlaylistEntry",
    "Rating",
    "SmartChunk",
    "SmartList",
    "Share",
    "ShareRecipient",
    "ShareRefusal",
]
