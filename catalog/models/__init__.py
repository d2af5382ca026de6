from catalog.models.access import Bundle, BundleItem, Grant
from catalog.models.album import Album, Disc
from catalog.models.artist import Artist, ArtistAlias
from catalog.models.credit import Credit
from catalog.models.genre import Genre
from catalog.models.journal import MergeJournal
from catalog.models.library import Library, LibraryReader
from catalog.models.track import Track, Work

__all__ = [
    "Album",
    "Artist",
    "ArtistAlias",
    "Bundle",
    "BundleItem",
    "Credit",
    "Disc",
    "Genre",
    "Grant",
    "Library",
    "LibraryReader",
    "MergeJournal",
    "Track",
    "Work",
]
