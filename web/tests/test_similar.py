"""What goes together: told by listeners and playlists, by tags where nobody listened, and never past who may see it."""

from datetime import timedelta
from typing import Any

import numpy as np
import pytest
from django.db import IntegrityError, connection
from django.test import Client
from django.utils.timezone import now

from accounts.models import User
from accounts.tests.factories import UserFactory
from accounts.viewer import NOBODY
from catalog.audience import Audience, Visibility
from catalog.models import Track
from catalog.tests.factories import LibraryFactory
from common.ids import uuid7_hex
from common.jobs.worker import drain
from editorial import similar
from editorial.models import Shelf, SimilarTrack
from editorial.similar import similar_make
from editorial.tasks import similar_renew
from editorial.together import neighbours
from playlists.tests.factories import a_playlist
from streaming.models import Play
from web.tests.conftest import Shelf as Shown
from web.tests.conftest import fill

pytestmark = pytest.mark.django_db


def heard(user: User, *tracks: Track, days: int = 1) -> None:
    at = now() - timedelta(days=days)
    Play.objects.bulk_create(
        Play(
            client_id=uuid7_hex(), track=track, user=user, started_at=at + timedelta(seconds=n), seconds=99,
            counted_at=at,
        )
        for n, track in enumerate(tracks)
    )  # fmt: skip


@pytest.fixture
def two(shelf: Shown) -> tuple[Shown, Shown]:
    """Two albums of different genres; three people hear the first of both."""
    other = fill(LibraryFactory(), "High Moon", tracks=6)
    for _ in range(3):
        heard(UserFactory(), shelf.tracks[0], *other.tracks[:5])
    return shelf, other


def frame(client: Client, address: str) -> str:
    answer = client.get(address, headers={"turbo-frame": "similar"})
    assert answer.status_code == 200
    return answer.content.decode()


def test_who_hears_both_makes_them_alike(two: tuple[Shown, Shown], visitor: Client) -> None:
    shelf, other = two
    similar_renew.enqueue()
    drain("heavy")
    page = visitor.get(shelf.tracks[0].get_absolute_url()).content.decode()
    address = f"/similar/tracks/{shelf.tracks[0].public_id}/"
    assert f'src="{address}"' in page
    found = frame(visitor, address)
    assert found.count("heard by the same people") == 5
    assert "High Moon 1" in found
    assert "High Moon 6" not in found
    assert found.index("heard by the same") < found.index("of the same genres"), "tags come last"
    theirs = frame(visitor, f"/similar/artists/{shelf.artist.public_id}/")
    assert "High Moon Ensemble" in theirs


def test_one_person_alone_makes_nothing_alike(shelf: Shown) -> None:
    other = fill(LibraryFactory(), "High Moon")
    heard(UserFactory(), shelf.tracks[0], other.tracks[0])
    assert similar_make() == {"tracks": 0, "artists": 0}


def test_playlists_tell_too(shelf: Shown, visitor: Client) -> None:
    other = fill(LibraryFactory(), "High Moon")
    for _ in range(2):
        a_playlist(UserFactory(), [shelf.tracks[0], other.tracks[0]], visibility=Visibility.PUBLIC)
    similar_make()
    assert "on the same playlists" in frame(
        visitor, f"/similar/tracks/{shelf.tracks[0].public_id}/"
    )


def test_the_lists_of_one_person_and_private_ones_say_nothing(shelf: Shown) -> None:
    together = [shelf.tracks[0], fill(LibraryFactory(), "High Moon").tracks[0]]
    keen = UserFactory()
    for _ in range(3):
        a_playlist(keen, together, visibility=Visibility.PUBLIC)
        a_playlist(UserFactory(), together, visibility=Visibility.PRIVATE)
    assert similar_make() == {"tracks": 0, "artists": 0}


def test_where_nobody_listened_tags_stand_in(shelf: Shown, visitor: Client) -> None:
    other = fill(LibraryFactory(), "High Moon")
    for track in other.tracks:
        track.genres.add(shelf.genre)
    found = frame(visitor, f"/similar/tracks/{shelf.tracks[0].public_id}/")
    assert "High Moon 1" in found
    assert "of the same genres" in found


def test_what_is_hidden_is_in_nobody_s_list_and_twins_differ_in_nothing_else(
    two: tuple[Shown, Shown], visitor: Client
) -> None:
    shelf, other = two
    similar_make()
    Track.objects.filter(pk=other.tracks[0].pk).update(
        listed_to=Audience.WORKSPACE, reachable_to=Audience.WORKSPACE
    )
    of = shelf.tracks[0].public_id
    assert "High Moon 1" not in frame(visitor, f"/similar/tracks/{of}/")
    told = visitor.get(f"/api/v1/radio/?track={of}&limit=100").json()["results"]
    assert other.tracks[0].public_id not in {track["id"] for track in told}
    hidden, missing = other.tracks[0].public_id, "0" * 32
    for address in ("/similar/tracks/{}/", "/api/v1/radio/?track={}"):
        first, second = (visitor.get(address.format(one)) for one in (hidden, missing))
        assert first.status_code == second.status_code == 404
        assert first.content.replace(hidden.encode(), b"") == second.content.replace(missing.encode(), b"")  # fmt: skip


def test_old_plays_are_forgotten_and_a_second_run_changes_nothing(shelf: Shown) -> None:
    other = fill(LibraryFactory(), "High Moon")
    for _ in range(3):
        heard(UserFactory(), shelf.tracks[0], other.tracks[0], days=400)
    assert similar_make()["tracks"] == 0
    for _ in range(3):
        heard(UserFactory(), shelf.tracks[0], other.tracks[0])
    assert similar_make()["tracks"] == 2
    before = list(SimilarTrack.objects.values_list("of", "track", "position", "score", "why"))
    similar_make()
    assert list(SimilarTrack.objects.values_list("of", "track", "position", "score", "why")) == before  # fmt: skip


def told_of_tracks() -> list[tuple[Any, ...]]:
    rows = SimilarTrack.objects.order_by("of", "position")
    return list(rows.values_list("of", "track", "position", "score", "why"))


def test_slices_tell_what_one_piece_tells(
    two: tuple[Shown, Shown], monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = similar_make()
    before = told_of_tracks()
    monkeypatch.setattr(similar, "SLICE", 2)
    monkeypatch.setattr(similar, "STRETCH", 3)
    monkeypatch.setattr(similar, "AT_ONCE", 4)
    assert similar_make() == whole
    assert told_of_tracks() == before


def test_what_nobody_hears_any_more_goes_with_nothing(
    two: tuple[Shown, Shown], monkeypatch: pytest.MonkeyPatch
) -> None:
    similar_make()
    monkeypatch.setattr(similar, "SLICE", 2)
    first, second = two[0].tracks[0].pk, two[1].tracks[0].pk
    Play.objects.exclude(track__in=[first, second]).delete()
    assert similar_make()["tracks"] == 2
    assert [row[:3] for row in told_of_tracks()] == sorted([(first, second, 1), (second, first, 1)])


def test_a_track_purged_while_it_is_computed_is_left_out(
    two: tuple[Shown, Shown], monkeypatch: pytest.MonkeyPatch
) -> None:
    gone = two[1].tracks[0]

    def purging(*args: Any, **named: Any) -> Any:
        Track.objects.filter(pk=gone.pk).delete()
        return neighbours(*args, **named)

    monkeypatch.setattr(similar, "neighbours", purging)
    assert similar_make()["tracks"] == 5 * 4, "the other five of each other"
    connection.check_constraints()
    places = SimilarTrack.objects.filter(of=two[0].tracks[0]).order_by("position")
    assert list(places.values_list("position", flat=True)) == [1, 2, 3, 4]


def test_a_track_purged_at_the_last_moment_is_looked_for_again(
    two: tuple[Shown, Shown], monkeypatch: pytest.MonkeyPatch
) -> None:
    looked: list[int] = []
    existing = similar._existing

    def once_too_late(model: Any, known: Any) -> Any:
        looked.append(len(known))
        if len(looked) == 1:
            raise IntegrityError
        return existing(model, known)

    monkeypatch.setattr(similar, "_existing", once_too_late)
    assert similar_make()["tracks"] == 6 * 5


def test_what_one_may_not_see_leaves_room_for_what_one_may(
    two: tuple[Shown, Shown], visitor: Client
) -> None:
    shelf, other = two
    similar_make()
    Track.objects.filter(pk__in=[track.pk for track in other.tracks[:4]]).update(
        listed_to=Audience.WORKSPACE, reachable_to=Audience.WORKSPACE
    )
    found = similar.similar_tracks(shelf.tracks[0], NOBODY, most=1)
    assert [alike.thing.pk for alike in found] == [other.tracks[4].pk]


def test_home_says_because_of_what(two: tuple[Shown, Shown]) -> None:
    shelf, other = two
    similar_make()
    Shelf.objects.create(kind="because", audience="members", position=1)
    listener, client = UserFactory(), Client()
    client.force_login(listener)
    assert "Because you listened" not in client.get("/home/own/").content.decode()
    heard(listener, shelf.tracks[0])
    body = client.get("/home/own/").content.decode()
    assert "Because you listened to Low Sun 1" in body
    assert "High Moon 5" in body
    assert "High Moon 6" not in body
    heard(listener, *other.tracks)
    assert "Because you listened" not in client.get("/home/own/").content.decode(), "all is known"


def test_radio_goes_on_for_ever_and_plays_all_before_it_repeats(
    two: tuple[Shown, Shown], visitor: Client
) -> None:
    shelf, _ = two
    similar_make()
    address: Any = f"/api/v1/radio/?track={shelf.tracks[0].public_id}&limit=4"
    told: list[str] = []
    for _ in range(6):
        page = visitor.get(address).json()
        assert len(page["results"]) == 4
        told += [track["id"] for track in page["results"]]
        address = page["next"]
    assert told[0] == shelf.tracks[0].public_id, "what it began with"
    size = len(set(told))
    assert 6 <= size <= 9
    assert len(set(told[:size])) == size
    again = visitor.get(address).json()
    assert visitor.get(address).json() == again, "a page is the same whenever it is asked for"


@pytest.mark.parametrize("kind", ["track", "artist", "genre"])
def test_radio_begins_with_anything(kind: str, shelf: Shown, visitor: Client) -> None:
    thing = {"track": shelf.tracks[0], "artist": shelf.artist, "genre": shelf.genre}[kind]
    page = visitor.get(f"/api/v1/radio/?{kind}={thing.public_id}").json()
    assert page["results"]
    assert page["next"]


def test_pages_begin_the_radio_of_what_they_show(two: tuple[Shown, Shown], visitor: Client) -> None:
    """Each by a name of its own: on the page of another thing its button does not pause this one."""
    shelf, _ = two
    similar_make()
    for address, of, kind in (
        (shelf.genre.get_absolute_url(), shelf.genre, "genre"),
        (f"/similar/tracks/{shelf.tracks[0].public_id}/", shelf.tracks[0], "track"),
    ):
        station = f"/api/v1/radio/?{kind}={of.public_id}"
        body = visitor.get(address).content.decode()
        assert f'data-play="radio:{of.public_id}" data-play-src="{station}"' in body
        assert visitor.get(station).json()["results"]


def test_radio_names_one_thing(shelf: Shown, visitor: Client) -> None:
    assert visitor.get("/api/v1/radio/").status_code == 422
    both = f"track={shelf.tracks[0].public_id}&genre={shelf.genre.public_id}"
    assert visitor.get(f"/api/v1/radio/?{both}").status_code == 422
    assert (
        visitor.get(f"/api/v1/radio/?track={shelf.tracks[0].public_id}&cursor=x").status_code == 422
    )


def test_the_queries_are_counted(
    two: tuple[Shown, Shown], visitor: Client, django_assert_num_queries: Any
) -> None:
    shelf, _ = two
    similar_make()
    of = shelf.tracks[0].public_id
    addresses = [f"/similar/tracks/{of}/", f"/api/v1/radio/?track={of}"]
    for address, count in zip(addresses, QUERIES, strict=True):
        visitor.get(address)
        with django_assert_num_queries(count):
            visitor.get(address)


QUERIES = (6, 8)


def test_the_likeness_is_the_cosine_of_weighted_baskets() -> None:
    """Two baskets of two things: 1, with two baskets of the two that say so. By hand."""
    pairs = np.array([[1, 10], [1, 20], [2, 10], [2, 20], [3, 10], [3, 30]])
    found: dict[int, Any] = dict(neighbours(pairs, most=5))
    together, alone = (1 / 2 + 1 / 2), (3 / 2) ** 0.5
    assert found[10] == [(20, pytest.approx(together / alone * 2 / 4))]
    assert 30 not in found, "one basket is chance"
    assert list(neighbours(np.empty((0, 2), dtype=np.int64), most=5)) == []
