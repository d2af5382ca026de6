"""What pages ask with SQL that is kept, they are answered as `reachable_by`, `on_album` and `listed_for` answer."""

import pytest

from catalog.models import Album, Credit, Track
from common.ids import uuid7_hex
from tests.cast import PEOPLE, Cast, Things
from web.album_page import album_reached, others_by, tracks_shown


@pytest.mark.parametrize("person", PEOPLE)
def test_the_same_is_reached_and_shown(person: str, cast: Cast, things: Things) -> None:
    for kind in things:
        album = things[kind].album
        if album is None:
            continue
        viewer = cast.viewer(person)
        reachable = Album.objects.reachable_by(viewer).filter(pk=album.pk)
        reached = album_reached(viewer, album.public_id)
        assert (reached is not None) == reachable.exists(), kind
        if reached is not None:
            assert (reached.pk, reached.get_absolute_url()) == (album.pk, album.get_absolute_url())
        shown = Track.objects.on_album(album, viewer).values_list("pk", flat=True)
        assert tracks_shown(viewer, album.pk) == tuple(shown), kind


def test_whoever_looks_next_is_not_taken_for_the_one_before(cast: Cast, things: Things) -> None:
    private = things["private"].album
    for _ in range(2):
        assert album_reached(cast.viewer("owner"), private.public_id)
        assert album_reached(cast.viewer("colleague"), private.public_id)
        assert not album_reached(cast.viewer("other"), private.public_id)
        assert not album_reached(cast.viewer("anonymous"), private.public_id)
    cast.label.memberships.filter(user=cast.owner).delete()
    assert not album_reached(cast.viewer("owner"), private.public_id)


def test_others_of_an_artist_are_those_that_the_viewer_sees_listed(
    cast: Cast, things: Things
) -> None:
    artist = things["public"].artist
    for kind in ("private", "members", "unlisted"):
        Credit.objects.create(artist=artist, album=things[kind].album)
    besides = things["public"].album
    for person, kinds in (
        ("anonymous", set()), ("other", {"members"}), ("owner", {"private", "members", "unlisted"}),
    ):  # fmt: skip
        found = others_by(artist.pk, cast.viewer(person), besides=besides.pk)
        assert set(found) == {things[kind].album.pk for kind in kinds}, person


def test_an_id_that_nothing_has_is_nothing(cast: Cast) -> None:
    assert album_reached(cast.viewer("owner"), uuid7_hex()) is None


@pytest.mark.parametrize("first", ["administrator", "anonymous", "other"])
def test_the_frame_is_of_each_kind_of_viewer(first: str, cast: Cast, things: Things) -> None:
    """Kept for all of a kind, whoever came first."""
    for person in (first, "administrator", "other", "anonymous"):
        page = cast.client(person).get("/albums/?sort=title").content.decode()
        assert ('href="/admin/"' in page) == (person == "administrator"), person
        assert ('href="/likes/"' in page) == (person != "anonymous"), person
        assert ('aria-current="page"' in page) and page.count('class="nav__link"') > 3
