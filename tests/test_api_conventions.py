"""The conventions of the API, each promised once on a sample (`sample_api`); docs/api.md tells of them."""

import json
from datetime import timedelta
from threading import Barrier, Thread
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.core.cache import cache
from django.db import connection
from django.test import Client

from accounts.models import User
from accounts.tests.factories import UserFactory
from common.answers import KEPT_FOR, KeptAnswer
from common.api.limits import network
from common.jobs.upkeep import answers_purge

pytestmark = [pytest.mark.urls("tests.sample_api"), pytest.mark.django_db]

SAMPLE, BULK, OLD = "/api/v1/sample/", "/api/v1/sample/bulk/", "/api/v1/sample/old/"


@pytest.fixture
def user(db: None) -> User:
    return UserFactory(handle="ana")


@pytest.fixture
def ana(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def send(client: Client, address: str, body: Any, *, verb: str = "POST", **headers: str) -> Any:
    return client.generic(verb, address, json.dumps(body), "application/json", headers=headers)


# --- Conditions ------------------------------------------------------------------------------------


def test_what_a_client_has_is_not_sent_again(ana: Client) -> None:
    group = Group.objects.create(name="choir")
    first = ana.get(f"{SAMPLE}{group.pk}/")
    tag = first["ETag"]
    assert first["Cache-Control"] == "private, no-cache"
    for given in (tag, f"W/{tag}", f'"x", {tag}', "*"):
        again = ana.get(f"{SAMPLE}{group.pk}/", headers={"If-None-Match": given})
        assert (again.status_code, again.content, again["ETag"]) == (304, b"", tag)
    Group.objects.filter(pk=group.pk).update(name="quartet")
    assert ana.get(f"{SAMPLE}{group.pk}/", headers={"If-None-Match": tag}).status_code == 200


def test_of_two_editors_the_second_is_told_that_it_has_changed(ana: Client) -> None:
    group = Group.objects.create(name="choir")
    address = f"{SAMPLE}{group.pk}/"
    tag = ana.get(address)["ETag"]
    one = send(ana, address, {"name": "one"}, verb="PATCH", **{"If-Match": tag})
    assert one.status_code == 200
    assert one["ETag"] != tag
    two = send(ana, address, {"name": "two"}, verb="PATCH", **{"If-Match": tag})
    assert (two.status_code, two.json()["type"]) == (412, "/problems/changed")
    assert Group.objects.get(pk=group.pk).name == "one"


@pytest.mark.parametrize(
    ("given", "status"), [("*", 200), ("W/{tag}", 412), ('"other", {tag}', 200), ("", 412), ("x", 412)]
)  # fmt: skip
def test_if_match_is_read_as_rfc_9110_has_it(ana: Client, given: str, status: int) -> None:
    group = Group.objects.create(name="choir")
    address = f"{SAMPLE}{group.pk}/"
    named = given.format(tag=ana.get(address)["ETag"])
    answer = send(ana, address, {"name": "x"}, verb="PATCH", **{"If-Match": named})
    assert answer.status_code == status


# --- Idempotency-Key -------------------------------------------------------------------------------


def test_a_post_said_again_is_answered_again_and_done_once(ana: Client) -> None:
    one = send(ana, SAMPLE, {"name": "choir"}, **{"Idempotency-Key": "a-key"})
    two = send(ana, SAMPLE, {"name": "choir"}, **{"Idempotency-Key": '"a-key"'})
    assert (one.status_code, two.status_code) == (201, 201)
    assert (one.content, one["Location"]) == (two.content, two["Location"])
    assert two["Idempotency-Replayed"] == "true"
    assert "Idempotency-Replayed" not in one
    assert Group.objects.filter(name="choir").count() == 1


def test_the_same_key_for_something_else_is_refused(ana: Client) -> None:
    send(ana, SAMPLE, {"name": "choir"}, **{"Idempotency-Key": "a-key"})
    answer = send(ana, SAMPLE, {"name": "quartet"}, **{"Idempotency-Key": "a-key"})
    assert (answer.status_code, answer.json()["type"]) == (422, "/problems/key-reused")
    assert not Group.objects.filter(name="quartet").exists()


def test_a_key_is_ones_own(ana: Client) -> None:
    send(ana, SAMPLE, {"name": "choir"}, **{"Idempotency-Key": "a-key"})
    bob = Client()
    bob.force_login(UserFactory(handle="bob"))
    answer = send(bob, SAMPLE, {"name": "bobs"}, **{"Idempotency-Key": "a-key"})
    assert (answer.status_code, answer.json()) == (201, {"name": "bobs"})


def test_a_failed_request_changes_nothing_and_may_be_tried_again(ana: Client) -> None:
    failed = send(ana, SAMPLE, {"name": "choir", "then_fail": True}, **{"Idempotency-Key": "a-key"})
    assert failed.status_code == 409
    assert not Group.objects.filter(name="choir").exists()
    assert send(ana, SAMPLE, {"name": "choir"}, **{"Idempotency-Key": "a-key"}).status_code == 201


@pytest.mark.parametrize("key", ["", " ", "x" * 256, "é", '"', 'a"b', "a b"])
def test_a_key_that_is_none_is_refused(ana: Client, key: str) -> None:
    answer = send(ana, SAMPLE, {"name": "choir"}, **{"Idempotency-Key": key})
    assert answer.status_code == 400


def test_kept_answers_go_after_a_day(ana: Client) -> None:
    send(ana, SAMPLE, {"name": "choir"}, **{"Idempotency-Key": "a-key"})
    assert answers_purge.func() == 0
    for kept in KeptAnswer.objects.all():
        KeptAnswer.objects.filter(pk=kept.pk).update(
            created_at=kept.created_at - KEPT_FOR - timedelta(seconds=1)
        )
    assert answers_purge.func() == 1


@pytest.mark.django_db(transaction=True)
def test_of_many_at_the_same_moment_one_is_done_and_all_get_its_answer(user: User) -> None:
    ready, answers = Barrier(4), []
    clients = [Client() for _ in range(4)]
    for client in clients:
        client.force_login(user)

    def say(client: Client) -> None:
        ready.wait()
        answers.append(send(client, SAMPLE, {"name": "choir"}, **{"Idempotency-Key": "k"}))
        connection.close()

    threads = [Thread(target=say, args=(client,)) for client in clients]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [answer.status_code for answer in answers] == [201] * 4
    assert len({answer.content for answer in answers}) == 1
    assert sum("Idempotency-Replayed" in answer for answer in answers) == 3
    assert Group.objects.filter(name="choir").count() == 1


# --- Many at once ----------------------------------------------------------------------------------


def test_each_of_many_has_a_result_of_its_own(ana: Client) -> None:
    items = [
        {"name": "a"},
        {"name": "b", "then_fail": True},
        {"name": "x" * 21},
        "no",
        {"name": "c"},
    ]
    answer = send(ana, BULK, {"items": items})
    results = answer.json()["results"]
    assert answer.status_code == 200
    assert [result["status"] for result in results] == [200, 409, 422, 422, 200]
    assert results[0]["value"] == {"name": "a"}
    pointers = [r["problem"]["errors"][0]["pointer"] for r in results[1:4]]
    assert pointers == ["/items/1/then_fail", "/items/2/name", "/items/3"]
    assert set(Group.objects.filter(name__in="abc").values_list("name", flat=True)) == {"a", "c"}


@pytest.mark.parametrize(
    ("body", "pointer"),
    [({}, "/items"), ([], "/"), ({"items": []}, "/items"), ({"items": {}}, "/items"),
     ({"items": [{"name": "x"}] * 6}, "/items"), ({"items": [None] * 10_000}, "/items")],
)  # fmt: skip
def test_what_is_no_list_or_too_long_a_one_is_refused_whole(
    ana: Client, body: Any, pointer: str
) -> None:
    answer = send(ana, BULK, body)
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["pointer"] == pointer


# --- Limits ----------------------------------------------------------------------------------------


def test_every_answer_tells_of_the_limit_and_too_many_are_refused() -> None:
    client = Client()
    answers = [client.get(OLD) for _ in range(4)]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
    assert answers[0]["RateLimit-Policy"] == '"few";q=3;w=60'
    assert [a["RateLimit"].split(";")[1] for a in answers] == ["r=2", "r=1", "r=0", "r=0"]
    assert 0 < int(answers[3]["Retry-After"]) <= 60
    assert answers[3].json()["type"] == "/problems/too-many"


@pytest.mark.parametrize(("trusted", "last"), [(0, 429), (1, 429), (2, 200)])
def test_a_limit_is_not_dodged_by_naming_other_addresses(
    settings: Any, trusted: int, last: int
) -> None:
    """What stands left of the trusted proxies' own entries is the client's invention."""
    settings.TRUSTED_PROXY_COUNT = trusted
    for n in range(4):
        named = f"10.0.0.{n}, 192.0.2.1"
        answer = Client().get(OLD, headers={"X-Forwarded-For": named})
    assert answer.status_code == last


def test_people_behind_one_address_are_counted_apart(ana: Client) -> None:
    for _ in range(4):
        Client().get(OLD)
    assert ana.get(OLD).status_code == 200


def test_addresses_of_one_customer_are_one() -> None:
    assert network("2001:db8::1") == network("2001:db8::2:ffff") != network("2001:db8:0:1::1")
    assert network("::ffff:192.0.2.1") == network("192.0.2.1") != network("192.0.2.2")
    assert network("evil\n\0" * 100).isascii()


def test_without_the_cache_nobody_is_held_up(settings: Any) -> None:
    away = {**settings.CACHES["default"], "LOCATION": "redis://127.0.0.1:1/0"}
    settings.CACHES = {"default": away}
    assert [Client().get(OLD).status_code for _ in range(5)] == [200] * 5
    assert cache.get("anything") is None, "the cache was there after all"


def test_no_limit_where_none_is_set(ana: Client, settings: Any) -> None:
    settings.API_RATE_LIMIT = 0
    assert "RateLimit" not in ana.get("/api/v1/me/")
    settings.API_RATE_LIMIT = 1
    assert [ana.get("/api/v1/me/").status_code for _ in range(2)] == [200, 429]


# --- Going -----------------------------------------------------------------------------------------


def test_what_will_go_says_so() -> None:
    answer = Client().get(OLD)
    assert answer["Deprecation"] == "@1803859200"
    assert answer["Sunset"] == "Wed, 01 Sep 2027 00:00:00 GMT"
    assert answer["Link"] == '</api/v1/sample/>; rel="successor-version"'


# --- Bodies ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "status", "pointer"),
    [
        ('{"name": "a\\u0000b"}', 422, "/name"), ('{"name": "\\ud800"}', 422, "/name"),
        ('{"x": {"y/z": ["\\u0000"]}}', 422, "/x/y~1z/0"), ('{"\\u0000": 1}', 422, "/\0"),
        ('"\\udfff"', 422, None), ("[" * 33 + "]" * 33, 400, None), ("[" * 90_000, 400, None),
        ('{"a":' * 40 + "1" + "}" * 40, 400, None), ('{"name": NaN}', 400, None), ("{" , 400, None),
        ('{"name": 1' + "0" * 5000 + "}", 400, None), ('{"name": "' + "x" * 2_500_000 + '"}', 413, None),
        ("\xff", 400, None), ('{"name": "\U0001F3B5\u202E\u0301"}', 201, None),
    ],
)  # fmt: skip
def test_hostile_bodies_get_a_clear_answer(
    ana: Client, body: str, status: int, pointer: str | None
) -> None:
    sent = body.encode("latin-1") if body == "\xff" else body.encode()
    answer = ana.generic("POST", SAMPLE, sent, "application/json")
    assert answer.status_code == status
    if pointer:
        assert answer.json()["errors"][0]["pointer"] == pointer
