"""A reader of the report can trust its verdicts, its numbers and its places."""

from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from bench import report, traffic
from bench.figures import Figure, Result, as_ratio, number, table
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

    def do_GET(self) -> None:
        body = b"x" * 100_000
        self.send_response(200 if self.path == "/good" else 503)
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
