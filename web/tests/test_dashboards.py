"""Dashboards: what a workspace's plays add up to, for its members, and for nobody else."""

import csv
import io
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils.timezone import now

from accounts.models import Membership, Workspace
from accounts.tests.factories import UserFactory
from catalog.audience import Visibility
from catalog.models import Library, Track
from catalog.tests.factories import LibraryFactory
from common.ids import uuid7_hex
from common.jobs.worker import drain
from editorial import figures
from editorial.rollups import plays_rolled_up
from editorial.tasks import dashboards_renew
from playlists.tests.factories import a_playlist
from streaming.models import Play
from web.bars import chart
from web.tests.conftest import Shelf, fill

pytestmark = pytest.mark.django_db


def played(track: Track, *, days: int = 0, seconds: float = 100, **more: Any) -> None:
    midnight = now().replace(hour=0, minute=0, second=0, microsecond=0)
    began = midnight - timedelta(days=days)
    counted = {"counted_at": began} if seconds > 30 else {}
    Play.objects.create(
        client_id=uuid7_hex(), track=track, started_at=began, seconds=seconds, **counted | more
    )


@pytest.fixture
def ours(shelf: Shelf) -> Shelf:
    """An album of three tracks of 100 s: heard by two people and nobody, once to the end, once skipped."""
    Track.objects.update(duration_ms=100_000)
    anna, bert = UserFactory(), UserFactory()
    first, second, _ = shelf.tracks
    played(first, user=anna, source="album:x", country="DE")
    played(first, user=anna, days=1, source="album:y", country="FR")
    played(first, user=bert, seconds=60, source="search", country="DE")
    played(second, seconds=10)
    played(second, user=bert, days=40)
    other = fill(LibraryFactory(), "Theirs")
    Track.objects.update(duration_ms=100_000)
    for _ in range(9):
        played(other.tracks[0], user=anna, source="secret", country="XX")
    plays_rolled_up(at=now() + timedelta(minutes=5))
    return shelf


def member_of(library: Library, role: str = "viewer") -> Client:
    client = Client()
    user = UserFactory()
    Membership.objects.create(workspace=library.workspace, user=user, role=role)
    client.force_login(user)
    return client


def api(client: Client, where: Workspace, **asked: Any) -> Any:
    answer = client.get(f"/api/v1/dashboards/{where.public_id}/", asked)
    assert answer.status_code == 200, answer.content
    return answer.json()


def test_plays_add_up(ours: Shelf) -> None:
    found = api(member_of(ours.library), ours.library.workspace)
    assert found["total"] == {
        "starts": 4, "plays": 3, "seconds": 270.0, "completions": 2, "skips": 1, "listeners": 2,
    }  # fmt: skip
    assert found["before"]["plays"] == 1
    assert [day["sums"]["plays"] for day in found["days"]][-2:] == [1, 2]
    assert len(found["days"]) == 28
    titles = [(row["title"], row["sums"]["plays"]) for row in found["tracks"]]
    assert titles == [("Low Sun 1", 3), ("Low Sun 2", 0)]
    assert [(row["title"], row["sums"]["starts"]) for row in found["albums"]] == [("Low Sun", 4)]
    assert [row["name"] for row in found["artists"]] == ["Low Sun Ensemble", "Low Sun Guest"]
    shares = [(row["name"], row["plays"]) for row in found["sources"]]
    assert shares == [("album", 2), ("search", 1)]
    assert [(row["name"], row["plays"]) for row in found["countries"]] == [("DE", 2), ("FR", 1)]


def test_one_thing_and_one_period(ours: Shelf) -> None:
    client, where = member_of(ours.library), ours.library.workspace
    assert api(client, where, days=90)["total"]["plays"] == 4
    assert api(client, where, track=ours.tracks[1].public_id, days=90)["total"]["plays"] == 1
    assert api(client, where, album=ours.album.public_id)["total"]["plays"] == 3
    of_guest = api(client, where, artist=ours.guest.public_id)
    assert (of_guest["total"]["starts"], of_guest["total"]["plays"]) == (1, 0)
    assert of_guest["artists"] == []


def test_nobody_sees_figures_of_another_workspace(ours: Shelf, visitor: Client) -> None:
    where = ours.library.workspace
    outsider = member_of(LibraryFactory(), "owner")
    nothing = outsider.get(f"/api/v1/dashboards/{'0' * 32}/")
    theirs = outsider.get(f"/api/v1/dashboards/{where.public_id}/")
    assert theirs.status_code == nothing.status_code == 404
    assert theirs.content == nothing.content
    for page in ("", "days.csv", "tracks.csv"):
        assert outsider.get(f"/dashboard/{where.public_id}/{page}").status_code == 404
    assert visitor.get(f"/api/v1/dashboards/{where.public_id}/").status_code == 401


def test_an_artist_of_two_workspaces_has_two_dashboards(ours: Shelf) -> None:
    """What others have by the same artist is theirs: not in the sums, and not by asking for it."""
    theirs = fill(LibraryFactory(), "Elsewhere")
    theirs.tracks[0].credits.create(artist=ours.artist, position=3)
    played(theirs.tracks[0], user=UserFactory())
    plays_rolled_up(at=now() + timedelta(minutes=5))
    client, where = member_of(ours.library), ours.library.workspace
    assert api(client, where, artist=ours.artist.public_id)["total"]["plays"] == 3
    for other in ({"artist": theirs.artist}, {"album": theirs.album}, {"track": theirs.tracks[0]}):
        asked = {kind: thing.public_id for kind, thing in other.items()}
        assert client.get(f"/api/v1/dashboards/{where.public_id}/", asked).status_code == 404


def test_a_private_playlist_of_others_is_counted_and_not_named(ours: Shelf) -> None:
    carla = UserFactory()
    a_playlist(carla, ours.tracks[:1], title="Seen by all", visibility=Visibility.PUBLIC)
    a_playlist(carla, ours.tracks, title="My secret")
    where = f"/dashboard/{ours.library.workspace.public_id}/"
    body = member_of(ours.library).get(where).content.decode()
    assert "On 2 playlists." in body
    assert "Seen by all" in body
    assert "My secret" not in body


def test_the_page_says_what_the_chart_draws(ours: Shelf) -> None:
    where = f"/dashboard/{ours.library.workspace.public_id}/"
    client = member_of(ours.library)
    body = client.get(where).content.decode()
    assert body.count('class="bars__bar"') == 28
    assert "Low Sun 1" in body
    assert "67 %" in body
    assert "Theirs" not in body
    assert client.get(where)["Cache-Control"] == "private, no-store"
    assert client.get(f"{where}?days=365").content.decode().count('class="bars__bar"') == 53
    assert client.get(f"{where}?days=12").status_code == 404
    assert client.get(f"{where}?track=x").status_code == 404


def test_an_empty_workspace_says_so(ours: Shelf) -> None:
    library = LibraryFactory()
    body = member_of(library).get(f"/dashboard/{library.workspace.public_id}/").content.decode()
    assert "Nobody played this music" in body


def test_files_hold_every_track_and_day(ours: Shelf) -> None:
    Track.objects.filter(pk=ours.tracks[0].pk).update(title="=SUM(A1)")
    client, where = member_of(ours.library), f"/dashboard/{ours.library.workspace.public_id}/"

    def table(name: str) -> list[list[str]]:
        answer = client.get(where + name)
        text = b"".join(answer.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
        return list(csv.reader(io.StringIO(text)))

    head, first, _ = table("tracks.csv")
    assert head[:4] == ["track", "title", "artists", "plays"]
    assert first[1] == "'=SUM(A1)", "no formula"
    assert first[3:] == ["3", "3", "260.0", "2", "0"]
    days = table("days.csv")
    assert (len(days), days[-1][1:]) == (29, ["2", "3", "170.0", "1", "1"])


@pytest.mark.parametrize("address", ["/dashboard/{}/", "/api/v1/dashboards/{}/"])
def test_figures_take_the_same_queries_for_one_track_and_for_many(
    address: str, ours: Shelf, django_assert_num_queries: Any
) -> None:
    client = member_of(ours.library)
    where = address.format(ours.library.workspace.public_id)
    client.get(where)
    expected = QUERIES[address]
    with django_assert_num_queries(expected):
        client.get(where)
    for number in range(4):
        for track in fill(ours.library, f"More {number}").tracks:
            played(track, user=UserFactory(), source=f"list:{number}")
    plays_rolled_up(at=now() + timedelta(minutes=5))
    with django_assert_num_queries(expected):
        client.get(where)


QUERIES = {"/dashboard/{}/": 19, "/api/v1/dashboards/{}/": 18}


def test_a_chart_of_nothing_has_no_bars_to_divide_by() -> None:
    assert chart([]).bars == []
    assert [bar.height for bar in chart([(now().date(), 0)]).bars] == ["0.00"]


@pytest.fixture
def many(ours: Shelf, monkeypatch: pytest.MonkeyPatch) -> Shelf:
    """As much music that its figures are kept."""
    monkeypatch.setattr(figures, "LARGE", 1)
    monkeypatch.setattr(figures, "SLOW", 0)
    return ours


def plays_of(client: Client, shelf: Shelf, **asked: Any) -> int:
    return int(api(client, shelf.library.workspace, **asked)["total"]["plays"])


def test_figures_of_much_music_are_made_at_night_and_kept(
    many: Shelf, django_assert_max_num_queries: Any
) -> None:
    assert dashboards_renew.func() == 2 * len(figures.PERIODS), "of both workspaces"
    client = member_of(many.library)
    played(many.tracks[0], user=UserFactory())
    plays_rolled_up(at=now() + timedelta(minutes=5))
    plays_of(client, many)
    with django_assert_max_num_queries(20) as asked:
        assert plays_of(client, many) == 3, "as of the night"
    assert not [one for one in asked.captured_queries if "playday" in one["sql"]]
    assert plays_of(client, many, album=many.album.public_id) == 4, "one thing is added up at once"
    page = client.get(f"/dashboard/{many.library.workspace.public_id}/").content.decode()
    assert "Added up at" in page


def test_who_looks_after_an_hour_has_them_made_anew(many: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    client = member_of(many.library)
    assert plays_of(client, many) == 3
    played(many.tracks[0], user=UserFactory())
    plays_rolled_up(at=now() + timedelta(minutes=5))
    drain("heavy")
    assert plays_of(client, many) == 3, "within the hour"
    monkeypatch.setattr(figures, "RENEWED", timedelta(0))
    assert plays_of(client, many) == 3, "nobody waits for it"
    drain("heavy")
    assert plays_of(client, many) == 4


def test_figures_that_come_fast_are_not_kept(many: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(figures, "SLOW", 60)
    client = member_of(many.library)
    assert plays_of(client, many) == 3
    played(many.tracks[0], user=UserFactory())
    plays_rolled_up(at=now() + timedelta(minutes=5))
    assert plays_of(client, many) == 4


def test_what_was_kept_goes_when_it_came_fast(many: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    client = member_of(many.library)
    assert plays_of(client, many) == 3
    monkeypatch.setattr(figures, "RENEWED", timedelta(0))
    monkeypatch.setattr(figures, "SLOW", 60)
    played(many.tracks[0], user=UserFactory())
    plays_rolled_up(at=now() + timedelta(minutes=5))
    plays_of(client, many)
    drain("heavy")
    assert plays_of(client, many) == 4


def test_a_library_that_is_handed_on_takes_its_figures_along(many: Shelf) -> None:
    client = member_of(many.library)
    where = many.library.workspace
    more = fill(LibraryFactory(workspace=where), "Kept by us")
    played(more.tracks[0], user=UserFactory())
    plays_rolled_up(at=now() + timedelta(minutes=5))
    assert {row["title"] for row in api(client, where)["albums"]} == {"Low Sun", "Kept by us"}
    Library.objects.filter(pk=many.library.pk).update(workspace=LibraryFactory().workspace)
    assert [row["title"] for row in api(client, where)["albums"]] == ["Kept by us"]
    assert api(client, where)["total"]["plays"] == 1


def test_kept_figures_are_nobody_elses(many: Shelf) -> None:
    dashboards_renew.func()
    where = many.library.workspace
    outsider = member_of(LibraryFactory(), "owner")
    assert outsider.get(f"/api/v1/dashboards/{where.public_id}/").status_code == 404
    theirs = Library.objects.get(albums__title="Theirs")
    client = member_of(theirs)
    assert api(client, theirs.workspace)["total"]["plays"] == 9
    assert client.get(f"/api/v1/dashboards/{where.public_id}/").status_code == 404
