"""A shared playlist gives what stands in it, as far as its giver may, and follows it however it is changed."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from accounts.tests.factories import UserFactory
from accounts.viewer import viewer_of
from catalog.audience import Visibility
from catalog.models import BundleItem, Library, Track
from catalog.tests.factories import AlbumFactory, LibraryFactory, TrackFactory
from playlists.models import Playlist, PlaylistEntry, Share, ShareRecipient
from playlists.places import Place
from playlists.services import (
    change_undo,
    entries_add,
    entries_move,
    entries_remove,
    entries_sort,
    playlist_change,
    playlist_delete,
)
from playlists.sharing import keeping
from playlists.sharing.giving import Terms, share_make, share_revoke
from playlists.sharing.jobs import share_follow_later
from playlists.tests.factories import a_playlist
from playlists.tests.sharing import SHARES, opens, share, shared
from playlists.tests.test_playlist_together import together
from tests.cast import Cast


@pytest.fixture
def vault(cast: Cast) -> Library:
    return LibraryFactory(workspace=cast.label, visibility=Visibility.PRIVATE)


@pytest.fixture
def tracks(vault: Library) -> list[Track]:
    album = AlbumFactory(library=vault)
    return [TrackFactory(album=album, title=name) for name in "abcd"]


@pytest.fixture
def playlist(cast: Cast, tracks: list[Track]) -> Playlist:
    """The owner's own, of a and b."""
    return a_playlist(cast.owner, tracks[:2], collaborators=[cast.viewer_member])


def heard(user: User) -> str:
    rows = Track.objects.reachable_by(viewer_of(user)).order_by("title")
    return "".join(rows.values_list("title", flat=True))


def shown(client: Client, playlist: Playlist) -> str:
    rows = client.get(f"/api/v1/playlists/{playlist.public_id}/entries/").json()["results"]
    return "".join(row["track"]["title"] if row["track"] else "." for row in rows)


def add(user: User, playlist: Playlist, *tracks: Track) -> Any:
    return entries_add(
        viewer=viewer_of(user),
        user=user,
        playlist_id=playlist.public_id,
        things=[("track", track.public_id) for track in tracks],
    )


def test_a_private_playlist_opens_with_its_tracks_and_stays_out_of_lists(
    cast: Cast, playlist: Playlist
) -> None:
    other = cast.client("other")
    assert not opens(other, playlist)
    given = shared(cast.client("owner"), playlist, "other")
    assert opens(other, playlist)
    assert (shown(other, playlist), heard(cast.other)) == ("ab", "ab")
    listed = other.get("/api/v1/playlists/").json()["results"]
    assert playlist.public_id not in {row["id"] for row in listed}
    changed = other.patch(
        f"/api/v1/playlists/{playlist.public_id}/", '{"title": "Mine"}', "application/json"
    )
    assert changed.status_code == 403, "heard, and not edited"
    cast.client("owner").delete(f"{SHARES}{given}/")
    assert not opens(other, playlist)
    assert heard(cast.other) == ""


def removes(cast: Cast, playlist: Playlist, tracks: list[Track]) -> None:
    first = playlist.entries.order_by("position").values_list("public_id", flat=True)[:1]
    entries_remove(
        viewer=viewer_of(cast.owner), user=cast.owner, playlist_id=playlist.public_id, entries=list(first)
    )  # fmt: skip


def adds(cast: Cast, playlist: Playlist, tracks: list[Track]) -> None:
    add(cast.owner, playlist, tracks[2])


def undoes_an_edit(cast: Cast, playlist: Playlist, tracks: list[Track]) -> None:
    made = add(cast.owner, playlist, tracks[3])
    change_undo(
        viewer=viewer_of(cast.owner), user=cast.owner, playlist_id=playlist.public_id,
        change_id=made.change.public_id,
    )  # fmt: skip


def sorts_and_moves(cast: Cast, playlist: Playlist, tracks: list[Track]) -> None:
    own: dict[str, Any] = {
        "viewer": viewer_of(cast.owner), "user": cast.owner, "playlist_id": playlist.public_id,
    }  # fmt: skip
    entries_sort(**own, by="reversed")
    last = playlist.entries.order_by("-position").values_list("public_id", flat=True)[:1]
    entries_move(**own, entries=list(last), place=Place("first"))


def is_renamed(cast: Cast, playlist: Playlist, tracks: list[Track]) -> None:
    playlist_change(viewer=viewer_of(cast.owner), public_id=playlist.public_id, title="Else")


def is_deleted(cast: Cast, playlist: Playlist, tracks: list[Track]) -> None:
    playlist_delete(viewer=viewer_of(cast.owner), user=cast.owner, public_id=playlist.public_id)


def is_deleted_and_back(cast: Cast, playlist: Playlist, tracks: list[Track]) -> None:
    own: dict[str, Any] = {"viewer": viewer_of(cast.owner), "user": cast.owner}
    change = playlist_delete(**own, public_id=playlist.public_id)
    change_undo(**own, playlist_id=playlist.public_id, change_id=change.public_id)


@pytest.mark.parametrize(
    ("change", "left"),
    [(removes, "b"), (adds, "abc"), (undoes_an_edit, "ab"), (sorts_and_moves, "ab"), (is_renamed, "ab"),
     (is_deleted, ""), (is_deleted_and_back, "ab")],
)  # fmt: skip
def test_a_playlist_is_followed_as_it_changes(
    change: Callable[..., None], left: str, cast: Cast, playlist: Playlist, tracks: list[Track]
) -> None:
    shared(cast.client("owner"), playlist, "other")
    change(cast, playlist, tracks)
    assert heard(cast.other) == left


def test_a_track_that_stands_twice_is_given_until_the_last_of_it_goes(
    cast: Cast, playlist: Playlist, tracks: list[Track]
) -> None:
    add(cast.owner, playlist, tracks[0])
    shared(cast.client("owner"), playlist, "other")
    removes(cast, playlist, tracks)
    assert heard(cast.other) == "ab"
    removes(cast, playlist, tracks)
    removes(cast, playlist, tracks)
    assert heard(cast.other) == ""


def test_what_the_giver_may_not_give_is_a_place_without_a_name(
    cast: Cast, playlist: Playlist, tracks: list[Track]
) -> None:
    """The giver sees it, as a viewer of the workspace, and may not give it."""
    own = AlbumFactory(library=LibraryFactory(workspace=cast.viewer_member.personal_workspace,
                                              visibility=Visibility.PRIVATE))  # fmt: skip
    mine = TrackFactory(album=own, title="z")
    made = a_playlist(cast.viewer_member, [tracks[0], mine])
    assert share(cast.client("viewer_member"), made, "other").status_code == 201
    assert (heard(cast.other), shown(cast.client("other"), made)) == ("z", ".z")


def test_who_else_edits_a_playlist_can_not_make_its_owner_give_what_is_not_theirs(
    cast: Cast, playlist: Playlist, tracks: list[Track]
) -> None:
    shared(cast.client("owner"), playlist, "other")
    add(cast.viewer_member, playlist, tracks[2])
    assert heard(cast.other) == "ab", "its adder only reads where it belongs"
    add(cast.owner, playlist, tracks[2])
    assert heard(cast.other) == "abc"


def test_who_may_not_share_a_playlist(cast: Cast, playlist: Playlist) -> None:
    for name, status in (("viewer_member", 403), ("reader", 404), ("colleague", 404)):
        assert share(cast.client(name), playlist, "other").status_code == status, name


def test_a_playlist_that_many_share_is_closed_at_once_and_opened_by_a_job(
    cast: Cast, vault: Library, tracks: list[Track], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keeping, "AT_ONCE", 1)
    made = a_playlist(cast.owner, tracks[:2], visibility=Visibility.MEMBERS)
    shared(cast.client("colleague"), made, "reader")
    shared(cast.client("owner"), made, "other")
    removes(cast, made, tracks)
    assert (heard(cast.reader), heard(cast.other)) == ("b", "b")
    add(cast.owner, made, tracks[2])
    assert (heard(cast.reader), heard(cast.other)) == ("bc", "b")
    for one in Share.objects.all():
        share_follow_later.func(one.pk)
    assert heard(cast.other) == "bc"


def test_a_playlist_that_nobody_shares_costs_its_edits_nothing(
    cast: Cast, playlist: Playlist, tracks: list[Track], django_assert_num_queries: Any
) -> None:
    def edit() -> None:
        viewer = viewer_of(cast.owner)
        playlist_change(viewer=viewer, public_id=playlist.public_id, title="x")
        playlist_change(viewer=viewer, public_id=playlist.public_id, title="y")

    # Savepoint and release, the row, its facts, its covers, its version; the new title's mark for search, and its job,
    # which takes one more where a database can't leave a double out by itself.
    with CaptureQueriesContext(connection) as asked:
        edit()
    alone = len(asked)
    assert 2 * 6 < alone <= 2 * (6 + 8)
    shared(cast.client("owner"), playlist, "other")
    with django_assert_num_queries(alone + 2 * 3):  # what went, the shares, what came
        edit()


def test_the_bundles_of_a_playlist_go_with_it(cast: Cast, playlist: Playlist) -> None:
    made = a_playlist(cast.owner, visibility=Visibility.PUBLIC)
    shared(cast.client("owner"), playlist, "other")
    shared(cast.client("reader"), made, "other")
    cast.owner.delete()
    assert not BundleItem.objects.exists()


# At the same moment, each in a connection of their own.


@pytest.fixture
def couple(transactional_db: None) -> tuple[User, User]:
    return UserFactory(handle="ada"), UserFactory(handle="bob")


def a_vault(owner: User) -> list[Track]:
    library = LibraryFactory(workspace=owner.personal_workspace, visibility=Visibility.PRIVATE)
    album = AlbumFactory(library=library)
    return [TrackFactory(album=album, title=name) for name in "abcdef"]


def test_the_same_thing_shared_at_the_same_moment_is_shared_once(
    couple: tuple[User, User],
) -> None:
    ada, bob = couple
    (track, *_) = a_vault(ada)

    def give() -> str:
        (row,) = share_make(
            viewer=viewer_of(ada), user=ada, kind="track", public_id=track.public_id, to=["bob"], terms=Terms()
        )  # fmt: skip
        return str(row.public_id)

    assert len(set(together(*[give] * 4))) == 1
    assert (Share.objects.count(), ShareRecipient.objects.count()) == (1, 1)
    assert ShareRecipient.objects.get().grants.count() == 1
    assert heard(bob) == "a"


def test_a_playlist_edited_while_it_is_shared_is_given_as_it_stands(
    couple: tuple[User, User],
) -> None:
    ada, bob = couple
    tracks = a_vault(ada)
    playlist = a_playlist(ada, tracks[:1])

    def give() -> None:
        share_make(
            viewer=viewer_of(ada), user=ada, kind="playlist", public_id=playlist.public_id, to=["bob"], terms=Terms()
        )  # fmt: skip

    together(give, *(lambda track=track: add(ada, playlist, track) for track in tracks[1:]))
    assert PlaylistEntry.objects.count() == 6
    assert heard(bob) == "abcdef"


def test_taken_back_at_the_moment_it_is_passed_on_it_is_taken_back(
    couple: tuple[User, User],
) -> None:
    ada, bob = couple
    eve = UserFactory(handle="eve")
    (track, *_) = a_vault(ada)
    (row,) = share_make(
        viewer=viewer_of(ada), user=ada, kind="track", public_id=track.public_id, to=["bob"],
        terms=Terms(may_share=True),
    )  # fmt: skip

    def pass_on() -> None:
        share_make(
            viewer=viewer_of(bob), user=bob, kind="track", public_id=track.public_id, to=["eve"], terms=Terms()
        )  # fmt: skip

    def take_back() -> None:
        share_revoke(user=ada, recipient_id=row.public_id)

    try:
        together(pass_on, take_back)
    except Exception as error:  # it was gone before it could be passed on
        assert type(error).__name__ == "NotFound"
    assert (heard(bob), heard(eve)) == ("", "")
