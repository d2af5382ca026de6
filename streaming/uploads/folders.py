"""Which folder of a library is one album: as the import has it, a folder with its disc folders."""

from django.db.models import QuerySet

from catalog.models import Library
from streaming.importing.names import disc_of
from streaming.importing.reader import parts_of
from streaming.models import MediaFile


def album_folder(path: str) -> str:
    """The folder that may be the album of the file at this path; empty at the top, where files lie side by side."""
    folders, _ = parts_of(path)
    if len(folders) > 1 and disc_of(folders[-1]):
        folders = folders[:-1]
    return "/".join(folders)


def files_below(library: Library, folder: str) -> "QuerySet[MediaFile]":
    """Files that are there, in a folder of a library or deeper, in the order in which they came."""
    held = MediaFile.objects.filter(library=library, missing_since=None, replaced_at=None)
    return held.filter(path__startswith=f"{folder}/").order_by("pk")
