"""Files of a pitch joined into an archive: which, in which order, under which names, and their bytes."""

from collections.abc import Iterable, Iterator
from contextlib import closing
from typing import Any

from botocore.exceptions import ClientError
from django.core.files.storage import FileSystemStorage, default_storage, storages

from common.errors import NotFound
from pitching.models import Pitch, PitchFile, PitchTrack
from streaming.archive import Archive, Entry, layout
from streaming.delivery.files import open_inside
from streaming.delivery.types import file_name

BLOCK = 112 << 10
"""Bytes at a time: worth a call, and less than what an allocator asks the system for anew each time (128 KiB)."""


def files_in_order(pitch: Pitch, tracks: Any, format: str) -> list[PitchFile]:
    """The written files of these tracks in a format, in the pitch's order, with their tracks; one query."""
    rows = PitchFile.objects.filter(
        pitch=pitch, format=format, state=PitchFile.State.READY, track__in=tracks
    )
    places = dict(
        PitchTrack.objects.filter(pitch=pitch, track__isnull=False).values_list(
            "track_id", "position"
        )
    )
    return sorted(
        rows.select_related("track"), key=lambda row: (places.get(row.track_id, 0), row.pk)
    )


def archive_of(pitch: Pitch, files: Iterable[PitchFile]) -> Archive:
    """The archive of these files, numbered in their order, in a folder named after the pitch."""
    folder = file_name("", pitch.title, "")
    rows = list(files)
    digits = max(2, len(str(len(rows))))
    return layout(
        (
            Entry(f"{folder}/{number:0{digits}} {row.name}", row.size, row.crc32, row.storage_key)
            for number, row in enumerate(rows, 1)
        ),
        modified=pitch.sent_at or pitch.created_at,
    )


def blocks_of(entry: Entry, first: int, last: int) -> Iterator[bytes]:
    """A stored file's bytes between two places. Raises NotFound where it is not as long as it was."""
    blocks = _local if isinstance(default_storage, FileSystemStorage) else _remote
    yield from blocks(entry.place, first, last)


def _local(key: str, first: int, last: int) -> Iterator[bytes]:
    opened = open_inside(str(default_storage.location), key, name="")  # type: ignore[attr-defined]
    try:
        opened.file.seek(first)
        left = last - first
        while left:
            block = opened.file.read(min(BLOCK, left))
            if not block:
                raise NotFound
            left -= len(block)
            yield block
    finally:
        opened.close()


def _remote(key: str, first: int, last: int) -> Iterator[bytes]:
    storage: Any = storages["default"]
    name = f"{storage.location.strip('/')}/{key}".lstrip("/")
    try:
        found = storage.connection.meta.client.get_object(
            Bucket=storage.bucket_name, Key=name, Range=f"bytes={first}-{last - 1}"
        )
    except ClientError as error:
        raise NotFound from error
    if found["ContentLength"] != last - first:
        raise NotFound
    # Its own `with` gives what lies below it, which knows no chunks.
    with closing(found["Body"]) as body:
        yield from body.iter_chunks(BLOCK)
