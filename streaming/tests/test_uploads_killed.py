"""Nothing of an upload is lost, and nothing of it is left over, whenever a browser vanishes or a worker is killed."""

import os
import signal
import threading
from collections.abc import Iterator
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import storages
from django.db import connections
from django.utils.timezone import now

from common.jobs.worker import drain
from streaming.models import MediaFile, Upload
from streaming.tests.music import song
from streaming.tests.uploading import Uploader, artist, kept_in, music_kept, place, uploader
from streaming.uploads import commit, sweep
from streaming.uploads.sweep import uploads_sweep

__all__ = ["artist", "place", "uploader"]
pytestmark = pytest.mark.django_db


@pytest.fixture
def mp3(tmp_path: Path) -> bytes:
    return song(tmp_path / "made/x.mp3", title="Tide", artist="Ana", album="Shore").read_bytes()


class Killed(BaseException):
    """Stands for the end of the process: nothing after it runs, but for `finally`, which harms nobody."""


def steps() -> Iterator[tuple[Any, str]]:
    """Where a worker may be when it is killed: right before and after each of these."""
    for name in (
        "_target",
        "_fetch",
        "_check_duplicate",
        "read_checked",
        "_put",
        "file_take",
        "upload_clear",
    ):
        yield commit, name
    yield commit, "event_record"


@pytest.mark.parametrize("after", [False, True])
def test_a_worker_killed_at_any_step_loses_nothing_and_leaves_no_orphan(
    place: str, uploader: Uploader, mp3: bytes, monkeypatch: pytest.MonkeyPatch, after: bool
) -> None:
    upload = uploader.sent(mp3)
    row = Upload.objects.get()
    for module, name in steps():
        real = getattr(module, name)

        def dies(*args: Any, real: Any = real, **named: Any) -> None:
            if after:
                real(*args, **named)
            raise Killed

        monkeypatch.setattr(module, name, dies)
        with suppress(Killed):
            commit.upload_commit(upload_id=row.pk)
        monkeypatch.setattr(module, name, real)
        state = uploader.told(upload)["state"]
        assert state in {"checking", "processing", "ready"}, name
        assert len(kept_in("uploads")) == 1 or state == "ready", f"lost after {name}"
    drain("heavy")
    uploads_sweep(at=now() + timedelta(hours=1))
    assert uploader.told(upload)["state"] == "ready"
    assert MediaFile.objects.count() == 1
    assert kept_in("uploads") == []
    assert len(music_kept()) == 1
    assert not list(commit.scratch_folder().glob("*"))


def test_one_refused_after_its_bytes_were_moved_leaves_none_there(
    place: str, uploader: Uploader, mp3: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    upload = uploader.sent(mp3)
    row = Upload.objects.get()

    def dies(*_: Any, **__: Any) -> None:
        raise Killed

    with monkeypatch.context() as patch, pytest.raises(Killed):
        patch.setattr(commit, "file_take", dies)
        commit.upload_commit(upload_id=row.pk)
    assert len(music_kept()) == 1
    uploads_sweep(at=now() + timedelta(days=2))
    told = uploader.told(upload)
    assert told["state"] == "refused"
    assert "could not process it" in told["reason"]
    assert music_kept() == [] == kept_in("uploads")


def test_an_upload_whose_browser_vanished_after_the_last_byte_is_finished(
    place: str, uploader: Uploader, mp3: bytes
) -> None:
    upload = uploader.begin(mp3)
    uploader.send(upload, mp3)
    uploads_sweep(at=now() + timedelta(minutes=11))
    assert uploader.told(upload)["state"] == "checking"
    drain("heavy")
    assert uploader.told(upload)["state"] == "ready"


def test_half_an_upload_is_kept_for_a_week_and_then_thrown_away(
    place: str, uploader: Uploader, mp3: bytes
) -> None:
    upload = uploader.begin(mp3 * 200)
    uploader.send(upload, mp3 * 200, only=set())
    uploads_sweep(at=now() + timedelta(days=6))
    assert uploader.told(upload)["state"] == "waiting"
    uploads_sweep(at=now() + timedelta(days=8))
    told = uploader.told(upload)
    assert (told["state"], told["reason"]) == ("refused", "It was not finished within 7 days.")
    assert kept_in("uploads") == []
    uploads_sweep(at=now() + timedelta(days=40))
    assert Upload.objects.count() == 0


def test_bytes_of_no_upload_are_cleared_when_they_are_old(
    place: str, uploader: Uploader, mp3: bytes
) -> None:
    kept = uploader.begin(mp3)
    uploader.send(kept, mp3)
    lost = uploader.begin(mp3)
    uploader.send(lost, mp3)
    Upload.objects.filter(public_id=lost["id"]).delete()
    if place == "bucket":
        storage: Any = storages["uploads"]
        key = f"{storage.location}/users/x/whole"
        storage.connection.meta.client.put_object(Bucket="media", Key=key, Body=b"x")
    uploads_sweep(at=now())
    assert len(kept_in("uploads")) >= 2, "it may be of an upload that is beginning"
    uploads_sweep(at=now() + timedelta(days=3))
    (left,) = kept_in("uploads")
    assert kept["id"] in left


@pytest.mark.django_db(transaction=True)
def test_a_worker_killed_fifty_times_in_a_row_takes_it_in_in_the_end(
    place: str, uploader: Uploader, mp3: bytes
) -> None:
    """A real process, killed by SIGKILL at a moment that moves on through its work."""
    upload = uploader.sent(mp3)
    pk = Upload.objects.get().pk
    killed = 0
    for number in range(50):
        child = start_commit(pk)
        threading.Event().wait(0.004 * number)
        os.kill(child, signal.SIGKILL)
        killed += os.waitpid(child, 0)[1] == signal.SIGKILL
    assert killed >= 20, "it was done too soon for this to mean anything"
    drain("heavy")
    uploads_sweep(at=now() + timedelta(minutes=40))
    drain("heavy")
    uploads_sweep(at=now() + timedelta(minutes=80))
    assert uploader.told(upload)["state"] == "ready"
    assert MediaFile.objects.count() == 1
    assert (len(music_kept()), kept_in("uploads")) == (1, [])
    assert not list(commit.scratch_folder().glob("*"))


def start_commit(pk: int) -> int:
    """A process that does the job, and nothing after it; its id."""
    connections.close_all()
    child = os.fork()
    if not child:
        try:
            commit.upload_commit(upload_id=pk)
        finally:
            os._exit(0)
    return child


def test_uploads_that_can_not_be_finished_yet_do_not_keep_later_ones_waiting(
    place: str, uploader: Uploader, mp3: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sweep, "SOME", 1)
    half = uploader.begin(mp3 * 200)
    uploader.send(half, mp3 * 200, only=set())
    whole = uploader.begin(mp3)
    uploader.send(whole, mp3)
    for _ in range(40):
        uploads_sweep(at=now() + timedelta(minutes=11))
    assert uploader.told(whole)["state"] == "checking"
    assert uploader.told(half)["state"] == "waiting"
