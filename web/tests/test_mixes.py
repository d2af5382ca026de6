"""Daily mixes: of what one heard oneself, the same all day, another tomorrow, and never past who may see it."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client, override_settings
from django.utils.timezone import now

from accounts.models import User
from accounts.tests.factories import UserFactory
from accounts.viewer import Viewer, viewer_of
from catalog.audience import Audience
from catalog.models import Track
from catalog.services import artist_merge, genre_merge
from catalog.tests.factories import ArtistFactory, GenreFactory, LibraryFactory
from editorial import mixes
from editorial.mixes import Mix, chosen, day_of, mixes_of
from editorial.models import Shelf
from editorial.radio import apart
from editorial.tests.factories import a_play
from playlists.models import Playlist
from playlists.services.likes import like_add
from streaming.history import history_clear
from tests.addresses import WHO
from tests.cast import Cast, Things
from web.tests.conftest import Shelf as Shown
from web.tests.conftest import fill

pytestmark = pytest.mark.django_db
NAMES = ("Low Sun", "High Moon", "Far Star", "Near Cloud")
DAY = date(2026, 11, 22)
BEFORE = datetime(2026, 11, 20, 12, tzinfo=UTC)
MERGED: dict[str, tuple[Any, Any]] = {
    "artist": (ArtistFactory, artist_merge),
    "genre": (GenreFactory, genre_merge),
}


@pytest.fixture(autouse=True)
def empty_cache() -> None:
    cache.clear()


@pytest.fixture
def shelves(monkeypatch: pytest.MonkeyPatch) -> list[Shown]:
    """Four albums of as many artists, each of a style of its own and all of one that they share. Of so little music all
    mixes are alike.
    """
    monkeypatch.setattr(mixes, "ALIKE", 1)
    library = LibraryFactory()
    found = [fill(library, name, tracks=6) for name in NAMES]
    for shelf in found[1:]:
        for track in shelf.tracks:
            track.genres.add(found[0].genre)
    return found


def heard(user: User, *tracks: Track, at: datetime = BEFORE) -> None:
    for n, track in enumerate(tracks):
        a_play(track, user=user, at=at + timedelta(minutes=n))


def made(user: User, day: date = DAY) -> list[Mix]:
    return mixes_of(viewer_of(user), day=day)


def told(found: list[Mix]) -> list[tuple[str, list[int]]]:
    return [(mix.thing.name, [track.key for track in mix.tracks]) for mix in found]


def test_mixes_are_around_what_was_heard_most_lately_and_no_two_around_the_same(
    shelves: list[Shown],
) -> None:
    user = UserFactory()
    heard(user, *shelves[1].tracks[:2], shelves[2].tracks[0])
    found = made(user)
    names = [mix.thing.name for mix in found]
    assert names[:2] == ["High Moon Ensemble", "Far Star Ensemble"]
    assert len(names) == len(set(names))
    assert set(names[2:]) <= {f"{name} music" for name in NAMES}
    assert len(names) <= mixes.MIXES
    old = [UserFactory() for _ in range(2)]
    heard(old[0], *shelves[0].tracks[:3], at=BEFORE - timedelta(days=60))
    heard(old[0], shelves[3].tracks[0])
    assert made(old[0])[0].thing.name == "Near Cloud Ensemble", "plays grow old"
    assert made(old[1]) == []


def test_a_mix_holds_known_and_new_tracks_and_nobody_too_often_or_twice_in_a_row(
    shelves: list[Shown],
) -> None:
    user = UserFactory()
    heard(user, *shelves[0].tracks[:3])
    liked = shelves[1].tracks[0]
    like_add(user=user, viewer=viewer_of(user), kind="track", public_id=liked.public_id)
    user.likes.update(liked_at=BEFORE)
    mix = made(user)[0]
    keys = [track.key for track in mix.tracks]
    assert len(keys) == len(set(keys)) == 4 * mixes.OF_ARTIST
    known = {track.pk for track in [*shelves[0].tracks[:3], liked]}
    assert mix.known == len(known & set(keys)) >= 3
    by = dict(Track.objects.values_list("pk", "artist_line"))
    assert by[keys[0]] == "Low Sun Ensemble", "it begins with what it is around"
    leading = [by[key].split(" feat")[0].split(" Ensemble")[0] for key in keys]
    assert not [pair for pair in pairwise(leading) if pair[0] == pair[1]]


def test_the_same_all_day_in_all_processes_and_another_the_next_day(shelves: list[Shown]) -> None:
    user = UserFactory()
    heard(user, *shelves[0].tracks[:3], *shelves[1].tracks[:2])
    first = told(made(user))
    heard(user, *shelves[3].tracks, at=datetime(2026, 11, 22, 0, 1, tzinfo=UTC))
    assert told(made(user)) == first, "what is heard today is tomorrow's"
    cache.clear()
    assert told(made(user)) == first, "the cache costs time alone"
    tomorrow = told(made(user, DAY + timedelta(days=1)))
    assert [name for name, _ in tomorrow] != [name for name, _ in first]
    after = told(made(user, DAY + timedelta(days=2)))
    assert [name for name, _ in after][:3] == [name for name, _ in tomorrow][:3]
    assert after != tomorrow


def test_another_listener_of_the_same_hears_another_order(shelves: list[Shown]) -> None:
    one, other = UserFactory(), UserFactory()
    for user in (one, other):
        heard(user, *shelves[0].tracks[:3])
    assert told(made(one)) != told(made(other))


def test_the_day_is_the_site_s() -> None:
    late = datetime(2026, 11, 21, 23, 30, tzinfo=UTC)
    assert day_of(late) == date(2026, 11, 21)
    with override_settings(TIME_ZONE="Europe/Amsterdam"):
        assert day_of(late) == date(2026, 11, 22)


def test_nobody_s_history_is_another_s(shelves: list[Shown]) -> None:
    listener, other = UserFactory(), UserFactory()
    heard(listener, *shelves[0].tracks[:3], at=now() - timedelta(days=2))
    assert made(other, day_of()) == []
    assert mixes_of(Viewer(), day=day_of()) == []
    (mix, *_rest) = made(listener, day_of())
    pages = {}
    for user in (listener, other):
        client = Client()
        client.force_login(user)
        answer = client.get("/mixes/")
        assert "no-store" in answer["Cache-Control"]
        pages[user.pk] = answer.content.decode()
        of = client.get(f"/mixes/{mix.thing.public_id}/")
        assert of.status_code == (200 if user == listener else 302)
        assert ("Daily mixes" in client.get("/home/own/").content.decode()) == (user == listener)
        keep = client.post(f"/mixes/{mix.thing.public_id}/", {"day": day_of().isoformat()})
        assert keep.status_code == (303 if user == listener else 302)
        assert (keep["Location"] == "/mixes/") == (user == other)
    assert "Low Sun Ensemble and more" in pages[listener.pk]
    assert "Low Sun" not in pages[other.pk]
    assert Client().get("/mixes/").status_code == 302


def test_what_is_taken_out_of_a_history_is_no_reason_any_more(shelves: list[Shown]) -> None:
    user = UserFactory()
    heard(user, *shelves[0].tracks[:3])
    assert made(user)
    history_clear(user=user)
    assert made(user) == []


def test_what_is_hidden_is_in_no_mix_and_is_no_reason(shelves: list[Shown]) -> None:
    user = UserFactory()
    heard(user, *shelves[0].tracks[:3], *shelves[1].tracks[:2])
    before = told(made(user))
    gone = shelves[1].tracks[0]
    assert any(gone.pk in keys for _, keys in before)
    Track.objects.filter(pk=gone.pk).update(listed_to=Audience.NOBODY, reachable_to=Audience.NOBODY)
    after = told(made(user))
    assert after == [(name, [key for key in keys if key != gone.pk]) for name, keys in before]
    cache.clear()
    assert not any(gone.pk in keys for _, keys in told(made(user)))
    for kind in ("tracks", "credits"):
        getattr(shelves[1].album, kind).update(
            **({"listed_to": Audience.WORKSPACE} if kind == "tracks" else {"artist": shelves[0].artist})
        )  # fmt: skip
    for kept in (True, False):
        if not kept:
            cache.clear()
        assert "High Moon Ensemble" not in {mix.thing.name for mix in made(user)}, kept


def test_a_mix_holds_what_its_listener_sees_listed_and_no_more(
    cast: Cast, things: Things, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mixes, "FEWEST", 1)
    kinds = [kind for kind in things if things[kind].track]
    public = things["public"]
    for kind in kinds:
        things[kind].track.genres.add(public.genre)
    for person in WHO[1:]:
        user = cast.user(person)
        assert user is not None
        heard(user, *(things[kind].track for kind in kinds))
        listed = set(Track.objects.listed_for(viewer_of(user)).values_list("pk", flat=True))
        found = {track.key for mix in made(user) for track in mix.tracks}
        assert public.track.pk in found, person
        assert found <= listed, person


def test_a_mix_that_mostly_repeats_another_is_left_out(
    shelves: list[Shown], monkeypatch: pytest.MonkeyPatch
) -> None:
    user = UserFactory()
    heard(user, *shelves[1].tracks[:2], shelves[2].tracks[0])
    monkeypatch.undo()
    assert [mix.thing.name for mix in made(user)] == ["High Moon Ensemble"]


def test_too_few_tracks_make_no_mix(shelf: Shown) -> None:
    user = UserFactory()
    heard(user, *shelf.tracks)
    assert made(user) == []


def test_home_and_the_page_explain_and_play_them(shelves: list[Shown]) -> None:
    user, client = UserFactory(), Client()
    heard(user, *shelves[0].tracks[:3], at=now() - timedelta(days=2))
    client.force_login(user)
    mix = made(user, day_of())[0]
    ids = ",".join(track.public_id for track in mix.tracks)
    address = f"/mixes/{mix.thing.public_id}/"
    src = f'data-play="mix:{mix.thing.public_id}{day_of():%m%d}" data-play-src="/api/v1/tracks/?ids={ids}"'
    own = client.get("/home/own/").content.decode()
    for words in ("Daily mixes</h2>", f'<a href="{address}">Low Sun Ensemble and more</a>',
                  "Because you listened to Low Sun Ensemble", src):  # fmt: skip
        assert words in own
    page = client.get(address).content.decode()
    assert src in page
    assert page.count("data-track-row") == len(mix.tracks)
    places = [page.index(f'data-track-row="{track.public_id}"') for track in mix.tracks]
    assert places == sorted(places)
    assert "Because you listened to Low Sun Ensemble" in page


def test_a_mix_is_kept_as_a_private_playlist_of_one_s_own(shelves: list[Shown]) -> None:
    user, client = UserFactory(), Client()
    heard(user, *shelves[0].tracks[:3], at=now() - timedelta(days=5))
    client.force_login(user)
    yesterday = day_of() - timedelta(days=1)
    for day in (day_of(), yesterday):
        mix = made(user, day)[0]
        answer = client.post(f"/mixes/{mix.thing.public_id}/", {"day": day.isoformat()})
        assert answer.status_code == 303
        playlist = Playlist.objects.latest("pk")
        assert answer["Location"] == playlist.get_absolute_url()
        assert (playlist.owner, playlist.visibility) == (user, "private")
        assert playlist.title.startswith("Low Sun Ensemble and more, ")
        assert "Low Sun" not in playlist.description, (
            "who shares it tells nothing of what they hear"
        )
        assert str(day.year) in playlist.title
        kept = playlist.entries.order_by("position").values_list("track", flat=True)
        assert list(kept) == [track.key for track in mix.tracks]


def test_the_queries_are_counted(shelves: list[Shown], django_assert_num_queries: Any) -> None:
    user, nobody = UserFactory(), UserFactory()
    heard(user, *shelves[0].tracks[:3], *shelves[1].tracks[:2])
    viewers = [viewer_of(one) for one in (user, nobody)]
    for viewer in viewers:
        viewer.roles  # noqa: B018  # read once a request
    with django_assert_num_queries(1):
        assert mixes_of(viewers[1], day=DAY) == []
    with django_assert_num_queries(CHOSEN):
        mixes_of(viewers[0], day=DAY)
    with django_assert_num_queries(5):  # with what the viewer reaches
        mixes_of(viewer_of(user), day=DAY)
    client = Client()
    client.force_login(user)
    (mix, *_rest) = made(user, day_of())
    for address, count in (("/mixes/", 7), (f"/mixes/{mix.thing.public_id}/", 9)):
        client.get(address)
        with django_assert_num_queries(count):
            client.get(address)


CHOSEN = 39
"""Of four mixes: nine for each at most, and a few for all of them, however much was heard."""


def test_shelves_are_only_for_who_is_signed_in(cast: Cast) -> None:
    assert Shelf.Kind.MIXES in Shelf.OWN
    assert "Daily mixes" not in Client().get("/").content.decode()


def test_tracks_of_one_artist_are_parted_where_they_can_be() -> None:
    by = dict.fromkeys(range(5), "a") | dict.fromkeys(range(5, 9), "b")
    parted = [by[track] for track in apart([0, 5, 6, 7, 8, 1, 2, 3, 4], by)]
    assert "".join(parted) == "ababababa"
    assert apart([0, 1, 5], by) == [0, 5, 1]
    assert apart([5, 0, 1, 2], by)[0] == 5, "a radio begins with what it is of"
    assert apart([10, 11], by) == [10, 11]


def test_known_tracks_stay_a_part_where_there_are_others() -> None:
    order = range(200)
    artists = {track: [track // 2] for track in order}
    found = chosen(order, familiar=set(range(100)), artists=artists)
    assert len(found) == mixes.SIZE
    assert sum(track < 100 for track in found) == mixes.FAMILIAR
    assert len(chosen(range(100), familiar=set(range(100)), artists={})) == mixes.SIZE


def test_no_artist_comes_too_often_but_where_there_are_few() -> None:
    artists = {track: [track % 8] for track in range(400)}
    found = Counter(track % 8 for track in chosen(range(400), familiar=(), artists=artists))
    assert set(found.values()) == {mixes.OF_ARTIST}
    artists = {track: [track % 3] for track in range(400)}
    found = Counter(track % 3 for track in chosen(range(400), familiar=(), artists=artists))
    assert (found.total(), max(found.values()) <= 2 * mixes.OF_ARTIST) == (mixes.ENOUGH, True)


@pytest.mark.parametrize("kind", ["artist", "genre"])
def test_a_mix_follows_what_it_is_around_into_what_that_was_merged_into(
    kind: str, shelves: list[Shown], monkeypatch: pytest.MonkeyPatch, client: Client
) -> None:
    """On the day of the merge too, for which it was chosen before."""
    monkeypatch.setattr("web.mixes.day_of", lambda: DAY)
    monkeypatch.setattr("web.views.mixes.day_of", lambda: DAY)
    user = UserFactory()
    client.force_login(user)
    heard(user, *shelves[1].tracks, shelves[2].tracks[0])
    before = made(user)
    around = next(mix for mix in before if mix.kind == kind)
    factory, merge = MERGED[kind]
    stays = factory(name="The right name")
    merge(source=around.thing, into=stays)
    after = made(user)
    assert [mix.thing.name for mix in after] == [
        stays.name if mix.thing == around.thing else mix.thing.name for mix in before
    ]
    found = next(mix for mix in after if mix.thing == stays)
    assert [track.key for track in found.tracks] == [track.key for track in around.tracks]
    answer = client.get(f"/mixes/{around.thing.public_id}/")
    assert (answer.status_code, answer["Location"]) == (302, f"/mixes/{stays.public_id}/")
    assert client.get(answer["Location"]).status_code == 200
    client.post(f"/mixes/{around.thing.public_id}/", {"day": DAY.isoformat()})
    assert Playlist.objects.get().title.startswith("The right name")


def test_of_two_mixes_around_what_is_one_by_now_the_first_stays(shelves: list[Shown]) -> None:
    user = UserFactory()
    heard(user, *shelves[1].tracks, shelves[2].tracks[0])
    first, second = [mix for mix in made(user) if mix.kind == "artist"]
    MERGED["artist"][1](source=second.thing, into=first.thing)
    found = [mix for mix in made(user) if mix.kind == "artist"]
    assert [(mix.thing, mix.tracks) for mix in found] == [(first.thing, first.tracks)]
