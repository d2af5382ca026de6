"""What a demo album is made of: plain data that the catalogue fills and the writer reads."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from .drift import Drift
from .ensemble import Consort
from .groove import Groove

type Form = Literal["flac", "mp3 vbr", "mp3 320", "mp3 128", "ogg", "opus", "m4a", "wav", "aiff"]
type Music = Groove | Drift | Consort | Literal["prelude"]

SUFFIX: dict[Form, str] = {
    "flac": ".flac",
    "mp3 vbr": ".mp3",
    "mp3 320": ".mp3",
    "mp3 128": ".mp3",
    "ogg": ".ogg",
    "opus": ".opus",
    "m4a": ".m4a",
    "wav": ".wav",
    "aiff": ".aiff",
}


@dataclass(frozen=True)
class Track:
    """A track: its music, its format, and what its tags say beyond the album's."""

    title: str
    music: Music
    form: Form
    artists: tuple[str, ...]
    loudness: float = -15.0
    disc: int = 1
    number: int = 1
    genres: tuple[str, ...] = ()
    mood: str = ""
    bpm: int | None = None
    key: str = ""
    isrc: str = ""
    composer: str = ""
    work: str = ""
    movement: str = ""
    movement_number: int = 0
    movement_total: int = 0
    lyrics: str = ""
    timed_lyrics: bool = False
    remixer: str = ""
    drive: float = 0.0


@dataclass(frozen=True)
class Album:
    """An album. ``unbroken`` music is rendered as one piece and cut into its tracks."""

    title: str
    artist: str
    date: str
    kind: str
    tracks: tuple[Track, ...]
    catalogue_number: str
    cover: str = ""
    cover_name: str = "cover.jpg"
    embed_cover: bool = False
    unbroken: Literal["", "drift", "concert"] = ""
    compilation: bool = False
    disc_folders: bool = False
    replay_gain: bool = False
    track_counts: dict[int, int] = field(default_factory=dict)
