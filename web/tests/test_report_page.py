"""The form that reports something: what is wrong with it is said at its place, and nothing typed is lost."""

import pytest
from django.test import Client

from catalog.models import Report
from tests.cast import Cast, Things

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        ({}, "Choose what is wrong."),
        ({"reason": "nonsense"}, "Choose what is wrong."),
        ({"reason": "rights", "words": "x" * 4001}, "at most 4000 characters"),
        ({"reason": "rights", "email": "nobody"}, "Enter a valid email address."),
        ({"reason": "rights", "email": f"{'a' * 60}@{'b' * 60}.{'c' * 60}.{'d' * 60}.example"}, "at most 190"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named_and_the_rest_stays(
    sent: dict[str, str], told: str, things: Things
) -> None:
    item = {"item": f"track:{things['public'].track.public_id}"}
    kept = {"words": "My own words", "email": "ana@example.org"}
    answer = Client().post("/report/", item | kept | sent)
    body = answer.content.decode()
    assert answer.status_code == 422
    assert told in body
    for value in (kept | sent).values():
        assert value in body or value == "nonsense"
    assert not Report.objects.exists()


def test_who_reports_too_often_keeps_what_they_wrote(cast: Cast, things: Things) -> None:
    item = {"item": f"track:{things['public'].track.public_id}", "reason": "spam"}
    for _ in range(10):
        assert Client().post("/report/", item).status_code == 303
    answer = Client().post("/report/", item | {"words": "My own words"})
    assert answer.status_code == 429
    assert int(answer["Retry-After"]) > 0
    assert "My own words" in answer.content.decode()
    assert "try again later" in answer.content.decode()
