"""Smart playlists by the API: made of rules, filled by a job, read in pages, and nobody's to edit by hand."""

import json
import time
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.cache import cache
from django.db.models import F
from django.test import Client
from django.utils.timezone import now
from django_tasks_db.models import DBTaskResult

from accounts.viewer import viewer_of
from catalog.audience import Visibility
from catalog.models import Track
from catalog.services.marks import mark_all
from catalog.tests.factories import AlbumFactory, ArtistFactory, LibraryFactory, TrackFactory
from common.jobs.worker import drain
from playlists.models import Playlist, PlaylistEntry, SmartChunk, SmartList
from playlists.services import like_add, like_remove, playlist_create, rating_set
from playlists.smart import membership, packing
from playlists.smart.grammar import MOST_RULES, parse
from playlists.smart.membership import membership_refresh
from playlists.smart.noting import catalogue_changed
from playlists.tasks import smart_hour, smart_look
from playlists.tests.factories import a_playlist
from streaming.plays import play_record
from tests.cast import Cast

LIST = "/api/v1/playlists/"
PREVIEW = f"{LIST}preview/"
BY_TITLE = {"by": "title"}


def send(client: Client, verb: str, address: str, body: Any = None, **headers: str) -> Any:
    return getattr(client, verb)(address, json.dumps(body), "application/json", headers=headers)


def rule(field: str, operator: str, value: Any = None) -> dict[str, Any]:
    return {"field": field, "operator": operator} | ({} if value is None else {"value": value})


def rules(*some: Any, order: Any = None, **more: Any) -> dict[str, Any]:
    return {"match": "all", "rules": list(some), "order": order or BY_TITLE, **more}


def make(client: Client, given: Any, **facts: Any) -> str:
    """Made and filled; its address."""
    answer = send(client, "post", LIST, {"title": "Smart", "rules": given, **facts})
    assert answer.status_code == 201, answer.json()
    drain()
    return str(answer["Location"])


def titles(client: Client, address: str) -> list[str | None]:
    found: list[str | None] = []
    url: str | None = f"{address}entries/"
    while url:
        page = client.get(url).json()
        found += [row["track"] and row["track"]["title"] for row in page["results"]]
        url = page["next"]
    return found


def late() -> None:
    """Let what waits for others of its kind be made now."""
    SmartList.objects.exclude(due_at=None).update(due_at=now())
    DBTaskResult.objects.update(run_after=now())
    smart_look.enqueue()
    drain()


@pytest.fixture
def tracks(db: None) -> list[Track]:
    """Three for everybody: `a` of one minute, `b` of two, `c` of three."""
    album = AlbumFactory(artist=ArtistFactory(name="Somebody"))
    made = [
        TrackFactory(album=album, title=title, duration_ms=60_000 * minutes)
        for minutes, title in enumerate("abc", 1)
    ]
    mark_all(track=[track.pk for track in made], album=[album.pk])
    drain()
    return made


@pytest.fixture
def client(cast: Cast) -> Client:
    return cast.client("other")


def test_rules_make_a_playlist_that_fills_itself(client: Client, tracks: list[Track]) -> None:
    address = make(client, rules(rule("duration", "greater", 60)))
    told = client.get(address).json()
    assert (told["is_smart"], told["entry_count"], told["duration_ms"]) == (True, 2, 300_000)
    assert len(told["mosaic"]) == 1
    assert titles(client, address) == ["b", "c"]
    played = client.get(f"{address}tracks/").json()["results"]
    assert [track["title"] for track in played] == ["b", "c"]


def test_before_its_first_filling_it_is_empty_and_due(client: Client, tracks: list[Track]) -> None:
    made = send(client, "post", LIST, {"title": "x", "rules": rules()})
    own = client.get(f"{made['Location']}rules/").json()
    assert (made.json()["entry_count"], own["is_due"], own["made_at"]) == (0, True, None)
    assert titles(client, made["Location"]) == []
    drain()
    assert client.get(f"{made['Location']}rules/").json()["is_due"] is False


def test_its_pages_lead_to_each_other_whatever_their_size(
    client: Client, tracks: list[Track], monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in ("membership", "reading"):
        monkeypatch.setattr(f"playlists.smart.{module}.CHUNK", 2)
    assert packing.CHUNK == 1000
    album = AlbumFactory()
    for number in range(7):
        TrackFactory(album=album, title=f"d{number}")
    address = make(client, rules())
    wanted = ["a", "b", "c", *(f"d{number}" for number in range(7))]
    for limit in (1, 2, 3, 4, 7, 10, 11):
        seen, url, back = [], f"{address}entries/?limit={limit}", ""
        while url:
            page = client.get(url).json()
            seen.append([row["track"]["title"] for row in page["results"]])
            back, url = page["previous"], page["next"]
        assert [title for page in seen for title in page] == wanted
        for page in reversed(seen[:-1]):
            told = client.get(back).json()
            assert [row["track"]["title"] for row in told["results"]] == page
            back = told["previous"]
        assert back is None


def test_a_cursor_of_another_kind_is_refused(
    cast: Cast, client: Client, tracks: list[Track]
) -> None:
    by_hand = a_playlist(cast.other, tracks)
    smart = make(client, rules())
    ordinary = client.get(f"{LIST}{by_hand.public_id}/entries/?limit=1").json()["next"]
    cursor = ordinary.split("cursor=")[1].split("&")[0]
    for address in (
        f"{smart}entries/?cursor={cursor}",
        f"{smart}entries/?cursor=at:-1",
        f"{smart}entries/?cursor=at:1:2",
        f"{LIST}{by_hand.public_id}/entries/?cursor=at:x",
    ):
        answer = client.get(address)
        assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, "/cursor")
    assert client.get(f"{smart}entries/?cursor=at:999999999").json()["results"] == []


def test_a_limit_keeps_the_first_of_the_order(client: Client, tracks: list[Track]) -> None:
    longest = {"by": "duration", "descending": True}
    address = make(client, rules(order=longest, limit=2))
    assert titles(client, address) == ["c", "b"]
    assert client.get(address).json()["duration_ms"] == 300_000


def test_its_owner_reads_and_changes_its_rules(client: Client, tracks: list[Track]) -> None:
    given = rules(rule("title", "is", "a"), limit=5)
    address = make(client, given)
    own = client.get(f"{address}rules/")
    assert own.json()["rules"] == given | {"order": {"by": "title", "descending": False}}
    assert own.json()["words"] == ["Title is “a”", "By title", "At most 5 tracks"]
    other = {"rules": rules(rule("title", "is", "b"))}
    changed = send(client, "put", f"{address}rules/", other, **{"If-Match": own["ETag"]})
    assert (changed.status_code, changed.json()["is_due"]) == (200, True)
    drain()
    assert titles(client, address) == ["b"]
    again = send(client, "put", f"{address}rules/", other, **{"If-Match": own["ETag"]})
    assert again.status_code == 412


def test_the_same_rules_again_change_nothing(client: Client, tracks: list[Track]) -> None:
    address = make(client, rules())
    before = client.get(address)["ETag"]
    assert send(client, "put", f"{address}rules/", {"rules": rules()}).json()["is_due"] is False
    assert client.get(address)["ETag"] == before


def test_its_rules_are_its_owners_alone(cast: Cast, client: Client, tracks: list[Track]) -> None:
    hidden = make(client, rules(rule("liked", "is", True)))
    shown = make(client, rules(), visibility="public")
    by_hand = a_playlist(cast.owner, [], visibility=Visibility.PUBLIC)
    missing = f"{LIST}{'0' * 32}/"
    owner = cast.client("owner")

    def asked(address: str, verb: str) -> Any:
        if verb == "get":
            return owner.get(f"{address}rules/")
        return send(owner, "put", f"{address}rules/", {"rules": rules()})

    for verb in ("get", "put"):
        answers = [asked(address, verb) for address in (hidden, missing)]
        assert answers[0].status_code == 404
        assert answers[0].content == answers[1].content
        assert asked(shown, verb).status_code == 403
        assert asked(f"{LIST}{by_hand.public_id}/", verb).status_code == 404
    assert "rules" not in owner.get(shown).json()


def test_others_see_of_a_public_one_what_lists_show_them(cast: Cast, tracks: list[Track]) -> None:
    label = LibraryFactory(workspace=cast.label, visibility=Visibility.PUBLIC)
    for title, visibility in (("p", "private"), ("u", "unlisted"), ("m", "members")):
        TrackFactory(album=AlbumFactory(library=label, visibility=visibility), title=title)
    owner = cast.client("owner")
    address = make(owner, rules(), visibility="public")
    assert titles(owner, address) == ["a", "b", "c", "m", "p", "u"]
    assert titles(cast.client("other"), address) == ["a", "b", "c", "m", None, None]
    assert titles(Client(), address) == ["a", "b", "c", None, None, None]
    lengths = [each.get(address).json()["duration_ms"] for each in (owner, cast.client("other"), Client())]  # fmt: skip
    assert lengths == [900_000, 540_000, 360_000]


def test_nothing_in_it_is_edited_by_hand(cast: Cast, client: Client, tracks: list[Track]) -> None:
    address = make(client, rules())
    entry = client.get(f"{address}entries/").json()["results"][0]["id"]
    for path, body in (
        ("entries/", {"items": [f"track:{tracks[0].public_id}"]}),
        ("entries/move/", {"entries": [entry], "at": "last"}),
        ("entries/remove/", {"entries": [entry]}),
        ("entries/sort/", {"by": "reversed"}),
    ):
        answer = send(client, "post", f"{address}{path}", body)
        assert (answer.status_code, answer.json()["type"]) == (409, "/problems/smart-playlist")
    assert send(client, "put", f"{address}collaborators/owner/").status_code == 409
    assert PlaylistEntry.objects.count() == 0


def test_one_that_is_filled_by_hand_takes_no_rules(cast: Cast, tracks: list[Track]) -> None:
    playlist = a_playlist(cast.other, tracks)
    body = {"rules": rules()}
    answer = send(cast.client("other"), "put", f"{LIST}{playlist.public_id}/rules/", body)
    assert answer.status_code == 404


def test_a_copy_is_an_ordinary_one(client: Client, tracks: list[Track]) -> None:
    address = make(client, rules())
    copy = send(client, "post", f"{address}duplicate/", {})
    assert (copy.json()["is_smart"], copy.json()["entry_count"]) == (False, 3)
    assert titles(client, copy["Location"]) == ["a", "b", "c"]


def test_it_is_added_to_another_and_kept_as_a_file(client: Client, tracks: list[Track]) -> None:
    address = make(client, rules())
    other = send(client, "post", LIST, {"title": "By hand"})["Location"]
    body = {"items": [f"playlist:{address.split('/')[-2]}"]}
    assert send(client, "post", f"{other}entries/", body).json()["added"] == 3
    assert client.get(f"{address}export/m3u8/").content.decode().count("#EXTINF") == 3


def test_deleted_it_comes_back(client: Client, tracks: list[Track]) -> None:
    address = make(client, rules())
    undo = client.delete(address).json()["undo"]
    assert client.get(address).status_code == 404
    assert send(client, "post", f"{address}undo/", {"change": undo}).status_code == 200
    assert titles(client, address) == ["a", "b", "c"]


def test_own_likes_stars_and_plays_change_it(
    cast: Cast, client: Client, tracks: list[Track]
) -> None:
    who: dict[str, Any] = {"user": cast.other, "viewer": viewer_of(cast.other)}
    track = tracks[0].public_id
    liked = make(client, rules(rule("liked", "is", True)))
    rated = make(client, rules(rule("rating", "greater", 3)))
    heard = make(client, rules(rule("play_count", "is", 1)))
    like_add(**who, kind="track", public_id=track)
    rating_set(**who, kind="track", public_id=track, stars=4)
    at = now()
    for moment in (at - timedelta(minutes=9), at):
        play_record(viewer=who["viewer"], client_id="a" * 32, track_id=track, seconds=60, at=moment)
    assert titles(client, liked) == titles(client, rated) == titles(client, heard) == []
    late()
    assert titles(client, liked) == titles(client, rated) == titles(client, heard) == ["a"]
    like_remove(user=cast.other, kind="track", public_id=track)
    client.delete("/api/v1/me/history/")
    late()
    assert titles(client, liked) == titles(client, heard) == []


def test_what_others_like_does_not(cast: Cast, client: Client, tracks: list[Track]) -> None:
    address = make(client, rules(rule("liked", "is", True)))
    owner = viewer_of(cast.owner)
    like_add(user=cast.owner, viewer=owner, kind="track", public_id=tracks[0].public_id)
    assert not SmartList.objects.exclude(due_at=None).exists()
    membership_refresh(smart_id=SmartList.objects.get().pk)
    assert titles(client, address) == []


def test_the_catalogue_changes_it(client: Client, tracks: list[Track]) -> None:
    named = make(client, rules(rule("title", "contains", "new")))
    everything = make(client, rules())
    new = TrackFactory(album=tracks[0].album, title="Brand new")
    Track.objects.filter(pk=tracks[0].pk).update(deleted_at=now())
    mark_all(track=[new.pk, tracks[0].pk])
    drain()
    late()
    assert (titles(client, named), titles(client, everything)) == (["Brand new"], ["b", "Brand new", "c"])  # fmt: skip


def test_a_playlist_that_it_names_changes_it(
    cast: Cast, client: Client, tracks: list[Track]
) -> None:
    named = a_playlist(cast.other, tracks[:1])
    address = make(client, rules(rule("playlist", "is", named.public_id)))
    late()
    assert titles(client, address) == ["a"]
    body = {"items": [f"track:{tracks[1].public_id}"]}
    send(client, "post", f"{LIST}{named.public_id}/entries/", body)
    smart_look.enqueue()
    drain()
    assert titles(client, address) == ["a", "b"]


def test_somebody_elses_private_playlist_gives_nothing(
    cast: Cast, client: Client, tracks: list[Track]
) -> None:
    private = a_playlist(cast.owner, tracks)
    smart = make(cast.client("owner"), rules(), visibility="public")
    for public_id in (private.public_id, "0" * 32, smart.split("/")[-2]):
        address = make(client, rules(rule("playlist", "is", public_id)))
        assert titles(client, address) == []
        told = client.get(f"{address}rules/").json()["words"][0]
        assert private.title not in told


def test_the_clock_changes_it(client: Client, tracks: list[Track]) -> None:
    Track.objects.filter(pk=tracks[0].pk).update(added_at=now() - timedelta(days=6, hours=23))
    Track.objects.filter(pk=tracks[1].pk).update(added_at=now() - timedelta(days=1))
    address = make(client, rules(rule("date_added", "in_last", 7)))
    assert titles(client, address) == ["a", "b"]
    smart_hour.enqueue()
    drain()
    assert not SmartList.objects.exclude(due_at=None).exists()
    smart = SmartList.objects.get()
    assert smart.wanted == smart.made == 2
    membership_refresh(smart_id=smart.pk, at=now() + timedelta(hours=2))
    assert titles(client, address) == ["b"]


def test_made_again_without_a_difference_it_stays_as_it_was(
    client: Client, tracks: list[Track]
) -> None:
    address = make(client, rules())
    before = client.get(address)
    assert membership_refresh(smart_id=SmartList.objects.get().pk) is False
    after = client.get(address)
    assert (after["ETag"], after.json()) == (before["ETag"], before.json())


def test_of_two_workers_the_one_that_knows_less_gives_way(
    cast: Cast, client: Client, tracks: list[Track], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A second worker begins and ends while the first one reads."""
    address = make(client, rules())
    whole = membership.made_from
    smart = SmartList.objects.get()

    def overtaken(*args: Any, **kwargs: Any) -> Any:
        found = whole(*args, **kwargs)
        monkeypatch.setattr(membership, "made_from", whole)
        Track.objects.filter(pk=tracks[0].pk).update(deleted_at=now())
        SmartList.objects.update(wanted=2, due_at=now())
        membership_refresh(smart_id=smart.pk)
        return found

    monkeypatch.setattr(membership, "made_from", overtaken)
    assert membership_refresh(smart_id=smart.pk) is False
    assert titles(client, address) == ["b", "c"]


def test_a_change_that_comes_while_it_is_made_is_not_lost(
    client: Client, tracks: list[Track], monkeypatch: pytest.MonkeyPatch
) -> None:
    make(client, rules())
    whole = membership.made_from

    def interrupted(*args: Any, **kwargs: Any) -> Any:
        found = whole(*args, **kwargs)
        SmartList.objects.update(wanted=9, due_at=now())
        return found

    monkeypatch.setattr(membership, "made_from", interrupted)
    membership_refresh(smart_id=SmartList.objects.get().pk)
    assert SmartList.objects.get().due_at is not None


def test_what_changes_while_a_slow_one_is_made_gathers_as_long_as_ever(
    client: Client, tracks: list[Track], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A scan tells of changes all the time: else it would be made again and again without a pause."""
    make(client, rules())
    whole, clock = membership.made_from, time.monotonic
    slow = 0.0
    monkeypatch.setattr(membership, "time", SimpleNamespace(monotonic=lambda: clock() + slow))

    def taking_a_minute(*args: Any, **kwargs: Any) -> Any:
        nonlocal slow
        slow += 60
        catalogue_changed()
        return whole(*args, **kwargs)

    monkeypatch.setattr(membership, "made_from", taking_a_minute)
    SmartList.objects.update(due_at=now(), wanted=F("wanted") + 1)
    membership_refresh(smart_id=SmartList.objects.get().pk)
    due = SmartList.objects.get().due_at
    assert due is not None
    assert due > now() + timedelta(minutes=9)


def test_what_a_killed_worker_left_is_made_by_the_next(
    client: Client, tracks: list[Track], monkeypatch: pytest.MonkeyPatch
) -> None:
    class Killed(BaseException):
        pass

    def killed(rows: Any, **_: Any) -> None:
        raise Killed

    address = make(client, rules())
    SmartList.objects.update(wanted=2, due_at=now(), digest="")
    with monkeypatch.context() as patched:
        patched.setattr(SmartChunk.objects, "bulk_create", killed)
        with pytest.raises(Killed):
            membership.membership_refresh(smart_id=SmartList.objects.get().pk)
    assert titles(client, address) == ["a", "b", "c"]
    smart_look.enqueue()
    drain()
    assert (SmartList.objects.get().due_at, titles(client, address)) == (None, ["a", "b", "c"])


def test_one_that_fails_does_not_hold_up_the_others(
    cast: Cast, client: Client, tracks: list[Track], monkeypatch: pytest.MonkeyPatch
) -> None:
    bad, good = make(client, rules()), make(client, rules())
    whole, bad_pk = membership.made_from, SmartList.objects.order_by("pk")[0].pk

    def failing(smart: SmartList, **kwargs: Any) -> Any:
        if smart.pk == bad_pk:
            raise RuntimeError(bad)
        return whole(smart, **kwargs)

    monkeypatch.setattr(membership, "made_from", failing)
    TrackFactory(album=tracks[0].album, title="d")
    SmartList.objects.update(wanted=2, due_at=now())
    smart_look.enqueue()
    drain()
    assert titles(client, good) == ["a", "b", "c", "d"]
    assert SmartList.objects.get(pk=bad_pk).due_at is not None


@pytest.mark.parametrize(
    ("given", "pointer"),
    [
        ([], "/rules"), ("x", "/rules"), ({"match": "none"}, "/rules/match"), ({"rules": {}}, "/rules/rules"),
        ({"rules": ["x"]}, "/rules/rules/0"), ({"sql": 1}, "/rules/sql"), ({"limit": 0}, "/rules/limit"),
        ({"limit": True}, "/rules/limit"), ({"order": {"by": "id; DROP"}}, "/rules/order/by"),
        ({"order": {"by": "random", "seed": -1}}, "/rules/order/seed"), ({"order": "title"}, "/rules/order"),
        ({"rules": [rule("title", "is", "x"), rule("track__album", "is", "x")]}, "/rules/rules/1/field"),
        ({"rules": [rule("title", "regex", "x")]}, "/rules/rules/0/operator"),
        ({"rules": [rule("year", "contains", "x")]}, "/rules/rules/0/operator"),
        ({"rules": [rule("title", "is", "")]}, "/rules/rules/0/value"),
        ({"rules": [rule("title", "is", "a\0b")]}, "/rules/rules/0/value"),
        ({"rules": [rule("title", "is", "x" * 191)]}, "/rules/rules/0/value"),
        ({"rules": [rule("title", "is", ["x"])]}, "/rules/rules/0/value"),
        ({"rules": [rule("year", "is", 10**30)]}, "/rules/rules/0/value"),
        ({"rules": [rule("year", "is", 1.5)]}, "/rules/rules/0/value"),
        ({"rules": [rule("bpm", "is", 1.005)]}, "/rules/rules/0/value"),
        ({"rules": [rule("bpm", "is", 1e308)]}, "/rules/rules/0/value"),
        ({"rules": [rule("year", "between", [2, 1])]}, "/rules/rules/0/value"),
        ({"rules": [rule("year", "between", [1, "2"])]}, "/rules/rules/0/value/1"),
        ({"rules": [rule("date_added", "before", "2026-02-30")]}, "/rules/rules/0/value"),
        ({"rules": [rule("date_added", "in_last", 0)]}, "/rules/rules/0/value"),
        ({"rules": [rule("liked", "is", "true")]}, "/rules/rules/0/value"),
        ({"rules": [rule("liked", "is")]}, "/rules/rules/0/value"),
        ({"rules": [rule("bpm", "is_set", 1)]}, "/rules/rules/0/value"),
        ({"rules": [rule("playlist", "is", "x")]}, "/rules/rules/0/value"),
        ({"rules": [{"match": "all", "rules": []}]}, "/rules/rules/0/rules"),
        ({"rules": [rule("title", "is", "x")] * (MOST_RULES + 1)}, f"/rules/rules/{MOST_RULES}"),
        ({"rules": [{"rules": [{"rules": [{"rules": [{"rules": []}]}]}]}]},
         "/rules/rules/0/rules/0/rules/0/rules/0"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_rules_is_named(given: Any, pointer: str, client: Client) -> None:
    for address, body in ((LIST, {"title": "x", "rules": given}), (PREVIEW, {"rules": given})):
        answer = send(client, "post", address, body)
        assert answer.status_code == 422
        assert pointer in [error["pointer"] for error in answer.json()["errors"]], answer.json()
    assert not Playlist.objects.exists()


def test_several_wrong_values_are_all_named(client: Client) -> None:
    given = rules(rule("nothing", "is", 1), {"rules": [rule("year", "is", "x")]}, limit=-1)
    answer = send(client, "post", PREVIEW, {"rules": given}).json()
    assert {error["pointer"] for error in answer["errors"]} == {
        "/rules/rules/0/field", "/rules/rules/1/rules/0/value", "/rules/limit",
    }  # fmt: skip


def test_a_preview_counts_and_shows_the_first(client: Client, tracks: list[Track]) -> None:
    given = rules(rule("duration", "greater", 60), order={"by": "title", "descending": True})
    told = send(client, "post", PREVIEW, {"rules": given}).json()
    assert (told["count"], told["is_more"], told["is_ordered"]) == (2, False, True)
    assert [track["title"] for track in told["tracks"]] == ["c", "b"]
    assert not Playlist.objects.exists()
    limited = send(client, "post", PREVIEW, {"rules": rules(limit=1)}).json()
    assert (limited["count"], len(limited["tracks"])) == (1, 1)


def test_a_preview_without_time_says_that_there_are_more(
    client: Client, tracks: list[Track], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("playlists.smart.preview.COUNTING", 0)
    monkeypatch.setattr("playlists.smart.preview.SHOWN", 2)
    told = send(client, "post", PREVIEW, {"rules": rules()}).json()
    assert (told["count"], told["is_more"], len(told["tracks"])) == (2, True, 2)
    limited = send(client, "post", PREVIEW, {"rules": rules(limit=2)}).json()
    assert (limited["count"], limited["is_more"]) == (2, False)
    monkeypatch.setattr("playlists.smart.preview.SHOWN", 10)
    all_seen = send(client, "post", PREVIEW, {"rules": rules()}).json()
    assert (all_seen["count"], all_seen["is_more"], len(all_seen["tracks"])) == (3, False, 3)


def test_a_preview_shows_what_its_asker_sees(cast: Cast, tracks: list[Track]) -> None:
    private = AlbumFactory(library=LibraryFactory(workspace=cast.label), visibility="private")
    TrackFactory(album=private, title="p")
    counts = [
        send(cast.client(who), "post", PREVIEW, {"rules": rules()}).json()["count"]
        for who in ("owner", "other")
    ]
    assert counts == [4, 3]


def test_previews_are_limited(
    client: Client, tracks: list[Track], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("playlists.api.smart.PreviewLimit.most", 2)
    cache.clear()
    statuses = [send(client, "post", PREVIEW, {"rules": rules()}).status_code for _ in range(3)]
    assert statuses == [200, 200, 429]


def test_a_page_of_it_takes_no_more_queries_than_one_of_an_ordinary_playlist(
    cast: Cast, client: Client, tracks: list[Track], django_assert_num_queries: Any
) -> None:
    address = make(client, rules())
    client.get(address)
    with django_assert_num_queries(7):
        client.get(f"{address}entries/")
    for number in range(20):
        TrackFactory(album=tracks[0].album, title=f"e{number}", artist=ArtistFactory())
    late()
    membership_refresh(smart_id=SmartList.objects.get().pk)
    with django_assert_num_queries(7):
        assert len(client.get(f"{address}entries/").json()["results"]) == 23


def test_rules_of_another_version_hold_nothing_and_break_nothing(
    cast: Cast, client: Client, tracks: list[Track]
) -> None:
    address = make(client, rules())
    SmartList.objects.update(
        rules={"rules": [rule("mood_of_the_moon", "is", "full")]}, due_at=now()
    )
    late()
    assert titles(client, address) == []
    own = client.get(f"{address}rules/")
    assert (own.status_code, own.json()["rules"]) == (200, None)


def test_a_whole_one_of_more_than_a_playlist_holds_is_not_copied(
    cast: Cast, client: Client, tracks: list[Track], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("playlists.smart.reading.MOST_ENTRIES", 2)
    address = make(client, rules())
    copy = send(client, "post", f"{address}duplicate/", {})
    assert (copy.status_code, copy.json()["detail"]) == (
        422, "It holds more than 2 tracks: give it a limit first.",
    )  # fmt: skip
    assert client.get(f"{address}export/m3u8/").status_code == 422


def test_the_services_take_parsed_rules(cast: Cast, tracks: list[Track]) -> None:
    made = playlist_create(user=cast.other, title="x", rules=parse(rules()))
    assert membership_refresh(smart_id=made.smart.pk)
    made.refresh_from_db()
    assert made.entry_count == 3
