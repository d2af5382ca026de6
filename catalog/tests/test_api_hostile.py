"""Nothing that a client can put into an address or a header ends in a server's error."""

from urllib.parse import quote

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

PATHS = (
    "artists",
    "albums",
    "tracks",
    "genres",
    "search",
    "me/likes",
    "me/likes/tracks",
    "me/queue",
)
NAMES = (
    "cursor",
    "limit",
    "ordering",
    "artist",
    "album",
    "genre",
    "type",
    "year",
    "kind",
    "q",
    "ids",
    "format",
    "x",
)
usual = settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)


@usual
@given(
    path=st.sampled_from(PATHS),
    query=st.dictionaries(st.sampled_from(NAMES), st.text(max_size=40), max_size=4),
)
def test_any_query_is_answered_or_refused(
    admin_client: Client, path: str, query: dict[str, str]
) -> None:
    text = "&".join(f"{name}={quote(value, errors='replace')}" for name, value in query.items())
    answer = admin_client.get(f"/api/v1/{path}/?{text}")
    assert answer.status_code in {200, 404, 406, 422}


@usual
@given(path=st.sampled_from(PATHS), name=st.binary(max_size=30))
def test_any_id_is_answered_or_refused(db: None, client: Client, path: str, name: bytes) -> None:
    answer = client.get(f"/api/v1/{path}/{quote(name, safe='')}/")
    assert answer.status_code in {401, 404, 422, 200}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("header", "value"),
    [
        ("Accept", "text/html"), ("Accept", "x"), ("Accept", "\x00"), ("Accept", ";" * 1000),
        ("Accept-Language", "x" * 900),
        ("Authorization", "Bearer"), ("Authorization", "Bearer "), ("Authorization", "Basic x"), ("Authorization", "é"),
        ("Cookie", "session=x; csrftoken=\x00"), ("Content-Type", "application/json; charset=nope"),
        ("X-Forwarded-For", ", ,"), ("X-Request-ID", "\x01" * 10),
    ],
)  # fmt: skip
def test_any_header_is_taken(client: Client, header: str, value: str) -> None:
    for verb in ("GET", "POST", "OPTIONS", "TRACE", "PATCH"):
        answer = client.generic(verb, "/api/v1/albums/", b"{}", headers={header: value})
        assert answer.status_code < 500


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["none/%0A/", "me/likes/artist/%7C%0A/", "%0A/", "a%0D%0Ab/"])
def test_an_address_with_a_line_break_is_answered_as_any_other_that_is_none(
    client: Client, path: str
) -> None:
    answer = client.get(f"/api/v1/{path}")
    assert (answer.status_code, answer["Content-Type"]) == (404, "application/problem+json")
