"""A person's page shows what they made for others to find, and nothing else of theirs."""

from django.test import Client

from accounts.models import Profile
from catalog.audience import Visibility
from playlists.models import Playlist
from playlists.services import playlist_create
from tests.cast import Cast

ADDRESS = "/people/{handle}"


def test_a_page_shows_public_playlists_alone(cast: Cast) -> None:
    Profile.objects.create(user=cast.other, is_public=True)
    for visibility in Visibility:
        made = playlist_create(user=cast.other, title=f"A {visibility.value} list")
        Playlist.objects.filter(pk=made.pk).update(visibility=visibility)
    address = ADDRESS.format(handle=cast.other.handle)
    shown = {
        name: {
            v.value
            for v in Visibility
            if f"A {v.value} list" in client.get(address).content.decode()
        }
        for name, client in (
            ("anonymous", Client()),
            ("reader", cast.client("reader")),
            ("self", cast.client("other")),
        )
    }
    assert shown == {
        "anonymous": {"public"}, "reader": {"public", "members"}, "self": {"public", "members"},
    }  # fmt: skip
