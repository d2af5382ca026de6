"""Rows of files: new ones, and those whose file was read again."""

import json
from collections.abc import Sequence
from typing import Any

from catalog.models import Library
from catalog.services.bulk import JsonText, rows_insert
from streaming.importing.matching import Matching
from streaming.importing.reader import FileRead
from streaming.models import MediaFile, Rendition
from streaming.paths import path_hash, stored_path


def files_insert(library: Library, reads: Sequence[FileRead]) -> None:
    """Rows of files that are new, of the tracks that were made for them."""
    if not reads:
        return
    rows = [columns(read) | {"tags": JsonText(read.tags)} for read in reads]
    rows_insert(
        MediaFile,
        ("library_id", "track_id", *rows[0]),
        [
            (library.pk, read.facts.pk, *row.values())
            for read, row in zip(reads, rows, strict=True)
            if read.facts
        ],
    )


def files_change(matching: Matching) -> None:
    """Bring rows that are there up to date with their files."""
    for pk, read in matching.known.items():
        row = matching.rows[pk]
        values = columns(read) | {"tags": json.loads(read.tags)}
        if row.audio_hash != values["audio_hash"] and row.audio_hash:
            # Other sound: what was measured and made of the old one is void.
            values |= {"waveform": None, "loudness": None, "true_peak": None, "analysed_at": None,
                       "skip_samples": None, "samples": None}  # fmt: skip
            Rendition.objects.filter(file_id=pk).delete()
        values |= {"sha256": "", "sound": None, "missing_since": None}
        for name, value in values.items():
            setattr(row, name, value)
        row.save(update_fields=[*values, "updated_at"])


def columns(read: FileRead) -> dict[str, Any]:
    """The columns of a file's row that follow from reading it."""
    assert read.sound
    sound = read.sound
    return {
        "path": stored_path(read.path),
        "path_hash": path_hash(read.path),
        "folder_hash": path_hash(read.path.rpartition("/")[0]),
        "size": read.size,
        "mtime_ns": read.mtime_ns,
        "audio_hash": sound.audio_hash,
        "container": sound.container,
        "codec": sound.codec,
        "bitrate": min(sound.bitrate, 2**31 - 1),
        "sample_rate": min(sound.sample_rate, 2**31 - 1),
        "channels": sound.channels,
        "bit_depth": sound.bit_depth,
        "duration_ms": min(sound.duration_ms, 2**31 - 1),
        **read.gains,
    }
