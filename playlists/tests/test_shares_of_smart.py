"""A shared smart playlist gives what its rules find among what its owner may give, and follows them."""

import json
from typing import Any

import pytest
from django.test import Client
from django.utils.timezone import now

from accounts.tests.factories import WorkspaceFactory
from accounts.viewer import viewer_of
from catalog.audience import Visibility
from catalog.models import BundleItem, Library, Track
from catalog.services import library_hand_on
from catalog.tests.factories import AlbumFactory, LibraryFactory, TrackFactory
from common.jobs.worker import drain
from playlists.models import Playlist, SmartList
from playlists.smart.membership import membership_refresh
from playlists.tests.sharing import SHARES, opens, shared
from tests.cast import Cast

BY_TITLE = {"match": "all", "rules": [], "order": {"by": "title"}}


@pytest.fixture
def vault(cast: Cast) -> Library:
    return LibraryFactory(workspace=cast.label, visibility=Visibility.PRIVATE)


@pytest.fixture
def tracks(vault: Library) -> list[Track]:
    album = AlbumFactory(library=vault)
    open_one = TrackFactory(album=AlbumFactory(library=LibraryFactory()), title="o")
    return [*(TrackFactory(album=album, title=name, duration_ms=60_000) for name in "ab"), open_one]


@pytest.fixture
def playlist(cast: Cast, tracks: list[Track]) -> Playlist:
    body = {"title": "Smart", "rules": BY_TITLE}
    made = cast.client("owner").post("/api/v1/playlists/", json.dumps(body), "application/json")
    assert made.status_code == 201, made.content
    drain()
    return Playlist.objects.get()


def again() -> None:
    membership_refresh(smart_id=SmartList.objects.get().pk)
    drain()


def heard(client: Client, playlist: Playlist) -> str:
    """The titles that its pages show; each can be opened by its address too, and played."""
    address = f"/api/v1/playlists/{playlist.public_id}/"
    rows = client.get(f"{address}entries/").json()["results"]
    shown = "".join(row["track"]["title"] if row["track"] else "." for row in rows)
    ids = client.get(f"{address}tracks/ids/").json()["results"]
    assert len(ids) == len(shown.replace(".", ""))
    assert all(client.get(f"/api/v1/tracks/{public_id}/").status_code == 200 for public_id in ids)
    return shown


def test_it_gives_private_tracks_of_its_owner_and_follows_its_rules(
    cast: Cast, tracks: list[Track], playlist: Playlist, vault: Library
) -> None:
    other = cast.client("other")
    assert not opens(other, playlist)
    shared(cast.client("owner"), playlist, "other")
    assert heard(other, playlist) == "abo"
    told = other.get(f"/api/v1/playlists/{playlist.public_id}/").json()
    assert told["duration_ms"] == sum(track.duration_ms for track in tracks)
    TrackFactory(album=tracks[0].album, title="c")
    again()
    assert heard(other, playlist) == "abco"
    Track.objects.filter(pk=tracks[0].pk).update(deleted_at=now())
    again()
    assert heard(other, playlist) == "bco"
    assert not opens(other, tracks[0])


def test_it_gives_nothing_more_to_anybody_else(
    cast: Cast, tracks: list[Track], playlist: Playlist
) -> None:
    item = shared(cast.client("owner"), playlist, "other")
    Playlist.objects.update(visibility=Visibility.PUBLIC)
    assert heard(cast.client("viewer_member"), playlist) == "abo"
    assert heard(cast.client("recipient"), playlist) == "..o"
    assert heard(cast.client("other"), playlist) == "abo"
    assert cast.client("owner").delete(f"{SHARES}{item}/").status_code == 204
    assert heard(cast.client("other"), playlist) == "..o"


def test_what_its_owner_may_not_give_is_not_given(
    cast: Cast, tracks: list[Track], playlist: Playlist
) -> None:
    """A member who only listens has private tracks in a smart playlist, and can't hand them out."""
    Playlist.objects.update(owner=cast.viewer_member)
    again()
    shared(cast.client("viewer_member"), playlist, "other")
    assert heard(cast.client("viewer_member"), playlist) == "abo"
    assert heard(cast.client("other"), playlist) == "..o"
    assert not BundleItem.objects.exists()


def test_who_may_share_it_passes_on_what_it_holds(
    cast: Cast, tracks: list[Track], playlist: Playlist
) -> None:
    shared(cast.client("owner"), playlist, "other", may_share=True)
    shared(cast.client("other"), playlist, "recipient")
    assert heard(cast.client("recipient"), playlist) == "abo"


def test_what_became_private_since_is_given_though_the_tracks_are_the_same(
    cast: Cast, tracks: list[Track], playlist: Playlist
) -> None:
    shared(cast.client("owner"), playlist, "other")
    owned = LibraryFactory(workspace=cast.label)
    late = TrackFactory(album=AlbumFactory(library=owned), title="p")
    again()
    body: Any = json.dumps({"visibility": "private"})
    address = f"/api/v1/tracks/{late.public_id}/curation/"
    assert cast.client("owner").patch(address, body, "application/json").status_code == 200
    assert heard(cast.client("other"), playlist) == "abo."
    again()
    assert heard(cast.client("other"), playlist) == "abop"


def test_a_library_that_is_handed_on_takes_its_tracks_out_of_it(
    cast: Cast, tracks: list[Track], playlist: Playlist, vault: Library
) -> None:
    shared(cast.client("owner"), playlist, "other")
    library_hand_on(library=vault, to=WorkspaceFactory())
    assert not Track.objects.reachable_by(viewer_of(cast.other)).filter(title="a").exists()
    again()
    assert heard(cast.client("other"), playlist) == "o"
    assert not BundleItem.objects.exists()
