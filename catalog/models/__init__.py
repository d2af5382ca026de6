from catalog.models.access import Bundle, BundleItem, Grant, GrantStep
from catalog.models.album import Album, Disc
from catalog.models.artist import Artist, ArtistAlias
from catalog.models.change import UNDO_FOR, Change, ChangedRow
from catalog.models.credit import Credit
from catalog.models.genre import Genre
from catalog.models.instrument import Instrument
from catalog.models.journal import MergeJournal, MovedRows
from catalog.models.library import Library, LibraryReader
from catalog.models.report import Report, Task
from catalog.models.rights import WHOLE, Split, SplitSide, TrackRights
from catalog.models.take_down import TakeDown
from catalog.models.track import Track, VersionKind, Vocals, Work

__all__ = [
    "UNDO_FOR",
    "WHOLE",
    "Album",
    "Artist",
    "ArtistAlias",
    "Bundle",
    "BundleItem",
    "Change",
    "ChangedRow",
    "Credit",
    "Disc",
    "Genre",
    "Grant",
    "GrantStep",
    "Instrument",
    "Library",
    "LibraryReader",
    "MergeJournal",
    "MovedRows",
    "Report",
    "Split",
    "SplitSide",
    "TakeDown",
    "Task",
    "Track",
    "TrackRights",
    "VersionKind",
    "Vocals",
    "Work",
]
