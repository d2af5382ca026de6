"""Promises of `…/playback/`: what the player needs to sound, in a fixed number of queries."""

from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django_tasks_db.models import DBTaskResult
from pytest_django import DjangoAssertNumQueries

from catalog.audience import Audience
from catalog.models import Artist, Credit, Library
from streaming.models import MediaFile
from streaming.tests.sound import body_of, stream_url, track_make, wav_bytes


@pytest.fixture
def song(library: Library) -> MediaFile:
    return track_make(library, data=wav_bytes(2, rate=44100), duration_ms=2000)


def playback(client: Client, file: MediaFile, query: str = "") -> dict[str, Any]:
    response = client.get(f"/api/v1/tracks/{file.track.public_id}/playback/{query}")
    assert response.status_code == 200, response.content
    told: dict[str, Any] = response.json()
    return told


def mp3_bytes(seconds: int, bitrate: int, path: Path) -> bytes:
    with av.open(str(path), "w", format="mp3") as out:
        stream = out.add_stream("libmp3lame", rate=44100, bit_rate=bitrate, layout="mono")
        for at in range(0, seconds * 44100, 1152):
            wave = np.sin(2 * np.pi * 440 * (np.arange(1152) + at) / 44100).astype("f4")[None] * 0.5
            frame = av.AudioFrame.from_ndarray(wave, format="fltp", layout="mono")
            frame.sample_rate, frame.pts = 44100, at
            out.mux(stream.encode(frame))
        out.mux(stream.encode(None))
    return path.read_bytes()


def test_a_lossless_track_is_offered_lossless_with_its_exact_samples(
    client: Client, song: MediaFile
) -> None:
    told = playback(client, song)
    id = song.track.public_id
    assert told["id"] == id
    assert told["stream_url"] == f"/api/v1/tracks/{id}/stream/"
    assert told["waveform_url"] == f"/api/v1/tracks/{id}/waveform/"
    assert told["album"]["title"] == "Album"
    assert told["gain"] is None
    first = told["sources"][0]
    assert first["url"] == f"/api/v1/tracks/{id}/stream/?format=fmp4"
    assert (first["mime"], first["sample_rate"]) == ('audio/mp4; codecs="flac"', 44100)
    assert (first["skip_samples"], first["samples"]) == (0, 88200)
    song.refresh_from_db()
    assert song.samples == 88200


def test_each_source_that_is_offered_is_sent_as_its_type(client: Client, song: MediaFile) -> None:
    for quality in ("original", "256", "128", "64"):
        for source in playback(client, song, f"?quality={quality}")["sources"]:
            response = client.get(source["url"])
            assert (response.status_code, response["Content-Type"]) == (200, source["mime"]), source
            assert body_of(response)


def test_less_quality_is_made_unless_the_file_is_small_enough(
    client: Client, library: Library, tmp_path: Path
) -> None:
    data = mp3_bytes(3, 128_000, tmp_path / "made")
    mp3 = track_make(library, "a.mp3", data, container="mp3", codec="mp3", bitrate=128_000)
    id = mp3.track.public_id

    def formats(quality: str) -> list[str]:
        found = playback(client, mp3, f"?quality={quality}")["sources"]
        return [source["url"].removeprefix(f"/api/v1/tracks/{id}/stream/") for source in found]

    assert formats("original") == formats("256") == formats("128") == [""]
    assert formats("64") == ["?format=opus&bitrate=64", "?format=mp3&bitrate=64"]
    source = playback(client, mp3)["sources"][0]
    assert source["skip_samples"] == 1105
    assert source["samples"] is not None


def test_a_file_that_is_no_sound_is_offered_as_it_is(client: Client, library: Library) -> None:
    broken = track_make(library, "a.mp3", b"no sound" * 50, container="mp3", codec="mp3")
    (source,) = playback(client, broken)["sources"]
    assert (source["mime"], source["samples"]) == ("audio/mpeg", None)


def test_a_file_is_probed_once(
    client: Client, song: MediaFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = playback(client, song)["sources"]
    monkeypatch.setattr("streaming.delivery.facts.ask", None)
    assert playback(client, song)["sources"] == before


def test_gain_comes_from_tags_or_else_from_what_was_measured(
    client: Client, song: MediaFile, library: Library
) -> None:
    MediaFile.objects.filter(pk=song.pk).update(
        track_gain=-7.2, track_peak=0.98, album_gain=-6.9, album_peak=0.99
    )
    assert playback(client, song)["gain"] == {
        "track_db": -7.2, "track_peak": 0.98, "album_db": -6.9, "album_peak": 0.99,
    }  # fmt: skip
    MediaFile.objects.filter(pk=song.pk).update(
        track_gain=None, track_peak=None, album_gain=None, album_peak=None,
        loudness=-10.0, true_peak=0.0, analysed_at="2026-01-01T00:00Z",
    )  # fmt: skip
    quiet = track_make(library, "b.wav", wav_bytes(1), title="Quiet")
    assert playback(client, song)["gain"] == {
        "track_db": -8.0, "track_peak": 1.0, "album_db": None, "album_peak": None,
    }  # fmt: skip
    MediaFile.objects.filter(pk=quiet.pk).update(
        loudness=-20.0, true_peak=-6.0, analysed_at="2026-01-01T00:00Z", duration_ms=2000
    )
    gain = playback(client, song)["gain"]
    assert gain["album_db"] == pytest.approx(-18 + 10 * -np.log10((0.1 + 0.01) / 2), abs=0.001)
    assert gain["album_peak"] == 1.0
    assert playback(client, quiet)["gain"]["album_db"] == gain["album_db"]


def test_the_first_play_has_the_file_measured_and_only_one_job_waits(
    client: Client, song: MediaFile
) -> None:
    for _ in range(3):
        assert client.get(playback(client, song)["waveform_url"]).status_code in (202, 404)
    assert [job.task_name for job in DBTaskResult.objects.all()] == ["file_measure"]
    MediaFile.objects.update(analysed_at="2026-01-01T00:00Z")
    DBTaskResult.objects.all().delete()
    client.get(playback(client, song)["waveform_url"])
    assert not DBTaskResult.objects.exists()


def test_the_sound_of_a_known_file_waits_for_no_writer(client: Client, song: MediaFile) -> None:
    """SQLite has one at a time, which may be a job of low priority on a busy machine."""
    playback(client, song)
    with CaptureQueriesContext(connection) as queries:
        playback(client, song)
        body_of(client.get(stream_url(song)))
    assert {query["sql"].split()[0] for query in queries.captured_queries} == {"SELECT"}


def test_what_may_not_be_reached_is_not_found(
    client: Client, as_listener: Client, library: Library
) -> None:
    members = track_make(library, data=wav_bytes(1), audience=Audience.MEMBERS)
    for what in ("playback", "waveform"):
        hidden = client.get(f"/api/v1/tracks/{members.track.public_id}/{what}/")
        missing = client.get(f"/api/v1/tracks/{'f' * 32}/{what}/")
        assert (hidden.status_code, hidden.content) == (missing.status_code, missing.content)
        assert hidden.status_code == 404
    assert playback(as_listener, members)["id"] == members.track.public_id


def test_a_quality_that_does_not_exist_is_named(client: Client, song: MediaFile) -> None:
    response = client.get(f"/api/v1/tracks/{song.track.public_id}/playback/?quality=best")
    assert response.status_code == 422
    assert response.json()["errors"][0]["pointer"] == "/quality"


def test_the_number_of_queries_is_fixed(
    client: Client,
    song: MediaFile,
    library: Library,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    MediaFile.objects.update(analysed_at="2026-01-01T00:00Z", loudness=-10.0)
    for name in ("A", "B"):
        artist = Artist.objects.create(name=name, name_key=name, sort_key=name)
        Credit.objects.create(track=song.track, artist=artist)
    playback(client, song)
    with django_assert_num_queries(4):  # file, track, credits with artists, album's loudness
        playback(client, song)
    with django_assert_num_queries(1):
        body_of(client.get(f"/api/v1/tracks/{song.track.public_id}/stream/"))
