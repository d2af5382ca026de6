"""Promise: when the database dies under load, whoever asks is told to come again, and it heals without a hand.

What was answered with 201 is there afterwards. MariaDB stands for Aurora's writer: it is killed, not stopped, while
several people write, and started again on its own files. Every wait is for a condition.
"""

import importlib.util
import json
import os
import subprocess
import urllib.error
import urllib.request
from collections import Counter
from collections.abc import Iterator
from threading import Event, Thread
from typing import Any

import pytest

from musicsite.tests.serving import Serving, manage, short_folder, until
from tests.servers import mariadb
from tests.servers.process import Server, program

pytestmark = [
    pytest.mark.servers,
    pytest.mark.skipif(not importlib.util.find_spec("MySQLdb"), reason="mysqlclient is not built"),
]
PASSWORD, LONG, WRITERS = "blue-train-1957", 120, 4
# The tests' server writes its log once a second; one that may be killed writes it at each commit.
AT_EACH_COMMIT = "--innodb-flush-log-at-trx-commit=2"


class Writer(Thread):
    """Makes playlists one after the other, and keeps what it was answered."""

    def __init__(self, number: int, ask: Any, over: Event) -> None:
        super().__init__(daemon=True)
        self.number, self.ask, self.over = number, ask, over
        self.made: dict[str, str] = {}
        self.answers: Counter[int] = Counter()
        self.wrong: list[str] = []
        self.since_outage = 0
        """201s after the first 503."""

    def run(self) -> None:
        turn = 0
        while not self.over.is_set():
            turn += 1
            title = f"writer {self.number}, {turn}"
            try:
                status, headers, body = self.ask("POST", "playlists/", {"title": title})
            except Exception as error:  # noqa: BLE001 - the test tells all of them
                self.wrong.append(repr(error))
                continue
            self.answers[status] += 1
            if status == 201:
                self.made[json.loads(body)["id"]] = title
                self.since_outage += bool(self.answers[503])
            elif status != 503 or headers.get("Retry-After") != "5":
                self.wrong.append(f"{status} {dict(headers)} {body[:300]!r}")
            else:
                self.over.wait(0.1)  # politer than nothing: five seconds were asked for


@pytest.fixture
def database() -> Iterator[tuple[Server, str]]:
    server, url = mariadb.start(AT_EACH_COMMIT)
    sql = "CREATE DATABASE musicsite CHARACTER SET utf8mb4 COLLATE utf8mb4_bin"
    client = [program("mariadb"), "--no-defaults", f"--socket={server.folder / 's'}", "-uroot"]
    subprocess.run([*client, "-e", sql], check=True, capture_output=True)
    try:
        yield server, url
    finally:
        server.remove()


@pytest.fixture
def site(database: tuple[Server, str]) -> Iterator[Serving]:
    own: Any = {
        "DATABASE_URL": database[1],
        "SECRET_KEY": "for-this-test-alone-and-long-enough-to-be-taken",
        "ADMIN_EMAIL": "admin@example.org",
        "ADMIN_PASSWORD": PASSWORD,
        "API_RATE_LIMIT": "0",
        "PATH": os.environ["PATH"],
    }
    with short_folder() as folder:
        manage(folder, "prepare", "--no-demo", **own)
        serving = Serving(folder, **own).up()
        try:
            yield serving
        finally:
            serving.remove()


def _asking(site: Serving) -> Any:
    token = ""

    def ask(method: str, path: str, body: Any = None) -> tuple[int, Any, bytes]:
        headers = {"Content-Type": "application/json"}
        headers |= {"Authorization": f"Bearer {token}"} if token else {}
        request = urllib.request.Request(  # noqa: S310 - loopback
            f"http://127.0.0.1:{site.port}/api/v1/{path}",
            json.dumps(body).encode() if body is not None else None, headers, method=method,
        )  # fmt: skip
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:  # noqa: S310
                return answer.status, answer.headers, answer.read()
        except urllib.error.HTTPError as error:
            return error.code, error.headers, error.read()

    given = {"email": "admin@example.org", "password": PASSWORD}
    token = json.loads(ask("POST", "auth/token/", given)[2])["access"]
    return ask


def test_a_writer_that_is_lost_costs_nobody_what_was_acknowledged(
    database: tuple[Server, str], site: Serving
) -> None:
    server, ask, over = database[0], _asking(site), Event()
    writers = [Writer(number, ask, over) for number in range(WRITERS)]
    for writer in writers:
        writer.start()
    try:
        until(lambda: all(len(it.made) > 3 for it in writers), "nobody writes", seconds=LONG)

        lost = server.process
        assert lost
        lost.kill()
        lost.wait()
        until(lambda: all(it.answers[503] for it in writers), "nobody is told", seconds=LONG)
        assert site.get("/healthz").status == 200, "the process itself is well"
        ready = site.get("/readyz")
        assert (ready.status, ready.headers["Retry-After"]) in {(503, None), (503, "5")}

        server.start(list(lost.args), lambda: _answers(server))  # type: ignore[arg-type]  # as it was started
        until(lambda: all(it.since_outage > 3 for it in writers), "it does not heal", seconds=LONG)
    finally:
        over.set()
        for writer in writers:
            writer.join(60)

    assert [wrong for writer in writers for wrong in writer.wrong] == []
    until(lambda: site.get("/readyz").status == 200, "it is not ready again", seconds=LONG)
    for writer in writers:
        for public_id, title in writer.made.items():
            status, _, body = ask("GET", f"playlists/{public_id}/")
            assert status == 200, f"{title} was acknowledged and is gone"
            assert json.loads(body)["title"] == title
    until(lambda: _workers_are_back(site), "workers are not seen", seconds=LONG)


def _workers_are_back(site: Serving) -> bool:
    workers = {"music-quick", "music-heavy"}
    with urllib.request.urlopen(f"http://127.0.0.1:{site.port}/readyz", timeout=30) as answer:
        return workers <= set(site.parts()) and json.load(answer)["queue"] == "ok"


def _answers(server: Server) -> bool:
    client = [program("mariadb"), "--no-defaults", f"--socket={server.folder / 's'}", "-uroot"]
    return (
        subprocess.run([*client, "-e", "SELECT 1"], capture_output=True, check=False).returncode
        == 0
    )
