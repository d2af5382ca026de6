"""The dead letters in the admin: seen, understood, tried again."""

import pytest
from django.test import Client
from django_tasks_db.models import DBTaskResult

from common.jobs.worker import drain
from common.tests import sample_jobs

pytestmark = pytest.mark.django_db


def test_a_manager_sees_a_dead_letter_and_tries_it_again(admin_client: Client) -> None:
    sample_jobs.hopeless.enqueue()
    drain()
    listed = admin_client.get("/admin/common/failedjob/")
    assert "there is no such file" in listed.content.decode()
    key = str(DBTaskResult.objects.get().pk)
    assert admin_client.get(f"/admin/common/failedjob/{key}/change/").status_code == 200
    answer = admin_client.post(
        "/admin/common/failedjob/", {"action": "retry", "_selected_action": [key]}
    )
    assert answer.status_code == 302
    assert DBTaskResult.objects.get().status == "READY"
    assert admin_client.get("/admin/common/anyjob/").status_code == 200
