"""A reader of the report can trust its verdicts, its numbers and its places."""

import shutil
from collections import Counter
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import ClassVar

import pytest

from bench import report, traffic
from bench.figures import Figure, Result, as_ratio, number, table
from bench.parts.search_http import texts
from bench.traffic import Target, Unanswered
from tests.servers.process import POLL


@pytest.mark.parametrize(
    ("value", "shown"),
    [(0, "0"), (0.0342, "0.0342"), (4.214, "4.21"), (87.34, "87.3"), (12345.6, "12,346")],
)
def test_numbers_show_three_digits_that_count(value: float, shown: str) -> None:
    assert number(value) == shown


def test_a_ratio_is_a_percentage_until_it_is_twice_as_much() -> None:
    assert (as_ratio(0.62), as_ratio(21.04)) == ("62 %", "21 ×")


def test_the_verdict_is_the_medians() -> None:
    empty = Figure(what="empty", values=[1000.0, 900.0, 5000.0], unit="/s")
    hot = Figure(
        what="hot", values=[499.0, 500.0, 2000.0], unit="/s", against=empty, least_ratio=0.5
    )
    cold = Figure(what="cold", values=[5.1], unit="s", most=5)
    assert (empty.reached, hot.reached, cold.reached) == (None, True, False)
    assert table([hot])[2] == ("| hot | 500 /s | 499–2,000 | 3 | empty | 50 % | ≥ 50 % | reached |")
    assert "**missed**" in table([cold])[2]


def test_a_part_measured_again_takes_its_own_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(report, "PAGE", tmp_path / "benchmarks.md")
    for name, note in (("pages", "first"), ("bytes", "other"), ("pages", "second \\1")):
        report.write(Result(name, name.title(), notes=[note]))
    text = report.PAGE.read_text()
    assert "first" not in text
    assert text.index("second \\1") < text.index("other")
    assert text.count("## Pages") == 1


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    asked: ClassVar[list[str]] = []

    def do_GET(self) -> None:
        self.asked.append(self.path)
        body = b"x" * 100_000
        self.send_response(200 if self.path.startswith("/good") else 503)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


class Quiet(ThreadingHTTPServer):
    """Says nothing of connections that the client drops at the end of its time."""

    def handle_error(self, *_: object) -> None:
        pass


def test_the_own_client_counts_whole_answers_and_refuses_others() -> None:
    with Quiet(("127.0.0.1", 0), Handler) as server:
        Thread(target=server.serve_forever, args=(POLL,), daemon=True).start()
        url = f"http://127.0.0.1:{server.server_port}"
        assert traffic._own(Target("good", f"{url}/good"), 0.2) > 0
        with pytest.raises(Unanswered):
            traffic._own(Target("bad", f"{url}/bad"), 0.2)
        server.shutdown()


@pytest.mark.parametrize("program", [None, shutil.which("wrk")])
def test_several_addresses_are_asked_in_turn(program: str | None) -> None:
    with Quiet(("127.0.0.1", 0), Handler) as server:
        Thread(target=server.serve_forever, args=(POLL,), daemon=True).start()
        Handler.asked.clear()
        url = f"http://127.0.0.1:{server.server_port}"
        target = Target("three", f"{url}/good", "a=b", (f"{url}/good?q=%C3%A9", f"{url}/good/3"))
        assert (traffic._wrk(program, target, 1) if program else traffic._own(target, 0.2)) > 0
        server.shutdown()
    asked = Counter(Handler.asked)
    assert set(asked) == {"/good", "/good?q=%C3%A9", "/good/3"}
    assert max(asked.values()) - min(asked.values()) <= traffic.CONNECTIONS


def test_both_servers_are_asked_the_same_texts_in_every_run() -> None:
    assert texts(500) == texts(500)
    assert all(len(set(some)) > 1 for some in texts(500).values())
