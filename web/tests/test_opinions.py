"""What one says of things, by pages and forms alone, and what one follows."""

import re
from typing import Any

import pytest
from django.test import Client
from django.utils.http import urlencode

from playlists.opinions import opinions_among
from tests.cast import Cast, Things
from web.tests.conftest import Shelf, fill


def say(client: Client, item: str, **given: Any) -> Any:
    return client.post("/opinion/", {"item": item, **given})


def page_of(item: str) -> str:
    return f"/opinion/?{urlencode({'item': item})}"


def test_everything_is_said_and_taken_back_without_a_script(cast: Cast, things: Things) -> None:
    client, thing = cast.client("other"), things["members"]
    user, asked = cast.other, [("album", thing.album.public_id)]
    album = f"album:{thing.album.public_id}"
    for given in ({"stars": "4"}, {"like": "1"}, {"later": "1"}):
        answer = say(client, album, **given)
        assert (answer.status_code, answer["Location"]) == (303, page_of(album))
    said = opinions_among(user, asked)
    assert (said.liked, said.ratings, list(said.later)) == ([album], {album: 4}, [album])
    page = client.get(f"/opinion/?item={album}").content.decode()
    assert re.search(r'value="4" checked', page)
    for given in ({"stars": "0"}, {"unlike": "1"}, {"not_later": said.later[album]}):
        assert say(client, album, **given).status_code == 303
    assert opinions_among(user, asked) == opinions_among(user, [])
    artist = f"artist:{thing.artist.public_id}"
    assert say(client, artist, follow="1").status_code == 303
    assert thing.artist.name in client.get("/following/").content.decode()
    assert say(client, artist, unfollow="1").status_code == 303
    assert thing.artist.name not in client.get("/following/").content.decode()


@pytest.mark.parametrize(
    ("kind", "given", "status"),
    [
        ("artist", {"later": "1"}, 404),
        ("album", {"follow": "1"}, 404),
        ("album", {}, 404),
        ("album", {"stars": "6"}, 422),
        ("album", {"stars": "-1"}, 422),
        ("album", {"stars": "9" * 400}, 422),
    ],
)
def test_what_can_not_be_said_is_refused(
    kind: str, given: dict[str, str], status: int, cast: Cast, things: Things
) -> None:
    item = f"{kind}:{getattr(things['members'], kind).public_id}"
    assert say(cast.client("other"), item, **given).status_code == status


def test_home_keeps_a_frame_for_members_in_which_new_albums_of_followed_artists_stand(
    cast: Cast, shelf: Shelf, visitor: Client, django_assert_num_queries: Any
) -> None:
    client = cast.client("other")
    assert "turbo-frame" not in visitor.get("/").content.decode()
    assert 'src="/following/shelf/"' in client.get("/").content.decode()
    assert "card" not in client.get("/following/shelf/").content.decode()
    client.put(f"/api/v1/me/follows/{shelf.artist.public_id}/")
    newer = fill(shelf.library, "Higher Sun")
    newer.album.credits.update(artist=shelf.artist)
    shown = client.get("/following/shelf/").content.decode()
    assert shown.index("Higher Sun") < shown.index("Low Sun")
    with django_assert_num_queries(3):  # the user, their reach, the albums: their cards are kept
        client.get("/following/shelf/")
    with django_assert_num_queries(5):  # and the follows, the artists
        client.get("/following/")
    assert visitor.get("/following/").status_code == 302
    assert "no-store" in client.get("/following/")["Cache-Control"]


def test_the_page_to_say_it_takes_the_same_queries_for_all(
    cast: Cast, things: Things, django_assert_num_queries: Any
) -> None:
    client = cast.client("other")
    for kind in ("track", "album", "artist"):
        public_id = getattr(things["members"], kind).public_id
        with django_assert_num_queries(7):
            client.get(f"/opinion/?item={kind}:{public_id}")
