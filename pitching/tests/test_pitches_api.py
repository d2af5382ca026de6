"""`/api/v1/pitches/`: a pitch is made, filled, sent and taken back by programs."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import now

from accounts.models import User
from pitching.models import Pitch
from pitching.tests.factories import a_contact, a_pitch, an_artist, link_for, token_for
from tests.cast import Cast, Things

JSON = "application/json"
PITCHES = "/api/v1/pitches/"


@pytest.fixture
def client(cast: Cast, sender: User) -> Client:
    return cast.client("owner")


def test_a_pitch_is_made_of_an_album_for_contacts_in_one_call_and_sent_in_another(
    cast: Cast, client: Client, things: Things
) -> None:
    album = things["private"].album
    body = {
        "title": "For your film", "workspace": cast.label.public_id, "items": [f"album:{album.public_id}"],
        "contacts": [a_contact(cast.label).public_id],
    }  # fmt: skip
    made = client.post(PITCHES, body, JSON)
    assert made.status_code == 201
    told = made.json()
    assert (told["state"], told["track_count"], told["recipients"]) == ("draft", 1, 1)
    assert made["Location"] == f"{PITCHES}{told['id']}/"
    sent = client.post(f"{made['Location']}send/", {}, JSON)
    assert sent.status_code == 200 and sent.json()["sent_at"]
    (link,) = client.get(f"{made['Location']}links/").json()["results"]
    assert link["contact"]["name"] == "Anna" and "/p/" in link["url"]


def test_a_pitch_is_made_once_for_a_key(cast: Cast, client: Client) -> None:
    body = {"title": "Once", "workspace": cast.label.public_id}
    answers = [client.post(PITCHES, body, JSON, headers={"Idempotency-Key": "k"}) for _ in "12"]
    assert answers[0].json() == answers[1].json()
    assert Pitch.objects.count() == 1


def test_what_is_not_told_comes_from_the_workspaces_defaults(cast: Cast, client: Client) -> None:
    address = f"{PITCHES}defaults/?workspace={cast.label.public_id}"
    defaults = {
        "message": "Hello",
        "formats": ["mp3", "wav"],
        "expires_days": 30,
        "color": "#aa3300",
    }
    assert client.patch(address, defaults, JSON).status_code == 200
    body = {"title": "New", "workspace": cast.label.public_id, "color": "#000000"}
    told = client.post(PITCHES, body, JSON).json()
    assert (told["message"], told["formats"], told["color"]) == ("Hello", ["wav", "mp3"], "#000000")
    assert told["expires_at"] > now().isoformat()


def test_a_password_is_never_told_again(cast: Cast, client: Client, sender: User) -> None:
    pitch = a_pitch(sender, cast.label)
    answer = client.patch(f"{PITCHES}{pitch.public_id}/", {"password": "open sesame"}, JSON)
    assert answer.json()["has_password"] is True
    assert b"sesame" not in answer.content
    pitch.refresh_from_db()
    assert "sesame" not in pitch.password
    answer = client.patch(f"{PITCHES}{pitch.public_id}/", {"password": ""}, JSON)
    assert answer.json()["has_password"] is False


def test_a_write_names_the_version_it_has_seen(cast: Cast, client: Client, sender: User) -> None:
    address = f"{PITCHES}{a_pitch(sender, cast.label).public_id}/"
    seen = {"If-Match": client.get(address)["ETag"]}
    assert client.patch(address, {"title": "First"}, JSON, headers=seen).status_code == 200
    late = client.patch(address, {"title": "Second"}, JSON, headers=seen)
    assert late.status_code == 412 and late["Content-Type"].startswith("application/problem+json")


def test_links_are_shown_to_nobody_who_may_not_send(cast: Cast, sender: User, tracks: Any) -> None:
    anna = a_contact(cast.label)
    pitch = a_pitch(sender, cast.label, tracks, contacts=[anna], is_sent=True)
    an_artist(cast.viewer_member)
    token = token_for(link_for(pitch, anna)).encode()
    for person in ("viewer_member", "colleague"):  # a viewer; an editor without the role artist
        answer = cast.client(person).get(f"{PITCHES}{pitch.public_id}/links/")
        assert answer.json()["results"][0]["url"] is None and token not in answer.content
    an_artist(cast.colleague)
    answer = cast.client("colleague").get(f"{PITCHES}{pitch.public_id}/links/")
    assert token in answer.content and "no-store" in answer["Cache-Control"]


def test_a_link_of_another_pitch_is_not_changed_through_this_one(
    cast: Cast, client: Client, sender: User, tracks: Any
) -> None:
    anna = a_contact(cast.label)
    one, other = (a_pitch(sender, cast.label, tracks, contacts=[anna]) for _ in "12")
    address = f"{PITCHES}{one.public_id}/links/{link_for(other, anna).public_id}/"
    assert client.patch(address, {"formats": ["wav"]}, JSON).status_code == 404
    client.delete(address)
    assert link_for(other, anna).revoked_at is None


def test_tracks_are_arranged_and_one_that_vanished_is_told_by_its_name(
    cast: Cast, client: Client, sender: User, tracks: Any
) -> None:
    pitch = a_pitch(sender, cast.label, tracks)
    address = f"{PITCHES}{pitch.public_id}/tracks/"
    swapped = [
        {"id": tracks[1].public_id, "excerpt_start_ms": 30_000}, {"id": tracks[0].public_id},
    ]  # fmt: skip
    assert client.put(address, {"tracks": swapped}, JSON).status_code == 200
    rows = client.get(address).json()
    assert [row["track"]["id"] for row in rows] == [one["id"] for one in swapped]
    assert rows[0]["excerpt_start_ms"] == 30_000
    title = tracks[0].title
    tracks[0].delete()
    assert [(row["title"], row["track"]) for row in client.get(address).json()][1] == (title, None)


@pytest.mark.parametrize(
    "body",
    [
        {"title": "x", "items": ["artist:" + "0" * 32]}, {"title": "x", "formats": ["exe"]},
        {"title": ""}, {"title": "x", "expires_at": "soon"}, {"title": "x", "excerpt_ms": 1},
        {"title": "x", "contacts": ["0" * 32]}, {"title": "x", "expires_at": "0001-01-01T00:00:00Z"},
    ],
)  # fmt: skip
def test_bad_input_is_refused_with_the_fields_name_and_makes_nothing(
    cast: Cast, client: Client, body: dict[str, Any]
) -> None:
    answer = client.post(PITCHES, body | {"workspace": cast.label.public_id}, JSON)
    assert answer.status_code == 422
    assert not Pitch.objects.exists()


def test_lists_take_a_fixed_number_of_queries(
    cast: Cast, client: Client, sender: User, tracks: Any
) -> None:
    counts = []
    for _ in range(2):
        people = [a_contact(cast.label, f"Person {n}{_}") for n in range(3)]
        for _pitch in range(3):
            pitch = a_pitch(sender, cast.label, tracks, contacts=people, is_sent=True)
        counts.append(
            [
                queries(client, address)
                for address in (
                    PITCHES, f"{PITCHES}{pitch.public_id}/", f"{PITCHES}{pitch.public_id}/links/",
                    f"{PITCHES}{pitch.public_id}/tracks/", "/api/v1/contacts/",
                )
            ]
        )  # fmt: skip
    assert counts == [[5, 5, 6, 7, 4]] * 2


def queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


def test_a_revoked_pitch_is_opened_again(
    cast: Cast, client: Client, sender: User, tracks: Any
) -> None:
    pitch = a_pitch(sender, cast.label, tracks, contacts=[a_contact(cast.label)], is_sent=True)
    address = f"{PITCHES}{pitch.public_id}/"
    assert client.post(f"{address}revoke/", {}, JSON).json() == {"count": 1}
    assert client.get(address).json()["revoked_at"]
    assert client.post(f"{address}reopen/", {}, JSON).json()["revoked_at"] is None
    assert client.delete(address).status_code == 204
    assert client.get(address).status_code == 404
    assert client.post(f"{address}undelete/").status_code == 200
