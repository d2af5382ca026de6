"""Promise: a domain for logs is told everything that it needs by one command, which may be run again.

The service here keeps what it is given and refuses what OpenSearch refuses: a change of Dashboards without its header,
and a policy that is there without its version. That a real domain takes the bodies is not tried.
"""

import json
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.core.management import CommandError, call_command

PREFIX = "logs-musicsite-prod"


class Domain(ThreadingHTTPServer):
    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Asked)
        self.kept: dict[str, Any] = {}
        self.versions: dict[str, int] = {}


class Asked(BaseHTTPRequestHandler):
    server: Domain

    def do_GET(self) -> None:
        path = urlsplit(self.path).path
        if path in self.server.kept:
            self._answer(200, {"_seq_no": self.server.versions[path], "_primary_term": 1})
        else:
            self._answer(404, {"error": "not found"})

    def do_PUT(self) -> None:
        parts = urlsplit(self.path)
        asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        saved = parts.path.startswith("/_dashboards/")
        there = parts.path in self.server.kept
        if saved and not self.headers.get("osd-xsrf"):
            return self._answer(400, {"error": "Request must contain a osd-xsrf header."})
        if saved and there and asked.get("overwrite") != "true":
            return self._answer(409, {"error": "conflict"})
        version = self.server.versions.get(parts.path, 0)
        if "/_ism/" in parts.path and there and asked.get("if_seq_no") != str(version):
            return self._answer(409, {"error": "version conflict"})
        self.server.kept[parts.path] = body
        self.server.versions[parts.path] = version + 1
        return self._answer(200, {})

    do_POST = do_PUT

    def _answer(self, status: int, body: Any) -> None:
        told = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(told)))
        self.end_headers()
        self.wfile.write(told)

    def log_message(self, format: str, *args: Any) -> None: ...


@pytest.fixture
def domain() -> Iterator[Domain]:
    server = Domain()
    Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


def put(domain: Domain, **more: Any) -> None:
    call_command("log_search", f"http://127.0.0.1:{domain.server_port}", prefix=PREFIX, **more)


def test_all_of_it_is_put_and_may_be_put_again(domain: Domain) -> None:
    put(domain, days=90)
    first = dict(domain.kept)
    put(domain, days=30)
    assert set(domain.kept) == set(first)
    policy = domain.kept[f"/_plugins/_ism/policies/{PREFIX}"]["policy"]
    assert policy["states"][0]["transitions"][0]["conditions"] == {"min_index_age": "30d"}
    template = domain.kept[f"/_index_template/{PREFIX}"]
    assert template["index_patterns"] == [f"{PREFIX}-*"]
    assert template["template"]["mappings"]["properties"]["@timestamp"] == {"type": "date"}


def test_a_dashboard_refers_to_what_is_there(domain: Domain) -> None:
    put(domain)
    place = "/_dashboards/api/saved_objects"
    saved = {path: body for path, body in domain.kept.items() if path.startswith(place)}
    board = saved[f"{place}/dashboard/{PREFIX}-site"]
    panels = json.loads(board["attributes"]["panelsJSON"])
    assert [panel["panelRefName"] for panel in panels] == [it["name"] for it in board["references"]]
    for body in saved.values():
        for reference in body["references"]:
            assert f"{place}/{reference['type']}/{reference['id']}" in saved


def test_a_dry_run_puts_nothing(domain: Domain, capsys: pytest.CaptureFixture[str]) -> None:
    put(domain, dry_run=True)
    assert domain.kept == {}
    assert "dashboard" in capsys.readouterr().out


def test_a_domain_that_is_away_is_said_so(domain: Domain) -> None:
    domain.shutdown()
    domain.server_close()
    with pytest.raises(CommandError, match="does not answer"):
        put(domain)
