"""Home's shelves: arranged, aimed and scheduled by content managers, and turned over by the clock."""

from datetime import datetime, timedelta
from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client
from django.utils.timezone import now

from catalog.audience import Audience
from catalog.models import Track
from catalog.tests.factories import AlbumFactory, GenreFactory, TrackFactory
from common import pagecache
from editorial.charts import charts_make
from editorial.discovery import draws_make
from editorial.models import HomeClock, Shelf, ShelfItem
from editorial.rollups import plays_rolled_up
from editorial.shelves import DEFAULTS, home_turned, shelf_save, shelves_move
from editorial.tests.factories import a_play
from playlists.tests.factories import a_playlist
from tests.cast import Cast, Things

pytestmark = pytest.mark.django_db
Kind, For = Shelf.Kind, Shelf.Audience


def home(client: Client | None = None) -> str:
    return (client or Client()).get("/?made=anew").content.decode()


def only(*shelves: Shelf) -> None:
    """Home of these shelves alone."""
    Shelf.objects.all().delete()
    for shelf in shelves:
        shelf_save(shelf=shelf)
    pagecache._renew()


def banner(title: str, **facts: Any) -> Shelf:
    return Shelf(kind=Kind.BANNER, title=title, **facts)


def test_the_shelves_that_a_new_site_has_are_those_of_the_code() -> None:
    Shelf.objects.all().delete()  # a test that commits may have emptied the tables before
    for migration in ("0002_default_shelves", "0006_because_shelf", "0009_mixes_shelf"):
        import_module(f"editorial.migrations.{migration}").make(apps, connection.schema_editor())
    rows = Shelf.objects.order_by("position").values_list("kind", "audience")
    assert tuple(rows) == DEFAULTS


def test_shelves_stand_in_their_order_and_only_while_they_are_on() -> None:
    only(banner("Second", position=20), banner("First", position=10), banner("Off", is_on=False))
    page = home()
    assert page.index("First") < page.index("Second")
    assert "Off<" not in page


def test_a_kind_of_a_newer_release_is_left_out() -> None:
    only(banner("First", position=10), Shelf(kind="holograms", position=20))
    assert "First" in home()


def test_a_shelf_is_there_from_its_beginning_to_before_its_end() -> None:
    at = now()
    only(
        banner("Now", starts_at=at - timedelta(hours=1), ends_at=at + timedelta(hours=1)),
        banner("Later", starts_at=at + timedelta(hours=1)),
        banner("Before", ends_at=at - timedelta(seconds=1)),
    )
    page = home()
    assert ("Now<" in page, "Later<" in page, "Before<" in page) == (True, False, False)


def test_shelves_are_for_whom_they_are_aimed_at(cast: Cast) -> None:
    only(
        banner("All"), banner("Guests", audience=For.VISITORS),
        banner("Members", audience=For.SIGNED_IN), banner("New ones", audience=For.NEW),
        banner("Dutch", language="nl"), banner("English", language="en"),
    )  # fmt: skip
    old = cast.owner
    type(old).objects.filter(pk=old.pk).update(date_joined=now() - timedelta(days=31))

    def seen(page: str) -> set[str]:
        names = ("All", "Guests", "Members", "New ones", "Dutch", "English")
        return {name for name in names if f"{name}</" in page}

    assert seen(home()) == {"All", "Guests", "English"}
    assert seen(home(cast.client("other"))) == {"All", "Members", "English"}
    assert home(cast.client("other")) == home(cast.client("reader")), "one body for all of them"
    assert seen(own(cast.client("other"))) == {"New ones"}
    assert seen(own(cast.client("owner"))) == set()


def own(client: Client) -> str:
    return client.get("/home/own/").content.decode()


def test_home_turns_over_when_a_shelf_begins_or_ends(
    django_capture_on_commit_callbacks: Any,
) -> None:
    at = now()
    only(banner("Soon", starts_at=at + timedelta(minutes=5), ends_at=at + timedelta(hours=1)))
    home_turned(at=at)
    before = pagecache.generation()
    turned = []
    for minutes in (4, 5, 6, 59, 61, 62):
        with django_capture_on_commit_callbacks(execute=True):
            turned.append(home_turned(at=at + timedelta(minutes=minutes)))
    assert turned == [False, True, False, False, True, False]
    assert pagecache.generation() != before
    assert HomeClock.objects.get().turned_at == at + timedelta(minutes=62)


def test_charts_and_discovery_stand_on_home_for_those_who_may_see_them(
    cast: Cast, things: Things
) -> None:
    only(*(Shelf(kind=kind) for kind in (Kind.DISCOVERY, Kind.TRENDING, Kind.WEEK)))
    public = TrackFactory.create_batch(4, album=things["public"].album)
    members = things["members"].track
    for track in (*public, members, things["private"].track):
        a_play(track, at=now() - timedelta(minutes=5))
    plays_rolled_up()
    charts_make()
    draws_make()
    pagecache._renew()
    for person in ("anonymous", "other", "owner"):
        for _ in range(2):
            page = home(cast.client(person))
            assert page.count(public[0].title) >= 3, person
            assert (f">{members.title}<" in page) == (person != "anonymous"), person
            assert f">{things['private'].track.title}<" not in page, person
    Track.objects.filter(pk=public[0].pk).update(listed_to=Audience.WORKSPACE)
    pagecache._renew()
    assert f">{public[0].title}<" not in home(cast.client("other"))


def test_picks_of_all_kinds_stand_in_their_order_for_those_who_may_see_them(
    cast: Cast, things: Things
) -> None:
    shelf = Shelf(kind=Kind.PICKS, title="Our Friday")
    only(shelf)
    open_list = a_playlist(cast.owner, title="For all", visibility="public")
    closed = a_playlist(cast.owner, title="For me")
    for n, of in enumerate((
        {"track": things["public"].track}, {"album": things["public"].album},
        {"playlist": open_list}, {"playlist": closed}, {"album": things["private"].album},
        {"track": things["private"].track}, {"track": things["members"].track},
    )):  # fmt: skip
        ShelfItem.objects.create(shelf=shelf, position=n, **of)
    page = home()
    names = [things["public"].track.title, things["public"].album.title, "For all"]
    places = [page.index(f">{name}</a>") for name in names]
    assert places == sorted(places)
    hidden = ("For me", *(things[kind].track.title for kind in ("private", "members")))
    assert not [name for name in hidden if f">{name}</a>" in page]
    assert f">{things['members'].track.title}</a>" in home(cast.client("other"))


def test_a_shelf_of_a_genre_shows_its_newest_albums() -> None:
    genre, other = GenreFactory(name="Dub"), GenreFactory()
    album, elsewhere = AlbumFactory(title="Echo"), AlbumFactory(title="Not this")
    for one, kind in ((album, genre), (elsewhere, other)):
        TrackFactory(album=one)
        one.genres.add(kind)
    only(Shelf(kind=Kind.GENRE, genre=genre))
    page = home()
    assert genre.get_absolute_url() in page
    assert ("Echo</a>" in page, "Not this</a>" in page) == (True, False)


def test_what_somebody_played_last_is_theirs_alone(
    cast: Cast, things: Things, django_assert_num_queries: Any
) -> None:
    album = things["public"].album
    a_play(things["public"].track, user=cast.other)
    a_play(things["private"].track, user=cast.other, at=now())
    client = cast.client("other")
    body = home(client)
    assert 'src="/home/own/"' in body
    assert "Recently played" not in body
    page = own(client)
    assert "Recently played" in page
    assert f">{album.title}</a>" in page
    assert f">{things['private'].album.title}</a>" not in page, "not theirs to see any more"
    assert f">{album.title}</a>" not in own(cast.client("owner"))
    assert Client().get("/home/own/").status_code == 302
    assert "no-store" in client.get("/home/own/")["Cache-Control"]
    # The user, their reach, their plays, twice what goes with them, and their plays of before today.
    with django_assert_num_queries(6):
        own(client)


def test_a_manager_sees_home_as_it_will_be_and_nobody_else_does(cast: Cast) -> None:
    at = datetime.fromisoformat("2027-01-01T09:00:00Z")
    only(banner("New year", starts_at=at), banner("Welcome", audience=For.NEW))
    client = cast.client("manager")

    def preview(**told: str) -> str:
        return client.get("/home/preview/", told).content.decode()

    assert "New year</" not in preview()
    assert "New year</" in preview(at="2027-01-01T09:00")
    assert "Welcome</" not in preview(**{"as": "member"})
    assert "Welcome</" in preview(**{"as": "new"})
    for wrong in ("nonsense", "0001-01-01T00:00+14:00", "9999-12-31T23:59-14:00"):
        assert "New year</" not in preview(at=wrong)
    assert "New year</" not in home()


def test_the_admin_arranges_shelves(cast: Cast) -> None:
    only()
    client = cast.client("manager")
    rows = {"items-TOTAL_FORMS": "0", "items-INITIAL_FORMS": "0"}
    form = {"kind": "banner", "title": "Made by hand", "is_on": "on", "position": "0",
            "audience": "everyone", **rows}  # fmt: skip
    before = pagecache.generation()
    added = client.post("/admin/editorial/shelf/add/", form)
    assert added.status_code == 302, added.context["errors"]
    shelf = Shelf.objects.get()
    assert (shelf.title, shelf.position) == ("Made by hand", 1000)
    listed = client.get("/admin/editorial/shelf/").content.decode()
    for field, label in (("position", "Position"), ("is_on", "On")):
        box = listed.split(f'name="form-0-{field}"')[1].split(">")[0]
        assert f'aria-label="{label}"' in box
    assert client.get(f"/admin/editorial/shelf/{shelf.pk}/change/").status_code == 200
    for wrong, words in (
        ({"kind": "genre"}, "names it"),
        ({"kind": "recent"}, "signed in"),
        ({"link": "javascript:alert(1)"}, "begins with"),
        ({"kind": "because"}, "signed in"),
    ):
        refused = client.post("/admin/editorial/shelf/add/", form | wrong)
        assert refused.status_code == 200
        assert words in refused.content.decode()
    assert before
    assert Shelf.objects.count() == 1


def test_shelves_move_past_each_other() -> None:
    only(*(banner(name) for name in "abc"))
    by_name = {shelf.title: shelf.pk for shelf in Shelf.objects.all()}

    def order() -> str:
        return "".join(shelf.title for shelf in Shelf.objects.arranged())

    shelves_move(shelves=[by_name["c"]], up=True)
    assert order() == "acb"
    shelves_move(shelves=[by_name["a"], by_name["c"]], up=False)
    assert order() == "bac"
    shelves_move(shelves=[by_name["b"]], up=True)
    assert order() == "bac"


def test_home_takes_at_most_twelve_queries_however_much_stands_there(
    cast: Cast, things: Things, django_assert_max_num_queries: Any
) -> None:
    tracks = TrackFactory.create_batch(20, album=things["public"].album)
    for track in tracks:
        a_play(track, at=now() - timedelta(minutes=5))
    plays_rolled_up()
    charts_make()
    draws_make()
    client = cast.client("other")
    home(client)
    pagecache._renew()
    with django_assert_max_num_queries(12):
        assert home(client).count("data-track-row") > 30
    with django_assert_max_num_queries(6):  # as it is put together from what is kept
        home(client)
