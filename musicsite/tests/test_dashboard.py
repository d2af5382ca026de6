"""The admin's first page: what is told, to whom, in how many queries; and trying jobs again."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.tasks import TaskResultStatus as Status
from django.test import Client
from django.utils.timezone import now

from accounts.models import User
from accounts.roles import Role
from accounts.tests.factories import UserFactory
from catalog.tests.factories import AlbumFactory, TrackFactory
from common.jobs.models import AnyJob, FailedJob
from common.jobs.worker import drain
from editorial.models import PlayDay
from musicsite.dashboard.charts import HEIGHT, LEAST, WIDTH, chart_of
from musicsite.dashboard.counting import DAYS, count, dashboard_count
from search.models import Pending

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator() -> Client:
    return _client(Role.ADMINISTRATOR)


def _client(role: Role) -> Client:
    client, user = Client(), UserFactory(role=role)
    client.force_login(user)
    return client


def _failed() -> Any:
    dashboard_count.enqueue()
    AnyJob.objects.update(
        status=Status.FAILED,
        finished_at=now(),
        traceback="Traceback …\nValueError: no such <thing>",
    )
    return FailedJob.objects.get()


def _text(client: Client) -> str:
    answer = client.get("/admin/")
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_first_view_has_it_counted_and_the_next_tells(administrator: Client) -> None:
    TrackFactory()
    assert "being counted in the background" in _text(administrator)
    drain("quick")
    said = _text(administrator)
    assert "<dt>Tracks</dt><dd>1</dd>" in said
    assert "1 in 30 days" in said


def test_days_without_anything_are_days_too() -> None:
    track = TrackFactory(duration_ms=3_600_000)
    at = now()
    PlayDay.objects.create(at=at.date(), track=track, plays=7)
    PlayDay.objects.create(at=at.date() - timedelta(days=DAYS), track=track, plays=100)
    TrackFactory(album=AlbumFactory(), deleted_at=at)
    told = count(at=at)
    assert (told["sizes"]["tracks"], told["hours"]) == (1, 1)
    assert len(told["plays"]) == len(told["added"]) == DAYS
    assert told["plays"][-1] == [at.date().isoformat(), 7]
    assert sum(value for _, value in told["plays"]) == 7


def test_bars_stay_within_their_box_and_a_little_is_not_nothing() -> None:
    chart = chart_of([["2026-11-01", 0], ["2026-11-02", 1], ["2026-11-03", 10_000]])
    assert [bar.height for bar in chart.bars] == [0, LEAST, HEIGHT]
    assert all(bar.y >= 0 and bar.y + bar.height <= HEIGHT for bar in chart.bars)
    assert all(bar.x >= 0 and bar.x + bar.width <= WIDTH for bar in chart.bars)
    assert (chart.most, chart.total) == (10_000, 10_001)
    assert chart_of([]).bars == []


def test_a_chart_is_a_table_too_and_nothing_is_styled_inline(administrator: Client) -> None:
    dashboard_count.func()
    said = _text(administrator)
    assert said.count('<th scope="row">20') == 2 * DAYS
    assert "style=" not in said.partition('class="overview"')[2].partition("app-list")[0]


def test_what_waits_failed_and_lags_is_told(administrator: Client) -> None:
    _failed()
    Pending.objects.create(kind="track", ref=1, marked_at=now() - timedelta(minutes=5))
    said = _text(administrator)
    assert "dashboard_count" in said
    assert "ValueError: no such &lt;thing&gt;" in said
    assert "1 changes" in said
    assert "no worker for" in said


def test_a_failed_job_is_tried_again(administrator: Client) -> None:
    job = _failed()
    answer = administrator.post("/admin/jobs/again/", {"job": str(job.pk)})
    assert (answer.status_code, answer["Location"]) == (303, "/admin/")
    assert AnyJob.objects.get(pk=job.pk).status == Status.READY
    assert "1 job is back in the queue" in _text(administrator)
    assert administrator.post("/admin/jobs/again/", {"job": str(job.pk)}).status_code == 303
    _failed_again(job)
    administrator.post("/admin/jobs/again/", {"all": "1"})
    assert AnyJob.objects.get(pk=job.pk).status == Status.READY


def _failed_again(job: Any) -> None:
    AnyJob.objects.filter(pk=job.pk).update(status=Status.FAILED, finished_at=now())


def test_jobs_are_not_a_content_managers(administrator: Client) -> None:
    job = _failed()
    manager = _client(Role.CONTENT_MANAGER)
    said = _text(manager)
    assert "dashboard_count" not in said
    assert "Disk left" not in said
    assert manager.post("/admin/jobs/again/", {"job": str(job.pk)}).status_code == 403
    assert AnyJob.objects.get(pk=job.pk).status == Status.FAILED


def test_retrying_takes_a_post_and_a_job(administrator: Client) -> None:
    assert administrator.get("/admin/jobs/again/").status_code == 405
    assert administrator.post("/admin/jobs/again/", {"job": "none"}).status_code == 404
    assert Client().post("/admin/jobs/again/", {"all": "1"}).status_code == 302


def test_the_page_asks_as_many_queries_however_much_there_is(
    administrator: Client, django_assert_num_queries: Any
) -> None:
    dashboard_count.func()
    administrator.get("/admin/")
    with django_assert_num_queries(QUERIES):
        administrator.get("/admin/")
    for _ in range(5):
        TrackFactory()
        _more_failed()
    with django_assert_num_queries(QUERIES):
        administrator.get("/admin/")


def _more_failed() -> None:
    dashboard_count.enqueue()
    AnyJob.objects.filter(status=Status.READY).update(status=Status.FAILED, finished_at=now())


QUERIES = 10


def test_it_is_asked_for_once_while_the_first_waits(administrator: Client) -> None:
    for _ in range(3):
        administrator.get("/admin/")
    assert (
        AnyJob.objects.filter(status=Status.READY, task_path__endswith="dashboard_count").count()
        == 1
    )
    cache.clear()
    assert User.objects.exists()
