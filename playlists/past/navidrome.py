"""Navidrome's database (`navidrome.db`, SQLite), of any version since 0.1.

Its schema is in https://github.com/navidrome/navidrome/tree/master/db/migrations. What matters here:

- `annotation`: for each user and item (`media_file`, `album`, `artist`) a play count, the time of the last play, 0–5
  stars and a star with its time; `rated_at` since November 2025.
- `scrobbles`: one row a play, with its second, since 0.59 (December 2025). Before, only the last play of a track has a
  time: that one becomes a play, the others are counted in the report and made up by nobody.
- `playlist` with `owner_id` (before October 2021 `owner`, a user name), `playlist_tracks` ordered by `id`. A smart
  playlist comes as the tracks it held.
- `media_file.mbz_recording_id` (before June 2023 `mbz_track_id`), and since 2025 `tags` as JSON, where an ISRC may be.

A database that a running Navidrome writes has its latest rows in `navidrome.db-wal`; use its backup
(`navidrome backup create`), or stop it first.
"""

import json
from collections.abc import Generator, Iterator
from pathlib import Path

from common.errors import Invalid
from playlists.exchange.formats import Line
from playlists.past.database import Foreign, foreign
from playlists.past.facts import Counted, Fact, Heard, Kind, Liked, Listed, Rated, moment, text

ANNOTATIONS = ("user_id", "item_id", "item_type", "play_count", "play_date", "rating", "starred")
SAME_PLAY = 600
"""Seconds between a scrobble and the time of the last play that are still the same play: they are written together."""
MOST_NAMED = 20


def read(path: Path, *, who: str = "") -> Iterator[Fact]:
    """What one user of a Navidrome kept. Raises Invalid: field `navidrome_user` when it must be told who that is."""
    with foreign(path) as database:
        if not database.has("annotation", *ANNOTATIONS) or not database.has(
            "media_file", "id", "title"
        ):
            raise Invalid("This is no database of Navidrome.", field="file")
        user_id, user_name = _user(database, who)
        dated = yield from _scrobbles(database, user_id)
        yield from _tracks(database, user_id, dated)
        yield from _others(database, user_id)
        yield from _playlists(database, user_id, user_name)


def _user(database: Foreign, who: str) -> tuple[str, str]:
    if not database.has("user", "id", "user_name"):
        raise Invalid("This is no database of Navidrome.", field="file")
    people = [
        (text(pk), text(name))
        for pk, name in database.rows("SELECT id, user_name FROM user LIMIT 1000")
    ]
    if not who and len(people) == 1:
        return people[0]
    for pk, name in people:
        if who and name.casefold() == who.casefold():  # as Navidrome signs in
            return pk, name
    names = ", ".join(sorted(name for _, name in people)[:MOST_NAMED])
    told = "Nobody of that name uses it" if who else "Several people use it"
    raise Invalid(f"{told}. Say whose past you want, one of: {names}", field="navidrome_user")


def _line(database: Foreign, of: str = "m") -> str:
    """SQL of what makes a Line, of a `media_file` that the query calls `of`."""
    names = {
        "title": ("title",), "artist": ("artist",), "album": ("album",), "duration": ("duration",),
        "mbid": ("mbz_recording_id", "mbz_track_id"), "tags": ("tags",),
    }  # fmt: skip
    found = []
    for wanted in names.values():
        column = database.first("media_file", *wanted)
        found.append(f"{of}.{column}" if column != "''" else column)
    return ", ".join(found)


def _made(
    title: object, artist: object, album: object, duration: object, mbid: object, tags: object
) -> Line:
    seconds = duration if isinstance(duration, int | float) and 0 < duration < 1e6 else 0
    return Line(
        title=text(title),
        artist=text(artist),
        album=text(album),
        duration_ms=int(seconds * 1000),
        musicbrainz_id=text(mbid, 36),
        isrc=_isrc(tags),
    )


def _isrc(tags: object) -> str:
    """Of `{"isrc": [{"id": …, "value": …}]}`."""
    if not isinstance(tags, str) or '"isrc"' not in tags:
        return ""
    try:
        return text(json.loads(tags)["isrc"][0]["value"], 12)
    except (ValueError, LookupError, TypeError, RecursionError):
        return ""


def _scrobbles(database: Foreign, user_id: str) -> Generator[Fact, None, dict[str, list[int]]]:
    """Plays with a time; gives when each track's were, by its id there."""
    dated: dict[str, list[int]] = {}
    if not database.has("scrobbles", "media_file_id", "user_id", "submission_time"):
        return dated
    rows = database.rows(
        f"SELECT s.media_file_id, s.submission_time, {_line(database)} FROM scrobbles s"  # noqa: S608
        " JOIN media_file m ON m.id = s.media_file_id WHERE s.user_id = ?",
        [user_id],
    )
    for item_id, at, *line in rows:
        second = moment(at)
        if second is not None:
            dated.setdefault(text(item_id), []).append(second)
            yield Heard(_made(*line), at=second, slot=second)
    return dated


def _tracks(database: Foreign, user_id: str, dated: dict[str, list[int]]) -> Iterator[Fact]:
    rated_at, starred_at = _times(database)
    rows = database.rows(
        f"SELECT a.item_id, a.play_count, a.play_date, a.rating, a.starred, {rated_at}, {starred_at}, {_line(database)}"  # noqa: S608
        " FROM annotation a JOIN media_file m ON m.id = a.item_id"
        " WHERE a.user_id = ? AND a.item_type = 'media_file'",
        [user_id],
    )
    for item_id, plays, last, rating, starred, rated, liked, *made in rows:
        line = _made(*made)
        times = dated.get(text(item_id), [])
        known, last_at = len(times), moment(last)
        if last_at is not None and not any(abs(at - last_at) <= SAME_PLAY for at in times):
            known += 1
            yield Heard(line, at=last_at, slot=last_at)
        if isinstance(plays, int) and known < plays < 1_000_000_000:
            yield Counted(line, plays - known)
        yield from _opinions("track", line, rating, starred, rated, liked)


def _others(database: Foreign, user_id: str) -> Iterator[Fact]:
    """Opinions on albums and artists."""
    rated_at, starred_at = _times(database)
    asked = f"SELECT a.rating, a.starred, {rated_at}, {starred_at}"
    of = " FROM annotation a JOIN {0} m ON m.id = a.item_id WHERE a.user_id = ? AND a.item_type = '{0}'"
    if database.has("album", "id", "name", "album_artist"):
        mbid = "m.mbz_album_id" if database.has("album", "mbz_album_id") else "''"
        query = f"{asked}, m.name, m.album_artist, {mbid}{of.format('album')}"
        for *opinion, name, artist, mbz in database.rows(query, [user_id]):
            line = Line(album=text(name), artist=text(artist), musicbrainz_id=text(mbz, 36))
            yield from _opinions("album", line, *opinion)
    if database.has("artist", "id", "name"):
        mbid = "m.mbz_artist_id" if database.has("artist", "mbz_artist_id") else "''"
        query = f"{asked}, m.name, {mbid}{of.format('artist')}"
        for *opinion, name, mbz in database.rows(query, [user_id]):
            line = Line(artist=text(name), musicbrainz_id=text(mbz, 36))
            yield from _opinions("artist", line, *opinion)


def _times(database: Foreign) -> tuple[str, str]:
    names = ("rated_at", "starred_at")
    rated, starred = (f"a.{name}" if database.has("annotation", name) else "NULL" for name in names)
    return rated, starred


def _opinions(
    kind: Kind, line: Line, rating: object, starred: object, rated_at: object, starred_at: object
) -> Iterator[Fact]:
    if starred in (1, "1", "true", "TRUE"):
        yield Liked(kind, line, moment(starred_at))
    if isinstance(rating, int) and 1 <= rating <= 5:
        yield Rated(kind, line, rating, moment(rated_at))


def _playlists(database: Foreign, user_id: str, user_name: str) -> Iterator[Fact]:
    if not database.has("playlist_tracks", "id", "playlist_id", "media_file_id"):
        return
    owner, value = (
        ("owner_id", user_id) if database.has("playlist", "owner_id") else ("owner", user_name)
    )
    if not database.has("playlist", "id", "name", owner):
        return
    comment = "comment" if database.has("playlist", "comment") else "''"
    query = f"SELECT id, name, {comment} FROM playlist WHERE {owner} = ? LIMIT 10000"  # noqa: S608  # names of ours
    mine = list(database.rows(query, [value]))
    for pk, name, said in mine:
        rows = database.rows(
            f"SELECT t.id, {_line(database)} FROM playlist_tracks t JOIN media_file m ON m.id = t.media_file_id"  # noqa: S608
            " WHERE t.playlist_id = ? LIMIT 100000",
            [pk],
        )
        ordered = sorted(rows, key=lambda row: row[0] if isinstance(row[0], int) else 0)
        yield Listed(text(pk), text(name), [_made(*line) for _, *line in ordered], text(said, 2000))
