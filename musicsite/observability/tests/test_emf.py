"""The same numbers as lines of CloudWatch's Embedded Metric Format."""

from io import StringIO
from threading import Event
from typing import Any

import pytest

from musicsite.observability import emf
from musicsite.observability.counting import job_done, request_done
from musicsite.observability.emf import Emitter, _middles
from musicsite.observability.metrics import first_sound

pytestmark = pytest.mark.django_db
AT = 1_780_000_000.0


def by_dimensions(lines: list[dict[str, Any]]) -> dict[tuple[str, ...], dict[str, Any]]:
    """{values of the dimensions but the site's: line}, each checked for what the format asks."""
    found = {}
    for line in lines:
        (directive,) = line["_aws"]["CloudWatchMetrics"]
        (dimensions,) = directive["Dimensions"]
        assert line["_aws"]["Timestamp"] == AT * 1000
        assert directive["Namespace"] == "musicsite"
        assert dimensions[0] == "site"
        assert {metric["Name"] for metric in directive["Metrics"]} == set(line) - {
            "_aws",
            *dimensions,
        }
        assert 0 < len(directive["Metrics"]) <= 100
        for metric in directive["Metrics"]:
            value = line[metric["Name"]]
            if isinstance(value, dict):
                assert len(value["Values"]) == len(value["Counts"]) <= 100
                assert sum(value["Counts"]) == value["Count"]
        found[tuple(line[name] for name in dimensions[1:])] = line
    return found


@pytest.fixture
def emitter() -> Emitter:
    """One that has told what came before."""
    emitter = Emitter()
    emitter.lines(at=AT)
    return emitter


def test_a_minute_in_which_nothing_happened_asks_nothing_and_says_nothing(
    emitter: Emitter, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(0):
        assert emitter.lines(at=AT) == []


def test_requests_are_told_by_group_with_faults_to_divide_by(emitter: Emitter) -> None:
    for status in (200, 200, 404, 503):
        request_done("api-search", "GET", status, 0.15)
    request_done("album", "GET", 200, 0.003)
    found = by_dimensions(emitter.lines(at=AT))
    assert (found[()]["requests"], found[()]["errors"], found[()]["faults"]) == (5, 1, 1)
    assert (found["search",]["requests"], found["search",]["faults"]) == (4, 1)
    assert (found["page",]["requests"], found["page",]["faults"]) == (1, 0)
    seconds = found["search",]["request_seconds"]
    assert seconds["Count"] == 4
    assert seconds["Sum"] == pytest.approx(0.6)
    assert 0.1 < seconds["Min"] == seconds["Max"] < 0.2
    assert found[()]["request_seconds"]["Count"] == 5
    assert emitter.lines(at=AT) == [], "what was told is not told again"


def test_jobs_sounds_and_what_is_full_are_told_too(emitter: Emitter) -> None:
    job_done("a.job", queue="heavy", outcome="failed", seconds=20)
    first_sound.observe(0.4)
    found = by_dimensions(emitter.lines(at=AT))
    assert found[()]["jobs_failed"] == 1
    assert found["heavy",]["job_seconds"]["Count"] == 1
    assert 0.3 < found[()]["first_sound_seconds"]["Max"] < 0.5
    assert found["quick", "READY"]["queue_jobs"] == 0
    assert found["quick",]["queue_oldest_seconds"] == 0
    assert found[()]["disk_free_bytes"] > 0
    assert found[()]["database_up"] == 1


def test_a_minute_that_failed_is_told_with_the_next(
    emitter: Emitter, monkeypatch: pytest.MonkeyPatch
) -> None:
    job_done("a.job", queue="heavy", outcome="failed", seconds=20)
    with monkeypatch.context() as broken, pytest.raises(OSError, match="no disk"):
        broken.setattr(emf, "measures", no_disk)
        emitter.lines(at=AT)
    job_done("a.job", queue="heavy", outcome="failed", seconds=20)
    assert by_dimensions(emitter.lines(at=AT))[()]["jobs_failed"] == 2
    assert emitter.lines(at=AT) == []


def no_disk(**asked: Any) -> Any:
    raise OSError("no disk")


class Counting(Emitter):
    """Fails at first, and says when it was asked again."""

    def __init__(self) -> None:
        super().__init__()
        self.asked, self.again = 0, Event()

    def lines(self, *, at: float) -> list[dict[str, Any]]:
        self.asked += 1
        if self.asked == 1:
            raise OSError("no disk")
        self.again.set()
        return [{"site": "told"}]


def test_the_thread_outlives_what_fails(caplog: pytest.LogCaptureFixture) -> None:
    out, emitter = StringIO(), Counting()
    telling = emf.Telling(out, emitter, every=0.001)
    telling.start()
    try:
        assert emitter.again.wait(20), "the thread is dead"
    finally:
        telling.over.set()
        telling.join(20)
    assert out.getvalue().startswith('{"site":"told"}\n')
    assert [record.message for record in caplog.records] == [
        "The numbers of a minute could not be told."
    ]


def test_cumulative_counts_become_values_between_two_bounds() -> None:
    bounds = [(0.1, 1.0), (0.2, 1.0), (0.4, 4.0), (float("inf"), 5.0)]
    assert list(_middles(bounds)) == [
        (0.05, 1.0),
        (pytest.approx(0.3), 3.0),
        (0.4, 1.0),
    ]
