"""A database that pauses without connections, as Aurora at 0 ACU, is left alone by a web process that nobody asks."""

import importlib.util
import os
import subprocess
import sysconfig
import urllib.request
from pathlib import Path
from typing import Any

import pytest

from musicsite.tests.serving import manage, short_folder, until
from tests.servers import mariadb
from tests.servers.process import Server, free_port, program

pytestmark = [
    pytest.mark.servers,
    pytest.mark.skipif(not importlib.util.find_spec("MySQLdb"), reason="mysqlclient is not built"),
]


def asked(database: Server, sql: str) -> str:
    client = [program("mariadb"), "--no-defaults", f"--socket={database.folder / 's'}", "-uroot"]
    done = subprocess.run([*client, "-N", "-e", sql], check=True, capture_output=True, text=True)
    return done.stdout.strip()


def connections(database: Server) -> int:
    sql = "SELECT COUNT(*) FROM information_schema.processlist WHERE db = 'musicsite'"
    return int(asked(database, sql))


def seen(address: str) -> int:
    with urllib.request.urlopen(address, timeout=30) as answer:  # noqa: S310  # loopback
        status: int = answer.status
        return status


@pytest.mark.parametrize("cache", ["memory://", "database://"])
def test_no_connection_outlives_its_request(cache: str) -> None:
    database, url = mariadb.start()
    web, port = Server("web"), free_port()
    try:
        asked(
            database,
            "CREATE DATABASE musicsite CHARACTER SET utf8mb4 COLLATE utf8mb4_bin",
        )
        own: Any = {
            "DATABASE_URL": f"{url}{'&' if '?' in url else '?'}max_age=0",
            "CACHE_URL": cache,
            "SECRET_KEY": "for-this-test-alone-and-long-enough-to-be-taken",
            "ADMIN_EMAIL": "admin@example.org",
            "ADMIN_PASSWORD": "blue-train-1957",
            "PATH": os.environ["PATH"],
            "PORT": str(port),
        }
        with short_folder() as folder:
            manage(folder, "prepare", "--no-demo", **own)
            gunicorn = str(Path(sysconfig.get_path("scripts")) / "gunicorn")
            site = f"http://127.0.0.1:{port}"

            def answers() -> bool:
                try:
                    return seen(f"{site}/healthz") == 200
                except OSError:
                    return False

            web.start(
                [gunicorn, "-c", "python:musicsite.gunicorn_conf", "musicsite.wsgi"],
                answers,
                environment={**own, "DATA_DIR": str(folder)},
            )
            assert connections(database) == 0, "to start and to be alive takes no database"
            before = int(asked(database, "SHOW GLOBAL STATUS LIKE 'Connections'").split()[-1])
            for path in ("/", "/albums/", "/search/?q=blue"):
                assert seen(f"{site}{path}") == 200
            after = int(asked(database, "SHOW GLOBAL STATUS LIKE 'Connections'").split()[-1])
            assert after - before > 1, "these pages ask it"
            until(lambda: connections(database) == 0, "a connection is kept")
    finally:
        web.remove()
        database.remove()
