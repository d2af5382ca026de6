"""Workers that take in one album's files at the same moment make one album of them."""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from threading import Barrier, BrokenBarrierError, Thread
from typing import Any

import pytest
from django.db import connection

from catalog.models import Album
from streaming.models import Upload
from streaming.tests.music import song
from streaming.tests.uploading import Uploader, artist, uploader
from streaming.uploads import taking
from streaming.uploads.commit import upload_commit

__all__ = ["artist", "uploader"]
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def meeting(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever has looked at what is in a folder waits for the other to have looked too, if that can be."""
    both, look = Barrier(2), taking._unit

    def looked(*args: Any) -> Any:
        found = look(*args)
        with suppress(BrokenBarrierError):
            both.wait(timeout=2)
        return found

    monkeypatch.setattr(taking, "_unit", looked)


def at_once(*steps: Callable[[], object]) -> list[Exception]:
    """Run the steps in threads; what they raised."""
    failed: list[Exception] = []

    def run(step: Callable[[], object]) -> None:
        try:
            step()
        except Exception as error:
            failed.append(error)
        finally:
            connection.close()

    threads = [Thread(target=run, args=(step,)) for step in steps]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=120)
    return failed


@pytest.mark.parametrize("artists", [("Ana", "Bo"), ("Ana", "Ana")], ids=["several", "one"])
def test_two_files_of_one_album_taken_at_the_same_moment_make_one_album(
    uploader: Uploader, tmp_path: Path, meeting: None, artists: tuple[str, str]
) -> None:
    for number, name in enumerate(artists, 1):
        path = song(
            tmp_path / f"{number}.mp3", hertz=300 + 40 * number, title=f"Song {number}", artist=name,
            album="Shore", tracknumber=str(number),
        )  # fmt: skip
        uploader.sent(path.read_bytes(), f"Shore/{number}.mp3")
    pks = list(Upload.objects.values_list("pk", flat=True))
    failed = at_once(*(lambda pk=pk: upload_commit(upload_id=pk) for pk in pks))
    assert failed == []
    assert list(Upload.objects.values_list("state", flat=True)) == ["ready", "ready"]
    (album,) = Album.objects.all()
    assert (album.title, album.track_count) == ("Shore", 2)
    assert album.artist_line == ("Ana" if artists[0] == artists[1] else "Various Artists")
