"""The catalogue changed by API: whose it is, above what tags say, by two people at once, and taken back."""

import json
from typing import Any

import pytest
from django.test import Client
from django.utils.timezone import now

from accounts.services.personal_tokens import personal_token_create
from accounts.sessions import SIGNED_IN
from accounts.tests.test_devices import browser
from catalog.facts import CreditFacts
from catalog.models import Album, Artist, Track
from catalog.services import credits_curate, items_delete, items_restore
from catalog.tests.factories import AlbumFactory, ArtistFactory, GenreFactory, TrackFactory
from tests.cast import Cast, Things

pytestmark = pytest.mark.django_db


def address(kind: str, row: Any, what: str = "curation") -> str:
    return f"/api/v1/{kind}s/{row.public_id}/{what}/"


def send(client: Client, verb: str, path: str, body: Any, **headers: str) -> Any:
    return client.generic(verb, path, json.dumps(body), "application/json", headers=headers)


def patch(client: Client, kind: str, row: Any, body: Any, **headers: str) -> Any:
    return send(client, "PATCH", address(kind, row), body, **headers)


def test_an_editor_sets_fields_above_the_tags_and_gives_them_back(
    cast: Cast, things: Things
) -> None:
    track, client = things["private"].track, cast.client("colleague")
    said = track.title
    told = patch(client, "track", track, {"title": "Ours", "bpm": "128.50", "position": 7}).json()[
        "fields"
    ]
    assert told["title"] == {"value": "Ours", "set_by": "person", "tags": said}
    assert (told["bpm"]["value"], told["bpm"]["tags"]) == ("128.50", None)
    assert told["isrc"]["set_by"] == "tags"
    assert client.get(f"/api/v1/tracks/{track.public_id}/").json()["title"] == "Ours"
    told = patch(client, "track", track, {"release": ["title", "bpm"]}).json()["fields"]
    assert told["title"] == {"value": said, "set_by": "tags", "tags": said}
    track.refresh_from_db()
    assert (track.title, track.bpm, track.position) == (said, None, 7)
    assert client.get("/api/v1/tracks/?q=ours").status_code == 200


def test_of_two_who_change_the_same_the_second_is_told(cast: Cast, things: Things) -> None:
    album, client = things["private"].album, cast.client("owner")
    tag = client.get(address("album", album))["ETag"]
    first = patch(client, "album", album, {"label": "One"}, **{"If-Match": tag})
    assert first.status_code == 200
    assert first["ETag"] != tag
    second = patch(client, "album", album, {"label": "Two"}, **{"If-Match": tag})
    assert (second.status_code, second.json()["type"]) == (412, "/problems/changed")
    assert (
        patch(client, "album", album, {"label": "Two"}, **{"If-Match": first["ETag"]}).status_code
        == 200
    )
    # Whatever can be changed moves the tag.
    genre = GenreFactory(name="Dub")
    track = things["private"].track
    track.genres.add(genre)
    for kind, row, body in (
        ("album", album, {"visibility": "public"}),
        (
            "album",
            album,
            {"credits": [{"artist": things["private"].artist.public_id, "credited_as": "X"}]},
        ),
        ("track", track, {"genres": [genre.public_id]}),
        ("track", track, {"release": ["genres"]}),
    ):
        before = client.get(address(kind, row))["ETag"]
        answer = patch(client, kind, row, body, **{"If-Match": before})
        assert answer.status_code == 200, answer.content
        assert answer["ETag"] not in {before, ""}, body
    assert (
        client.get(address("track", track), headers={"If-None-Match": answer["ETag"]}).status_code
        == 304
    )


def test_visibility_follows_at_once(cast: Cast, things: Things) -> None:
    album, client = things["public"].album, cast.client("owner")
    page = f"/api/v1/albums/{album.public_id}/"
    assert Client().get(page).status_code == 200
    assert (
        patch(client, "album", album, {"visibility": "private"}).json()["visibility"] == "private"
    )
    assert Client().get(page).status_code == 404
    assert patch(client, "album", album, {"visibility": ""}).status_code == 200
    assert Client().get(page).status_code == 200
    assert patch(client, "album", album, {"visibility": "secret"}).status_code == 422


def test_credits_and_genres_are_chosen_among_what_one_sees(cast: Cast, things: Things) -> None:
    album, client = things["public"].album, cast.client("owner")
    track, artist, hidden = (
        things["public"].track,
        things["public"].artist,
        ArtistFactory(name="Of nothing"),
    )
    credits_curate(row=track, credits=[CreditFacts("Somebody")], by="lookup")
    body = {"credits": [
        {"artist": artist.public_id, "join": " & ", "credited_as": "The A"},
        {"artist": artist.public_id, "role": "performer", "detail": "oboe"},
    ]}  # fmt: skip
    told = patch(client, "track", track, body).json()["fields"]["credits"]
    assert [(one["name"], one["role"], one["join"]) for one in told["value"]] == [
        ("The A", "main", " & "), (artist.name, "performer", "")
    ]  # fmt: skip
    assert told["set_by"] == "person"
    for wrong, pointer in (
        ([{"artist": hidden.public_id}], "/credits/0/artist"),
        ([{"artist": "0" * 32}], "/credits/0/artist"),
        ([{"artist": artist.public_id, "role": "king"}], "/credits/0/role"),
        ([], "/credits"),
    ):
        answer = patch(client, "album", album, {"credits": wrong})
        assert answer.status_code == 422, answer.content
        assert pointer in answer.content.decode()
    other = GenreFactory(name="Unheard of")
    shown, missing = (
        patch(client, "track", track, {"genres": [public_id]})
        for public_id in (other.public_id, "0" * 32)
    )
    assert (shown.status_code, shown.json()["errors"]) == (
        missing.status_code,
        missing.json()["errors"],
    )


@pytest.mark.parametrize(
    "body",
    [
        {"title": ""}, {"title": None}, {"title": "x" * 501}, {"title": {"a": 1}}, {"type": "tape"},
        {"release": ["id"]},
        {"release": "title"}, {"title": "x", "release": ["title"]}, {"credits": "x"}, {"title": "a\0b"},
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_named(body: Any, cast: Cast, things: Things) -> None:
    album = things["private"].album
    assert patch(cast.client("owner"), "album", album, body).status_code == 422
    album.refresh_from_db()
    assert album.curated == {}


def test_what_is_not_theirs_to_change_stays(cast: Cast, things: Things) -> None:
    """Ids, owners, counts, libraries: what a client sends besides is not taken."""
    album = things["private"].album
    before = Album.objects.filter(pk=album.pk).values().get()
    body = {"id": "x", "public_id": "0" * 32, "library": 1, "library_id": 1, "play_count": 9,
            "deleted_at": None, "listed_to": 0, "merged_into": album.pk, "curated": {}, "match_key": "x",
            "added_at": "2000-01-01"}  # fmt: skip
    assert patch(cast.client("owner"), "album", album, body).status_code == 200
    assert Album.objects.filter(pk=album.pk).values().get() == before


def test_a_manager_changes_what_members_see_and_no_private_thing(
    cast: Cast, things: Things
) -> None:
    client = cast.client("manager")
    public, private = things["public"], things["private"]
    assert patch(client, "album", public.album, {"label": "M"}).status_code == 200
    assert (
        patch(client, "artist", public.artist, {"biography": "B"}).json()["fields"]["biography"][
            "set_by"
        ]
        == "person"
    )
    assert (
        patch(client, "genre", public.genre, {"name": "Renamed"}).json()["fields"]["name"]["value"]
        == "Renamed"
    )
    for kind in ("album", "track", "artist", "genre"):
        hidden = patch(client, kind, getattr(private, kind), {})
        gone = send(client, "PATCH", f"/api/v1/{kind}s/{'0' * 32}/curation/", {})
        assert (hidden.status_code, hidden.content) == (404, gone.content)


def test_a_name_that_is_taken_is_said(cast: Cast, things: Things) -> None:
    client, thing = cast.client("manager"), things["public"]
    other = ArtistFactory(name="Taken")
    TrackFactory(album=thing.album, artist=other)
    answer = patch(client, "artist", thing.artist, {"name": "taken"})
    assert (answer.status_code, Artist.objects.get(pk=thing.artist.pk).name) == (
        409,
        thing.artist.name,
    )
    taken = GenreFactory(name="Dub")
    assert patch(client, "genre", thing.genre, {"name": taken.name}).status_code == 409


def test_a_token_without_admin_has_no_powers_on_the_site(cast: Cast, things: Things) -> None:
    _, plain = personal_token_create(
        user=cast.manager, name="x", scopes={"read", "write"}, at=now()
    )
    client = Client(headers={"Authorization": f"Bearer {plain}"})
    assert patch(client, "album", things["public"].album, {"label": "M"}).status_code == 403
    assert patch(client, "artist", things["public"].artist, {}).status_code == 403
    _, plain = personal_token_create(user=cast.owner, name="x", scopes={"write"}, at=now())
    client = Client(headers={"Authorization": f"Bearer {plain}"})
    assert patch(client, "album", things["private"].album, {"label": "M"}).status_code == 200
    _, plain = personal_token_create(user=cast.owner, name="x", scopes={"read"}, at=now())
    client = Client(headers={"Authorization": f"Bearer {plain}"})
    assert patch(client, "album", things["private"].album, {"label": "N"}).status_code == 403


def test_a_session_without_the_demanded_factor_has_none_either(
    settings: Any, cast: Cast, things: Things
) -> None:
    settings.STAFF_SECOND_FACTOR = True
    address = f"/api/v1/albums/{AlbumFactory().public_id}/curation/"
    manager = browser(cast.administrator)
    assert manager.get(address).status_code == 403
    session = manager.session
    session[SIGNED_IN] = [{"method": "mfa", "type": "totp", "at": now().timestamp()}]
    session.save()
    assert manager.get(address).status_code == 200


def test_an_album_goes_off_the_shelves_and_comes_back(cast: Cast, things: Things) -> None:
    album, client = things["public"].album, cast.client("owner")
    page = f"/api/v1/albums/{album.public_id}/"
    assert client.post(address("album", album, "shelve")).json() == {"changed": 1}
    assert client.get(page).status_code == 404
    assert client.get(address("album", album)).status_code == 404
    assert cast.client("other").post(address("album", album, "restore")).status_code == 404
    assert client.post(address("album", album, "restore")).json() == {"changed": 1}
    assert client.get(page).status_code == 200
    assert Track.objects.get(pk=things["public"].track.pk).deleted_at is None


def test_albums_are_merged_and_taken_apart_again(cast: Cast, things: Things) -> None:
    into, client = things["public"].album, cast.client("colleague")
    other = AlbumFactory(library=into.library, title="The same")
    track = TrackFactory(album=other)
    body = {"sources": [other.public_id]}
    assert (
        send(
            cast.client("viewer_member"), "POST", address("album", into, "merge"), body
        ).status_code
        == 403
    )
    told = send(client, "POST", address("album", into, "merge"), body).json()["merges"]
    assert [one["kind"] for one in told] == ["album"]
    assert Track.objects.get(pk=track.pk).album_id == into.pk
    assert client.get("/api/v1/merges/").json()["results"] == told
    undo = f"/api/v1/merges/{told[0]['id']}/undo/"
    assert cast.client("manager").post(undo).status_code == 404
    assert client.post(undo).json()["undone_at"]
    assert Track.objects.get(pk=track.pk).album_id == other.pk
    assert client.post(undo).status_code == 409


def test_nothing_is_merged_that_one_may_not_change(cast: Cast, things: Things) -> None:
    client, into = cast.client("manager"), things["public"].album
    private = things["private"].album
    refused = {
        send(
            client, "POST", address("album", into, "merge"), {"sources": [into.public_id, one]}
        ).content
        for one in (private.public_id, "0" * 32)
    }
    assert len(refused) == 1
    private.refresh_from_db()
    assert private.merged_into is None
    other = ArtistFactory(name="The same one")
    TrackFactory(album=into, artist=other)
    answer = send(
        client,
        "POST",
        address("artist", things["public"].artist, "merge"),
        {"sources": [other.public_id]},
    )
    assert answer.status_code == 200, answer.content
    other.refresh_from_db()
    assert other.merged_into == things["public"].artist


def test_a_change_costs_the_same_on_a_large_album(
    cast: Cast, things: Things, django_assert_max_num_queries: Any
) -> None:
    album = things["private"].album
    client = cast.client("owner")
    for size in (1, 20):
        while album.tracks.count() < size:
            TrackFactory(album=album)
        with django_assert_max_num_queries(6):
            client.get(address("album", album))
        with django_assert_max_num_queries(30):
            patch(client, "album", album, {"label": f"Of {size}"})


@pytest.mark.parametrize("kind", ["album", "track"])
def test_what_somebody_sets_while_another_shelves_it_stays_theirs(
    kind: str, cast: Cast, things: Things
) -> None:
    row = getattr(things["private"], kind)
    seen = type(row).objects.get(pk=row.pk)
    assert patch(cast.client("owner"), kind, row, {"title": "Ours"}).status_code == 200
    assert items_delete(rows=[seen], at=now()) == 1
    row.refresh_from_db()
    assert row.curated["title"]["by"] == "person"
    assert items_delete(rows=[seen], at=now()) == 0
    gone = type(row).objects.get(pk=row.pk)
    assert items_restore(rows=[gone], at=now()) == 1
    assert items_restore(rows=[gone], at=now()) == 0
