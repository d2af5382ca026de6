"""A past that comes along from elsewhere: what is here is taken once, what is not is told, nobody else is moved."""

import json
import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from accounts.models import User
from accounts.tests.factories import UserFactory
from accounts.viewer import viewer_of
from catalog.audience import Visibility
from catalog.models import Album, Artist, Track
from catalog.tests.factories import AlbumFactory, ArtistFactory, TrackFactory
from insights.models import OutboxEvent
from playlists.models import Follow, Like, Playlist, PlaylistEntry, Rating
from playlists.past.report import Report
from playlists.past.take import past_take
from playlists.services import playlist_change
from playlists.tests.past_samples import (
    MBID,
    listen,
    listenbrainz,
    navidrome,
    spotify_account,
    spotify_item,
    stream,
    zipped,
)
from streaming.history import Period, history_clear, play_forget, totals
from streaming.models import Play
from streaming.plays import plays_recount
from tests.cast import Cast, Things

NOW = datetime(2026, 5, 1, tzinfo=UTC)
LENGTH = 180_000
pytestmark = pytest.mark.django_db


class Music:
    """Three tracks of 3 minutes on one album."""

    def __init__(self) -> None:
        self.artist: Artist = ArtistFactory(name="Béla Bartók")
        self.album: Album = AlbumFactory(title="Blue Album", artist=self.artist)
        self.allegro, self.largo, self.presto = (
            TrackFactory(album=self.album, title=title, artist=self.artist, duration_ms=LENGTH)
            for title in ("Allegro", "Largo", "Presto")
        )
        Track.objects.filter(pk=self.presto.pk).update(musicbrainz_id=MBID)


@pytest.fixture
def music(db: None) -> Music:
    return Music()


@pytest.fixture
def ana(db: None) -> User:
    return UserFactory(email="ana@example.org", handle="ana")


def take(user: User, path: Path, **options: Any) -> Report:
    return past_take(user=user, path=path, at=NOW, **options)


def heard(user: User) -> list[tuple[str, str, float]]:
    rows = Play.objects.filter(user=user).select_related("track").order_by("started_at", "id")
    return [(row.track.title, f"{row.started_at:%Y-%m-%d %H:%M:%S}", row.seconds) for row in rows]


HERE: dict[str, dict[str, Any]] = {
    "a": {"title": "Allegro", "artist": "Béla Bartók", "album": "Blue Album"},
    "l": {"title": "LARGO", "artist": "Bela Bartok", "album": "Blue Album"},
    "p": {"title": "Other words", "artist": "Somebody", "album": "", "mbz_recording_id": MBID},
    "x": {"title": "Not here", "artist": "Nobody", "album": "Nothing"},
}
OPINIONS: list[dict[str, Any]] = [
    {"item_id": "a", "item_type": "media_file", "play_count": 9, "play_date": "2024-02-01T10:00:00.123456789Z",
     "starred": True, "starred_at": "2023-01-02 03:04:05.5+00:00", "rating": 4},
    {"item_id": "x", "item_type": "media_file", "play_count": 2, "rating": 5},
    {"item_id": "al", "item_type": "album", "play_count": 3, "starred": 1, "rating": 5},
    {"item_id": "ar", "item_type": "artist", "starred": 1},
]  # fmt: skip


def a_navidrome(folder: Path, **options: Any) -> Path:
    path = navidrome(folder / "navidrome.db", HERE, annotations=OPINIONS, **options)
    with sqlite3.connect(path) as database:
        database.execute("INSERT INTO album VALUES ('al', 'blue album', 'Béla Bartók', '')")
        database.execute("INSERT INTO artist VALUES ('ar', 'Bela Bartok', '')")
    return path


# --- Navidrome ---------------------------------------------------------------------------------------


def test_a_navidrome_comes_with_plays_opinions_and_playlists(
    ana: User, music: Music, tmp_path: Path
) -> None:
    seconds = int(datetime(2024, 2, 1, 10, tzinfo=UTC).timestamp())
    path = a_navidrome(
        tmp_path,
        scrobbles=[("a", seconds), ("l", 1_700_000_000), ("x", 1_700_000_500)],
        playlists={"Morning": ["p", "x", "a", "a"], "Empty": []},
    )
    report = take(ana, path)
    # The last play of `a` is its scrobble, told twice; seven more have no time.
    assert heard(ana) == [
        ("Largo", "2023-11-14 22:13:20", 180.0),
        ("Allegro", "2024-02-01 10:00:00", 180.0),
    ]
    assert (report.tallies["plays"].told, report.tallies["plays"].found, report.undated) == (
        3,
        2,
        9,
    )
    likes = {(row.track_id, row.album_id, row.artist_id) for row in Like.objects.filter(user=ana)}
    assert likes == {
        (music.allegro.pk, None, None),
        (None, music.album.pk, None),
        (None, None, music.artist.pk),
    }
    assert f"{Like.objects.get(track=music.allegro).liked_at:%F %T}" == "2023-01-02 03:04:05"
    assert set(Rating.objects.filter(user=ana).values_list("track", "album", "stars")) == {
        (music.allegro.pk, None, 4), (None, music.album.pk, 5)
    }  # fmt: skip
    playlist = Playlist.objects.get(owner=ana)
    assert (playlist.title, playlist.visibility, playlist.entry_count) == (
        "Morning",
        Visibility.PRIVATE,
        3,
    )
    entries = PlaylistEntry.objects.filter(playlist=playlist).order_by("position")
    assert [entry.track for entry in entries] == [music.presto, music.allegro, music.allegro]
    told = {(row.what, row.title, row.count) for row in report.missing}
    assert {("play", "Not here", 1), ("rating", "Not here", 1), ("playlist", "Not here", 1)} <= told
    assert {("undated", "Allegro", 8), ("undated", "Not here", 1)} <= told


def test_an_old_navidrome_has_one_dated_play_a_track(
    ana: User, music: Music, tmp_path: Path
) -> None:
    report = take(ana, a_navidrome(tmp_path, playlists={"Old": ["p"]}, old=True))
    assert heard(ana) == [("Allegro", "2024-02-01 10:00:00", 180.0)]
    assert report.undated == 8 + 2
    assert Playlist.objects.get(owner=ana).entry_count == 1


def test_of_several_users_one_is_chosen_by_name(ana: User, music: Music, tmp_path: Path) -> None:
    path = a_navidrome(tmp_path, users=("bob", "eve"), scrobbles=[("a", 1_700_000_000)])
    with pytest.raises(Exception, match="one of: bob, eve") as error:
        take(ana, path)
    assert error.value.field == "navidrome_user"  # type: ignore[attr-defined]
    with pytest.raises(Exception, match="Nobody of that name"):
        take(ana, path, who="mallory")
    take(ana, path, who="eve")
    assert heard(ana) == []
    take(ana, path, who="BOB")
    assert len(heard(ana)) == 2


# --- Spotify -----------------------------------------------------------------------------------------


def test_spotifys_account_data_comes_whole(ana: User, music: Music, tmp_path: Path) -> None:
    library = {
        "tracks": [{"artist": "Béla Bartók", "album": "X", "track": "Allegro", "uri": "spotify:track:1"},
                   {"artist": "Nobody", "album": "X", "track": "Not here", "uri": "spotify:track:2"}],
        "albums": [{"artist": "Béla Bartók", "album": "Blue Album", "uri": "spotify:album:1"}],
        "shows": [{"name": "A podcast", "publisher": "P", "uri": "spotify:show:1"}], "episodes": [],
        "bannedTracks": [], "artists": [{"name": "BÉLA BARTÓK", "uri": "spotify:artist:1"}], "bannedArtists": [],
        "other": [],
    }  # fmt: skip
    playlists = [
        {"name": "Mix", "lastModifiedDate": "2024-01-01", "collaborators": [], "numberOfFollowers": 0,
         "description": "Mine", "items": [
            spotify_item("Largo - Remastered 2011", "Béla Bartók"),
            {"track": None, "localTrack": {"uri": "spotify:local:B%C3%A9la+Bart%C3%B3k:Blue+Album:Presto:180"}},
            {"track": None, "episode": {"episodeName": "x"}, "localTrack": None}]},
        {"name": "Mix", "items": [spotify_item("Not here", "Nobody")], "description": None},
    ]  # fmt: skip
    streams = [
        ("Allegro", "Béla Bartók", "2024-03-01 12:03", LENGTH),
        ("Largo", "Béla Bartók", "2024-03-01 12:05", 89_999),
        ("Presto", "Béla Bartók", "2024-03-01 12:07", 90_000),
        ("Not here", "Nobody", "2024-03-01 12:10", 170_000),
        ("Not here", "Nobody", "2024-03-01 12:11", 3_000),
    ]
    report = take(
        ana,
        spotify_account(
            tmp_path / "my_spotify_data.zip", streams=streams, library=library, playlists=playlists
        ),
    )
    assert heard(ana) == [
        ("Allegro", "2024-03-01 12:00:00", 180.0),
        ("Presto", "2024-03-01 12:05:30", 90.0),
    ]
    assert report.passed == {"too short": 2, "no place": 1}
    assert Like.objects.filter(user=ana, track=music.allegro).exists()
    assert Like.objects.filter(user=ana, album=music.album).exists()
    assert Follow.objects.get(user=ana).artist == music.artist
    playlist = Playlist.objects.get(owner=ana)
    assert (playlist.title, playlist.description, playlist.entry_count) == ("Mix", "Mine", 2)
    assert (report.tallies["playlists"].told, report.tallies["playlists"].new) == (2, 1)


def test_a_stream_that_both_packages_tell_counts_once(
    ana: User, music: Music, tmp_path: Path
) -> None:
    account = spotify_account(
        tmp_path / "a.zip", streams=[("Allegro", "Béla Bartók", "2024-03-01 12:03", LENGTH)]
    )
    parts = {
        "MyData/Streaming_History_Audio_2021-2024_0.json": json.dumps(
            [stream("Allegro", "Béla Bartók", "2024-03-01T12:03:41Z", LENGTH),
             stream("Largo", "Béla Bartók", "2021-03-01T12:03:41Z", 240_000),
             stream("Largo", "Béla Bartók", "1970-01-01T00:00:10Z", 240_000)]
        ),
        "MyData/endsong_0.json": json.dumps([stream("Presto", "Béla Bartók", "2020-03-01T12:03:41Z", LENGTH)]),
        "MyData/Streaming_History_Video_2021_1.json": json.dumps(
            [stream("Presto", "Béla Bartók", "2021-03-01T12:03:41Z", LENGTH)]
        ),
    }  # fmt: skip
    extended = zipped(tmp_path / "e.zip", parts)  # type: ignore[arg-type]
    assert take(ana, account).tallies["plays"].new == 1
    report = take(ana, extended)
    assert (report.tallies["plays"].found, report.tallies["plays"].new) == (3, 2)
    assert report.passed == {"no date": 1}
    assert [title for title, _, _ in heard(ana)] == ["Presto", "Largo", "Allegro"]
    assert max(seconds for *_, seconds in heard(ana)) == 180.0, "longer than the track is"


def test_a_folder_and_a_single_file_of_it_are_read_too(
    ana: User, music: Music, tmp_path: Path
) -> None:
    records = [stream("Allegro", "Béla Bartók", "2024-03-01T12:03:41Z", LENGTH)]
    folder = tmp_path / "Spotify Extended Streaming History"
    folder.mkdir()
    (folder / "Streaming_History_Audio_2024_0.json").write_text(json.dumps(records))
    (folder / "other.json").write_text("{")
    (folder / "Streaming_History_Audio_2024_1.json").symlink_to("/etc/passwd")
    assert take(ana, folder).tallies["plays"].new == 1
    unnamed = tmp_path / "0192f"
    unnamed.write_bytes(b"\xef\xbb\xbf" + json.dumps(records, indent=1).encode())
    assert (take(ana, unnamed).source, len(heard(ana))) == ("spotify", 1)


# --- ListenBrainz ------------------------------------------------------------------------------------


def test_a_listenbrainz_export_comes_with_listens_and_likes(
    ana: User, music: Music, tmp_path: Path
) -> None:
    listens = [
        listen("Allegro", "Béla Bartók", 1_704_100_000.0, msid="m-1"),
        listen("Other words", "Somebody", 1_704_100_300, mapping={"recording_mbid": MBID}),
        listen("Largo", "Béla Bartók", 1_704_100_600, info={"duration_played": 20}),
        listen("Not here", "Nobody", 1_704_100_900, album="Nothing"),
        listen("Largo", "Béla Bartók", 0),
    ]
    feedback = [
        {"recording_msid": "m-1", "recording_mbid": None, "score": 1, "created": 1_704_000_000},
        {"recording_msid": None, "recording_mbid": MBID, "score": 1, "created": 1_704_000_001},
        {"recording_msid": None, "recording_mbid": MBID, "score": -1, "created": 1_704_000_002},
    ]
    report = take(ana, listenbrainz(tmp_path / "listenbrainz_ana_1.zip", listens, feedback))
    assert [title for title, _, _ in heard(ana)] == ["Allegro", "Presto"]
    assert set(Like.objects.filter(user=ana).values_list("track", flat=True)) == {
        music.allegro.pk,
        music.presto.pk,
    }
    assert report.passed == {"no place": 1, "no date": 1, "too short": 1}
    assert [(row.what, row.album) for row in report.missing] == [("play", "Nothing")]


@pytest.mark.parametrize("shape", ["array", "payload", "lines"])
def test_other_shapes_of_listens_are_read(
    shape: str, ana: User, music: Music, tmp_path: Path
) -> None:
    rows = [listen("Allegro", "Béla Bartók", 1_704_100_000 + 400 * n) for n in range(3)]
    bodies = {
        "array": json.dumps(rows),
        "payload": json.dumps({"payload": {"count": 3, "listens": rows, "user_id": "ana"}}),
        "lines": "\n".join(json.dumps(row) for row in rows),
    }
    path = tmp_path / "upload"
    path.write_text(bodies[shape])
    assert take(ana, path).tallies["plays"].new == 3


def test_playlists_of_listenbrainz_are_jspf(ana: User, music: Music, tmp_path: Path) -> None:
    mine = {"title": "Weekly", "identifier": "https://listenbrainz.org/playlist/1", "track": [
        {"title": "x", "identifier": [f"https://musicbrainz.org/recording/{MBID}"]}]}  # fmt: skip
    path = tmp_path / "playlists.json"
    path.write_text(json.dumps({"playlist_count": 1, "playlists": [{"playlist": mine}]}))
    take(ana, path)
    assert Playlist.objects.get(owner=ana).entries.get().track == music.presto


# --- Safe to repeat ----------------------------------------------------------------------------------


def test_a_second_time_adds_nothing(ana: User, music: Music, tmp_path: Path) -> None:
    path = a_navidrome(
        tmp_path,
        scrobbles=[("a", 1_700_000_000), ("l", 1_700_000_000)],
        playlists={"Mix": ["a", "l"]},
    )
    first, second = take(ana, path), take(ana, path)
    assert sum(tally.new for tally in first.tallies.values()) > 5
    assert {
        name: tally.new for name, tally in second.tallies.items() if name != "entries"
    } == dict.fromkeys(("plays", "likes", "ratings", "follows", "playlists"), 0)
    assert len(heard(ana)) == 3
    assert (Like.objects.count(), Rating.objects.count(), Playlist.objects.count()) == (3, 2, 1)


def test_what_was_decided_here_since_stays(ana: User, music: Music, tmp_path: Path) -> None:
    path = a_navidrome(tmp_path, playlists={"Mix": ["a"], "Gone": ["a"], "Untouched": ["a"]})
    take(ana, path)
    Rating.objects.filter(track=music.allegro).update(stars=1)
    mix = Playlist.objects.get(title="Mix")
    playlist_change(viewer=viewer_of(ana), public_id=mix.public_id, title="My mix")
    Playlist.objects.filter(title="Gone").update(deleted_at=NOW)
    newer = {"Mix": ["a", "l"], "Gone": ["a", "l"], "Untouched": ["a", "l"]}
    report = take(ana, a_navidrome(tmp_path, playlists=newer))
    assert Rating.objects.get(track=music.allegro).stars == 1
    assert dict(Playlist.objects.values_list("title", "entry_count")) == {
        "My mix": 1,
        "Gone": 1,
        "Untouched": 2,
    }
    assert report.tallies["playlists"].new == 1


def test_a_play_that_was_forgotten_stays_forgotten_until_all_is_cleared(
    ana: User, music: Music, tmp_path: Path
) -> None:
    path = listenbrainz(tmp_path / "l.zip", [listen("Allegro", "Béla Bartók", 1_704_100_000)])
    take(ana, path)
    play_forget(user=ana, client_id=Play.objects.get().client_id)
    assert take(ana, path).tallies["plays"].new == 0
    assert heard(ana) == []
    path = listenbrainz(tmp_path / "l.zip", [listen("Largo", "Béla Bartók", 1_704_100_000)])
    take(ana, path)
    assert history_clear(user=ana) == 1
    assert take(ana, path).tallies["plays"].new == 1


def test_what_two_services_tell_of_the_same_moment_is_one_play(
    ana: User, music: Music, tmp_path: Path
) -> None:
    at = int(datetime(2024, 3, 1, 12, 0, 40, tzinfo=UTC).timestamp())
    Play.objects.create(
        client_id="a" * 32,
        track=music.largo,
        user=ana,
        started_at=datetime.fromtimestamp(at + 600, UTC),
        seconds=170,
    )
    listens = [listen("Allegro", "Béla Bartók", at), listen("Largo", "Béla Bartók", at + 603)]
    account = spotify_account(
        tmp_path / "a.zip", streams=[("Allegro", "Béla Bartók", "2024-03-01 12:03", LENGTH)]
    )
    assert take(ana, account).tallies["plays"].new == 1
    report = take(ana, listenbrainz(tmp_path / "l.zip", listens))
    assert (report.tallies["plays"].found, report.tallies["plays"].new) == (2, 0)


def test_a_dry_run_tells_the_same_and_writes_nothing(
    ana: User, music: Music, tmp_path: Path
) -> None:
    path = a_navidrome(tmp_path, scrobbles=[("a", 1_700_000_000)], playlists={"Mix": ["a"]})
    tried = take(ana, path, dry_run=True)
    assert not any(model.objects.exists() for model in (Play, Like, Rating, Playlist, Follow))
    assert take(ana, path) == tried


# --- Whose business it is ----------------------------------------------------------------------------


def test_plays_that_came_along_count_for_their_listener_and_for_no_list(
    ana: User, music: Music, tmp_path: Path
) -> None:
    listens = [listen("Allegro", "Béla Bartók", 1_704_100_000 + 400 * n) for n in range(50)]
    take(ana, listenbrainz(tmp_path / "l.zip", listens))
    told = totals(ana, viewer_of(ana), Period())
    assert (told.plays, told.tracks[0].thing, told.tracks[0].plays) == (50, music.allegro, 50)
    assert totals(ana, viewer_of(ana), Period(2024)).plays == 50
    assert plays_recount() == 0
    music.allegro.refresh_from_db()
    music.album.refresh_from_db()
    assert (music.allegro.play_count, music.album.play_count) == (0, 0)
    assert not OutboxEvent.objects.filter(name="play.counted").exists()
    client = Client()
    client.force_login(ana)
    shown = client.get("/api/v1/me/history/").json()["results"][0]
    assert (shown["imported_from"], shown["counted"]) == ("listenbrainz", True)
    assert client.delete(f"/api/v1/me/history/{shown['id']}/").status_code == 204


def test_nothing_hidden_is_found_by_its_name(cast: Cast, things: Things, tmp_path: Path) -> None:
    private = things["private"]
    listens = [listen(private.track.title, private.track.artist_line, 1_704_100_000)]
    report = take(cast.other, listenbrainz(tmp_path / "l.zip", listens))
    assert report.tallies["plays"].found == 0
    assert take(cast.owner, listenbrainz(tmp_path / "l.zip", listens)).tallies["plays"].found == 1


def test_two_people_may_bring_the_same_file(ana: User, music: Music, tmp_path: Path) -> None:
    path = listenbrainz(tmp_path / "l.zip", [listen("Allegro", "Béla Bartók", 1_704_100_000)])
    bob = UserFactory(email="bob@example.org")
    assert [take(user, path).tallies["plays"].new for user in (ana, bob)] == [1, 1]
    assert Play.objects.count() == 2


def test_times_that_can_not_be_are_passed_over(ana: User, music: Music, tmp_path: Path) -> None:
    late = int((NOW + timedelta(days=2)).timestamp())
    odd: list[Any] = [late, -1, 1e300, True, "soon", None, [], {"a": 1}, 86_400]
    listens = [{**listen("Allegro", "Béla Bartók", 0), "listened_at": at} for at in odd]
    report = take(ana, listenbrainz(tmp_path / "l.zip", listens))
    assert heard(ana) == []
    assert report.passed["no date"] == len(odd)


# --- The command -------------------------------------------------------------------------------------


def test_the_command_tells_what_it_did_and_what_is_not_here(
    ana: User, music: Music, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    listens = [
        listen("Allegro", "Béla Bartók", 1_704_100_000),
        listen("=1+1", "Nobody", 1_704_100_400),
    ]
    path, told = listenbrainz(tmp_path / "l.zip", listens), tmp_path / "missing.csv"
    with pytest.raises(SystemExit) as ended:
        call_command(
            "import_listening", str(path), "--user", "ANA@example.org", "--report", str(told)
        )
    assert ended.value.code == 1
    assert "2 plays: 1 are here, 1 new" in capsys.readouterr().out
    assert told.read_text().splitlines() == [
        "what,title,artist,album,count",
        "play,'=1+1,Nobody,,1",
    ]
    call_command(
        "import_listening", str(listenbrainz(path, listens[:1])), "--user", "ana@example.org"
    )
    assert "1 plays: 1 are here, 0 new" in capsys.readouterr().out


@pytest.mark.parametrize(
    "options",
    [
        ["--user", "nobody@example.org"],
        ["--user", "ana@example.org", "--report", "x.doc"],
        ["--user", "ana@example.org"],
    ],
)
def test_the_command_fails_with_a_sentence(options: list[str], ana: User, tmp_path: Path) -> None:
    path = tmp_path / "x"
    path.write_text("nothing of the kind")
    with pytest.raises(CommandError) as error:
        call_command("import_listening", str(path), *options)
    assert error.value.returncode == 2
    with pytest.raises(CommandError):
        call_command("import_listening", str(tmp_path / "missing"), "--user", "ana@example.org")
