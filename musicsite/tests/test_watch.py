"""`import_music --watch` as a process: what is put into the folder is in the catalogue soon after."""

import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from catalog.models import Library
from musicsite.tests.serving import HOUSE, environment, manage, until
from streaming.importing.watch import Watch, folder_of
from streaming.tests.music import song

pytestmark = pytest.mark.skipif(
    os.environ.get("TEST_DATABASE") == "mariadb", reason="the same process on both databases"
)


def titles(folder: Path, *, missing: bool = False) -> set[str]:
    with sqlite3.connect(folder / "musicsite.sqlite3", timeout=10) as database:
        rows = database.execute(
            "SELECT title FROM catalog_track WHERE (missing_since IS NOT NULL) = ?", [missing]
        )
        return {title for (title,) in rows}


@pytest.fixture
def watching(prepared_folder: Path, tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    music = tmp_path / "music"
    song(music / "one/a.mp3", title="First")
    process = subprocess.Popen(
        [sys.executable, str(HOUSE / "manage.py"), "import_music", str(music), "--watch"],
        env=environment(prepared_folder),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        bufsize=1,
    )
    assert process.stdout
    for line in process.stdout:
        if line.startswith("Watching"):
            break
    yield process
    process.kill()
    process.wait()
    process.stdout.close()


@pytest.mark.servers
def test_what_changes_is_imported_until_it_is_interrupted(
    watching: subprocess.Popen[str], prepared_folder: Path, tmp_path: Path
) -> None:
    assert titles(prepared_folder) == {"First"}
    song(tmp_path / "music/two/b.mp3", hertz=300, title="Second")
    until(lambda: titles(prepared_folder) == {"First", "Second"}, "a new file", seconds=30)
    (tmp_path / "music/two/b.mp3").rename(tmp_path / "music/one/c.mp3")
    (tmp_path / "music/one/a.mp3").unlink()
    until(lambda: titles(prepared_folder) == {"Second"}, "a file that went", seconds=30)
    assert titles(prepared_folder, missing=True) == {"First"}, "moved, not found anew"
    watching.send_signal(signal.SIGINT)
    assert watching.wait(10) == 0


def test_what_cannot_be_imported_now_is_tried_again(tmp_path: Path) -> None:
    asked: list[tuple[str, str]] = []

    def take(library: Library, within: str) -> bool:
        asked.append((library.name, within))
        return len(asked) > 2

    library = Library(name="Mine", root=str(tmp_path))
    (tmp_path / "album").mkdir()
    watch = Watch([library])
    # Before the first round: nothing changes unseen once a watch is made.
    (tmp_path / "album/a.mp3").touch()
    while len(asked) < 3:
        assert watch.round(take, rest=50, again=100)
    for _ in range(3):
        assert watch.round(take, rest=50, again=100)
    assert len(asked) == 3, "what was taken is not taken again"
    assert asked[-1] == ("Mine", "album")


def test_a_watch_writes_so_it_is_no_dry_run(prepared_folder: Path, tmp_path: Path) -> None:
    said = manage(prepared_folder, "import_music", str(tmp_path), "--watch", "--dry-run", code=2)
    assert "--dry-run" in said.stderr


def test_the_folder_that_is_scanned_holds_all_that_changed(tmp_path: Path) -> None:
    root, deep = str(tmp_path), tmp_path / "artist/album/cd1"
    deep.mkdir(parents=True)
    (deep / "a.mp3").touch()
    assert folder_of(root, [str(deep / "a.mp3")]) == "artist/album/cd1"
    assert folder_of(root, [str(deep / "a.mp3"), str(deep.parent / "cd2/b.mp3")]) == "artist/album"
    assert folder_of(root, [str(deep / "a.mp3"), str(tmp_path / "other/b.mp3")]) == ""
    (deep / "a.mp3").unlink()
    assert folder_of(root, [str(deep / "a.mp3")]) == "artist/album", "an empty folder may be a disk"
