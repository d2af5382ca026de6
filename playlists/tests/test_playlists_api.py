"""Playlists by the API: made, read, edited by those who may, and to all others as if they were not."""

import json
from typing import Any

import pytest
from django.test import Client

from accounts.models import Profile
from catalog.audience import Visibility
from catalog.models import Track
from catalog.tests.factories import AlbumFactory, ArtistFactory, TrackFactory
from playlists.api import entries as entries_api
from playlists.models import Playlist, PlaylistEntry
from playlists.services import entries as entry_services
from playlists.tests.factories import a_playlist
from tests.cast import Cast, Things

LIST = "/api/v1/playlists/"


def post(client: Client, address: str, body: Any, **headers: str) -> Any:
    return client.post(address, json.dumps(body), "application/json", headers=headers)


def patch(client: Client, address: str, body: Any, **headers: str) -> Any:
    return client.patch(address, json.dumps(body), "application/json", headers=headers)


def titles(client: Client, playlist: Playlist) -> list[str | None]:
    rows = client.get(f"{LIST}{playlist.public_id}/entries/").json()["results"]
    return [row["track"] and row["track"]["title"] for row in rows]


@pytest.fixture
def tracks(db: None) -> list[Track]:
    album = AlbumFactory(artist=ArtistFactory())
    return [TrackFactory(album=album, title=name, artist=ArtistFactory()) for name in "abcde"]


@pytest.fixture
def playlist(cast: Cast, tracks: list[Track]) -> Playlist:
    """The owner's, of five tracks, which `reader` edits too; for nobody else."""
    return a_playlist(cast.owner, tracks, collaborators=[cast.reader])


def at(playlist: Playlist) -> str:
    return f"{LIST}{playlist.public_id}/"


def entry_ids(playlist: Playlist) -> list[str]:
    rows = PlaylistEntry.objects.filter(playlist=playlist).order_by("position")
    return list(rows.values_list("public_id", flat=True))


def test_a_playlist_is_made_renamed_and_described(cast: Cast) -> None:
    client = cast.client("other")
    made = post(client, LIST, {"title": "  Slow \n mornings "})
    told = made.json()
    assert (made.status_code, told["title"], told["visibility"]) == (
        201,
        "Slow mornings",
        "private",
    )
    assert made["Location"] == f"{LIST}{told['id']}/"
    changed = patch(client, made["Location"], {"description": "Till ten.", "visibility": "public"})
    assert changed.status_code == 200
    told = client.get(made["Location"]).json()
    assert (told["description"], told["visibility"], told["access"]) == (
        "Till ten.",
        "public",
        "own",
    )
    assert told["owner"] == {"handle": "other", "name": "Other"}
    assert Client().get(made["Location"]).json()["access"] == "listen"


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({}, "/title"), ({"title": " "}, "/title"), ({"title": "x" * 201}, "/title"), ({"title": ["x"]}, "/title"),
        ({"title": "x", "visibility": "secret"}, "/visibility"),
        ({"title": "x", "description": "x" * 2001}, "/description"),
    ],
)  # fmt: skip
def test_wrong_facts_are_named(body: Any, pointer: str, cast: Cast) -> None:
    answer = post(cast.client("other"), LIST, body)
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, pointer)


def test_nobody_makes_one_for_somebody_else(cast: Cast) -> None:
    body = {
        "title": "x",
        "owner": cast.owner.handle,
        "id": "0" * 32,
        "entry_count": 9,
        "version": 9,
    }
    told = post(cast.client("other"), LIST, body).json()
    made = Playlist.objects.get(public_id=told["id"])
    assert (made.owner, made.entry_count, made.version) == (cast.other, 0, 1)


def test_the_same_request_said_twice_makes_one(cast: Cast) -> None:
    client = cast.client("other")
    both = [post(client, LIST, {"title": "x"}, **{"Idempotency-Key": "k"}) for _ in range(2)]
    assert [answer.status_code for answer in both] == [201, 201]
    assert both[0].json()["id"] == both[1].json()["id"]
    assert Playlist.objects.count() == 1


# Every write, as (verb, address below the playlist, body). `{entry}` and the like are filled in.
WRITES = [
    ("PATCH", "", {"title": "Mine now"}),
    ("DELETE", "", None),
    ("POST", "entries/", {"items": ["track:{track}"]}),
    ("POST", "entries/move/", {"entries": ["{entry}"], "at": "last"}),
    ("POST", "entries/remove/", {"entries": ["{entry}"]}),
    ("POST", "entries/sort/", {"by": "reversed"}),
    ("POST", "undo/", {"change": "{change}"}),
    ("PUT", "collaborators/other/", None),
    ("DELETE", "collaborators/reader/", None),
]


def write(client: Client, playlist: Playlist, verb: str, below: str, body: Any) -> Any:
    change = playlist.changes.order_by("id").first()
    filled = json.dumps(body)
    for name, value in {
        "track": Track.objects.order_by("id")[0].public_id,
        "entry": entry_ids(playlist)[0],
        "change": change.public_id if change else "",
    }.items():
        filled = filled.replace("{" + name + "}", value)
    return client.generic(verb, f"{at(playlist)}{below}", filled, "application/json")


@pytest.mark.parametrize(("verb", "below", "body"), WRITES)
@pytest.mark.parametrize("person", ["other", "manager", "administrator", "colleague"])
def test_outsiders_change_nothing_and_are_not_told_that_it_is_there(
    person: str, verb: str, below: str, body: Any, cast: Cast, playlist: Playlist
) -> None:
    missing = Playlist(public_id="0" * 32)
    hidden = write(cast.client(person), playlist, verb, below, body)
    filled = json.dumps(body) if body is not None else ""
    for name in ("track", "entry", "change"):
        filled = filled.replace("{" + name + "}", "0" * 32)
    nothing = cast.client(person).generic(verb, f"{at(missing)}{below}", filled, "application/json")
    assert (hidden.status_code, hidden.content) == (404, nothing.content)
    assert titles(cast.client("owner"), playlist) == list("abcde")


@pytest.mark.parametrize(("verb", "below", "body"), WRITES)
def test_who_only_listens_is_told_that_they_may_not(
    verb: str, below: str, body: Any, cast: Cast, playlist: Playlist
) -> None:
    Playlist.objects.filter(pk=playlist.pk).update(visibility=Visibility.PUBLIC)
    answer = write(cast.client("other"), playlist, verb, below, body)
    assert answer.status_code == (404 if below == "undo/" else 403)
    assert write(Client(), playlist, verb, below, body).status_code == 401
    assert titles(cast.client("owner"), playlist) == list("abcde")


OWNERS_ONLY = {("PATCH", ""), ("DELETE", ""), ("PUT", "collaborators/other/")}


@pytest.mark.parametrize(("verb", "below", "body"), WRITES)
def test_a_collaborator_edits_entries_and_nothing_else(
    verb: str, below: str, body: Any, cast: Cast, playlist: Playlist
) -> None:
    answer = write(cast.client("reader"), playlist, verb, below, body)
    if (verb, below) in OWNERS_ONLY:
        assert answer.status_code == 403
    elif below == "undo/":
        assert answer.status_code == 404, "somebody else's change"
    else:
        assert answer.status_code < 300


def test_a_write_to_what_has_changed_is_refused(cast: Cast, playlist: Playlist) -> None:
    client = cast.client("owner")
    seen = client.get(at(playlist))["ETag"]
    first = patch(client, at(playlist), {"title": "One"}, **{"If-Match": seen})
    second = patch(client, at(playlist), {"title": "Two"}, **{"If-Match": seen})
    assert (first.status_code, second.status_code) == (200, 412)
    body = {"entries": entry_ids(playlist)[:1]}
    assert (
        post(client, f"{at(playlist)}entries/remove/", body, **{"If-Match": seen}).status_code
        == 412
    )
    now = first["ETag"]
    assert client.get(at(playlist), headers={"If-None-Match": now}).status_code == 304
    assert (
        post(client, f"{at(playlist)}entries/remove/", body, **{"If-Match": now}).status_code == 200
    )


def test_entries_are_added_moved_removed_and_brought_back(
    cast: Cast, playlist: Playlist, tracks: list[Track]
) -> None:
    client, edit = cast.client("reader"), f"{at(playlist)}entries/"
    ids = entry_ids(playlist)
    post(client, f"{edit}move/", {"entries": [ids[3], ids[4]], "before": ids[0]})
    assert titles(client, playlist) == list("deabc")
    added = post(client, edit, {"items": [f"track:{tracks[0].public_id}"], "after": ids[3]})
    assert titles(client, playlist) == list("daeabc")
    assert added.json()["entries"][0]["track"]["title"] == "a"
    removed = post(client, f"{edit}remove/", {"entries": ids[:2]})
    assert (titles(client, playlist), removed.json()["entry_count"]) == (list("daec"), 4)
    undo = {"change": removed.json()["undo"]}
    assert post(client, f"{at(playlist)}undo/", undo).status_code == 200
    assert titles(client, playlist) == list("daeabc")
    assert post(client, f"{at(playlist)}undo/", undo).status_code == 409


def test_a_whole_long_playlist_is_moved_removed_and_brought_back_at_once(
    cast: Cast, playlist: Playlist, tracks: list[Track]
) -> None:
    client, edit = cast.client("reader"), f"{at(playlist)}entries/"
    for _ in range(3):
        post(client, edit, {"items": [f"track:{tracks[0].public_id}"] * 1000})
    ids = entry_ids(playlist)
    assert post(client, f"{edit}move/", {"entries": ids[5:], "at": "first"}).status_code == 200
    assert titles(client, playlist)[:2] == ["a", "a"]
    removed = post(client, f"{edit}remove/", {"entries": ids}).json()
    assert (removed["entry_count"], entry_ids(playlist)) == (0, [])
    undo = post(client, f"{at(playlist)}undo/", {"change": removed["undo"]})
    assert undo.status_code == 200
    assert entry_ids(playlist) == [*ids[5:], *ids[:5]]


def test_what_a_person_added_comes_back_when_their_account_is_erased(
    cast: Cast, playlist: Playlist, tracks: list[Track]
) -> None:
    client, edit = cast.client("owner"), f"{at(playlist)}entries/"
    post(cast.client("reader"), edit, {"items": [f"track:{tracks[0].public_id}"]})
    removed = post(client, f"{edit}remove/", {"entries": entry_ids(playlist)}).json()
    cast.reader.delete()
    answer = post(client, f"{at(playlist)}undo/", {"change": removed["undo"]})
    assert answer.status_code == 200
    assert titles(client, playlist) == list("abcdea")
    adders = PlaylistEntry.objects.filter(playlist=playlist).order_by("position")
    assert list(adders.values_list("added_by", flat=True)) == [cast.owner.pk] * 5 + [None]


def test_undoing_never_fills_a_playlist_beyond_its_limit(
    cast: Cast, playlist: Playlist, tracks: list[Track], monkeypatch: pytest.MonkeyPatch
) -> None:
    client, edit = cast.client("owner"), f"{at(playlist)}entries/"
    monkeypatch.setattr(entry_services, "MOST_ENTRIES", 5)
    gone = post(client, f"{edit}remove/", {"entries": entry_ids(playlist)[:2]}).json()["undo"]
    more = post(client, edit, {"items": [f"track:{tracks[0].public_id}"]}).json()["undo"]
    undo = f"{at(playlist)}undo/"
    refused = post(client, undo, {"change": gone})
    assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, "/change")
    assert titles(client, playlist) == list("cdea")
    assert post(client, undo, {"change": more}).status_code == 200
    assert post(client, undo, {"change": gone}).status_code == 200, "there is room again"
    assert titles(client, playlist) == list("abcde")


def test_too_much_is_refused_before_it_is_gathered(
    cast: Cast,
    playlist: Playlist,
    tracks: list[Track],
    monkeypatch: pytest.MonkeyPatch,
    django_assert_max_num_queries: Any,
) -> None:
    client, edit = cast.client("owner"), f"{at(playlist)}entries/"
    other = a_playlist(cast.owner, tracks)
    items = [f"playlist:{other.public_id}", f"album:{tracks[0].album.public_id}"] * 500
    with django_assert_max_num_queries(30):  # each thing is looked up once
        told = post(client, edit, {"items": items[:20]}).json()
    assert (told["added"], told["entries"]) == (100, []), "more than is told in full"
    monkeypatch.setattr(entry_services, "MOST_ENTRIES", 300)
    with django_assert_max_num_queries(20):
        refused = post(client, edit, {"items": items})
    assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, "/items")
    assert PlaylistEntry.objects.filter(playlist=playlist).count() == 105


def test_an_answer_tells_all_that_was_added_unless_it_is_much_and_always_how_many(
    cast: Cast, playlist: Playlist, tracks: list[Track], monkeypatch: pytest.MonkeyPatch
) -> None:
    items = [f"track:{track.public_id}" for track in tracks]
    for most, titles in ((5, ["a", "b", "c", "d", "e"]), (4, [])):
        monkeypatch.setattr(entries_api, "MOST_TOLD", most)
        told = post(cast.client("owner"), f"{at(playlist)}entries/", {"items": items}).json()
        assert told["added"] == 5
        assert [row["track"]["title"] for row in told["entries"]] == titles


def test_what_is_there_already_may_be_skipped_in_a_full_playlist(
    cast: Cast, playlist: Playlist, tracks: list[Track], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(entry_services, "MOST_ENTRIES", 5)
    body = {"items": [f"track:{track.public_id}" for track in tracks], "duplicates": "skip"}
    answer = post(cast.client("owner"), f"{at(playlist)}entries/", body)
    assert (answer.status_code, answer.json()["added"]) == (201, 0)


def test_a_duplicate_is_refused_when_asked_to_and_said_which(
    cast: Cast, playlist: Playlist, tracks: list[Track]
) -> None:
    body = {"items": [f"track:{tracks[1].public_id}"], "duplicates": "refuse"}
    answer = post(cast.client("owner"), f"{at(playlist)}entries/", body)
    assert (answer.status_code, answer.json()["type"]) == (409, "/problems/duplicates")


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({}, "/items"), ({"items": []}, "/items"), ({"items": ["artist:" + "0" * 32]}, "/items"),
        ({"items": ["track:1"]}, "/items"), ({"items": "track"}, "/items"), ({"items": [None]}, "/items"),
        ({"items": ["track:" + "0" * 32] * 1001}, "/items"),
        ({"items": ["track:" + "0" * 32], "at": "first", "before": "0" * 32}, "/"),
        ({"items": ["track:" + "0" * 32], "at": "middle"}, "/at"),
    ],
)  # fmt: skip
def test_a_wrong_edit_is_named(body: Any, pointer: str, cast: Cast, playlist: Playlist) -> None:
    answer = post(cast.client("owner"), f"{at(playlist)}entries/", body)
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["pointer"].startswith(pointer)


def test_a_playlist_gives_no_access_to_its_tracks_and_names_none(
    cast: Cast, things: Things
) -> None:
    kinds = ("public", "private", "members", "unlisted")
    mixed = a_playlist(
        cast.owner, [things[kind].track for kind in kinds], visibility=Visibility.PUBLIC
    )
    shown = {
        person: titles(cast.client(person), mixed) for person in ("owner", "other", "anonymous")
    }
    names = {kind: things[kind].track.title for kind in kinds}
    assert shown == {
        "owner": [names[kind] for kind in kinds],
        "other": [names["public"], None, names["members"], names["unlisted"]],
        "anonymous": [names["public"], None, None, names["unlisted"]],
    }
    body = Client().get(f"{at(mixed)}entries/").content.decode()
    for word in (
        things["private"].track.public_id,
        names["private"],
        things["private"].album.public_id,
    ):
        assert word not in body
    told = Client().get(at(mixed)).json()
    assert told["entry_count"] == 4
    assert things["private"].album.public_id not in json.dumps(told)
    assert told["duration_ms"] == things["public"].track.duration_ms * 2
    assert things["public"].track.duration_ms
    assert cast.client("owner").get(at(mixed)).json()["duration_ms"] == mixed.duration_ms
    assert "duration_ms" not in Client().get(LIST).json()["results"][0]
    playable = Client().get(f"{at(mixed)}tracks/").json()["results"]
    assert [row["title"] for row in playable] == [names["public"], names["unlisted"]]


def test_what_one_can_not_reach_can_not_be_added(cast: Cast, things: Things) -> None:
    mine = a_playlist(cast.other)
    hidden = [f"{kind}:{getattr(things['private'], kind).public_id}" for kind in ("track", "album")]
    private = a_playlist(cast.owner, [things["public"].track])
    gone = ["track:" + "0" * 32, f"playlist:{private.public_id}"]
    answer = post(cast.client("other"), f"{at(mine)}entries/", {"items": hidden + gone})
    told = answer.json()
    assert (answer.status_code, told["entries"], told["missing"]) == (201, [], hidden + gone)
    assert not PlaylistEntry.objects.filter(playlist=mine).exists()


def test_a_copy_holds_what_its_maker_reaches(cast: Cast, things: Things) -> None:
    mixed = a_playlist(
        cast.owner,
        [things["private"].track, things["public"].track],
        visibility=Visibility.MEMBERS,
    )
    client = cast.client("other")
    copy = post(client, f"{at(mixed)}duplicate/", {}).json()
    assert (copy["visibility"], copy["access"], copy["entry_count"]) == ("private", "own", 1)


@pytest.mark.parametrize(
    ("visibility", "listed", "reached"),
    [
        (Visibility.PUBLIC, {"anonymous", "other", "reader", "owner"}, {"anonymous", "other", "reader", "owner"}),
        (Visibility.MEMBERS, {"other", "reader", "owner"}, {"other", "reader", "owner"}),
        (Visibility.UNLISTED, {"reader", "owner"}, {"anonymous", "other", "reader", "owner"}),
        (Visibility.PRIVATE, {"reader", "owner"}, {"reader", "owner"}),
    ],
)  # fmt: skip
def test_who_finds_and_who_opens_a_playlist(
    visibility: str, listed: set[str], reached: set[str], cast: Cast, playlist: Playlist
) -> None:
    Playlist.objects.filter(pk=playlist.pk).update(visibility=visibility)
    people = ("anonymous", "other", "reader", "owner")
    assert {p for p in people if cast.client(p).get(LIST).json()["results"]} == listed
    for below in ("", "entries/", "tracks/"):
        found = {
            p for p in people if cast.client(p).get(f"{at(playlist)}{below}").status_code == 200
        }
        assert found == reached
        missing = Client().get(f"{LIST}{'0' * 32}/{below}")
        if "anonymous" not in reached:
            assert Client().get(f"{at(playlist)}{below}").content == missing.content


def test_lists_are_one_s_own_or_a_person_s(cast: Cast, playlist: Playlist) -> None:
    a_playlist(cast.other, title="B", visibility=Visibility.PUBLIC)
    a_playlist(cast.other, title="A", visibility=Visibility.PUBLIC)

    def named(person: str, query: str) -> list[str]:
        return [row["title"] for row in cast.client(person).get(f"{LIST}{query}").json()["results"]]

    assert named("reader", "?scope=mine") == ["A playlist"]
    assert named("reader", "?ordering=title") == ["A", "B", "A playlist"]
    assert named("reader", "?owner=other&ordering=title") == ["A", "B"]
    assert named("other", "?owner=owner") == []
    assert cast.client("other").get(f"{LIST}?ordering=owner__password").status_code == 422


def test_a_collaborator_leaves_and_sees_it_no_more(cast: Cast, playlist: Playlist) -> None:
    client = cast.client("reader")
    assert client.get(at(playlist)).json()["access"] == "edit"
    assert client.delete(f"{at(playlist)}collaborators/reader/").status_code == 204
    assert client.get(at(playlist)).status_code == 404


def test_a_deleted_playlist_is_gone_and_comes_back(cast: Cast, playlist: Playlist) -> None:
    client = cast.client("owner")
    change = client.delete(at(playlist)).json()["undo"]
    assert client.get(at(playlist)).status_code == 404
    assert (
        post(cast.client("reader"), f"{at(playlist)}undo/", {"change": change}).status_code == 404
    )
    assert post(client, f"{at(playlist)}undo/", {"change": change}).status_code == 200
    assert titles(client, playlist) == list("abcde")


def test_a_playlist_is_liked_and_the_hidden_one_is_not(cast: Cast, playlist: Playlist) -> None:
    like = f"/api/v1/me/likes/playlist/{playlist.public_id}/"
    assert cast.client("other").put(like).status_code == 404
    assert cast.client("reader").put(like).status_code == 204
    liked = cast.client("reader").get(f"/api/v1/me/likes/?ids=playlist:{playlist.public_id}")
    assert liked.json() == {"liked": [f"playlist:{playlist.public_id}"]}


def test_pages_of_entries_cost_the_same_whatever_they_hold(
    cast: Cast, playlist: Playlist, django_assert_num_queries: Any
) -> None:
    client = cast.client("owner")
    page = client.get(f"{at(playlist)}entries/?limit=2").json()
    rest = client.get(page["next"]).json()
    assert [row["track"]["title"] for row in page["results"] + rest["results"]] == list("abcd")
    for query in ("?limit=2", "?limit=5"):
        with django_assert_num_queries(5):  # the user, their reach, entries, tracks, credits
            client.get(f"{at(playlist)}entries/{query}")
    with django_assert_num_queries(6):  # the user, their reach, it, albums, its people, its length
        client.get(at(playlist))


def test_a_page_begins_at_any_place_and_costs_the_same(
    cast: Cast, playlist: Playlist, django_assert_num_queries: Any
) -> None:
    client, entries = cast.client("owner"), f"{at(playlist)}entries/"
    moved = entry_ids(playlist)[4]
    post(client, f"{entries}move/", {"entries": [moved], "at": "first"})

    def page(query: str) -> tuple[str, Any]:
        told = client.get(f"{entries}?{query}").json()
        return "".join(row["track"]["title"] for row in told["results"]), told

    with django_assert_num_queries(6):  # the user, their reach, it, entries, tracks, credits
        letters, told = page("cursor=at:3&limit=2")
    assert (letters, told["next"]) == ("cd", None)
    assert page("cursor=at:0&limit=2")[0] == "ea"
    assert page("cursor=at:5")[0] == page("cursor=at:999999999")[0] == ""
    assert [row["track"]["title"] for row in client.get(told["previous"]).json()["results"]] == ["a", "b"]  # fmt: skip
    assert client.get(f"{at(playlist)}tracks/?cursor=at:4").json()["results"][0]["title"] == "d"
    hidden = cast.client("other").get(f"{entries}?cursor=at:0")
    assert (hidden.status_code, hidden.content) == (404, cast.client("other").get(entries).content)


def test_a_list_of_playlists_costs_the_same_whatever_it_holds(
    cast: Cast, tracks: list[Track], django_assert_num_queries: Any
) -> None:
    client = cast.client("other")
    for count in (1, 4):
        for number in range(count):
            a_playlist(cast.owner, tracks, title=f"{number}", visibility=Visibility.MEMBERS)
        with django_assert_num_queries(5):  # the user, their reach, rows, albums, rights
            client.get(LIST)


def test_strangers_are_told_of_those_collaborators_alone_who_have_a_public_page(
    cast: Cast, playlist: Playlist
) -> None:
    Playlist.objects.filter(pk=playlist.pk).update(visibility=Visibility.PUBLIC)

    def named(person: str) -> list[str]:
        told = cast.client(person).get(at(playlist)).json()["collaborators"]
        return [each["name"] for each in told]

    assert named("anonymous") == []
    assert b"reader" not in cast.client("anonymous").get(playlist.get_absolute_url()).content
    assert named("owner") == ["reader"], "by the handle, as they show no name to anybody"
    Profile.objects.create(user=cast.reader, is_public=True)
    assert named("anonymous") == named("owner") == [str(cast.reader)]


def test_a_playlist_is_made_with_what_goes_into_it_in_one_request(
    cast: Cast, tracks: list[Track], things: Things
) -> None:
    client, hidden = cast.client("other"), things["private"].track.public_id
    items = [f"track:{one.public_id}" for one in tracks[:2]] + [f"track:{hidden}"]
    key = {"Idempotency-Key": "once"}
    made = post(client, LIST, {"title": "Two", "items": items}, **key)
    assert (made.status_code, made.json()["entry_count"]) == (201, 2)
    assert post(client, LIST, {"title": "Two", "items": items}, **key).content == made.content
    assert Playlist.objects.filter(owner=cast.other).count() == 1
    refused = post(client, LIST, {"title": "None", "items": ["genre:x"]})
    assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, "/items")
    assert Playlist.objects.filter(owner=cast.other).count() == 1


def test_a_step_down_passes_the_neighbour_that_is_there_under_the_lock(
    cast: Cast, playlist: Playlist
) -> None:
    client = cast.client("owner")
    act = f"/playlists/{playlist.public_id}/act/"
    first, *_rest, last = entry_ids(playlist)
    for _ in range(2):
        assert client.post(act, {"down": first}).status_code == 303
    assert titles(client, playlist) == list("bcade")
    assert client.post(act, {"down": last}).status_code == 303, "at the end there is nowhere to go"
    assert client.post(act, {"up": last}).status_code == 303
    assert titles(client, playlist) == list("bcaed")
    assert cast.client("other").post(act, {"up": last}).status_code == 404
