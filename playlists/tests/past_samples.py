"""Files as other services hand them out, in their real shapes, made anew for each test."""

import json
import sqlite3
import zipfile
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from typing import Any

MBID = "0f7c1c5e-31a9-4a3c-9a4e-6d3b7a5c1d2e"
MSID = "11111111-2222-4333-8444-555555555555"

# As `sqlite3 navidrome.db .schema` prints them, without tables and columns that say nothing about a listener.
NAVIDROME = """
CREATE TABLE user (
  id varchar(255) not null primary key, user_name varchar(255) default '' not null unique,
  name varchar(255) collate nocase default '' not null, email varchar(255) default '' not null,
  password varchar(255) default '' not null, is_admin bool default FALSE not null, last_login_at datetime,
  created_at datetime not null, updated_at datetime not null, scrobble_filter varchar default '' not null);
CREATE TABLE media_file (
  id varchar(255) not null primary key, path varchar(255) collate nocase default '' not null,
  title varchar(255) collate nocase default '' not null, album varchar(255) collate nocase default '' not null,
  artist varchar(255) collate nocase default '' not null, album_id varchar(255) default '' not null,
  duration real default 0 not null, created_at datetime, updated_at datetime, mbz_recording_id varchar(255) default '',
  participants jsonb default '{}' not null, tags jsonb default '{}' not null, missing boolean default false not null);
CREATE TABLE album (
  id varchar(255) not null primary key, name varchar(255) collate nocase default '' not null,
  album_artist varchar(255) collate nocase default '' not null, mbz_album_id varchar(255) default '');
CREATE TABLE artist (
  id varchar(255) not null primary key, name varchar(255) collate nocase default '' not null,
  mbz_artist_id varchar(255) default '');
CREATE TABLE annotation (
  user_id varchar(255) not null REFERENCES user(id) ON DELETE CASCADE ON UPDATE CASCADE,
  item_id varchar(255) default '' not null, item_type varchar(255) default '' not null,
  play_count integer default 0, play_date datetime, rating integer default 0, starred bool default FALSE not null,
  starred_at datetime, rated_at datetime, unique (user_id, item_id, item_type));
CREATE TABLE scrobbles (
  id INTEGER PRIMARY KEY, media_file_id VARCHAR(255) NOT NULL REFERENCES media_file(id),
  user_id VARCHAR(255) NOT NULL REFERENCES user(id), submission_time INTEGER NOT NULL);
CREATE TABLE playlist (
  id varchar(255) not null primary key, name varchar(255) default '' not null, comment varchar(255) default '' not null,
  duration real default 0 not null, song_count integer default 0 not null, public bool default FALSE not null,
  created_at datetime, updated_at datetime, path string default '' not null, sync bool default false not null,
  size integer default 0 not null, rules varchar, evaluated_at datetime,
  owner_id varchar(255) not null references user on update cascade on delete cascade);
CREATE TABLE playlist_tracks (
  id integer default 0 not null, playlist_id varchar(255) not null references playlist on delete cascade,
  media_file_id varchar(255) not null);
CREATE UNIQUE INDEX playlist_tracks_pos on playlist_tracks (playlist_id, id);
CREATE VIRTUAL TABLE media_file_fts USING fts5(title, album, artist, content='');
PRAGMA writable_schema = ON;
UPDATE sqlite_schema SET sql = replace(sql, 'content=''''', 'content='''', contentless_delete=1')
  WHERE name = 'media_file_fts';
PRAGMA writable_schema = OFF;
"""
# Before scrobbles (December 2025), rating dates, and MusicBrainz's new name (June 2023).
OLD_NAVIDROME = [
    ("DROP TABLE scrobbles",),
    ("ALTER TABLE annotation DROP COLUMN rated_at",),
    ("ALTER TABLE media_file RENAME COLUMN mbz_recording_id TO mbz_track_id",),
    ("ALTER TABLE media_file DROP COLUMN tags",),
]

type Tracks = dict[str, dict[str, Any]]
"""By id there: title, artist, album, and whatever else a row holds."""


def navidrome(
    path: Path,
    tracks: Tracks,
    *,
    users: Iterable[str] = ("ana",),
    annotations: Iterable[dict[str, Any]] = (),
    scrobbles: Iterable[tuple[str, Any]] = (),
    playlists: dict[str, list[str]] | None = None,
    old: bool = False,
) -> Path:
    """A database in which the first user has all of it. Ids of users are `u-NAME`."""
    first = next(iter(users))
    path.unlink(missing_ok=True)
    with closing(sqlite3.connect(path)) as database:
        database.executescript(NAVIDROME)
        for name in users:
            database.execute(
                "INSERT INTO user (id, user_name, created_at, updated_at) VALUES (?, ?, '', '')",
                [f"u-{name}", name],
            )
        for pk, facts in tracks.items():
            _insert(database, "media_file", {"id": pk, "duration": 180.04, **facts})
        for row in annotations:
            _insert(database, "annotation", {"user_id": f"u-{first}", **row})
        for pk, at in scrobbles:
            _insert(
                database,
                "scrobbles",
                {"media_file_id": pk, "user_id": f"u-{first}", "submission_time": at},
            )
        for name, held in (playlists or {}).items():
            _insert(
                database, "playlist", {"id": f"p-{name}", "name": name, "owner_id": f"u-{first}"}
            )
            for position, pk in enumerate(held, 1):
                row = {"id": position, "playlist_id": f"p-{name}", "media_file_id": pk}
                _insert(database, "playlist_tracks", row)
        if old:
            for (statement,) in OLD_NAVIDROME:
                database.execute(statement)
        database.commit()
    return path


def _insert(database: sqlite3.Connection, table: str, row: dict[str, Any]) -> None:
    marks = ", ".join("?" * len(row))
    database.execute(f"INSERT INTO {table} ({', '.join(row)}) VALUES ({marks})", list(row.values()))  # noqa: S608


def zipped(path: Path, parts: dict[str, str | bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in parts.items():
            archive.writestr(name, body)
    return path


def stream(title: str, artist: str, ts: str, ms: int, album: str = "") -> dict[str, Any]:
    """A record of the extended streaming history."""
    return {
        "ts": ts, "platform": "linux", "ms_played": ms, "conn_country": "AT", "ip_addr": "192.0.2.1",
        "master_metadata_track_name": title, "master_metadata_album_artist_name": artist,
        "master_metadata_album_album_name": album, "spotify_track_uri": "spotify:track:4uLU6hMCjMI75M1A2tKUQC",
        "episode_name": None, "episode_show_name": None, "spotify_episode_uri": None, "reason_start": "clickrow",
        "reason_end": "trackdone", "shuffle": False, "skipped": False, "offline": False, "offline_timestamp": None,
        "incognito_mode": False,
    }  # fmt: skip


def spotify_account(
    path: Path, *, streams: list[Any], library: Any = None, playlists: Any = None
) -> Path:
    """The ZIP of account data; `streams` are (title, artist, end, ms)."""
    history = [
        {"endTime": end, "artistName": artist, "trackName": title, "msPlayed": ms}
        for title, artist, end, ms in streams
    ]
    folder = "Spotify Account Data/"
    return zipped(
        path,
        {
            f"{folder}StreamingHistory_music_0.json": json.dumps(history, indent=2),
            f"{folder}StreamingHistory_podcast_0.json": "[]",
            f"{folder}YourLibrary.json": json.dumps(
                library or {"tracks": [], "albums": [], "shows": [], "episodes": [], "bannedTracks": [],
                            "artists": [], "bannedArtists": [], "other": []}
            ),
            f"{folder}Playlist1.json": json.dumps({"playlists": playlists or []}),
            f"{folder}Userdata.json": json.dumps({"username": "ana", "email": "ana@example.org"}),
        },
    )  # fmt: skip


def spotify_item(title: str, artist: str, album: str = "") -> dict[str, Any]:
    track = {
        "trackName": title,
        "artistName": artist,
        "albumName": album,
        "trackUri": "spotify:track:x",
    }
    return {
        "track": track,
        "episode": None,
        "audiobook": None,
        "localTrack": None,
        "addedDate": "2023-01-01",
    }


def listen(title: str, artist: str, at: float, **more: Any) -> dict[str, Any]:
    """A line of ListenBrainz's export; `info` and `mapping` as keywords."""
    return {
        "listened_at": at,
        "inserted_at": at + 5,
        "track_metadata": {
            "track_name": title,
            "artist_name": artist,
            "release_name": more.get("album"),
            "recording_msid": more.get("msid", MSID),
            "additional_info": more.get("info", {}),
            "mbid_mapping": more.get("mapping"),
        },
    }


def listenbrainz(path: Path, listens: list[Any], feedback: list[Any] | None = None) -> Path:
    parts: dict[str, str | bytes] = {
        "user.json": '{"user_id": 1, "username": "ana"}\n',
        "listens/2024/1.jsonl": "".join(f"{json.dumps(row)}\n" for row in listens),
        "pinned_recording.jsonl": "{}\n",
    }
    if feedback is not None:
        parts["feedback.jsonl"] = "".join(f"{json.dumps(row)}\n" for row in feedback)
    return zipped(path, parts)
