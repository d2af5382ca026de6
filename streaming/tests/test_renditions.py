"""Promises of renditions: heard at once, made once, kept whole or not at all."""

import fcntl
import io
import os
import signal
import threading
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import av
import numpy as np
import pytest
from django.test import Client
from django.utils.timezone import now
from pytest_django import Settings

from catalog.models import Library
from streaming.delivery.growing import Broken
from streaming.delivery.places import cache_folder
from streaming.delivery.sweep import renditions_sweep
from streaming.models import MediaFile, Rendition
from streaming.tests.sound import body_of, first_of, hang_up, stream_url, track_make, wav_bytes


@pytest.fixture(autouse=True)
def own_cache(settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> None:
    settings.DATA_DIR = tmp_path_factory.mktemp("data")


@pytest.fixture
def song(library: Library) -> MediaFile:
    return track_make(library, data=wav_bytes(3, rate=44100), duration_ms=3000)


@pytest.fixture
def long_song(library: Library) -> MediaFile:
    """Four minutes of noise, which takes an encoder seconds."""
    return track_make(library, "long.wav", noise(240), duration_ms=240_000)


def noise(seconds: int) -> bytes:
    samples = np.random.default_rng(1).integers(-9000, 9000, seconds * 44100, dtype="<i2").tobytes()
    size = len(samples)
    head = b"RIFF" + (size + 36).to_bytes(4, "little") + b"WAVEfmt " + (16).to_bytes(4, "little")
    head += (
        (1).to_bytes(2, "little") * 2
        + (44100).to_bytes(4, "little")
        + (88200).to_bytes(4, "little")
    )
    return (
        head
        + (2).to_bytes(2, "little")
        + (16).to_bytes(2, "little")
        + b"data"
        + size.to_bytes(4, "little")
        + samples
    )


def decoded(data: bytes) -> tuple[str, int]:
    """(codec, samples at the codec's clock)"""
    with av.open(io.BytesIO(data), "r") as container:
        stream = container.streams.audio[0]
        return stream.codec_context.codec.canonical_name, sum(
            f.samples for f in container.decode(stream)
        )


def parts() -> list[Path]:
    return list(cache_folder().rglob("*.part"))


@pytest.mark.parametrize(
    ("query", "mime", "codec"),
    [("?format=fmp4", 'audio/mp4; codecs="flac"', "flac"),
     ("?format=opus&bitrate=64", 'audio/webm; codecs="opus"', "opus"),
     ("?format=opus", 'audio/webm; codecs="opus"', "opus"), ("?format=mp3&bitrate=128", "audio/mpeg", "mp3")],
)  # fmt: skip
def test_a_rendition_is_sent_whole_first_and_with_ranges_then(
    client: Client, song: MediaFile, query: str, mime: str, codec: str
) -> None:
    first = client.get(stream_url(song, query))
    assert (first.status_code, first["Content-Type"]) == (200, mime)
    data = body_of(first)
    assert decoded(data)[0] == codec
    again = client.get(stream_url(song, query), headers={"Range": "bytes=100-199"})
    assert (again.status_code, again["Content-Range"]) == (206, f"bytes 100-199/{len(data)}")
    assert body_of(again) == data[100:200]
    row = Rendition.objects.get()
    assert (row.format, row.bytes, row.file) == (query.split("=")[1].split("&")[0], len(data), song)
    assert not parts()


def test_lossless_is_lossless(client: Client, song: MediaFile) -> None:
    data = body_of(client.get(stream_url(song, "?format=fmp4")))
    with (
        av.open(io.BytesIO(data), "r") as made,
        av.open(str(Path(song.library.root) / song.path), "r") as original,
    ):
        sound = [
            np.concatenate([f.to_ndarray().ravel() for f in c.decode(audio=0)])
            for c in (made, original)
        ]
    assert np.array_equal(sound[0], sound[1])


def test_the_first_sound_of_four_minutes_comes_before_the_last_is_encoded(
    client: Client, long_song: MediaFile
) -> None:
    client.get(f"/api/v1/tracks/{long_song.track.public_id}/playback/")  # as the player does first
    response = client.get(stream_url(long_song, "?format=opus&bitrate=128"))
    assert first_of(response)
    assert parts(), "it was sent only when it was complete"
    body_of(response)


@pytest.mark.django_db(transaction=True)
def test_listeners_of_the_same_rendition_share_one_encoder(
    client: Client, long_song: MediaFile
) -> None:
    client.get(f"/api/v1/tracks/{long_song.track.public_id}/playback/")
    heard: list[bytes] = []
    responses = [client.get(stream_url(long_song, "?format=opus&bitrate=64")) for _ in range(4)]
    assert len(parts()) == 1
    assert len(busy_encoders()) == 1
    readers = [
        threading.Thread(target=lambda r=r: heard.append(b"".join(r.streaming_content)))
        for r in responses
    ]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join()
    assert len(heard) == 4
    assert len(set(heard)) == 1


def busy_encoders() -> list[int]:
    """The process ids of encoders of this test's cache: they hold a part of it open."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdecimal() and int(entry.name) != os.getpid():
            with suppress(OSError):
                held = {str(descriptor.readlink()) for descriptor in (entry / "fd").iterdir()}
                if any(path.startswith(str(cache_folder())) and ".part" in path for path in held):
                    found.append(int(entry.name))
    return found


def test_a_killed_encoder_breaks_the_stream_and_leaves_nothing_in_the_cache(
    client: Client, long_song: MediaFile
) -> None:
    response = client.get(stream_url(long_song, "?format=opus&bitrate=64"))
    (encoder,) = busy_encoders()
    os.kill(encoder, signal.SIGKILL)
    with pytest.raises(Broken):
        body_of(response)
    assert not [path for path in cache_folder().rglob("*.opus-64") if path.is_file()]
    assert not Rendition.objects.exists()
    again = client.get(stream_url(long_song, "?format=opus&bitrate=64"))
    codec, samples = decoded(body_of(again))
    assert codec == "opus"
    assert abs(samples - 240 * 48000) < 48000


def test_an_encoder_goes_on_when_its_listener_leaves(client: Client, song: MediaFile) -> None:
    hang_up(client.get(stream_url(song, "?format=mp3&bitrate=64")))
    response = client.get(
        stream_url(song, "?format=mp3&bitrate=64"), headers={"Range": "bytes=1000-"}
    )
    assert response.status_code == 206, "a later part waits for the whole"
    body_of(response)


def test_a_question_starts_no_encoder(client: Client, song: MediaFile) -> None:
    head = client.head(stream_url(song, "?format=opus"))
    assert (head.status_code, head["Content-Type"]) == (200, 'audio/webm; codecs="opus"')
    assert not parts()
    assert not busy_encoders()


def test_a_changed_file_gives_a_new_rendition(client: Client, song: MediaFile) -> None:
    before = body_of(client.get(stream_url(song, "?format=fmp4")))
    (Path(song.library.root) / song.path).write_bytes(wav_bytes(1, rate=44100))
    after = body_of(client.get(stream_url(song, "?format=fmp4")))
    assert decoded(before)[1] == 3 * 44100
    assert decoded(after)[1] == 44100


@pytest.mark.parametrize(
    "query",
    [
        "?format=opus&bitrate=97",
        "?format=adts",
        "?format=exe",
        "?format=opus&bitrate=x",
        "?format=../x",
    ],
)
def test_what_cannot_be_made_is_422_and_names_the_field(
    client: Client, song: MediaFile, query: str
) -> None:
    response = client.get(stream_url(song, query))
    assert response.status_code == 422
    assert response.json()["errors"][0]["pointer"] == "/format"


def test_a_file_that_is_no_sound_is_422_and_names_no_path(client: Client, library: Library) -> None:
    file = track_make(library, "secret.wav", b"not sound at all" * 100)
    for _ in range(2):
        response = client.get(stream_url(file, "?format=opus"))
        assert response.status_code == 422
        assert b"secret" not in response.content


def test_more_encoders_than_are_good_are_refused_for_a_moment(
    client: Client, song: MediaFile
) -> None:
    client.get(f"/api/v1/tracks/{song.track.public_id}/playback/")
    folder = cache_folder() / "encoders"
    folder.mkdir(parents=True)
    held = [(folder / str(number)).open("w") for number in range(max(2, (os.cpu_count() or 1) * 2))]
    for slot in held:
        fcntl.flock(slot, fcntl.LOCK_EX)
    assert client.get(stream_url(song, "?format=opus")).status_code == 429
    for slot in held:
        slot.close()
    assert client.get(stream_url(song, "?format=opus")).status_code == 200


def test_the_sweep_removes_what_was_not_used_for_longest(client: Client, song: MediaFile) -> None:
    queries = ("?format=mp3&bitrate=64", "?format=mp3&bitrate=128", "?format=mp3&bitrate=256")
    for query in queries:
        body_of(client.get(stream_url(song, query)))
        body_of(client.get(stream_url(song, query)))
    sizes = dict(Rendition.objects.values_list("bitrate", "bytes"))
    Rendition.objects.filter(bitrate=64).update(used_at=now() - timedelta(days=1))
    Rendition.objects.filter(bitrate=256).update(used_at=now() - timedelta(days=2))
    assert renditions_sweep(limit=sizes[64] + sizes[128], at=now()) == sizes[256]
    assert set(Rendition.objects.values_list("bitrate", flat=True)) == {64, 128}
    kept = {path.suffix for path in cache_folder().rglob("*.mp3-*")}
    assert kept == {".mp3-64", ".mp3-128"}
    assert renditions_sweep(limit=0, at=now()) == sizes[64] + sizes[128]
    assert not Rendition.objects.exists()


def test_the_sweep_takes_away_what_nobody_knows_any_more(client: Client, song: MediaFile) -> None:
    body_of(client.get(stream_url(song, "?format=mp3&bitrate=64")))
    (made,) = cache_folder().rglob("*.mp3-64")
    stale = made.with_name("killed.part")
    stale.write_bytes(b"half")
    fresh = made.with_name("growing.part")
    fresh.write_bytes(b"half")
    renditions_sweep(limit=10**9, at=now())
    assert stale.exists()
    renditions_sweep(limit=10**9, at=now() + timedelta(hours=25))
    assert not stale.exists()
    assert not fresh.exists()
    assert not made.exists(), "a file without a row"
