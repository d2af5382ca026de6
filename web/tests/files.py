"""Files of tracks, as rows."""

import hashlib
from collections.abc import Sequence

from catalog.models import Library, Track
from streaming.models import MediaFile


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def lay(tracks: Sequence[Track], paths: Sequence[str]) -> None:
    """Give each track a file at its path, in a library that is a folder."""
    Library.objects.filter(pk__in={track.library_id for track in tracks}).update(
        kind=Library.Kind.FOLDER
    )
    for track, path in zip(tracks, paths, strict=True):
        MediaFile.objects.create(
            library=track.library, track=track, path=path, path_hash=_hash(path),
            folder_hash=_hash(path.rpartition("/")[0]), size=1, mtime_ns=1, container="flac", codec="flac",
        )  # fmt: skip
