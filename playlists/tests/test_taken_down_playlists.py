"""A playlist that a manager takes down: left to its owner until it is put back."""

import pytest
from django.test import Client

from catalog.audience import Visibility
from catalog.tests.factories import TrackFactory
from playlists.models import Playlist
from playlists.tests.factories import a_playlist
from playlists.tests.sharing import share, shared
from tests.cast import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def playlist(cast: Cast) -> Playlist:
    made = a_playlist(cast.owner, [TrackFactory(), TrackFactory()])
    Playlist.objects.filter(pk=made.pk).update(visibility=Visibility.PUBLIC)
    return made


def act(client: Client, action: str, playlist: Playlist) -> int:
    told = client.post(
        "/admin/playlists/playlist/", {"action": action, "_selected_action": [str(playlist.pk)]}
    )
    return told.status_code


def opened(cast: Cast, playlist: Playlist) -> dict[str, int]:
    at = f"/api/v1/playlists/{playlist.public_id}/"
    return {name: cast.client(name).get(at).status_code for name in ("owner", "other", "anonymous")}


def test_nobody_but_its_owner_opens_it_and_nobody_shows_it_until_it_is_put_back(
    cast: Cast, playlist: Playlist
) -> None:
    owner, manager, at = (
        cast.client("owner"), cast.client("manager"), f"/api/v1/playlists/{playlist.public_id}/",
    )  # fmt: skip
    shared(owner, playlist, "other")
    assert opened(cast, playlist) == {"owner": 200, "other": 200, "anonymous": 200}
    act(manager, "take_down", playlist)
    alone = {"owner": 200, "other": 404, "anonymous": 404}
    assert opened(cast, playlist) == alone
    for visibility in (Visibility.PUBLIC, Visibility.MEMBERS, Visibility.UNLISTED):
        told = owner.patch(at, {"visibility": visibility}, content_type="application/json")
        assert told.status_code == 403
        assert "taken down" in told.json()["detail"]
    assert share(owner, playlist, "other").status_code == 403
    renamed = owner.patch(at, {"title": "Mild"}, content_type="application/json")
    assert renamed.status_code == 200, "it is still theirs"
    assert opened(cast, playlist) == alone
    act(manager, "put_back", playlist)
    assert opened(cast, playlist) == alone, "whom it is shown to is its owner's to say"
    told = owner.patch(at, {"visibility": Visibility.PUBLIC}, content_type="application/json")
    assert told.status_code == 200
    assert opened(cast, playlist) == {"owner": 200, "other": 200, "anonymous": 200}


def test_managers_find_what_was_taken_down_and_no_other_private_list(
    cast: Cast, playlist: Playlist
) -> None:
    private = a_playlist(cast.owner, [])
    manager = cast.client("manager")
    act(manager, "take_down", playlist)
    listed = manager.get("/admin/playlists/playlist/").content.decode()
    assert f"/{playlist.pk}/change/" in listed
    assert f"/{private.pk}/change/" not in listed


def test_only_who_curates_takes_down_and_puts_back(cast: Cast, playlist: Playlist) -> None:
    act(cast.client("other"), "take_down", playlist)
    playlist.refresh_from_db()
    assert playlist.taken_down_at is None
    act(cast.client("manager"), "take_down", playlist)
    act(cast.client("owner"), "put_back", playlist)
    playlist.refresh_from_db()
    assert playlist.taken_down_at is not None
