"""The import can be killed at any moment, runs beside a site that reads and writes, and never twice at once."""

import os
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.utils.timezone import now

from catalog.models import Library
from common.errors import Conflict
from streaming.importing import lease
from streaming.libraries import library_add
from streaming.models import Scan
from streaming.tests.music import picture, song, sound
from tests.servers.schema import copy_schema

FOLDERS, EACH = 60, 10


@pytest.fixture(scope="module")
def music(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """600 files in 60 albums, each with a sound of its own."""
    root: Path = tmp_path_factory.mktemp("import") / "music"
    plain = sound("mp3")
    for folder in range(FOLDERS):
        first = song(
            root / f"Artist {folder % 7}/Album {folder}/01.mp3",
            title="1",
            artist="A",
            album=f"B{folder}",
        )
        first.with_name("cover.jpg").write_bytes(picture("red", 8 + folder))
        for number in range(EACH):
            # A comment frame makes nothing new; a few bytes of another frame do.
            path = first.with_name(f"0{number}.mp3")
            song(path, title=f"Song {number}", artist=f"Artist {folder % 7}", album=f"Album {folder}",
                 tracknumber=str(number + 1), genre="Jazz")  # fmt: skip
            data = path.read_bytes()
            at = len(data) - len(plain) // 2
            unique = f"{folder:04d}{number:04d}".encode()
            path.write_bytes(data[:at] + unique + data[at + len(unique) :])
    return root


@pytest.fixture
def site(tmp_path: Path) -> Iterator[dict[str, str]]:
    """The environment of a site of its own, with an empty database."""
    environment = {
        **os.environ,
        "DATA_DIR": str(tmp_path / "var"),
        "DATABASE_URL": f"sqlite://{tmp_path}/var/site.sqlite3",
        "SECRET_KEY": "x" * 50,
        "CACHE_URL": "memory://",
        "DJANGO_SETTINGS_MODULE": "musicsite.settings",
    }
    (tmp_path / "var").mkdir()
    copy_schema(tmp_path / "var" / "site.sqlite3")
    subprocess.run(command("migrate", "-v0"), env=environment, check=True)
    yield environment


def command(*arguments: str) -> list[str]:
    return [sys.executable, str(Path(settings.BASE_DIR) / "manage.py"), *arguments]


def ask(site: dict[str, str], statement: str) -> list[tuple[object, ...]]:
    with sqlite3.connect(site["DATABASE_URL"].removeprefix("sqlite://"), timeout=30) as database:
        return database.execute(statement).fetchall()


def check_whole(site: dict[str, str]) -> int:
    """Nothing is half-written; gives the number of files."""
    (files,) = ask(
        site,
        "SELECT count(*), count(DISTINCT path_hash), count(DISTINCT track_id) FROM streaming_mediafile",
    )
    assert files[0] == files[1] == files[2]
    for statement in (
        "SELECT id FROM catalog_track WHERE id NOT IN (SELECT track_id FROM streaming_mediafile)",
        "SELECT id FROM catalog_track WHERE id NOT IN (SELECT track_id FROM catalog_credit WHERE track_id IS NOT NULL)",
        "SELECT id FROM catalog_album WHERE id NOT IN (SELECT album_id FROM catalog_credit WHERE album_id IS NOT NULL)",
        "SELECT a.id FROM catalog_album a WHERE track_count != "
        "(SELECT count(*) FROM catalog_track t WHERE t.album_id = a.id)",
        "SELECT library_id, title FROM catalog_album GROUP BY library_id, title HAVING count(*) > 1",
        "SELECT name_key FROM catalog_artist GROUP BY name_key HAVING count(*) > 1",
    ):
        assert ask(site, statement) == [], statement
    assert ask(site, "PRAGMA integrity_check") == [("ok",)]
    return int(str(files[0]))


@pytest.mark.parametrize("after", [1, 150, 400])
def test_an_import_that_is_killed_is_completed_by_the_next(
    music: Path, site: dict[str, str], after: int
) -> None:
    child = subprocess.Popen(command("import_music", str(music), "-v0"), env=site)
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline and child.poll() is None:
        if int(str(ask(site, "SELECT count(*) FROM streaming_mediafile")[0][0])) >= after:
            break
    child.send_signal(signal.SIGKILL)
    child.wait()
    assert check_whole(site) >= after
    done = subprocess.run(
        command("import_music", str(music)), env=site, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert check_whole(site) == FOLDERS * EACH
    assert ask(site, "SELECT count(*) FROM catalog_album") == [(FOLDERS,)]
    # It was the first import still: what came with it is as old as its file.
    (newest,) = ask(site, "SELECT max(added_at) FROM catalog_track")[0]
    files_newest = max(path.stat().st_mtime for path in music.rglob("*.mp3"))
    assert abs(files_newest - _seconds(str(newest))) < 2


def _seconds(stored: str) -> float:
    return datetime.fromisoformat(stored).replace(tzinfo=UTC).timestamp()


def test_a_site_reads_and_writes_while_music_is_imported(music: Path, site: dict[str, str]) -> None:
    child = subprocess.Popen(command("import_music", str(music), "-v0"), env=site)
    waits: list[float] = []
    database = sqlite3.connect(site["DATABASE_URL"].removeprefix("sqlite://"), timeout=20)
    while child.poll() is None:
        began = time.monotonic()
        database.execute("SELECT count(*) FROM catalog_album").fetchone()
        database.execute("UPDATE catalog_library SET rescan_every = rescan_every + 1")
        database.commit()
        waits.append(time.monotonic() - began)
        threading.Event().wait(0.02)
    assert child.returncode == 0
    assert waits
    assert max(waits) < 10
    assert check_whole(site) == FOLDERS * EACH


@pytest.mark.django_db
def test_two_imports_of_one_library_at_once_are_one(tmp_path: Path) -> None:
    song(tmp_path / "music/x.mp3")
    library = library_add(root=str(tmp_path / "music"))
    running = lease.scan_begin(library=library)
    with pytest.raises(CommandError, match="is being imported already") as refused:
        call_command("import_music", str(tmp_path / "music"), verbosity=0)
    assert refused.value.returncode == 2
    assert str(refused.value).count(".") == 1
    lease.scan_end(scan=running)
    call_command("import_music", str(tmp_path / "music"), verbosity=0)
    assert [scan.state for scan in Scan.objects.order_by("pk")] == ["done", "done"]


@pytest.mark.django_db
def test_the_lease_of_a_process_that_is_gone_is_taken_over(tmp_path: Path) -> None:
    song(tmp_path / "music/x.mp3")
    library = library_add(root=str(tmp_path / "music"))
    scan = lease.scan_begin(library=library)
    dead = subprocess.Popen(["true"])
    dead.wait()
    host = scan.holder.split(":")[0]
    Scan.objects.filter(pk=scan.pk).update(holder=f"{host}:{dead.pid}:1")
    lease.scan_begin(library=library)
    scan.refresh_from_db()
    assert (scan.state, scan.error) == (Scan.State.FAILED, "It was interrupted.")


@pytest.mark.django_db
def test_the_lease_of_a_silent_machine_is_taken_over_and_lost_to_it(tmp_path: Path) -> None:
    song(tmp_path / "music/x.mp3")
    library: Library = library_add(root=str(tmp_path / "music"))
    scan = lease.scan_begin(library=library)
    scan.holder = "elsewhere:1:1"
    scan.save()
    with pytest.raises(Conflict):
        lease.scan_begin(library=library)
    lease.scan_begin(library=library, at=now() + timedelta(minutes=6))
    with pytest.raises(Conflict):
        lease.scan_beat(scan=scan)
