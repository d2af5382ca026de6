"""Having a download written, and knowing it: its size and CRC-32."""

import json
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from common.errors import Invalid
from streaming.delivery.facts import facts_of
from streaming.delivery.places import cache_folder, readable_path
from streaming.delivery.spawn import ask
from streaming.downloads.formats import Keep
from streaming.downloads.labels import Labels
from streaming.models import MediaFile

BLOCK = 1 << 20


@dataclass(frozen=True, slots=True)
class Made:
    """A written download: where it is for the moment, what it is, and what an archive must know of it."""

    path: Path
    container: str
    size: int
    crc32: int


@contextmanager
def download_made(
    file: MediaFile, *, keep: Keep, labels: Labels, cover: bytes | None
) -> Iterator[Made]:
    """The track's file written in that format; it is gone after the block.

    Raises NotFound where the file is away, Invalid where it holds no sound that can be read, SoundError where the child
    could not do it, and TooMany where none can be had now.
    """
    path = readable_path(file)
    facts = facts_of(file, path)
    if facts is None:
        raise Invalid("This file can't be read as sound.")
    # What a killed worker leaves there is removed with the renditions that nobody knows (`streaming.delivery.sweep`).
    folder = cache_folder() / "downloads"
    folder.mkdir(parents=True, exist_ok=True)
    seconds = facts.info["duration_ms"] / 1000
    raw = int(seconds * facts.info["sample_rate"] * facts.info["channels"] * 4)
    with TemporaryDirectory(dir=folder) as scratch:
        part, art = Path(scratch, "part"), Path(scratch, "cover.jpg")
        told = Path(scratch, "labels.json")
        told.write_text(json.dumps(asdict(labels)))
        if cover:
            art.write_bytes(cover)
        ask(
            {
                "do": "download",
                "path": str(path),
                "info": facts.info,
                "keep": keep.value,
                "part": str(part),
                "labels": str(told),
                "cover": str(art) if cover else "",
            },
            seconds=int(60 + seconds / 4),
            # Tags are put before the sound by moving it, in place.
            output=max(raw, path.stat().st_size) + len(cover or b"") + (8 << 20),
        )
        container = keep.container_of(facts.info["container"])
        yield Made(part, container, part.stat().st_size, crc32_of(part))


def crc32_of(path: Path) -> int:
    """As ZIP has it (ISO 3309)."""
    found = 0
    with path.open("rb") as file:
        while block := file.read(BLOCK):
            found = zlib.crc32(block, found)
    return found
