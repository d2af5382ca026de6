"""What playing an upload needs is made before anybody asks, when nothing else is to be done."""

import os
import signal
from pathlib import Path

import pytest
from django.db import connections
from django.utils.timezone import now
from pytest_django import Settings

from common.jobs import queue
from common.jobs.worker import drain
from streaming.analysis.jobs import file_measure
from streaming.delivery.places import cache_folder
from streaming.delivery.preparing import renditions_prepare, renditions_prepare_job
from streaming.delivery.sweep import renditions_sweep
from streaming.models import MediaFile, Rendition
from streaming.tests.music import song, sound
from streaming.tests.uploading import Uploader, artist, place, uploader

__all__ = ["artist", "place", "uploader"]
pytestmark = pytest.mark.django_db


@pytest.fixture
def flac(tmp_path: Path) -> bytes:
    return song(tmp_path / "x.flac", title="Tide", artist="Ana", album="Shore").read_bytes()


def kept() -> set[tuple[str, int]]:
    """Renditions that are complete, by what their rows say; files and rows must agree."""
    rows = list(Rendition.objects.all())
    files = [file for file in cache_folder().glob("??/*-*.*") if file.is_file()]
    assert {row.storage_key for row in rows} == {f"{f.parent.name}/{f.name}" for f in files}
    return {(row.format, row.bitrate) for row in rows}


def test_an_upload_is_there_in_what_players_ask_for_before_anybody_plays_it(
    place: str, uploader: Uploader, flac: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = uploader.uploaded(flac, "Shore/1.flac")
    assert kept() == {("opus", 128), ("mp3", 128)}
    address = f"/api/v1/tracks/{told['track']['id']}/stream/?format=opus&bitrate=128"
    with monkeypatch.context() as patch:
        patch.setattr("streaming.delivery.renditions.start_render", None)
        answer = uploader.client.get(address, headers={"Range": "bytes=100-199"})
        assert (answer.status_code, len(answer.getvalue())) == (206, 100)


def test_what_is_small_enough_as_it_is_is_not_encoded_again(uploader: Uploader) -> None:
    assert uploader.uploaded(sound("opus", seconds=4), "Shore/1.opus")["state"] == "ready"
    assert kept() == set()


def test_a_full_cache_is_left_to_what_somebody_asked_for(
    uploader: Uploader, flac: bytes, tmp_path: Path, settings: Settings
) -> None:
    uploader.uploaded(flac, "Shore/1.flac")
    before = kept()
    settings.RENDITION_CACHE_BYTES = sum(row.bytes for row in Rendition.objects.all())
    other = song(tmp_path / "y.flac", hertz=700, title="Ebb", artist="Ana", album="Shore")
    assert uploader.uploaded(other.read_bytes(), "Shore/2.flac")["state"] == "ready"
    assert kept() == before
    renditions_sweep(limit=0, at=now())
    assert kept() == set()


def test_it_waits_for_all_that_somebody_waits_for(uploader: Uploader, flac: bytes) -> None:
    uploader.uploaded(flac, "Shore/1.flac")
    file = MediaFile.objects.get()
    renditions_prepare_job.enqueue(file.pk)
    file_measure.enqueue(file.pk)
    claimed = queue.claim("heavy", "w")
    assert claimed is not None
    assert claimed.task_path.endswith("file_measure")


@pytest.mark.django_db(transaction=True)
def test_a_worker_killed_meanwhile_leaves_nothing_and_the_next_one_makes_it(
    uploader: Uploader, settings: Settings
) -> None:
    settings.RENDITION_CACHE_BYTES = 0
    uploader.uploaded(sound("wav", seconds=120), "Shore/1.wav")
    settings.RENDITION_CACHE_BYTES = 1 << 30
    pk = MediaFile.objects.get().pk
    connections.close_all()
    child = os.fork()
    if not child:
        try:
            renditions_prepare(file_id=pk, at=now())
        finally:
            os._exit(0)
    while not list(cache_folder().rglob("*.part")):
        assert os.waitpid(child, os.WNOHANG) == (0, 0), "it was done too soon"
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    renditions_prepare_job.enqueue(pk)
    drain("heavy")
    assert kept() == {("opus", 128), ("mp3", 128)}
    assert not list(cache_folder().rglob("*.part"))
