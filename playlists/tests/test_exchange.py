"""Playlists as files: what goes out comes back, what is not here is told, and what is hostile is refused."""

import json
from typing import Any
from unittest.mock import patch

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils.timezone import now

from accounts.viewer import viewer_of
from catalog.audience import Visibility
from catalog.models import Track
from catalog.tests.factories import AlbumFactory, ArtistFactory, TrackFactory
from common.jobs.worker import drain
from playlists.exchange import matching
from playlists.exchange.formats import WRITERS, Line, Sheet, read
from playlists.models import ListeningImport, Playlist, PlaylistEntry
from playlists.past import run, sheet
from playlists.services import listening
from playlists.tests.factories import a_playlist
from tests.cast import Cast, Things

MBID = "0f7c1c5e-31a9-4a3c-9a4e-6d3b7a5c1d2e"
IMPORT = "/api/v1/playlists/import/"


def send(client: Client, file: str, **more: str) -> Any:
    return client.post(IMPORT, json.dumps({"file": file, **more}), "application/json")


def titles(playlist_id: str) -> list[str]:
    rows = PlaylistEntry.objects.filter(playlist__public_id=playlist_id).order_by("position")
    return list(rows.values_list("track__title", flat=True))


@pytest.fixture
def track(db: None) -> Track:
    artist = ArtistFactory(name="Béla Bartók")
    album = AlbumFactory(title="Blue Album", artist=artist)
    made = TrackFactory(album=album, title="Allegro", artist=artist)
    Track.objects.filter(pk=made.pk).update(musicbrainz_id=MBID, isrc="HUA010000001")
    TrackFactory(album=album, title="Allegro", artist=ArtistFactory(name="Somebody Else"))
    return made


@pytest.mark.parametrize("ending", WRITERS)
def test_a_sheet_comes_back_as_it_went(ending: str) -> None:
    lines = [
        Line("https://x.test/tracks/1", 'A "quoted" & <b>', "Ann – Bob", "Ünïcode 音", 61_000, MBID, "HUA010000001"),
        Line("https://x.test/tracks/2", "Two\x01 lines\n#EXTINF:1,x", "A - B", "", 0),
    ]  # fmt: skip
    found = read(WRITERS[ending][0](Sheet("My <list>\n#x", lines)).encode())
    assert len(found.lines) == 2
    first = found.lines[0]
    assert (first.title, first.album, first.duration_ms) == (lines[0].title, lines[0].album, 61_000)
    if ending != "m3u8":
        assert (first.musicbrainz_id, first.isrc) == (MBID, "HUA010000001")


@pytest.mark.parametrize(
    "line",
    [
        {"identifier": [f"https://musicbrainz.org/recording/{MBID}"], "title": "Other words"},
        {"identifier": "urn:isrc:HUA010000001", "title": "Other words"},
        {"title": "ALLEGRO", "creator": "bela bartok"}, {"title": "Allegro", "creator": "Béla Bartók feat. X"},
    ],
)  # fmt: skip
def test_a_line_is_matched_by_ids_then_names(line: Any, cast: Cast, track: Track) -> None:
    file = json.dumps(
        {"playlist": {"title": "From elsewhere", "track": [line, {"title": "Nowhere"}]}}
    )
    told = send(cast.client("other"), file).json()
    assert (told["matched"], told["playlist"]["title"]) == (1, "From elsewhere")
    assert [(row["number"], row["title"]) for row in told["unmatched"]] == [(2, "Nowhere")]
    entry = PlaylistEntry.objects.get(playlist__public_id=told["playlist"]["id"])
    assert entry.track == track
    assert told["playlist"]["entry_count"] == 1


def test_a_name_that_thousands_bear_is_looked_at_in_part(
    cast: Cast, track: Track, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(matching, "MOST_OF_A_NAME", 2)
    artist = ArtistFactory(name="The last one")
    other = TrackFactory(album=track.album, title="Largo", artist=artist)
    for _ in range(3):
        TrackFactory(album=track.album, title="Allegro", artist=artist)
    seen: list[int] = []
    best = matching._best

    def counted(line: Line, candidates: Any) -> int | None:
        seen.append(len(candidates))
        return best(line, candidates)

    monkeypatch.setattr(matching, "_best", counted)
    lines = [Line("", "Allegro", "Béla Bartók"), Line("", "Largo", "The last one")]
    assert matching.match(lines, viewer_of(cast.other)) == {0: track.pk, 1: other.pk}
    assert seen == [2, 1]


@pytest.mark.parametrize("ending", WRITERS)
def test_what_goes_out_comes_back_with_the_same_tracks(
    ending: str, cast: Cast, track: Track
) -> None:
    client = cast.client("other")
    mine = a_playlist(cast.other, [*Track.objects.order_by("id"), track], title="Réveil/..\r\nX: y")
    answer = client.get(f"/api/v1/playlists/{mine.public_id}/export/{ending}/")
    assert answer.status_code == 200
    assert "\n" not in answer["Content-Disposition"]
    assert "/" not in answer["Content-Disposition"].replace("utf-8''", "")
    told = send(client, answer.content.decode()).json()
    assert (told["matched"], told["unmatched"]) == (3, [])
    assert titles(told["playlist"]["id"]) == titles(mine.public_id)


def test_nothing_hidden_goes_out_or_comes_in(cast: Cast, things: Things) -> None:
    private, public = things["private"].track, things["public"].track
    mixed = a_playlist(cast.owner, [private, public], visibility=Visibility.PUBLIC)
    Track.objects.filter(pk=private.pk).update(musicbrainz_id=MBID)
    for ending in WRITERS:
        body = Client().get(f"/playlists/{mixed.public_id}/export/{ending}").content.decode()
        assert public.public_id in body
        assert private.public_id not in body
        assert private.title + "<" not in body
    lines = [
        {"title": private.title, "creator": private.artist_line},
        {"identifier": f"https://musicbrainz.org/recording/{MBID}"},
        {"location": f"https://x.test/tracks/a-{private.public_id}"},
    ]
    told = send(cast.client("manager"), json.dumps({"playlist": {"track": lines}})).json()
    assert (told["matched"], len(told["unmatched"])) == (0, 3)


BOMB = (
    '<?xml version="1.0"?>'
    '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><playlist><title>&b;</title></playlist>'
)
FILE = (
    '<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]><playlist><title>&f;</title></playlist>'
)


@pytest.mark.parametrize(
    "file",
    [
        BOMB, FILE, "<playlist>", "<html></html>", "{", "{}", '{"playlist": []}', '{"playlist": {"track": [1]}}',
        '{"playlist": {"track": 5}}', "{" * 5000, "<a>" * 5000, "", "   ", "#EXTM3U\n", "no list\0",
    ],
)  # fmt: skip
def test_what_is_hostile_or_no_playlist_is_refused(file: str, cast: Cast) -> None:
    answer = send(cast.client("other"), file)
    if file.startswith("no list"):
        assert answer.status_code == 422
        return
    assert answer.status_code == 422, answer.content
    assert not Playlist.objects.exists()


@pytest.mark.parametrize("encoding", ["utf-16", "utf-7"])
def test_an_entity_does_not_hide_in_another_encoding(encoding: str, cast: Cast) -> None:
    hidden = BOMB.replace('"1.0"', f'"1.0" encoding="{encoding}"').encode(encoding)
    upload = SimpleUploadedFile("x.xspf", hidden)
    answer = cast.client("other").post("/playlists/import/", {"file": upload})
    assert answer.status_code == 422
    assert b"haha" not in answer.content


def test_a_file_is_imported_by_its_page_with_a_report(cast: Cast, track: Track) -> None:
    text = (
        "\ufeff#EXTM3U\r\n#EXTINF:180,Béla Bartók - Allegro\r\nC:\\Music\\a.mp3\r\nnot/here.mp3\r\n"
    )
    upload = SimpleUploadedFile("Old list.m3u", text.encode())
    page = cast.client("other").post("/playlists/import/", {"file": upload}).content.decode()
    assert "1 track was found." in page
    assert "not/here.mp3" not in page
    assert "here.mp3" in page
    assert Playlist.objects.get().title == "Old list"


def long_file(track: Track, count: int = 40) -> str:
    known = f"https://x.test/tracks/{track.public_id}"
    lines = [{"location": known}, {"title": "Nowhere", "creator": "<b>Nobody"}] * (count // 2)
    return json.dumps({"playlist": {"title": "Years of it", "track": lines}})


@pytest.fixture
def few_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listening, "MOST_LINES_AT_ONCE", 10)


@pytest.mark.usefixtures("few_at_once")
def test_a_long_file_is_taken_in_by_a_job_and_reported(cast: Cast, track: Track) -> None:
    client = cast.client("other")
    answer = send(client, long_file(track), title="Renamed")
    told = answer.json()
    assert (answer.status_code, told["state"], told["source"]) == (202, "waiting", "playlist")
    assert (told["playlist"], told["report"], Playlist.objects.count()) == (None, None, 0)
    assert send(client, long_file(track)).status_code == 409
    assert send(client, long_file(track, 10)).status_code == 201, "a short one waits for nothing"
    drain()
    told = client.get(f"/api/v1/me/imports/{told['id']}/").json()
    assert (told["state"], told["report"]["missing_total"]) == ("done", 1)
    assert told["report"]["tallies"]["entries"] == {"told": 40, "found": 20, "new": 20}
    made = Playlist.objects.get(public_id=told["playlist"])
    assert (made.owner, made.title, made.entry_count) == (cast.other, "Renamed", 20)
    assert made.visibility == Visibility.PRIVATE
    assert titles(made.public_id) == ["Allegro"] * 20
    (lost,) = client.get(f"/api/v1/me/imports/{told['id']}/missing/json/").json()
    assert (lost["what"], lost["title"], lost["count"]) == ("playlist", "Nowhere", 20)
    assert cast.client("owner").get(f"/api/v1/me/imports/{told['id']}/").status_code == 404


@pytest.mark.usefixtures("few_at_once")
def test_the_page_of_a_long_file_tells_how_far_it_is_and_leads_to_the_playlist(
    cast: Cast, track: Track
) -> None:
    client = cast.client("other")
    upload = SimpleUploadedFile("Years.jspf", long_file(track).encode())
    answer = client.post("/playlists/import/", {"file": upload})
    assert answer.status_code == 303
    waiting = client.get(answer["Location"]).content.decode()
    assert 'http-equiv="refresh"' in waiting and "Import a playlist" in waiting
    drain()
    page = client.get(answer["Location"]).content.decode()
    made = Playlist.objects.get()
    assert made.get_absolute_url() in page and "Years of it" in page
    assert "20 of 40 tracks were found." in page
    assert "Nowhere" in page and "<b>Nobody" not in page
    assert "A playlist of 20 tracks" in client.get("/account/imports/").content.decode()
    client.delete(f"/api/v1/playlists/{made.public_id}/")
    assert made.get_absolute_url() not in client.get(answer["Location"]).content.decode()


@pytest.mark.usefixtures("few_at_once")
def test_a_worker_that_is_killed_makes_no_second_playlist(cast: Cast, track: Track) -> None:
    send(cast.client("other"), long_file(track))
    row = ListeningImport.objects.select_related("user").get()

    class Killed(BaseException):
        pass

    with patch.object(sheet, "Report", side_effect=Killed), pytest.raises(Killed):
        run.listening_import_run(row=row, at=now())
    assert (Playlist.objects.count(), ListeningImport.objects.get().state) == (1, "running")
    drain()
    assert (Playlist.objects.count(), ListeningImport.objects.get().state) == (1, "done")


def test_long_files_are_matched_ten_times_in_ten_minutes_by_api_and_page_together(
    cast: Cast, track: Track
) -> None:
    client = cast.client("other")
    body = json.dumps({"file": "#EXTM3U\n#EXTINF:1,Somebody - Something\nx.mp3\n"})
    for _ in range(10):
        assert client.post(IMPORT, body, "application/json").status_code != 429
    assert client.post(IMPORT, body, "application/json").status_code == 429
    upload = SimpleUploadedFile("a.m3u8", b"#EXTM3U\nx.mp3\n")
    answer = client.post("/playlists/import/", {"file": upload})
    assert answer.status_code == 429
    assert int(answer["Retry-After"]) <= 600
    assert cast.client("owner").post(IMPORT, body, "application/json").status_code != 429
