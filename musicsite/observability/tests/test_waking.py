"""What wakes workers that sleep: how many jobs there are, told as they are committed and as workers look."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.conf import settings
from django.db import transaction
from django.utils.timezone import now
from django_tasks_db.models import DBTaskResult

from common.jobs import bell, queue
from common.jobs.backend import enqueue_many
from common.jobs.worker import SOON, Worker
from common.live import Listener
from common.tests import sample_jobs
from common.tests.workers import database_url
from musicsite.observability.waking import EVERY, Waking

pytestmark = pytest.mark.django_db


class Told:
    """What a process tells, on a clock of the test's own."""

    def __init__(self) -> None:
        self.out, self.at = StringIO(), 0.0
        self.waking = Waking(lambda: self.out, clock=lambda: self.at)

    def take(self) -> list[tuple[str, int]]:
        """(queue, jobs) of each line since the last time, in which there is nothing else."""
        lines = [json.loads(line) for line in self.out.getvalue().splitlines()]
        self.out.seek(0)
        self.out.truncate()
        for line in lines:
            (directive,) = line["_aws"]["CloudWatchMetrics"]
            assert directive == {
                "Namespace": "musicsite",
                "Dimensions": [["site", "queue"]],
                "Metrics": [{"Name": "jobs_to_do", "Unit": "Count"}],
            }
            assert line["site"] == settings.SITE_NAME
        return [(line["queue"], line["jobs_to_do"]) for line in lines]


@pytest.fixture
def told() -> Iterator[Told]:
    told = Told()
    bell.committed.connect(told.waking.committed)
    bell.looked.connect(told.waking.looked)
    yield told
    bell.committed.disconnect(told.waking.committed)
    bell.looked.disconnect(told.waking.looked)


@pytest.mark.django_db(transaction=True)
def test_jobs_are_told_once_they_are_committed_and_not_before(told: Told) -> None:
    with transaction.atomic():
        sample_jobs.note.enqueue("x")
        assert told.take() == []
    assert told.take() == [("quick", 1)]
    with pytest.raises(RuntimeError), transaction.atomic():
        sample_jobs.note.enqueue("x")
        raise RuntimeError
    told.at = EVERY
    assert told.take() == []


@pytest.mark.django_db(transaction=True)
def test_many_commits_are_a_line_every_so_often_that_counts_them_all(told: Told) -> None:
    for _ in range(50):
        sample_jobs.note.enqueue("x")
    assert told.take() == [("quick", 1)]
    told.at = EVERY
    enqueue_many(sample_jobs.note, [["x"], ["y"]])
    assert told.take() == [("quick", 49 + 2)]


@pytest.mark.django_db(transaction=True)
def test_a_dead_letter_that_is_tried_again_wakes_too(told: Told) -> None:
    sample_jobs.note.enqueue("x")
    DBTaskResult.objects.update(status="FAILED")
    told.at = EVERY
    told.take()
    queue.jobs_retry(DBTaskResult.objects.values_list("pk", flat=True))
    assert told.take() == [("quick", 1)]


@pytest.mark.parametrize(
    ("seconds", "jobs"), [(None, 0), (SOON - 60, 1), (SOON + 60, 0)], ids=["none", "soon", "late"]
)
def test_a_worker_stays_awake_for_what_is_due_soon(
    told: Told, seconds: float | None, jobs: int
) -> None:
    if seconds is not None:
        sample_jobs.note.enqueue("x")
        DBTaskResult.objects.update(run_after=now() + timedelta(seconds=seconds))
    told.take()
    Worker("quick")._pause(Listener("nobody"))
    assert told.take() == [("quick", jobs)]


@pytest.mark.django_db(transaction=True)
def test_a_worker_that_works_says_so(told: Told, tmp_path: Any) -> None:
    sample_jobs.note.enqueue(str(tmp_path / "log"))
    told.take()
    worker = Worker("quick")
    worker._turn(Listener("nobody"))
    assert told.take() == [("quick", 1)]
    assert DBTaskResult.objects.get().status == "SUCCESSFUL"


@pytest.mark.parametrize("wake", ["0", "1"])
@pytest.mark.django_db(transaction=True)
def test_the_sweep_rings_for_what_waits_beside_the_log(wake: str) -> None:
    """As `schedule --once` of a development environment does, in a process of its own."""
    sample_jobs.note.enqueue("x")
    done = subprocess.run(
        [sys.executable, "manage.py", "schedule", "--once"],
        cwd=settings.BASE_DIR,
        env=os.environ
        | {
            "DJANGO_SETTINGS_MODULE": "tests.child_settings",
            "DATABASE_URL": database_url(),
            "WAKE_WORKERS": wake,
        },
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.startswith("The next job is due at "), "standard output is the command's own"
    lines = [json.loads(line) for line in done.stderr.splitlines() if '"jobs_to_do"' in line]
    assert [(line["queue"], line["jobs_to_do"]) for line in lines] == [("quick", 1)] * int(wake)
