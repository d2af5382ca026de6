"""Writes of this room, for the rooms above."""

from streaming.analysis.service import file_analyse
from streaming.delivery.sweep import renditions_sweep
from streaming.libraries import (
    FolderPreview,
    folder_preview,
    library_add,
    library_change,
    library_rescan,
)
from streaming.plays import play_record, plays_recount

__all__ = [
    "FolderPreview",
    "file_analyse",
    "folder_preview",
    "library_add",
    "library_change",
    "library_rescan",
    "play_record",
    "plays_recount",
    "renditions_sweep",
]
