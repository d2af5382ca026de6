"""Spans arrive at a collector from real processes: browser → request → SQL and cache → job → the job's SQL."""

import http.client
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from musicsite.observability.tests.receiver import Receiver, Seen, receiving
from musicsite.tests.serving import HOUSE, Serving, copy_of, environment, manage, until
from tests.servers.process import free_port

pytestmark = [
    pytest.mark.servers,
    pytest.mark.skipif(
        os.environ.get("TEST_DATABASE") == "mariadb", reason="the same processes on both databases"
    ),
]
BROWSER = "00f067aa0ba902b7"
TRACE = "6a8f3c1b5e2d4f60718293a4b5c6d7e8"
SECRETS = ("hunter2", "listens@example.org", "Mended")


@pytest.fixture(scope="module")
def receiver() -> Iterator[Receiver]:
    with receiving() as receiver:
        yield receiver


@pytest.fixture(scope="module")
def made() -> dict[str, Any]:
    """Filled by `site`."""
    return {}


@pytest.fixture(scope="module")
def site(prepared: Path, receiver: Receiver, made: dict[str, Any]) -> Iterator[Serving]:
    with copy_of(prepared) as folder:
        script = "from musicsite.observability.tests.watched import make; make()"
        told = manage(folder, "shell", "-v0", "-c", script, CACHE_URL="memory://").stdout
        made |= json.loads(told.strip().splitlines()[-1])
        serving = Serving(
            folder, OTLP_ENDPOINT=receiver.url, OTLP_SAMPLE_PERCENT="100", METRICS_EMF="1"
        ).up()
        try:
            yield serving
        finally:
            serving.remove()


@pytest.fixture(scope="module")
def asked(site: Serving, made: dict[str, Any]) -> int:
    """The status of a change that asks for a job, made by a browser that began the trace."""
    connection = http.client.HTTPConnection("127.0.0.1", site.port, timeout=10)
    headers = {
        "Authorization": f"Bearer {made['token']}",
        "Content-Type": "application/json",
        "traceparent": f"00-{TRACE}-{BROWSER}-01",
    }
    path = f"/api/v1/albums/{made['album']}/curation/?token=hunter2"
    connection.request("PATCH", path, json.dumps({"title": "Mended"}), headers)
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer.status


def found(receiver: Receiver, start: str) -> Seen:
    """The one span of the trace whose name begins so, once it has arrived."""

    def there() -> bool:
        return any(span.name.startswith(start) for span in receiver.of_trace(TRACE))

    until(
        there, f"no span {start!r}: {[span.name for span in receiver.of_trace(TRACE)]}", seconds=20
    )
    return next(span for span in receiver.of_trace(TRACE) if span.name.startswith(start))


def test_a_click_is_followed_to_the_sql_of_the_job_that_it_asked_for(
    receiver: Receiver, asked: int
) -> None:
    assert asked == 200
    job = found(receiver, "job search.tasks.search_index_pending")
    request = found(receiver, "PATCH ")
    assert request.parent_id == BROWSER
    assert request.attributes["http.route"].startswith("api/v1/albums/<")
    below = {span.name for span in receiver.below(request)}
    assert {"SELECT", "UPDATE", "INSERT"} <= below, below
    assert any(span.attributes.get("db.system") == "redis" for span in receiver.below(request))
    assert job.parent_id == request.span_id
    assert "SELECT" in {span.name for span in receiver.below(job)}


def test_the_load_of_a_page_is_the_head_of_what_it_asked_for(
    site: Serving, receiver: Receiver, asked: int
) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", site.port, timeout=10)
    headers = {"Content-Type": "application/json", "Origin": f"http://127.0.0.1:{site.port}"}
    report = {"trace": f"00-{TRACE}-{BROWSER}-01", "lcp": 900, "ttfb": 80}
    connection.request("POST", "/api/v1/vitals/", json.dumps(report), headers)
    assert connection.getresponse().status == 204
    connection.close()
    load = found(receiver, "load ")
    assert (load.span_id, load.parent_id) == (BROWSER, "")
    assert found(receiver, "PATCH ") in receiver.below(load)


def test_no_span_says_anything_of_anybody(
    receiver: Receiver, made: dict[str, Any], asked: int
) -> None:
    found(receiver, "job ")
    everything = b"".join(receiver.raw)
    for secret in (*SECRETS, made["token"], made["album"]):
        assert secret.encode() not in everything, secret


def test_lines_of_the_log_name_the_same_trace(
    site: Serving, asked: int, made: dict[str, Any]
) -> None:
    def said(logger: str) -> list[dict[str, Any]]:
        return [
            line
            for line in site.lines()
            if line.get("trace_id") == TRACE and line["logger"] == logger
        ]

    # A worker is woken at once: its line of the job may stand before the request's own.
    until(lambda: bool(said("access")), "the request is not in the log")
    (line,) = (line for line in said("access") if line["method"] == "PATCH")
    assert len(line["user"]) == 16
    assert "hunter2" not in site.said
    assert made["token"] not in site.said


def test_what_belongs_to_no_request_and_no_job_is_in_no_trace(
    receiver: Receiver, asked: int
) -> None:
    found(receiver, "job ")
    ids = {span.span_id for span in receiver.spans} | {BROWSER}
    tops = {span.name.split()[0] for span in receiver.spans if span.parent_id not in ids}
    # "load" is what a browser told of its page; the rest are requests that name no trace.
    assert tops <= {"GET", "HEAD", "POST", "load", "job"}, (
        "a worker that looks for jobs is nobody's"
    )


def test_several_processes_are_counted_together(site: Serving, asked: int) -> None:
    held: dict[str, float] = {}

    def counts() -> tuple[float, float]:
        connection = http.client.HTTPConnection("127.0.0.1", site.port, timeout=10)
        connection.request("GET", "/metrics")
        text = connection.getresponse().read().decode()
        connection.close()
        values = dict(line.rsplit(" ", 1) for line in text.splitlines() if not line.startswith("#"))
        alive = 'musicsite_requests_total{method="GET",route="musicsite.health.alive",status="2xx"}'
        job = 'musicsite_jobs_total{job="search.tasks.search_index_pending",outcome="successful"}'
        held.update({name: float(value) for name, value in values.items() if "{" not in name})
        return float(values[alive]), float(values.get(job, 0))

    before, _ = counts()
    for _ in range(40):
        site.get("/healthz")
    assert counts()[0] == before + 40
    until(lambda: counts()[1] >= 1, "what the worker did is not counted")
    # Whichever process is asked, and however long ago it asked the database itself.
    for name in ("musicsite_busy_threads", "musicsite_database_connections"):
        until(lambda name=name: counts() and held[name] >= 1, f"{name} stays at none")  # type: ignore[misc]


def test_cloudwatch_is_told_at_the_latest_when_a_process_ends(site: Serving, asked: int) -> None:
    site.get("/albums/")
    site.stop()
    told = [line for line in site.lines() if "_aws" in line]
    assert any(line.get("group") == "page" and line["requests"] >= 1 for line in told)
    assert any("queue_oldest_seconds" in line for line in told)


def test_a_collector_that_is_away_costs_nothing_but_its_spans(prepared: Path) -> None:
    with copy_of(prepared) as folder:
        nobody = f"http://127.0.0.1:{free_port()}"
        site = Serving(folder, OTLP_ENDPOINT=nobody, OTLP_SAMPLE_PERCENT="100").up()
        try:
            assert [site.get("/albums/").status for _ in range(20)] == [200] * 20
            assert site.stop() < 10
        finally:
            site.remove()


def test_without_a_collector_nothing_of_it_is_loaded(prepared: Path) -> None:
    script = (
        "import sys; from django.core.wsgi import get_wsgi_application as get; get();"
        "names = ('opentelemetry.sdk.', 'opentelemetry.exporter', 'opentelemetry.instrumentation', 'google.protobuf');"
        "print([name for name in sys.modules if name.startswith(names)])"
    )
    with copy_of(prepared) as folder:
        told = subprocess.run(
            [sys.executable, "-c", f"import django; {script}"],
            cwd=HOUSE,
            env=environment(
                folder, DJANGO_SETTINGS_MODULE="musicsite.settings", CACHE_URL="memory://"
            ),
            capture_output=True,
            text=True,
            timeout=60,
            check=True,
        )
    assert told.stdout.strip() == "[]"
