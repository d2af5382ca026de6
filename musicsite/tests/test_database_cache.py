"""The cache in the database (`CACHE_URL=database://`): counts and locks are right over several processes."""

import importlib.util
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from musicsite.tests.serving import HOUSE, environment, manage, short_folder
from tests.servers import mariadb
from tests.servers.process import program

pytestmark = [
    pytest.mark.servers,
    pytest.mark.skipif(not importlib.util.find_spec("MySQLdb"), reason="mysqlclient is not built"),
]


class Place:
    """A site's folder and settings, with a MariaDB that holds its cache too."""

    def __init__(self, folder: Path, own: dict[str, str]) -> None:
        self.folder, self.own = folder, own

    def asked(self, *scripts: str) -> list[str]:
        """What each of these prints, all at once, each in a process of its own."""
        start = "from django.core.cache import cache\nfrom django.db import transaction\n"
        running = [
            subprocess.Popen(
                [sys.executable, str(HOUSE / "manage.py"), "shell", "--no-imports", "-c", start + script],
                env=environment(self.folder, **self.own), stdout=subprocess.PIPE, text=True,
            )
            for script in scripts
        ]  # fmt: skip
        told = [process.communicate(timeout=60)[0].strip() for process in running]
        assert [process.returncode for process in running] == [0] * len(scripts)
        return told


@pytest.fixture(scope="module")
def place() -> Iterator[Place]:
    database, url = mariadb.start()
    own: Any = {
        "DATABASE_URL": url,
        "CACHE_URL": "database://",
        "SECRET_KEY": "for-this-test-alone-and-long-enough-to-be-taken",
        "ADMIN_EMAIL": "admin@example.org",
        "ADMIN_PASSWORD": "blue-train-1957",
        "PATH": os.environ["PATH"],
    }
    client = [program("mariadb"), "--no-defaults", f"--socket={database.folder / 's'}", "-uroot"]
    sql = "CREATE DATABASE musicsite CHARACTER SET utf8mb4 COLLATE utf8mb4_bin"
    try:
        subprocess.run([*client, "-e", sql], check=True, capture_output=True)
        with short_folder() as folder:
            manage(folder, "prepare", "--no-demo", **own)
            manage(folder, "prepare", "--no-demo", **own)  # its table is there
            yield Place(folder, own)
    finally:
        database.remove()


def test_what_one_process_keeps_another_finds(place: Place) -> None:
    place.asked("cache.set('page', (b'body', ('a', 1), 'x' * 300_000), timeout=60)")
    assert place.asked("print(cache.get('page')[0], len(cache.get('page')[2]))") == [
        "b'body' 300000"
    ]


def test_no_count_is_lost_between_processes(place: Place) -> None:
    place.asked("cache.set('limit', 0, timeout=3600)")
    place.asked(*["for _ in range(200): cache.incr('limit')"] * 4)
    assert place.asked("print(cache.get('limit'))") == ["800"]


def test_a_count_ends_when_its_window_does(place: Place) -> None:
    script = """
from django.db import connections
def left():
    with connections["cache"].cursor() as cursor:
        cursor.execute("SELECT expires FROM cache_entries WHERE cache_key LIKE '%window'")
        return cursor.fetchone()
cache.set("window", 0, timeout=3600)
before = left()
cache.incr("window")
print(before == left(), cache.get("window"))
try:
    cache.incr("nothing")
except ValueError:
    print("nothing to count")
"""
    assert place.asked(script) == ["True 1\nnothing to count"]


def test_one_of_many_takes_a_lock_also_one_that_is_over(place: Place) -> None:
    place.asked("[cache.set(f'lock{n}', 1, timeout=-60) for n in range(100)]")
    told = place.asked(*["print(sum(cache.add(f'lock{n}', 1, 600) for n in range(100)))"] * 4)
    assert sum(map(int, told)) == 100


def test_a_limit_counts_what_is_rolled_back_too(place: Place) -> None:
    script = """
cache.set("tried", 0, timeout=60)
try:
    with transaction.atomic():
        cache.incr("tried")
        raise KeyError
except KeyError:
    print(cache.get("tried"))
"""
    assert place.asked(script) == ["1"]


def test_it_takes_mysql(tmp_path: Path) -> None:
    own: Any = {"CACHE_URL": "database://"}
    done = manage(tmp_path, "check", code=2, **own)
    assert "CACHE_URL=database:// takes a DATABASE_URL of MySQL beside it." in done.stderr
