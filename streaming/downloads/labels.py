"""What is written into a file that is given away: who made it, what it is, and whom to ask about it."""

from dataclasses import dataclass, field

MOST_LYRICS = 20_000
"""Characters: more is no song's."""


@dataclass(frozen=True, slots=True)
class Labels:
    """The words of a file's tags. Numbers are 0 where unknown, words empty.

    `contact` says in one line who gave the file and how they are reached. `roles` names people by what they did:
    `composer`, `lyricist`, `arranger`, `producer`, `conductor`, `remixer`, `mixer`, `engineer`.
    """

    title: str
    artists: list[str]
    artist_line: str = ""
    album: str = ""
    album_artist: str = ""
    date: str = ""
    track: int = 0
    disc: int = 0
    genres: list[str] = field(default_factory=list)
    moods: list[str] = field(default_factory=list)
    bpm: float = 0
    key: str = ""
    isrc: str = ""
    language: str = ""
    label: str = ""
    roles: dict[str, list[str]] = field(default_factory=dict)
    lyrics: str = ""
    contact: str = ""
    website: str = ""
