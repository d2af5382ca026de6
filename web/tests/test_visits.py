"""What visitors do is told on the side: without secrets, without those who ask for privacy, and never in the way."""

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from common.jobs.worker import drain
from insights import recording
from insights.tasks import outbox_flush
from insights.tests.lake import rows
from streaming.tests.sound import as_listener, library, listener
from web.tests.conftest import Shelf

__all__ = ["as_listener", "library", "listener"]

pytestmark = pytest.mark.django_db

HTML: Any = {"HTTP_ACCEPT": "text/html"}


@pytest.fixture(autouse=True)
def lake(tmp_path: Path, settings: Any) -> Iterator[Path]:
    settings.DATA_DIR = tmp_path
    recording.take_away()
    for path in (tmp_path / "events-waiting").glob("*"):
        path.unlink()
    yield tmp_path / "events"
    recording.take_away()


def told(lake: Path, *names: str) -> list[dict[str, Any]]:
    """What the lake has by the way that the site goes: memory, file, job, Parquet."""
    recording.take_away()
    outbox_flush.enqueue()
    drain("quick")
    return [row for row in rows(lake) if row["name"] in names]


@pytest.fixture
def song(shelf: Shelf) -> Any:
    return shelf.tracks[0]


def test_a_page_is_told_by_name_and_thing(client: Client, song: Any, lake: Path) -> None:
    headers = {"accept": "text/html", "referer": "https://blog.example/x?y=1"}
    for _ in range(2):  # the second is the page cache's
        assert client.get(song.get_absolute_url(), headers=headers).status_code == 200
    first, second = told(lake, "page.viewed")
    assert first["data"] == second["data"] == {
        "page": "track", "thing_kind": "track", "thing": song.public_id, "from_host": "blog.example",
    }  # fmt: skip
    assert first["who"] is None


def test_a_member_has_a_pseudonym(as_listener: Client, song: Any, lake: Path, listener: Any) -> None:  # fmt: skip
    as_listener.get("/likes/", **HTML)
    (line,) = told(lake, "page.viewed")
    assert line["data"]["page"] == "likes"
    assert line["who"] not in {None, listener.public_id}


@pytest.mark.parametrize("header", ["HTTP_SEC_GPC", "HTTP_DNT"])
def test_who_asks_for_privacy_is_not_told(client: Client, lake: Path, header: str) -> None:
    private: Any = {header: "1"}
    client.get("/", **HTML, **private)
    client.get("/search/?q=miles", **HTML, **private)
    client.get("/api/v1/tracks/", **private)
    assert told(lake, "page.viewed", "search.asked", "api.used") == []


def test_a_site_may_tell_nothing(client: Client, lake: Path, settings: Any) -> None:
    settings.EVENTS_OF_VISITS = False
    client.get("/", **HTML)
    assert told(lake, "page.viewed") == []


def test_what_is_fetched_ahead_is_no_view(client: Client, lake: Path) -> None:
    client.get("/", **HTML, HTTP_X_SEC_PURPOSE="prefetch")
    client.get("/healthz", **HTML)
    assert told(lake, "page.viewed") == []


def test_a_search_and_what_was_chosen(client: Client, song: Any, lake: Path) -> None:
    client.get("/search/?q=Some++Words", **HTML)
    client.get(
        song.get_absolute_url(), **HTML, HTTP_REFERER="http://testserver/search/?q=Some+Words"
    )
    client.get("/search/?q=anna@example.org", **HTML)
    asked, chosen, private = told(lake, "search.asked", "search.chosen")
    assert asked["data"] == {"words": "some words", "found": 0}
    assert chosen["data"] == {"words": "some words", "thing_kind": "track", "thing": song.public_id}
    assert private["data"]["words"] == ""


def test_where_somebody_came_from_may_be_no_address(client: Client, song: Any, lake: Path) -> None:
    client.get(song.get_absolute_url(), **HTML, HTTP_REFERER="http://[/search/?q=some")
    assert [event["data"]["from_host"] for event in told(lake, "page.viewed")] == [""]


def test_the_api_is_told_by_its_patterns(
    client: Client, as_listener: Client, song: Any, lake: Path
) -> None:
    client.get(f"/api/v1/tracks/{song.public_id}/")
    as_listener.get("/api/v1/me/")
    first, second = told(lake, "api.used")
    assert first["data"] | {"ms": 0} == {
        "route": "api/v1/tracks/<str:public_id>/", "method": "GET", "status": 200, "ms": 0, "by": "nobody",
    }  # fmt: skip
    assert (second["data"]["by"], bool(second["who"])) == ("session", True)


def test_the_country_is_believed_behind_a_proxy_alone(client: Client, lake: Path, settings: Any) -> None:  # fmt: skip
    client.get("/", **HTML, HTTP_CLOUDFRONT_VIEWER_COUNTRY="DE")
    settings.TRUSTED_PROXY_COUNT = 1
    client.get("/", **HTML, HTTP_CLOUDFRONT_VIEWER_COUNTRY="DE")
    client.get("/", **HTML, HTTP_CLOUDFRONT_VIEWER_COUNTRY="<b>")
    assert [line["country"] for line in told(lake, "page.viewed")] == ["", "DE", ""]


def test_a_like_is_told_once_it_is_committed(
    as_listener: Client, song: Any, lake: Path, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        as_listener.put(f"/api/v1/me/likes/track/{song.public_id}/")
        as_listener.delete(f"/api/v1/me/likes/track/{song.public_id}/")
    lines = told(lake, "like.added", "like.removed")
    assert [line["data"]["thing"] for line in lines] == [song.public_id] * 2
    assert all(line["who"] for line in lines)


def test_a_disk_that_is_full_fails_no_request(client: Client, lake: Path) -> None:
    lake.with_name("events-waiting").write_text("in the way")
    assert client.get("/", **HTML).status_code == 200
    assert recording.take_away() == 0
    lake.with_name("events-waiting").unlink()
    client.get("/", **HTML)
    assert recording.take_away() == 1


def test_memory_is_bounded_and_the_oldest_goes(lake: Path) -> None:
    for number in range(recording.HELD + 10):
        recording.record("search.asked", {"words": str(number)})
    assert recording.take_away() == recording.HELD
    kept = {int(line["data"]["words"]) for line in told(lake, "search.asked")}
    assert (min(kept), len(kept)) == (10, recording.HELD)


def test_what_can_not_be_told_takes_nothing_with_it(lake: Path) -> None:
    recording.record("search.asked", {"ip": "192.0.2.1"})
    recording.record("no.such", {})
    recording.record("search.asked", lambda: {"words": str(1 / 0)})
    recording.record("search.asked", {"words": "kept"})
    assert [line["data"]["words"] for line in told(lake, "search.asked")] == ["kept"]


def test_a_line_that_can_not_be_read_holds_nothing_up(
    lake: Path, caplog: pytest.LogCaptureFixture
) -> None:
    recording.record("search.asked", {"words": "kept"})
    recording.take_away()
    (path,) = lake.with_name("events-waiting").iterdir()
    good = path.read_bytes()
    bad = [
        b"",
        b"\0" * 64,
        b"\xff",
        good[:40].strip(),
        b"7",
        b"[1, 2]",
        b'[1, "a", "b", "", "", {}]',
    ]
    bad.append(good.strip().replace(b'{"words": "kept"}', b'"words"'))
    path.write_bytes(b"\n".join([*bad, good]))
    assert [line["data"]["words"] for line in told(lake, "search.asked")] == ["kept"]
    assert not path.exists()
    (said,) = [one.message for one in caplog.records if one.name == "insights.recording"]
    assert said == f"8 lines of {path.name} can't be read, and are lost."


def test_recording_takes_no_time(lake: Path) -> None:
    times = []
    for _ in range(1000):
        start = time.perf_counter()
        recording.record("search.asked", {"words": "miles"}, person="a" * 32)
        times.append(time.perf_counter() - start)
    assert sorted(times)[500] < 0.0002
