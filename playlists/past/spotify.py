"""What Spotify hands out about an account (https://support.spotify.com/article/understanding-my-data/), ZIP or folder.

Two packages, asked for apart, of which both may be brought along, in any order:

- *Account data*: `StreamingHistory_music_N.json` (before 2024 `StreamingHistoryN.json`), the last year, with the minute
  (UTC) in which a stream ended; `YourLibrary.json` with liked tracks, saved albums and followed artists;
  `PlaylistN.json`.
- *Extended streaming history*: `Streaming_History_Audio_YEARS_N.json` (once `endsong_N.json`), all years, with
  the second.

Both tell how long a stream was heard, so only what counts here becomes a play. A listen is known by the minute in which
it ended, which both packages tell alike: one that stands in both counts once, and a track that ends twice in one minute
counts once. Podcasts, audiobooks and videos are passed over, as is what a private session kept to itself.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote_plus

from playlists.exchange.formats import Line
from playlists.past.facts import Fact, Followed, Heard, Liked, Listed, Passed, moment, text
from playlists.past.files import Part, document, parts_of, records, start_of

HISTORY = re.compile(
    r"(?:StreamingHistory(?:_music)?_?\d*|Streaming_History_Audio_.*|endsong_\d+)\.json", re.I
)
PLAYLISTS = re.compile(r"Playlist\d*\.json", re.I)
LIBRARY = "yourlibrary.json"
MOST_ITEMS = 100_000


def is_mine(name: str) -> bool:
    """Whether a part of that name is one of Spotify's."""
    return bool(HISTORY.fullmatch(name) or PLAYLISTS.fullmatch(name)) or name.lower() == LIBRARY


def read(path: Path, *, who: str = "") -> Iterator[Fact]:
    """Facts of all parts that are known. Raises Invalid."""
    parts = parts_of(path)
    for part in parts:
        if len(parts) == 1 or is_mine(part.name):
            yield from _part(part)


def _part(part: Part) -> Iterator[Fact]:
    """A list is a history; an object holds playlists or the library."""
    if not start_of(part).startswith("{"):
        for record in records(part):
            if isinstance(record, dict):
                yield from _stream(record)
        return
    found = document(part)
    if isinstance(found, dict) and "playlists" in found:
        yield from _playlists(found)
    elif isinstance(found, dict):
        yield from _library(found)


def _stream(record: dict[str, Any]) -> Iterator[Fact]:
    if "ts" in record:
        ended, played = moment(record["ts"]), record.get("ms_played")
        line = Line(
            title=text(record.get("master_metadata_track_name")),
            artist=text(record.get("master_metadata_album_artist_name")),
            album=text(record.get("master_metadata_album_album_name")),
        )
    else:
        ended, played = moment(record.get("endTime")), record.get("msPlayed")
        line = Line(title=text(record.get("trackName")), artist=text(record.get("artistName")))
    if not line.title or ended is None or not isinstance(played, int | float):
        yield Passed("no music")
        return
    heard_ms = int(min(played, 86_400_000)) if played > 0 else 0  # NaN, too, is not above 0
    yield Heard(line, at=ended - heard_ms // 1000, slot=ended // 60, played_ms=heard_ms)


def _library(found: dict[str, Any]) -> Iterator[Fact]:
    for row in _rows(found.get("tracks")):
        yield Liked("track", _named(row, "track", "artist", "album"))
    for row in _rows(found.get("albums")):
        yield Liked("album", _named(row, "", "artist", "album"))
    for row in _rows(found.get("artists")):
        yield Followed(Line(artist=text(row.get("name"))))
    for name in ("shows", "episodes", "bannedTracks", "bannedArtists"):
        if count := len(_rows(found.get(name))):
            yield Passed("no place", count)


def _playlists(found: dict[str, Any]) -> Iterator[Fact]:
    """A playlist has no id in here: it is known by its name, and by which of that name it is."""
    seen: dict[str, int] = {}
    for row in _rows(found.get("playlists")):
        title = text(row.get("name"))
        seen[title] = seen.get(title, 0) + 1
        lines = [line for item in _rows(row.get("items")) if (line := _item(item)).title]
        if lines:
            key = f"{title}\n{seen[title]}"
            yield Listed(key, title, lines, text(row.get("description"), 2000))


def _item(item: dict[str, Any]) -> Line:
    track, local = item.get("track"), item.get("localTrack")
    if isinstance(track, dict):
        return _named(track, "trackName", "artistName", "albumName")
    if isinstance(local, dict):
        return _local(text(local.get("uri"), 2000))
    return Line()


def _named(row: dict[str, Any], title: str, artist: str, album: str) -> Line:
    return Line(
        title=text(row.get(title)), artist=text(row.get(artist)), album=text(row.get(album))
    )


def _local(uri: str) -> Line:
    """A file of the listener's own, `spotify:local:ARTIST:ALBUM:TITLE:SECONDS`, each as in an address."""
    fields = [text(unquote_plus(field)) for field in uri.split(":")]
    if len(fields) != 6 or fields[:2] != ["spotify", "local"]:
        return Line()
    seconds = (
        int(fields[5])
        if fields[5].isascii() and fields[5].isdecimal() and len(fields[5]) < 7
        else 0
    )
    return Line(artist=fields[2], album=fields[3], title=fields[4], duration_ms=seconds * 1000)


def _rows(value: Any) -> list[dict[str, Any]]:
    return (
        [row for row in value[:MOST_ITEMS] if isinstance(row, dict)]
        if isinstance(value, list)
        else []
    )
