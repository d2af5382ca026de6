"""What was shared is passed on by who may, never with more than they have; what ends for one ends for all behind."""

from datetime import timedelta

import pytest
from django.utils.timezone import now

from accounts.models import User
from accounts.tests.factories import UserFactory
from accounts.viewer import viewer_of
from catalog.audience import Visibility
from catalog.models import Album, BundleItem, Grant, GrantStep, Library, Track
from catalog.services import grants
from catalog.services.grants import grants_sweep
from catalog.services.merge import album_merge, merge_undo
from catalog.tests.factories import AlbumFactory, LibraryFactory, TrackFactory
from common.jobs.schedule import schedules
from playlists.models import ShareRecipient
from playlists.services import entries_add, entries_remove
from playlists.tests.factories import a_playlist
from playlists.tests.sharing import SHARES, inbox, opens, patch, share, shared
from tests.cast import Cast


@pytest.fixture
def vault(cast: Cast) -> Library:
    return LibraryFactory(workspace=cast.label, visibility=Visibility.PRIVATE)


@pytest.fixture
def album(vault: Library) -> Album:
    made = AlbumFactory(library=vault, title="Demos")
    for title in ("One", "Two"):
        TrackFactory(album=made, title=title)
    return made


def reached(user: User) -> set[str]:
    return set(Track.objects.reachable_by(viewer_of(user)).values_list("title", flat=True))


def downloaded(user: User) -> set[str]:
    rows = Track.objects.reachable_by(viewer_of(user), to_download=True)
    return set(rows.values_list("title", flat=True))


def test_a_share_is_passed_on_only_with_the_right_to(cast: Cast, album: Album) -> None:
    given = shared(cast.client("owner"), album, "other")
    assert share(cast.client("other"), album, "reader").status_code == 403
    patch(cast.client("owner"), f"{SHARES}{given}/", {"may_share": True})
    shared(cast.client("other"), album, "reader")
    assert opens(cast.client("reader"), album)
    patch(cast.client("owner"), f"{SHARES}{given}/", {"may_share": False})
    assert not opens(cast.client("reader"), album), "nor does what was passed on before"
    assert opens(cast.client("other"), album)


def test_downloading_is_passed_on_only_by_who_may_download(cast: Cast, album: Album) -> None:
    given = shared(cast.client("owner"), album, "other", may_share=True)
    refused = share(cast.client("other"), album, "reader", may_download=True)
    assert refused.json()["errors"][0]["pointer"] == "/may_download"
    patch(cast.client("owner"), f"{SHARES}{given}/", {"may_download": True})
    shared(cast.client("other"), album, "reader", may_download=True)
    assert downloaded(cast.reader) == {"One", "Two"}
    patch(cast.client("owner"), f"{SHARES}{given}/", {"may_download": False})
    assert (downloaded(cast.reader), reached(cast.reader)) == (set(), {"One", "Two"})


def test_a_track_of_a_shared_album_is_passed_on_alone_while_it_is_on_it(
    cast: Cast, album: Album
) -> None:
    one, two = album.tracks.order_by("position")
    shared(cast.client("owner"), album, "other", may_share=True)
    shared(cast.client("other"), one, "reader")
    assert reached(cast.reader) == {"One"}
    Track.objects.filter(pk=one.pk).update(album=AlbumFactory(library=album.library))
    assert reached(cast.other) == {"Two"}
    assert reached(cast.reader) == set(), "never more than the giver has"
    assert not opens(cast.client("reader"), two)


def test_a_passed_on_album_gives_no_more_of_it_than_was_given(cast: Cast, album: Album) -> None:
    """Who was given one track of a private album cannot open the album for others by sharing that track."""
    one, _ = album.tracks.order_by("position")
    shared(cast.client("owner"), one, "other", may_share=True)
    assert share(cast.client("other"), album, "reader").status_code == 404
    Album.objects.filter(pk=album.pk).update(reachable_to=10)
    assert share(cast.client("other"), album, "reader").status_code == 201
    assert reached(cast.reader) == {"One"}


CHAIN = ("a", "b", "c", "d")


@pytest.fixture
def chain(cast: Cast, album: Album) -> list[ShareRecipient]:
    """The owner's album, passed from hand to hand."""
    people = [UserFactory(handle=f"person-{name}") for name in CHAIN]
    made = []
    givers = [cast.owner, *people]
    for giver, person in zip(givers, people, strict=False):
        client = cast.client("anonymous")
        client.force_login(giver)
        given = shared(client, album, person.handle, may_share=True, may_download=True)
        made.append(ShareRecipient.objects.get(public_id=given))
    return made


def who_hears(chain: list[ShareRecipient]) -> str:
    return "".join(
        name
        for name, row in zip(CHAIN, chain, strict=True)
        if row.user is not None and "One" in reached(row.user)
    )


@pytest.mark.parametrize(("link", "left"), [(0, ""), (1, "a"), (2, "ab"), (3, "abc")])
def test_what_is_taken_back_anywhere_ends_for_all_behind(
    link: int, left: str, cast: Cast, chain: list[ShareRecipient]
) -> None:
    assert who_hears(chain) == "abcd"
    client = cast.client("anonymous")
    client.force_login(chain[link].share.giver)
    assert client.delete(f"{SHARES}{chain[link].public_id}/").status_code == 204
    assert who_hears(chain) == left


@pytest.mark.parametrize(("link", "left"), [(0, ""), (1, "a"), (2, "ab")])
def test_a_hand_that_expired_passes_nothing_on(
    link: int, left: str, chain: list[ShareRecipient]
) -> None:
    chain[link].grants.update(expires_at=now())
    assert who_hears(chain) == left


def test_an_account_in_the_middle_that_is_closed_or_erased_passes_nothing_on(
    chain: list[ShareRecipient], cast: Cast
) -> None:
    middle = chain[1].user
    assert middle is not None
    User.objects.filter(pk=middle.pk).update(is_active=False)
    assert who_hears(chain) == "ab", "their own right is not asked of who cannot sign in"
    User.objects.filter(pk=middle.pk).update(is_active=True)
    assert who_hears(chain) == "abcd"
    middle.delete()
    assert "One" in reached(cast.owner)
    assert set(Grant.objects.values_list("parent", flat=True)) == {None}
    assert GrantStep.objects.count() == 0
    for row in chain[2:]:
        assert row.user is not None
        assert reached(row.user) == set()


def test_what_is_given_again_does_not_wake_what_was_passed_on_before(
    cast: Cast, album: Album
) -> None:
    given = shared(cast.client("owner"), album, "other", may_share=True)
    shared(cast.client("other"), album, "reader")
    cast.client("owner").delete(f"{SHARES}{given}/")
    shared(cast.client("owner"), album, "other", may_share=True)
    assert (opens(cast.client("other"), album), opens(cast.client("reader"), album)) == (
        True,
        False,
    )
    shared(cast.client("other"), album, "reader")
    assert opens(cast.client("reader"), album)


def test_it_is_passed_on_only_so_often(
    chain: list[ShareRecipient], album: Album, monkeypatch: pytest.MonkeyPatch, cast: Cast
) -> None:
    monkeypatch.setattr("playlists.sharing.rights.MOST_STEPS", 3)
    monkeypatch.setattr(grants, "MOST_STEPS", 3)
    client = cast.client("anonymous")
    assert chain[3].user is not None
    client.force_login(chain[3].user)
    shared(client, album, "other")
    assert not opens(cast.client("other"), album)


def test_the_owner_hears_of_it_by_right_and_not_by_a_chain(cast: Cast, album: Album) -> None:
    """Passed back to who gave it, it neither fails nor outlives them."""
    shared(cast.client("owner"), album, "other", may_share=True)
    shared(cast.client("other"), album, "owner")
    assert inbox(cast.client("owner")) == ["Demos"]


# A playlist passed on.


def test_a_private_playlist_is_passed_on_by_whom_its_owner_let_and_by_nobody_else(
    cast: Cast, album: Album
) -> None:
    playlist = a_playlist(cast.owner, list(album.tracks.all()), collaborators=[cast.viewer_member])
    assert share(cast.client("viewer_member"), playlist, "reader").status_code == 403
    given = shared(cast.client("owner"), playlist, "other")
    assert share(cast.client("other"), playlist, "reader").status_code == 403
    patch(cast.client("owner"), f"{SHARES}{given}/", {"may_share": True})
    shared(cast.client("other"), playlist, "reader")
    assert opens(cast.client("reader"), playlist)
    assert reached(cast.reader) == {"One", "Two"}
    cast.client("owner").delete(f"{SHARES}{given}/")
    assert not opens(cast.client("reader"), playlist)
    assert reached(cast.reader) == set()


def test_a_playlist_passed_on_follows_the_one_that_was_given(cast: Cast, album: Album) -> None:
    one, two = album.tracks.order_by("position")
    playlist = a_playlist(cast.owner, [one])
    shared(cast.client("owner"), playlist, "other", may_share=True)
    shared(cast.client("other"), playlist, "reader")
    viewer = viewer_of(cast.owner)
    things = [("track", two.public_id)]
    entries_add(viewer=viewer, user=cast.owner, playlist_id=playlist.public_id, things=things)
    assert reached(cast.reader) == {"One", "Two"}
    first = playlist.entries.order_by("position").values_list("public_id", flat=True)[:1]
    entries_remove(
        viewer=viewer, user=cast.owner, playlist_id=playlist.public_id, entries=list(first)
    )
    assert reached(cast.other) == reached(cast.reader) == {"Two"}


def test_ones_own_playlist_gives_what_one_was_given_with_the_right_to_share(
    cast: Cast, album: Album
) -> None:
    one, two = album.tracks.order_by("position")
    kept = shared(cast.client("owner"), one, "other", may_share=True)
    shared(cast.client("owner"), two, "other")
    playlist = a_playlist(cast.other, [one, two])
    shared(cast.client("other"), playlist, "reader")
    assert reached(cast.reader) == {"One"}
    patch(cast.client("owner"), f"{SHARES}{kept}/", {"may_share": False})
    assert (opens(cast.client("reader"), playlist), reached(cast.reader)) == (True, set())


# Merging a shared album with another.


def test_a_merge_leaves_everybody_what_they_were_given_and_gives_nobody_more(
    cast: Cast, vault: Library, album: Album
) -> None:
    into = AlbumFactory(library=vault, title="The same demos")
    TrackFactory(album=into, title="Three")
    shared(cast.client("owner"), album, "other", may_share=True)
    shared(cast.client("owner"), into, "manager")
    shared(cast.client("other"), album, "reader")
    before = {name: reached(cast.user(name)) for name in ("other", "reader", "manager")}  # type: ignore[arg-type]
    assert before == {"other": {"One", "Two"}, "reader": {"One", "Two"}, "manager": {"Three"}}
    items = BundleItem.objects.count()
    journal = album_merge(source=album, into=into)
    for name, titles in before.items():
        user, client = cast.user(name), cast.client(name)
        assert user is not None
        assert reached(user) == titles, name
        shown = client.get(f"/api/v1/tracks/?album={into.public_id}").json()["results"]
        assert {row["title"] for row in shown} == titles, "the album that stays shows them theirs"
        assert client.get(album.get_absolute_url(), follow=True).status_code == 200
    assert inbox(cast.client("other")) == ["The same demos"]
    TrackFactory(album=into, title="Four")
    assert "Four" not in reached(cast.other) | reached(cast.manager)
    merge_undo(journal=journal, at=now())
    TrackFactory(album=album, title="Five")
    assert reached(cast.other) == {"One", "Two", "Five"}
    assert (reached(cast.manager), BundleItem.objects.count()) == ({"Three", "Four"}, items)


# Grants that are over.


def test_what_is_over_for_long_is_deleted_and_opens_nothing_more_for_it(
    cast: Cast, album: Album
) -> None:
    taken_back = shared(cast.client("owner"), album, "other", may_share=True)
    shared(cast.client("other"), album, "reader")
    shared(cast.client("owner"), album, "manager")
    patch(cast.client("owner"), f"{SHARES}{taken_back}/", {"note": "Gone soon"})
    assert cast.client("owner").delete(f"{SHARES}{taken_back}/").status_code == 204
    assert grants_sweep(at=now() + timedelta(days=29)) == 0
    assert grants_sweep(at=now() + timedelta(days=31)) == 1
    assert not Grant.objects.filter(user=cast.other).exists()
    assert not GrantStep.objects.exists(), "what was passed on through it is gone with it"
    assert reached(cast.other) == reached(cast.reader) == set()
    assert reached(cast.manager) == {"One", "Two"}
    shared(cast.client("owner"), album, "other", may_share=True)
    assert (reached(cast.other), reached(cast.reader)) == ({"One", "Two"}, set())


def test_what_has_expired_can_be_given_another_end_however_late(cast: Cast, album: Album) -> None:
    given = shared(cast.client("owner"), album, "other", may_share=True)
    passed = shared(cast.client("other"), album, "reader")
    long_ago = now() - timedelta(days=40)
    rows = ShareRecipient.objects.filter(public_id__in=[given, passed])
    rows.update(expires_at=long_ago)
    Grant.objects.update(expires_at=long_ago)
    grants_sweep(at=now())
    assert Grant.objects.count() < 3
    later = (now() + timedelta(days=5)).isoformat()
    assert reached(cast.other) == reached(cast.reader) == set()
    for name, item in (("owner", given), ("other", passed)):
        answer = patch(cast.client(name), f"{SHARES}{item}/", {"expires_at": later})
        assert answer.status_code == 200, answer.content
    assert reached(cast.other) == reached(cast.reader) == {"One", "Two"}


def test_the_sweep_runs_by_the_clock() -> None:
    assert "catalog.grants" in dict(schedules.items())
