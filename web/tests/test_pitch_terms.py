"""What a pitch may do, said by its forms: all of it, or nothing where something is wrong."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils.timezone import now

from accounts.models import User
from catalog.models import Track
from pitching.models import Pitch
from pitching.tests.factories import a_contact, a_pitch, an_artist
from tests.cast import Cast, Things


@pytest.fixture
def sender(cast: Cast) -> User:
    return an_artist(cast.owner)


@pytest.fixture
def client(cast: Cast, sender: User) -> Client:
    return cast.client("owner")


@pytest.fixture
def tracks(things: Things) -> list[Any]:
    return [things["private"].track, things["private and restricted"].track]


def edited(client: Client, pitch: Pitch, **given: Any) -> Any:
    body = {"title": pitch.title, "formats": pitch.formats}
    return client.post(f"/pitches/{pitch.public_id}/edit/", body | given)


def test_a_form_says_how_long_excerpts_are_and_where_they_begin(
    cast: Cast, client: Client, sender: User, tracks: Any
) -> None:
    Track.objects.update(duration_ms=200_000)
    pitch = a_pitch(sender, cast.label, tracks)
    first, second = (track.public_id for track in tracks)
    given = {"excerpt_seconds": "30", f"start-{first}": "1:12", f"start-{second}": ""}
    assert edited(client, pitch, **given).status_code == 303
    pitch.refresh_from_db()
    starts = [row.excerpt_start_ms for row in pitch.tracks.order_by("position")]
    assert (pitch.excerpt_ms, starts) == (30_000, [72_000, None])
    assert 'value="1:12"' in client.get(f"/pitches/{pitch.public_id}/edit/").content.decode()


@pytest.mark.parametrize(
    ("text", "words"), [("soon", "like 1:12"), ("1:77", "like 1:12"), ("4:00", "ends before that")]
)
def test_of_a_form_that_fails_nothing_is_kept(
    cast: Cast, client: Client, sender: User, tracks: Any, text: str, words: str
) -> None:
    Track.objects.update(duration_ms=200_000)
    pitch = a_pitch(sender, cast.label, tracks)
    first = tracks[0].public_id
    answer = edited(client, pitch, title="Other", **{f"start-{first}": text})
    assert answer.status_code == 422 and words in answer.content.decode()
    broken = SimpleUploadedFile("a.png", b"no picture")
    assert edited(client, pitch, title="Other", artwork=broken).status_code == 422
    pitch.refresh_from_db()
    assert (pitch.title, pitch.version) == ("For your film", 1)


def test_a_new_pitch_says_where_excerpts_begin(cast: Cast, client: Client, things: Things) -> None:
    track = things["private"].track
    Track.objects.update(duration_ms=200_000)
    body = {
        "title": "x", "item": f"track:{track.public_id}", "workspace": cast.label.public_id,
        "excerpt_seconds": "20", f"start-{track.public_id}": "65",
    }  # fmt: skip
    assert client.post("/pitches/new/", body).status_code == 303
    assert Pitch.objects.get().tracks.get().excerpt_start_ms == 65_000


def test_what_is_not_built_is_not_offered(
    cast: Cast, client: Client, sender: User, tracks: Any
) -> None:
    pitch = a_pitch(sender, cast.label, tracks)
    for address in ("/pitches/new/", "/pitches/defaults/", f"/pitches/{pitch.public_id}/edit/",
                    pitch.get_absolute_url()):  # fmt: skip
        assert "forward" not in client.get(address).content.decode().lower(), address


def test_a_copy_says_that_the_password_was_not_copied(
    cast: Cast, client: Client, sender: User, tracks: Any
) -> None:
    pitch = a_pitch(sender, cast.label, tracks, password="secret")  # noqa: S106
    copied = client.post(f"/pitches/{pitch.public_id}/act/", {"duplicate": "1"})["Location"]
    assert "The password was not copied" in client.get(copied).content.decode()
    copy = Pitch.objects.exclude(pk=pitch.pk).get()
    assert "The password was not copied" not in client.get(copy.get_absolute_url()).content.decode()
    edited(client, copy, password="another")  # noqa: S106
    assert "The password was not copied" not in client.get(copied).content.decode()
    plain = client.post(f"/pitches/{copy.public_id}/act/", {"template": "1"})["Location"]
    assert "The password was not copied" in client.get(plain).content.decode()


def test_a_scheduled_pitch_that_was_deleted_is_not_scheduled_any_more(
    cast: Cast, client: Client, sender: User, tracks: Any
) -> None:
    pitch = a_pitch(sender, cast.label, tracks, contacts=[a_contact(cast.label)])
    act = f"/pitches/{pitch.public_id}/act/"
    soon = (now() + timedelta(days=2)).strftime("%Y-%m-%dT%H:%M")
    client.post(act, {"send": "1", "at": soon})
    pitch.refresh_from_db()
    assert pitch.scheduled_for is not None
    for button in ("delete", "restore"):
        client.post(act, {button: "1"})
    pitch.refresh_from_db()
    assert pitch.state == "draft" and pitch.scheduled_for is None
