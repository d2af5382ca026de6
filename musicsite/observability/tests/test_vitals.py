"""What browsers tell of how a load felt: counted, told to the lake, of nobody, and only from our own pages."""

from typing import Any

import pytest
from django.test import Client

from insights.recording import _buffer
from musicsite.observability.tests.test_metrics import told

pytestmark = pytest.mark.django_db
VITALS = {"lcp": 1240.5, "inp": 96, "cls": 0.04, "ttfb": 180, "first_sound": 420}
NO_ADDRESSES = ["http://[", "http://[::1", "http://a\u2100b/", "http:// ", "\t"]
HERE = {"Origin": "http://testserver", "Referer": "http://testserver/albums/"}


def tell(client: Client, report: dict[str, Any], **headers: str) -> int:
    answer = client.post(
        "/api/v1/vitals/", report, content_type="application/json", headers=HERE | headers
    )
    return answer.status_code


def counts(client: Client) -> list[float]:
    plain = told(client)
    vitals = [told(client, vital=name)["web_vital_seconds_sum"] for name in ("LCP", "INP", "TTFB")]
    return [*vitals, plain["layout_shift_sum"], plain["first_sound_seconds_sum"]]


@pytest.fixture(autouse=True)
def empty() -> None:
    _buffer.clear()


def events() -> list[Any]:
    return [(event[0], event[2], event[4]) for event in _buffer if event[0] == "vitals.felt"]


def test_what_a_browser_measured_is_counted_in_seconds(client: Client) -> None:
    assert tell(client, VITALS) == 204
    before = counts(client)
    assert tell(client, VITALS) == 204
    grown = [after - first for after, first in zip(counts(client), before, strict=True)]
    assert grown == pytest.approx([1.2405, 0.096, 0.18, 0.04, 0.42])


def test_the_lake_is_told_by_the_pages_name_and_of_nobody(client: Client) -> None:
    tell(client, VITALS, Referer="http://testserver/search/?q=secret")
    assert events() == [("vitals.felt", "", {"page": "search", **VITALS})]


@pytest.mark.parametrize("asked", ["Sec-GPC", "DNT"])
def test_who_asks_for_privacy_is_in_no_event(client: Client, asked: str) -> None:
    assert tell(client, VITALS, **{asked: "1"}) == 204
    assert events() == []


def test_a_report_of_nothing_is_taken_and_told_to_nobody(client: Client) -> None:
    assert tell(client, {}) == 204
    assert events() == []


@pytest.mark.parametrize(
    "report",
    [
        {"lcp": -1},
        {"lcp": 1e12},
        {"cls": "NaN"},
        {"first_sound": [1]},
        {"trace": "00-x"},
        {"trace": "00-" + "0" * 31 + "-" + "1" * 16 + "-01"},
    ],
)
def test_what_no_browser_measures_is_refused(client: Client, report: dict[str, Any]) -> None:
    assert tell(client, report) == 422
    assert events() == []


def test_other_sites_tell_nothing(client: Client) -> None:
    assert tell(client, VITALS, Origin="https://elsewhere.example.org") == 403


@pytest.mark.parametrize("strange", NO_ADDRESSES)
def test_a_page_that_is_no_address_is_no_page(client: Client, strange: str) -> None:
    assert tell(client, VITALS, Referer=strange) == 204
    assert events() == [("vitals.felt", "", {"page": "none", **VITALS})]


@pytest.mark.parametrize("strange", NO_ADDRESSES)
@pytest.mark.parametrize("path", ["/api/v1/vitals/", "/api/v1/plays/"])
def test_an_origin_that_is_no_address_is_another_site(
    client: Client, path: str, strange: str
) -> None:
    answer = client.post(path, {}, content_type="application/json", headers={"Origin": strange})
    assert answer.status_code == 403


def test_it_asks_the_database_nothing(client: Client, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(0):
        tell(client, VITALS)
