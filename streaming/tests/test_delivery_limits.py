"""Promises about how many streams one viewer holds at once."""

import pytest
from django.test import Client
from pytest_django import Settings

from accounts.services import user_create
from streaming.models import MediaFile
from streaming.tests.sound import body_of, stream_url


@pytest.fixture(autouse=True)
def two_streams(settings: Settings) -> None:
    settings.STREAMS_PER_VIEWER = 2


def test_one_more_than_the_limit_waits_and_an_ended_one_makes_room(
    client: Client, song: MediaFile
) -> None:
    held = [client.get(stream_url(song)) for _ in range(2)]
    refused = client.get(stream_url(song))
    assert (refused.status_code, refused["Retry-After"]) == (429, "5")
    assert refused["Content-Type"] == "application/problem+json"
    assert client.head(stream_url(song)).status_code == 200, (
        "a question without bytes takes no place"
    )
    body_of(held[0])
    assert client.get(stream_url(song)).status_code == 200


def test_answers_without_bytes_give_their_place_back(client: Client, song: MediaFile) -> None:
    tag = client.head(stream_url(song))["ETag"]
    for _ in range(5):
        assert client.get(stream_url(song), headers={"If-None-Match": tag}).status_code == 304
        assert client.get(stream_url(song), headers={"Range": "bytes=99999-"}).status_code == 416


def test_a_range_and_parts_give_their_place_back(client: Client, song: MediaFile) -> None:
    for asked in ("0-1", "0-1,5000-5001") * 3:
        response = client.get(stream_url(song), headers={"Range": f"bytes={asked}"})
        assert response.status_code == 206
        body_of(response)


def test_people_are_counted_apart(client: Client, as_listener: Client, song: MediaFile) -> None:
    held = [client.get(stream_url(song)) for _ in range(2)]
    assert client.get(stream_url(song)).status_code == 429
    assert as_listener.get(stream_url(song)).status_code == 200
    other = Client()
    other.force_login(user_create(email="other@example.org", password=None))
    assert other.get(stream_url(song)).status_code == 200
    assert len(held) == 2


@pytest.mark.parametrize(
    "backend",
    [
        {
            "BACKEND": "django_redis.cache.RedisCache",
            "LOCATION": "unix:///nowhere/valkey.sock",
            "OPTIONS": {"IGNORE_EXCEPTIONS": True},
        },
        {"BACKEND": "django_redis.cache.RedisCache", "LOCATION": "unix:///nowhere/valkey.sock"},
    ],
)
def test_a_cache_that_is_down_stops_no_sound(
    client: Client, song: MediaFile, settings: Settings, backend: dict[str, object]
) -> None:
    settings.CACHES = {"default": backend}
    held = [client.get(stream_url(song)) for _ in range(5)]
    assert {response.status_code for response in held} == {200}
    for response in held:
        body_of(response)


def test_the_addresses_of_one_ipv6_network_count_as_one_visitor(
    client: Client, song: MediaFile
) -> None:
    held = [
        client.get(stream_url(song), REMOTE_ADDR=f"2001:db8:1:2::{host}") for host in ("1", "2")
    ]
    third = client.get(stream_url(song), REMOTE_ADDR="2001:db8:1:2:3:4:5:6")
    assert third.status_code == 429
    assert client.get(stream_url(song), REMOTE_ADDR="2001:db8:1:3::1").status_code == 200
    assert [answer.status_code for answer in held] == [200, 200]
