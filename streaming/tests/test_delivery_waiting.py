"""Promises about listeners who wait: they take no more of the machine than those who listen."""

from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from catalog.models import Library
from streaming.delivery.facts import _turn
from streaming.delivery.renditions import rendition_open
from streaming.models import MediaFile
from streaming.tests.sound import body_of, stream_url, track_make, wav_bytes


@pytest.fixture(autouse=True)
def own_cache(settings: Any, tmp_path: Path) -> None:
    settings.DATA_DIR = tmp_path / "data"


@pytest.fixture
def song(library: Library) -> MediaFile:
    return track_make(library, data=wav_bytes(2, rate=44100), duration_ms=2000)


def test_who_waits_for_an_encoder_is_counted(
    client: Client, song: MediaFile, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    """A later part of what is not made yet holds a thread for as long as the making takes."""
    settings.STREAMS_PER_VIEWER = 2
    held = client.get(stream_url(song))
    opened = rendition_open
    answers: list[int] = []

    def meanwhile(*args: Any, **kwargs: Any) -> Any:
        monkeypatch.setattr("streaming.api.stream.rendition_open", opened)
        answers.append(client.get(stream_url(song)).status_code)
        return opened(*args, **kwargs)

    monkeypatch.setattr("streaming.api.stream.rendition_open", meanwhile)
    address = stream_url(song, "?format=mp3&bitrate=64")
    body_of(client.get(address, headers={"Range": "bytes=100-"}))
    assert answers == [429]
    body_of(held)
    assert client.get(stream_url(song)).status_code == 200, "and gives its place back"


def test_listeners_who_come_at_once_start_few_probes(
    client: Client, song: MediaFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each is a process of tens of megabytes: who comes when enough are at work waits, or comes again."""
    monkeypatch.setattr("streaming.delivery.facts.WAIT", 0.01)
    asked = []
    monkeypatch.setattr("streaming.delivery.facts.ask", lambda *_, **__: asked.append(1))
    with _turn(), _turn():
        answer = client.get(f"/api/v1/tracks/{song.track.public_id}/playback/")
    assert (answer.status_code, answer.headers["Retry-After"], asked) == (429, "2", [])
