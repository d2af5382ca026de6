"""Which service a file is of, told by its content; and the reader of each."""

from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

from common.errors import Invalid
from playlists.past import listenbrainz, navidrome, spotify
from playlists.past.database import MAGIC
from playlists.past.facts import Fact
from playlists.past.files import Part, parts_of, start_of


class Reader(Protocol):
    def __call__(self, path: Path, *, who: str = "") -> Iterator[Fact]: ...


READERS: dict[str, Reader] = {
    "navidrome": navidrome.read,
    "spotify": spotify.read,
    "listenbrainz": listenbrainz.read,
}
FIELDS = {
    "listenbrainz": ("track_metadata", "recording_msid", "payload", "feedback", "playlist"),
    "spotify": ("msPlayed", "ms_played", "lastModifiedDate", "bannedTracks", "items"),
}
"""What is in a file of each and of no other, looked for in this order."""
NAMES = {"navidrome": "Navidrome", "spotify": "Spotify", "listenbrainz": "ListenBrainz"}


def source_of(path: Path) -> str:
    """A key of READERS. Raises Invalid (field `file`) for what none of them knows."""
    if not path.is_dir():
        with path.open("rb") as file:
            if file.read(len(MAGIC)) == MAGIC:
                return "navidrome"
    parts = parts_of(path)
    if any(spotify.is_mine(part.name) for part in parts):
        return "spotify"
    if any(listenbrainz.is_mine(part.path) for part in parts):
        return "listenbrainz"
    if len(parts) == 1:
        return _by_content(parts[0])
    raise unknown()


def unknown() -> Invalid:
    return Invalid(
        "This is no database of Navidrome, and no data of Spotify or ListenBrainz.", field="file"
    )


def _by_content(part: Part) -> str:
    """By the names of the first fields in it."""
    start = start_of(part)
    for source, fields in FIELDS.items():
        if any(f'"{field}"' in start for field in fields):
            return source
    raise unknown()
