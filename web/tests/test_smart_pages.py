"""Smart playlists on pages: made, tried and changed by forms alone, and marked as what they are."""

import re
from typing import Any

import pytest
from django.test import Client

from catalog.tests.factories import AlbumFactory, TrackFactory
from common.jobs.worker import drain
from playlists.models import Playlist, SmartList
from playlists.services import playlist_create
from playlists.smart import preview
from playlists.smart.grammar import parse
from playlists.smart.reading import smart_page
from tests.cast import Cast

NEW = "/playlists/smart/"
LONG = {"r.0.field": "duration", "r.0.operator": "greater", "r.0.value": "60"}


@pytest.fixture
def client(cast: Cast) -> Client:
    album = AlbumFactory()
    for minutes, title in enumerate(("One", "Two", "Three"), 1):
        TrackFactory(album=album, title=title, duration_ms=60_000 * minutes)
    return cast.client("other")


def text(answer: Any) -> str:
    return re.sub(r"\s+", " ", answer.content.decode())


def names(answer: Any) -> set[str]:
    return set(re.findall(r'name="(r\.[^"]+)"', text(answer)))


def test_a_smart_playlist_is_made_by_a_form(client: Client) -> None:
    body = {"title": "Long ones", "by": "title", "limit": "5", "r.match": "all", **LONG}
    saved = client.post(NEW, body | {"what": "save"})
    assert saved.status_code == 303
    made = Playlist.objects.get()
    assert made.smart.rules == {
        "match": "all", "limit": 5, "order": {"by": "title", "descending": False},
        "rules": [{"field": "duration", "operator": "greater", "value": 60}],
    }  # fmt: skip
    assert "being gathered" in text(client.get(saved["Location"]))
    drain()
    page = text(client.get(saved["Location"]))
    assert "Smart playlist" in page
    assert [title for title in ("One", "Two", "Three") if f">{title}</a>" in page] == [
        "Two",
        "Three",
    ]
    assert 'name="remove"' not in page
    assert 'data-access="listen"' in page
    assert "Smart ·" in text(client.get("/playlists/"))


def test_it_shows_what_it_would_find(client: Client) -> None:
    found = client.post(NEW, {"title": "", "by": "title", **LONG, "what": "look"})
    assert found.status_code == 422
    assert "2 tracks" in text(found)
    assert "<span>Three</span>" in text(found)
    assert not Playlist.objects.exists()


def test_rules_and_groups_are_added_and_taken_away(client: Client) -> None:
    page = client.post(NEW, LONG | {"add": "r"})
    assert {"r.0.field", "r.1.field"} <= names(page)
    page = client.post(NEW, LONG | {"group": "r"})
    assert {"r.0.field", "r.1.match", "r.1.0.field"} <= names(page)
    both = LONG | {
        "r.1.match": "any",
        "r.1.0.field": "liked",
        "r.1.0.operator": "is",
        "r.1.0.value": "no",
    }
    page = client.post(NEW, both | {"remove": "r.0"})
    assert names(page) >= {"r.0.match", "r.0.0.field"}
    assert "r.1.match" not in names(page)
    page = client.post(NEW, both | {"remove": "r.1.0", "what": "look"})
    assert "A group holds at least one rule." in text(page)


def test_what_is_wrong_is_said_at_the_rule(client: Client) -> None:
    wrong = LONG | {"r.1.field": "year", "r.1.operator": "is", "r.1.value": "soon", "title": "x"}
    page = client.post(NEW, wrong | {"what": "save"})
    assert page.status_code == 422
    first, second = text(page).split('name="r.1.field"')
    assert "This is a whole number" not in first
    assert "This is a whole number" in second
    assert 'value="soon"' in second
    untitled = client.post(NEW, LONG | {"title": " ", "what": "save"})
    assert "A playlist needs a title." in text(untitled)
    both = text(client.post(NEW, LONG | {"title": "", "r.0.value": "", "what": "save"}))
    assert 'id="title-error">A playlist needs a title.' in both
    assert both.count('aria-invalid="true"') >= 2, "the rule is told in the same answer"


def test_a_rule_that_nobody_has_finished_is_not_wrong_before_it_is_saved(client: Client) -> None:
    missing = "Some text is missing here."
    empty = {"title": "x", "r.0.field": "title", "r.0.operator": "contains", "r.0.value": " "}
    assert missing not in text(client.get(NEW))
    assert missing not in text(client.post(NEW, empty | {"what": "look"}))
    assert missing in text(client.post(NEW, empty | {"what": "save"}))


@pytest.mark.parametrize(
    "body",
    [
        {"r.0.field": "nothing", "r.0.operator": "x"}, {f"r.{n}.field": "title" for n in range(300)},
        {".".join(["r", *"0" * depth, "match"]): "any" for depth in range(40)}, {"by": "id", "limit": "9" * 99},
        {"r.0.field": "playlist", "r.0.operator": "is", "r.0.value": "x"}, {"seed": "1" * 5000, "by": "random"},
        {"r.0.field": "year", "r.0.operator": "is", "r.0.value": "٣"}, {"limit": "٣"}, {"add": "x", "remove": "r"},
    ],
)  # fmt: skip
def test_whatever_is_sent_is_answered(body: dict[str, str], client: Client) -> None:
    assert client.post(NEW, body | {"what": "look"}).status_code == 422


def test_its_owner_changes_its_rules(cast: Cast, client: Client) -> None:
    made = playlist_create(
        user=cast.other,
        title="Mine",
        rules=parse(
            {"rules": [{"rules": [{"field": "explicit", "operator": "is", "value": False}]}]}
        ),
    )
    address = f"/playlists/{made.public_id}/rules/"
    page = client.get(address)
    assert names(page) >= {"r.match", "r.0.match", "r.0.0.field", "r.0.0.operator", "r.0.0.value"}
    assert client.post(address, LONG | {"title": "Ours", "what": "save"}).status_code == 303
    made.refresh_from_db()
    assert (made.title, SmartList.objects.get().rules["rules"][0]["field"]) == ("Ours", "duration")
    assert cast.client("owner").get(address).status_code == 404


@pytest.mark.parametrize("address", [NEW, "rules"])
def test_the_editor_takes_few_queries(
    address: str,
    cast: Cast,
    client: Client,
    django_assert_max_num_queries: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # A preview that runs out of time asks otherwise: this is of one that does not.
    monkeypatch.setattr(preview, "COUNTING", 60)
    monkeypatch.setattr(preview, "LISTING", 60)
    made = playlist_create(user=cast.other, title="Mine", rules=parse({}))
    if address == "rules":
        address = f"/playlists/{made.public_id}/rules/"
    client.get(address)
    with django_assert_max_num_queries(12):
        assert client.get(address).status_code == 200


def test_what_is_made_again_while_its_page_is_read_is_looked_at_again(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    body = {"title": "Long ones", "by": "title", "r.match": "all", **LONG, "what": "save"}
    address = client.post(NEW, body | {"limit": "1"})["Location"]
    drain()
    made = Playlist.objects.get()
    client.post(f"/playlists/{made.public_id}/rules/", body | {"limit": "5"})

    def read(*args: Any, **options: Any) -> Any:
        page = smart_page(*args, **options)
        drain()
        return page

    with monkeypatch.context() as meanwhile:
        meanwhile.setattr("web.views.playlists.smart_page", read)
        page = text(client.get(address))
    assert ">Two</a>" not in page, "read before it was made"
    assert "being gathered" in page
    page = text(client.get(address))
    assert ">Two</a>" in page
    assert "being gathered" not in page
