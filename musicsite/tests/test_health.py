"""Health pages and outages: each part named, nothing told, back without a hand."""

import json
import os
import socket
import subprocess
import sys
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path

import pytest
from django.conf import settings
from django.db import DatabaseError, OperationalError, connection
from django.db.utils import ConnectionHandler
from django.test import Client
from django.utils.timezone import now

from common import health
from common.jobs.models import Worker
from common.registry import Registry
from common.tests.workers import manage, until
from musicsite.env import database_from_url
from musicsite.outage import is_outage
from tests.servers.schema import copy_schema

FAR = {"place": "another machine", "pid": 1}


def test_alive_asks_nothing_of_anyone(client: Client) -> None:
    """Without `django_db`, a query would fail the test."""
    answer = client.get("/healthz")
    assert (answer.status_code, answer.content) == (200, b"ok\n")
    assert "no-store" in answer.headers["Cache-Control"]
    assert client.post("/healthz").status_code == 405


@pytest.mark.django_db
def test_ready_names_each_part(client: Client) -> None:
    answer = client.get("/readyz")
    assert answer.status_code == 200
    assert "no-store" in answer.headers["Cache-Control"]
    assert answer.json() == {
        "database": "ok",
        "cache": "ok",
        "storage": "ok",
        "queue": "no worker for quick and heavy",
    }
    for queue in ("quick", "heavy"):
        Worker.objects.create(name=queue, queue=queue, seen_at=now(), **FAR)
    assert client.get("/readyz").json()["queue"] == "ok"


@pytest.mark.django_db
def test_what_is_not_vital_may_be_down_and_says_no_more(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken() -> str:
        raise OSError("s3://bucket?secret=1")

    monkeypatch.setattr(health, "checks", Registry("health check"))
    health.checks.add("storage", health.Check(broken))
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()) == (200, {"storage": "down"})
    assert b"secret" not in answer.content


# --- A real outage, on a real server ------------------------------------------------------------------


@pytest.fixture
def port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """A SQLite file of its own, prepared as a start does it: the page for an outage needs its static files."""
    path = tmp_path / "site.sqlite3"
    environment = {
        **os.environ,
        "DATABASE_URL": f"sqlite://{path}",
        "DJANGO_SETTINGS_MODULE": "musicsite.settings",
    }
    copy_schema(path)
    for command in (("migrate", "-v0"), ("prepare", "--no-demo")):
        subprocess.run(
            [sys.executable, "manage.py", *command],
            cwd=settings.BASE_DIR,
            env=environment,
            check=True,
        )
    return path


def get(port: int, path: str) -> tuple[HTTPResponse, bytes]:
    http = HTTPConnection("127.0.0.1", port, timeout=10)
    # A session's cookie makes every page ask the database.
    http.request("GET", path, headers={"Cookie": "session=0123456789abcdef0123456789abcdef"})
    answer = http.getresponse()
    return answer, answer.read()


def answers(port: int) -> bool:
    try:
        return get(port, "/healthz")[0].status == 200
    except OSError:
        return False


@pytest.mark.servers
def test_a_database_that_is_away_is_503_and_comes_back_by_itself(database: Path, port: int) -> None:
    away = database.with_suffix(".away")
    with manage(
        "runserver", "--noreload", f"127.0.0.1:{port}", DATABASE_URL=f"sqlite://{database}"
    ):
        until(lambda: answers(port))
        assert get(port, "/admin/")[0].status == 302
        assert get(port, "/readyz")[0].status == 200
        database.rename(away)
        database.mkdir()

        page, body = get(port, "/admin/")
        assert (page.status, page.getheader("Retry-After")) == (503, "5")
        assert b"Back in a moment" in body
        ready, body = get(port, "/readyz")
        assert ready.status == 503
        assert json.loads(body)["database"] == "down"
        assert str(database).encode() not in body
        assert get(port, "/healthz")[0].status == 200, "the process itself is well"
        for path in ("/api/v1/albums/", "/api/v1/me/", f"/api/v1/tracks/{'0' * 32}/stream/"):
            problem, body = get(port, path)
            assert (problem.status, problem.getheader("Retry-After")) == (503, "5"), path
            assert problem.getheader("Content-Type") == "application/problem+json"
            assert problem.getheader("Cache-Control") == "no-store"
            assert json.loads(body) == {
                "type": "/problems/unavailable",
                "title": "Not available",
                "status": 503,
                "detail": "The database does not answer. Please try again in a moment.",
            }

        database.rmdir()
        away.rename(database)
        assert get(port, "/admin/")[0].status == 302
        assert get(port, "/readyz")[0].status == 200


@pytest.mark.django_db
def test_a_server_that_nobody_answers_for_is_an_outage(tmp_path: Path) -> None:
    pytest.importorskip("MySQLdb")
    url = f"mysql://nobody@localhost/none?unix_socket={tmp_path}/s"
    handler = ConnectionHandler({"default": database_from_url("DATABASE_URL", url)})
    with pytest.raises(OperationalError) as caught:
        handler["default"].ensure_connection()
    assert is_outage(caught.value)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "question", ["SELECT 1 FROM no_such_table", "SELECT no_such_column", "SELEC"]
)
def test_a_wrong_question_is_no_outage(question: str) -> None:
    with pytest.raises(DatabaseError) as caught, connection.cursor() as cursor:
        cursor.execute(question)
    assert not is_outage(caught.value)
