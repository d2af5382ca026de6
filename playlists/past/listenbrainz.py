"""ListenBrainz: the export of an account, and what its API answers.

- The ZIP (https://github.com/metabrainz/listenbrainz-server/blob/master/listenbrainz/background/export.py) holds
  `listens/YEAR/MONTH.jsonl`, `feedback.jsonl` (`score` 1 is a like, -1 a dislike, for which there is no place here) and
  others that are no past of this kind. Feedback names a recording by its ids alone: the names come from the listens.
- Before 2024 the export was one JSON array of listens.
- The API (https://listenbrainz.readthedocs.io/en/latest/users/json.html) answers `{"payload": {"listens": […]}}`,
  `{"feedback": […]}`, and playlists as JSPF: `{"playlist": …}`, `{"playlists": […]}`.

A listen is known by its second. ListenBrainz asks players for listens of half a track or four minutes, as counts here;
where a player tells `duration_played`, that is looked at.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from common.errors import Invalid
from playlists.exchange.formats import Line
from playlists.exchange.formats import read as read_playlist
from playlists.past.facts import Fact, Heard, Liked, Listed, Passed, moment, text
from playlists.past.files import Part, document, parts_of, records, start_of

LISTENS = re.compile(r"(?:.*/)?listens/\d{4}/\d{1,2}\.jsonl", re.I)
RECORD = re.compile(
    r'\{\s*"(?:listened_at|inserted_at|track_metadata|recording_m[bs]id|score|created|user_id|user_name)"'
)
"""How a line of the export begins. PostgreSQL, which writes it, puts shorter keys first."""
FEEDBACK = "feedback.jsonl"
MOST_NAMED = 1_000_000
"""Recordings whose names are remembered for feedback."""

type Names = dict[str, Line]
"""What a recording is called, by its message id there."""


def is_mine(path: str) -> bool:
    """Whether a part of that path is one of the export's."""
    return bool(LISTENS.fullmatch(path)) or path.rpartition("/")[2].lower() == FEEDBACK


def read(path: Path, *, who: str = "") -> Iterator[Fact]:
    """Facts of all parts that are known, listens before what is said of them. Raises Invalid."""
    parts = parts_of(path)
    names: Names = {}
    if len(parts) == 1:
        yield from _part(parts[0], names)
        return
    mine = [part for part in parts if is_mine(part.path)]
    for part in sorted(mine, key=lambda part: (part.name.lower() == FEEDBACK, part.path)):
        yield from _part(part, names)


def _part(part: Part, names: Names) -> Iterator[Fact]:
    if _is_document(part):
        yield from _document(document(part), names)
        return
    for record in records(part):
        if isinstance(record, dict):
            yield from _record(record, names)


def _is_document(part: Part) -> bool:
    """Whether it is one object, an API's answer, not an array or lines of records."""
    if part.path.lower().endswith(".jsonl"):
        return False
    start = start_of(part)
    return start.startswith("{") and not RECORD.match(start)


def _document(found: Any, names: Names) -> Iterator[Fact]:
    if not isinstance(found, dict):
        return
    payload = found.get("payload")
    for record in _rows(payload.get("listens") if isinstance(payload, dict) else None):
        yield from _record(record, names)
    for record in _rows(found.get("feedback")):
        yield from _record(record, names)
    for held in [found] if "playlist" in found else _rows(found.get("playlists")):
        yield from _playlist(held)


def _record(record: dict[str, Any], names: Names) -> Iterator[Fact]:
    if "score" in record:
        yield from _feedback(record, names)
    elif isinstance(record.get("track_metadata"), dict):
        yield from _listen(record, names)
    else:
        yield Passed("no music")


def _listen(record: dict[str, Any], names: Names) -> Iterator[Fact]:
    told = record["track_metadata"]
    line = _line(told)
    info = _in(told, "additional_info")
    for holder in (told, record, info):
        msid = text(holder.get("recording_msid"), 36)
        if msid and len(names) < MOST_NAMED:
            names.setdefault(msid, line)
    at = moment(record.get("listened_at"))
    if not at or not line.title:
        yield Passed("no date" if line.title else "no music")
        return
    played = info.get("duration_played")
    heard_ms = (
        int(played * 1000) if isinstance(played, int | float) and 0 < played < 86_400 else None
    )
    yield Heard(line, at=at, slot=at, played_ms=heard_ms)


def _feedback(record: dict[str, Any], names: Names) -> Iterator[Fact]:
    if record["score"] != 1:
        yield Passed("no place")
        return
    line = _line(_in(record, "track_metadata"))
    if not line.title:
        line = names.get(text(record.get("recording_msid"), 36), line)
    mbid = text(record.get("recording_mbid"), 36) or line.musicbrainz_id
    named = replace(line, musicbrainz_id=mbid)
    yield Liked("track", named, moment(record.get("created")))


def _line(told: dict[str, Any]) -> Line:
    info, mapped = _in(told, "additional_info"), _in(told, "mbid_mapping")
    duration = info.get("duration_ms")
    if not isinstance(duration, int | float):
        seconds = info.get("duration")
        duration = seconds * 1000 if isinstance(seconds, int | float) else 0
    return Line(
        title=text(told.get("track_name")),
        artist=text(told.get("artist_name")),
        album=text(told.get("release_name")),
        duration_ms=int(duration) if 0 < duration < 1e9 else 0,
        musicbrainz_id=text(info.get("recording_mbid"), 36)
        or text(mapped.get("recording_mbid"), 36),
        isrc=text(info.get("isrc"), 12),
    )


def _playlist(held: dict[str, Any]) -> Iterator[Fact]:
    inside = _in(held, "playlist")
    try:
        sheet = read_playlist(json.dumps({"playlist": inside}).encode())
    except Invalid:
        yield Passed("no music")
        return
    if sheet.lines:
        key = text(inside.get("identifier")) or sheet.title
        yield Listed(key, sheet.title, sheet.lines, text(inside.get("annotation"), 2000))


def _in(found: dict[str, Any], name: str) -> dict[str, Any]:
    inner = found.get(name)
    return inner if isinstance(inner, dict) else {}


def _rows(value: Any) -> list[dict[str, Any]]:
    return [row for row in value if isinstance(row, dict)] if isinstance(value, list) else []
