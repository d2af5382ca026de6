"""Filters of the admin's lists that managers keep under a name: their own, or for all who see the list."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import SavedFilter, User
from accounts.roles import Role
from accounts.services import saved_filters
from accounts.tests.factories import UserFactory
from accounts.tests.test_leaving import gone
from common.personal import personal_data
from tests.cast import Cast, Things

ALBUMS, TRACKS = "/admin/catalog/album/", "/admin/catalog/track/"
NO_COVER = "needs=cover"


def keep(client: Client, query: str, name: str, at: str = ALBUMS, **given: str) -> Any:
    """The answer to who saves what the list shows."""
    return client.post(f"{at}?{query}", {"_save_filter": "", "name": name, **given})


def links(client: Client, at: str = ALBUMS) -> dict[str, str]:
    """Names of the saved filters that a list shows, and where they lead."""
    saved = client.get(at).context["saved_filters"]["rows"]
    return {row["name"]: f"{at}?{row['query']}" for row in saved}


def said(client: Client, at: str = ALBUMS) -> str:
    return " ".join(str(message) for message in client.get(at).context["messages"])


@pytest.fixture
def colleague(cast: Cast) -> Client:
    """Another manager."""
    client = Client()
    client.force_login(UserFactory(handle="second", name="Second", role=Role.CONTENT_MANAGER))
    return client


def test_search_filters_and_order_are_saved_and_found_again(cast: Cast, things: Things) -> None:
    client = cast.client("manager")
    answer = keep(client, "q=a+%26+b&o=-2.1&needs=cover&p=3", "  What\tI do ")
    assert answer.status_code == 303
    kept = SavedFilter.objects.get()
    assert (kept.user, kept.model_label) == (cast.manager, "catalog.album")
    assert links(client) == {"What I do": f"{ALBUMS}?needs=cover&q=a+%26+b&o=-2.1"}
    assert answer["Location"] == links(client)["What I do"]
    page = client.get(answer["Location"])
    listed = page.context["cl"]
    assert (listed.query, listed.params["needs"], listed.page_num) == ("a & b", "cover", 1)
    html = page.content.decode()
    assert 'href="?needs=cover&amp;q=a+%26+b&amp;o=-2.1" aria-current="page"' in html
    assert links(client, TRACKS) == {}, "a list shows another's"


def test_the_form_is_there_when_there_is_something_to_save(cast: Cast) -> None:
    client = cast.client("manager")
    assert b"_save_filter" not in client.get(ALBUMS).content
    for query in ("needs=cover", "q=a", "o=2"):
        assert b"_save_filter" in client.get(f"{ALBUMS}?{query}").content
    assert b"_save_filter" not in client.get(f"{ALBUMS}?p=1").content
    assert b"_save_filter" not in client.get(f"{ALBUMS}?q=a&_popup=1").content


def test_a_name_that_is_there_is_replaced_and_the_answer_says_so(cast: Cast) -> None:
    client = cast.client("manager")
    keep(client, NO_COVER, "Today", shared="on")
    assert "“Today” is saved." in said(client)
    keep(client, "needs=date", "TODAY")
    assert '“TODAY” is replaced. <a href="?needs=cover">' in said(client)
    assert links(client) == {"TODAY": f"{ALBUMS}?needs=date"}
    assert not SavedFilter.objects.get().is_shared


def test_it_is_deleted_and_can_be_seen_once_more(cast: Cast) -> None:
    client = cast.client("manager")
    keep(client, NO_COVER, "Today")
    answer = client.post(f"{ALBUMS}?q=a", {"_delete_filter": SavedFilter.objects.get().public_id})
    assert (answer.status_code, answer["Location"]) == (303, f"{ALBUMS}?q=a")
    assert '“Today” is deleted. <a href="?needs=cover">' in said(client)
    assert links(client) == {}


def test_another_manager_neither_sees_nor_deletes_mine(cast: Cast, colleague: Client) -> None:
    keep(cast.client("manager"), NO_COVER, "Mine")
    key = SavedFilter.objects.get().public_id
    for other in (colleague, cast.client("administrator")):
        assert links(other) == {}
        assert other.post(ALBUMS, {"_delete_filter": key}).status_code == 404
        assert other.post(ALBUMS, {"_delete_filter": "0" * 32}).status_code == 404
    keep(colleague, "needs=date", "Mine")
    assert links(cast.client("manager")) == {"Mine": f"{ALBUMS}?needs=cover"}


def test_one_for_all_is_seen_by_all_and_deleted_by_its_maker_or_an_administrator(
    cast: Cast, colleague: Client
) -> None:
    keep(cast.client("manager"), NO_COVER, "Ours", shared="on")
    kept = SavedFilter.objects.get()
    keep(colleague, "needs=date", "Own")
    assert list(links(colleague)) == ["Own", "Ours"], "one's own come first"
    page = colleague.get(ALBUMS).content.decode()
    assert "by Manager" in page
    assert kept.public_id not in page
    assert colleague.post(ALBUMS, {"_delete_filter": kept.public_id}).status_code == 403
    assert SavedFilter.objects.filter(pk=kept.pk).exists()
    administrator = cast.client("administrator")
    assert kept.public_id in administrator.get(ALBUMS).content.decode()
    assert administrator.post(ALBUMS, {"_delete_filter": kept.public_id}).status_code == 303
    assert list(links(colleague)) == ["Own"]


def test_one_is_deleted_from_its_own_list_alone(cast: Cast) -> None:
    client = cast.client("manager")
    keep(client, NO_COVER, "Today")
    key = SavedFilter.objects.get().public_id
    assert client.post(TRACKS, {"_delete_filter": key}).status_code == 404


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("no_such=1", 303),
        ("title__no_such=1", 303),
        ("release_date__year=x", 303),
        ("library__workspace__members__password__startswith=a", 400),
        ("", 303),
        ("p=2&_popup=1&e=1&_changelist=x", 303),
        ("o=https://example.org", 303),
        (f"q={'a' * 1001}", 303),
    ],
)
def test_what_the_list_does_not_take_is_refused(query: str, status: int, cast: Cast) -> None:
    client = cast.client("manager")
    answer = keep(client, query, "Crafted")
    assert answer.status_code == status
    assert SavedFilter.objects.count() == 0
    assert answer.headers.get("Location", ALBUMS).startswith(ALBUMS)


@pytest.mark.parametrize(
    "query", ["q=//example.org/", "q=%22%3E%3Cscript%3E", "needs=https://example.org"]
)
def test_what_is_kept_is_parameters_and_nothing_else(query: str, cast: Cast) -> None:
    client = cast.client("manager")
    keep(client, query, "<script>")
    (link,) = links(client).values()
    assert link.startswith(f"{ALBUMS}?")
    assert not set("\"'<>/:") & set(link.removeprefix(ALBUMS))
    page = client.get(ALBUMS).content.decode()
    assert "&lt;script&gt;" in page
    assert "<script>" not in page


@pytest.mark.parametrize("name", ["", "  ", "a" * 61, "a\x00b"])
def test_a_name_is_words_of_at_most_sixty_characters(name: str, cast: Cast) -> None:
    client = cast.client("manager")
    assert keep(client, NO_COVER, name).status_code == 303
    assert SavedFilter.objects.count() == 0
    assert "name" in said(client)


def test_fifty_of_a_list_are_the_most(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(saved_filters, "MOST", 2)
    client = cast.client("manager")
    for name in ("one", "two", "three"):
        keep(client, NO_COVER, name)
    assert "delete one first" in said(client)
    assert set(links(client)) == {"one", "two"}
    keep(client, "needs=date", "two")
    keep(client, "q=a", "three", at=TRACKS)
    assert links(client)["two"] == f"{ALBUMS}?needs=date"
    assert set(links(client, TRACKS)) == {"three"}


@pytest.mark.parametrize("person", ["anonymous", "other", "owner"])
def test_who_does_not_enter_the_admin_saves_nothing(person: str, cast: Cast) -> None:
    answer = keep(cast.client(person), NO_COVER, "Mine")
    assert answer.status_code == 302
    assert "/login/" in answer["Location"]
    assert SavedFilter.objects.count() == 0


def test_who_may_not_see_a_list_gets_and_saves_nothing(cast: Cast) -> None:
    people = "/admin/accounts/user/"
    keep(cast.client("administrator"), "is_staff__exact=1", "Staff", at=people, shared="on")
    kept = SavedFilter.objects.get()
    manager = cast.client("manager")
    assert manager.get(people).status_code == 403
    assert keep(manager, "is_staff__exact=1", "Mine", at=people).status_code == 403
    assert manager.post(people, {"_delete_filter": kept.public_id}).status_code == 403
    assert list(SavedFilter.objects.all()) == [kept]


def test_a_form_of_another_site_saves_nothing(cast: Cast) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.manager)
    assert keep(client, NO_COVER, "Mine").status_code == 403


@pytest.mark.parametrize(
    "at",
    [
        "/admin/catalog/task/",
        "/admin/common/anyjob/",
        "/admin/editorial/shelf/",
        "/admin/streaming/uploadquota/",
    ],
)
def test_every_list_of_ours_has_them(at: str, cast: Cast) -> None:
    """Those with a template of their own, without a search, and without filters too."""
    client = cast.client("administrator")
    keep(client, "o=1", "First column", at=at)
    assert list(links(client, at)) == ["First column"]
    assert b"First column" in client.get(at).content


def test_a_list_asks_one_question_for_them_however_many_there_are(
    cast: Cast, colleague: Client
) -> None:
    client = cast.client("manager")

    def asked() -> list[str]:
        with CaptureQueriesContext(connection) as queries:
            client.get(ALBUMS)
        return [one["sql"] for one in queries.captured_queries]

    asked()
    before = asked()
    assert len([sql for sql in before if "savedfilter" in sql]) == 1
    for number in range(10):
        keep(colleague, NO_COVER, f"Theirs {number}", shared="on")
        keep(client, NO_COVER, f"Mine {number}")
    asked()
    after = asked()
    assert len(after) == len(before)
    assert len(links(client)) == 20


def test_they_are_in_their_makers_export_and_go_with_the_account(cast: Cast) -> None:
    keep(cast.client("manager"), NO_COVER, "Ours", shared="on")
    (row,) = personal_data["saved_filters"].export(cast.manager)
    assert (row["list"], row["name"], row["query"]) == ("catalog.album", "Ours", NO_COVER)
    assert list(personal_data["saved_filters"].export(cast.administrator)) == []
    gone(User.objects.get(pk=cast.manager.pk))
    assert SavedFilter.objects.count() == 0
