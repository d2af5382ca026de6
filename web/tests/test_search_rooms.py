"""Playlists, people and posts are found beside the music, each by those who see it in lists and by nobody else."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils.timezone import now
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from accounts.services import profile_change
from accounts.services.leaving import account_deletion_ask, account_deletion_cancel
from accounts.services.profiles import person_change
from accounts.tests.factories import UserFactory
from accounts.viewer import viewer_of
from catalog.audience import Visibility
from catalog.models import LibraryReader
from catalog.tests.factories import LibraryFactory
from common.jobs.worker import drain
from common.text import sort_key
from editorial.models import HomeClock, Post
from editorial.posts import post_save, posts_delete
from editorial.shelves import home_turned
from playlists.models import Playlist
from playlists.services import (
    change_undo,
    collaborator_remove,
    playlist_change,
    playlist_delete,
)
from playlists.tests.factories import a_playlist
from search.embedded.folder import Folder
from search.models import Document, Pending
from search.rebuilding import compare_index, rebuild_index
from search.tasks import search_kinds_follow
from streaming.libraries import library_change
from tests.cast import PEOPLE, Cast

pytestmark = pytest.mark.usefixtures("search_index")

API = "/api/v1/search/"


def found(client: Client, q: str, kind: str) -> list[str]:
    """Titles or handles, by the API, which tells as many as it shows."""
    answer = client.get(API, {"q": q, "limit": "50"}).json()
    assert answer["totals"][kind] == len(answer[kind]), "no more is counted than is shown"
    return sorted(row.get("title") or row["handle"] for row in answer[kind])


@pytest.fixture
def lists(cast: Cast) -> dict[str, Playlist]:
    """Playlists that differ in who sees them alone."""
    made = {
        str(visibility): a_playlist(cast.owner, title=f"Twin {visibility}", visibility=visibility)
        for visibility in Visibility
    }
    made["other's"] = a_playlist(cast.other, title="Twin other's")
    made["together"] = a_playlist(cast.owner, title="Twin together", collaborators=[cast.colleague])
    made["deleted"] = a_playlist(cast.owner, title="Twin deleted", visibility=Visibility.PUBLIC)
    playlist_delete(
        viewer=viewer_of(cast.owner), user=cast.owner, public_id=made["deleted"].public_id
    )
    libraries = {
        "restricted": LibraryFactory(workspace=cast.label, is_restricted=True),
        "unlisted": LibraryFactory(workspace=cast.label, visibility=Visibility.UNLISTED),
        "shelves": LibraryFactory(workspace=cast.label, visibility=Visibility.MEMBERS),
    }
    LibraryReader.objects.create(library=libraries["restricted"], user=cast.reader)
    for name, library in libraries.items():
        title = f"Twin of {name}"
        made[name] = Playlist.objects.create(
            library=library, title=title, sort_key=sort_key(title), visibility=""
        )
    rebuild_index()
    drain("quick")
    return made


@pytest.mark.parametrize("person", ["anonymous", "link", *PEOPLE[2:]])
def test_playlists_are_found_by_those_who_see_them_in_lists_alone(
    person: str, lists: dict[str, Playlist], cast: Cast
) -> None:
    client = cast.client(person)
    listed = Playlist.objects.listed_for(cast.viewer(person)).filter(title__startswith="Twin")
    assert found(client, "twin", "playlists") == sorted(one.title for one in listed)
    for one in lists.values():
        for address in (
            "/search/?q=twin",
            "/search/?q=twin&kind=playlist",
            "/search/instant/?q=twin",
        ):
            body = client.get(address).content.decode()
            if one not in listed:
                assert one.public_id not in body, (one.title, address)


def test_what_became_of_a_playlist_is_found_with_the_next_run(cast: Cast) -> None:
    playlist = a_playlist(cast.owner, title="Harbour lights", collaborators=[cast.colleague])
    owner, public_id = viewer_of(cast.owner), playlist.public_id
    clients = {name: cast.client(name) for name in ("owner", "colleague", "other")}

    def seen_by(q: str = "harbour lihgts") -> set[str]:
        drain("quick")
        return {name for name, client in clients.items() if found(client, q, "playlists")}

    assert seen_by() == {"owner", "colleague"}
    collaborator_remove(viewer=owner, public_id=public_id, handle=cast.colleague.handle)
    assert seen_by() == {"owner"}
    playlist_change(viewer=owner, public_id=public_id, visibility=Visibility.MEMBERS)
    assert seen_by() == {"owner", "colleague", "other"}
    playlist_change(viewer=owner, public_id=public_id, title="Pier", description="ropes and gulls")
    assert (seen_by(), seen_by("gulls")) == (set(), set(clients))
    gone = playlist_delete(viewer=owner, user=cast.owner, public_id=public_id)
    assert seen_by("pier") == set()
    change_undo(viewer=owner, user=cast.owner, playlist_id=public_id, change_id=gone.public_id)
    assert seen_by("pier") == set(clients)


def test_a_hidden_playlist_is_not_shown_before_the_index_knows(cast: Cast) -> None:
    playlist = a_playlist(cast.owner, title="Harbour", visibility=Visibility.PUBLIC)
    drain("quick")
    playlist_change(
        viewer=viewer_of(cast.owner), public_id=playlist.public_id, visibility=Visibility.PRIVATE
    )
    assert playlist.public_id not in Client().get("/search/?q=harbour").content.decode()
    assert Client().get(API, {"q": "harbour"}).json()["playlists"] == []


def test_a_librarys_playlists_follow_the_library(cast: Cast, lists: dict[str, Playlist]) -> None:
    library = lists["shelves"].library
    assert library
    assert "Twin of shelves" in found(cast.client("other"), "shelves", "playlists")
    library_change(library=library, visibility=Visibility.PRIVATE)
    drain("quick")
    assert found(cast.client("other"), "shelves", "playlists") == []
    assert found(cast.client("owner"), "shelves", "playlists") == ["Twin of shelves"]


def test_people_are_found_while_they_show_themselves() -> None:
    user = UserFactory(handle="nightjar", name="Ada Larkin")
    visitor = Client()

    def people(q: str) -> list[str]:
        drain("quick")
        return found(visitor, q, "people")

    assert people("larkin") == []
    profile_change(user=user, is_public=True, about="Plays the hurdy-gurdy")
    assert people("ada larkn") == people("nightjar") == people("hurdy") == ["nightjar"]
    person_change(user=user, name="Ada Wren", handle="nightjar")
    assert (people("larkin"), people("wren")) == ([], ["nightjar"])
    account_deletion_ask(user=user)
    assert people("wren") == []
    account_deletion_cancel(user=user)
    assert people("wren") == ["nightjar"]
    User.objects.filter(pk=user.pk).update(is_active=False)  # nobody has marked it yet
    assert visitor.get(API, {"q": "wren"}).json()["people"] == []
    profile_change(user=user, is_public=False, about="")
    assert people("wren") == []


def test_posts_are_found_once_they_are_published() -> None:
    visitor, at = Client(), now()
    HomeClock.objects.create(pk=HomeClock.ONLY, turned_at=at)
    post = post_save(
        post=Post(title="Notes from the studio", authors="Ada Larkin", summary="Tape and tea"),
        tags=["Recording"],
    )

    def posts(q: str) -> list[str]:
        drain("quick")
        return found(visitor, q, "posts")

    assert posts("studio") == []
    post.published_at = at + timedelta(minutes=5)
    post_save(post=post)
    assert posts("studio") == []
    Post.objects.filter(pk=post.pk).update(published_at=at + timedelta(microseconds=1))
    home_turned(at=at + timedelta(minutes=1))
    for q in ("notes studoi", "larkin", "tape", "recording"):
        assert posts(q) == ["Notes from the studio"], q
    assert posts("artist:larkin") == [], "who writes is no artist"
    posts_delete(posts=[post])
    assert posts("studio") == []


def test_each_has_its_section_its_page_and_its_place_in_the_box(cast: Cast) -> None:
    for n in range(14):
        a_playlist(cast.owner, title=f"Quarry {n:02}", visibility=Visibility.PUBLIC)
    profile_change(user=UserFactory(name="Quarry Smith"), is_public=True, about="")
    post_save(post=Post(title="Quarry songs", published_at=now()))
    drain("quick")
    visitor = Client()
    body = visitor.get("/search/?q=quarry").content.decode()
    assert re.findall(r"<h2>([^<]+)</h2>", body) == ["Playlists", "People", "Posts"]
    assert 'href="/search/?q=quarry&amp;kind=playlist"' in body
    page = visitor.get("/search/?q=quarry&kind=playlist").content.decode()
    assert page.count('class="card"') == 14
    box = visitor.get("/search/instant/?q=quarry").content.decode()
    assert box.count('role="option"') == 4 + 1 + 1 + 1
    for kind in ("person", "post"):
        assert visitor.get(f"/search/?q=quarry&kind={kind}").status_code == 200


@pytest.mark.parametrize(
    ("address", "queries"), [("/search/?q=quarry", 3), ("/search/instant/?q=quarry", 3), (f"{API}?q=quarry", 3)]
)  # fmt: skip
def test_their_queries_do_not_grow(
    address: str, queries: int, cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for n in range(8):
        a_playlist(cast.owner, title=f"Quarry {n}", visibility=Visibility.PUBLIC)
        profile_change(user=UserFactory(name=f"Quarry {n}"), is_public=True, about="")
        post_save(post=Post(title=f"Quarry {n}", published_at=now()))
        drain("quick")
        if n in {0, 7}:
            with django_assert_num_queries(queries):
                assert Client().get(address).status_code == 200


def test_a_kind_that_the_site_learns_is_found_within_the_hour(
    cast: Cast, search_index: Folder
) -> None:
    a_playlist(cast.owner, title="Harbour", visibility=Visibility.PUBLIC)
    Pending.objects.all().delete()
    Document.objects.all().delete()
    assert found(Client(), "harbour", "playlists") == []
    search_kinds_follow.enqueue()
    drain("quick")
    assert found(Client(), "harbour", "playlists") == ["Harbour"]
    before = Document.objects.count()
    search_kinds_follow.enqueue()
    drain("quick")
    assert (Document.objects.count(), Pending.objects.count()) == (before, 0)


def test_rebuild_and_check_know_them(cast: Cast, lists: dict[str, Playlist]) -> None:
    profile_change(user=cast.other, is_public=True, about="")
    post_save(post=Post(title="Notes", published_at=now()))
    drain("quick")
    assert not compare_index().refs()
    Playlist.objects.filter(pk=lists["public"].pk).update(title="Renamed beside the services")
    User.objects.filter(pk=cast.other.pk).update(is_active=False)
    differs: Any = compare_index()
    assert differs.different == {"playlist": [lists["public"].pk]}
    assert differs.left_over == {"person": [cast.other.pk]}
    rebuild_index()
    assert not compare_index().refs()
