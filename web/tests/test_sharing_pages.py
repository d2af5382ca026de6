"""The pages of sharing work without a script: giving, receiving, taking back, and who gave it on the thing itself."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from catalog.audience import Visibility
from catalog.models import Album
from catalog.tests.factories import AlbumFactory, LibraryFactory, TrackFactory
from playlists.models import ShareRecipient
from playlists.tests.factories import a_playlist
from playlists.tests.sharing import name_of, shared, unread
from tests.cast import Cast


@pytest.fixture
def album(cast: Cast) -> Album:
    vault = LibraryFactory(workspace=cast.label, visibility=Visibility.PRIVATE)
    made = AlbumFactory(library=vault, title="Demos")
    TrackFactory(album=made, title="One")
    return made


def give(client: Client, thing: Any, **form: str) -> Any:
    return client.post("/share/", {"item": name_of(thing), **form})


@pytest.mark.parametrize("kind", ["track", "album", "playlist"])
def test_a_thing_is_shared_by_a_form_and_its_page_says_by_whom(
    kind: str, cast: Cast, album: Album
) -> None:
    track = album.tracks.get()
    thing: Any = {"track": track, "album": album, "playlist": a_playlist(cast.owner, [track])}[kind]
    owner, other = cast.client("owner"), cast.client("other")
    page = owner.get(thing.get_absolute_url()).content.decode()
    assert f"/share/?item={name_of(thing)}" in page
    assert "Shared with you" not in page
    answer = give(owner, thing, to="@other, reader", note="Hear <this>", may_download="on")
    assert (answer.status_code, answer["Location"].partition("?")[0]) == (303, "/shares/")
    given = owner.get("/shares/").content.decode()
    assert given.count(thing.get_absolute_url()) == 2
    for seen in (other.get("/inbox/"), other.get(thing.get_absolute_url())):
        body = seen.content.decode()
        assert (seen.status_code, seen["Cache-Control"]) == (200, "private, no-store")
        assert "Hear &lt;this&gt;" in body
    row = ShareRecipient.objects.get(user=cast.other)
    owner.post("/shares/", {"revoke": row.public_id})
    assert other.get(thing.get_absolute_url()).status_code == 404
    assert "Hear" not in other.get("/inbox/").content.decode()


@pytest.mark.parametrize(
    ("zone", "ends"),
    [
        ("Asia/Tokyo", datetime(2031, 5, 6, 14, 59, 59, 999_999, tzinfo=UTC)),
        ("America/Los_Angeles", datetime(2031, 5, 7, 6, 59, 59, 999_999, tzinfo=UTC)),
    ],
)
def test_the_last_day_of_a_share_is_one_of_the_sites_zone_which_is_named(
    zone: str, ends: datetime, cast: Cast, album: Album, settings: Settings
) -> None:
    settings.TIME_ZONE = zone
    owner = cast.client("owner")
    form = owner.get(f"/share/?item={name_of(album)}").content.decode()
    assert f"Until the end of ({zone})" in form and f'data-zone="{zone}"' in form
    answer = give(owner, album, to="other", expires_at="2031-05-06")
    assert answer.status_code == 303
    assert ShareRecipient.objects.get().expires_at == ends
    for client, address in ((owner, "/shares/"), (cast.client("other"), "/inbox/")):
        assert "Until May 6, 2031" in client.get(address).content.decode()


def test_a_form_that_is_wrong_says_why_and_offers_only_what_may_be_given(
    cast: Cast, album: Album
) -> None:
    wrong = give(cast.client("owner"), album, to="nobody-here other", note="x" * 501)
    assert (wrong.status_code, b"errorlist" in wrong.content) == (422, True)
    assert not ShareRecipient.objects.exists()
    shared(cast.client("owner"), album, "other", may_share=True)
    form = cast.client("other").get(f"/share/?item={name_of(album)}").content.decode()
    assert ("may_share" in form, "may_download" in form) == (True, False)


def test_the_inbox_is_read_put_away_and_closed_to_somebody_by_buttons(
    cast: Cast, album: Album
) -> None:
    other = cast.client("other")
    first = shared(cast.client("owner"), album, "other")
    for button, left in (("read", 0), ("unread", 1), ("read_all", 0)):
        assert other.post("/inbox/", {button: first}).status_code == 303
        assert unread(other) == left, button
    other.post("/inbox/", {"refuse": "owner"})
    body = other.get("/inbox/").content.decode()
    assert "Demos" not in body
    assert 'name="accept" value="owner"' in body
    other.post("/inbox/", {"accept": "owner"})
    assert 'name="accept"' not in other.get("/inbox/").content.decode()


def test_a_track_that_was_shared_alone_shows_its_cover(cast: Cast, album: Album) -> None:
    cover = f"/artwork/album/{album.public_id}/generated.svg"
    other = cast.client("other")
    assert other.get(cover).status_code == 404
    shared(cast.client("owner"), album.tracks.get(), "other")
    assert other.get(cover).status_code == 200
    assert other.get(album.get_absolute_url()).status_code == 404
    assert cast.client("reader").get(cover).status_code == 404


def test_the_queries_of_the_inbox(cast: Cast, album: Album, django_assert_num_queries: Any) -> None:
    other, manager = cast.client("other"), cast.client("manager")
    with django_assert_num_queries(
        5
    ):  # the user, reach, rows, whether there is news, who is refused
        manager.get("/inbox/")
    for thing in (album, album.tracks.get()):
        shared(cast.client("owner"), thing, "other")
        with django_assert_num_queries(6):  # and how much
            other.get("/inbox/")
