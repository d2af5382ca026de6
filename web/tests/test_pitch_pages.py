"""The pages of pitches and contacts, as plain forms: nothing here needs a script."""

import csv
import io
import re
from datetime import UTC, datetime
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import now
from pytest_django import Settings

from accounts.models import User
from pitching.links import link_path
from pitching.models import Contact, Pitch, PitchLink, PitchNotice
from pitching.tests.factories import a_contact, a_pitch, an_artist, link_for, token_for
from playlists.tests.factories import a_playlist
from tests.cast import Cast, Things


@pytest.fixture
def sender(cast: Cast) -> User:
    return an_artist(cast.owner)


@pytest.fixture
def client(cast: Cast, sender: User) -> Client:
    return cast.client("owner")


def test_a_pitch_is_made_of_a_playlist_by_one_form(
    cast: Cast, client: Client, things: Things
) -> None:
    track = things["private"].track
    playlist = a_playlist(cast.owner, [track], title="For the film")
    address = f"/pitches/new/?item=playlist:{playlist.public_id}"
    page = client.get(address).content.decode()
    assert 'value="For the film"' in page and track.title in page
    known = a_contact(cast.label, "Bob Lee")
    answer = client.post(
        "/pitches/new/",
        {
            "title": "For the film", "item": f"playlist:{playlist.public_id}",
            "workspace": cast.label.public_id, "chosen": "1", "track": track.public_id,
            "recipients": "Anna Berg <anna@film.example>, Bob Lee\ncarol@film.example", "send": "1",
        },
    )  # fmt: skip
    assert answer.status_code == 303
    pitch = Pitch.objects.get()
    assert answer["Location"].startswith(pitch.get_absolute_url())
    names = set(PitchLink.objects.values_list("contact__name", flat=True))
    assert names == {"Anna Berg", "Bob Lee", "carol@film.example"}
    assert pitch.sent_at is not None and known.links.get().grant_id is not None
    assert client.get(answer["Location"]).status_code == 200


def test_only_what_is_chosen_goes_into_the_pitch(
    cast: Cast, client: Client, things: Things
) -> None:
    one, other = things["private"].track, things["unlisted"].track
    items = [f"track:{one.public_id}", f"track:{other.public_id}"]
    body = {"title": "x", "item": items, "workspace": cast.label.public_id, "chosen": "1"}
    assert client.post("/pitches/new/", body | {"track": other.public_id}).status_code == 303
    assert [row.track for row in Pitch.objects.get().tracks.all()] == [other]


@pytest.mark.parametrize(
    ("recipients", "words"),
    [("Nobody Known", "No contact is called"), ("a@b", "no e-mail address"), ("#none", "has the tag")],
)  # fmt: skip
def test_a_recipient_who_is_nobody_is_told_and_nothing_is_made(
    cast: Cast, client: Client, recipients: str, words: str
) -> None:
    body = {
        "title": "x",
        "workspace": cast.label.public_id,
        "recipients": f"new@x.org, {recipients}",
    }
    answer = client.post("/pitches/new/", body)
    assert answer.status_code == 422 and words in answer.content.decode()
    assert not Pitch.objects.exists() and not Contact.objects.exists()


def test_many_recipients_are_written_down_at_once(
    cast: Cast, client: Client, sender: User, tracks: Any, django_assert_max_num_queries: Any
) -> None:
    pitch = a_pitch(sender, cast.label, tracks)
    known = a_contact(cast.label, "Known", email="p0@example.com")
    gone = a_contact(cast.label, "Gone", email="p1@example.com", deleted_at=now())
    text = "\n".join(f"Person {n} <p{n}@example.com>" for n in range(400))
    act = f"/pitches/{pitch.public_id}/act/"
    with django_assert_max_num_queries(30):
        assert client.post(act, {"add": "1", "recipients": text}).status_code == 303
    assert pitch.links.count() == Contact.objects.alive().count() == 400
    assert pitch.links.filter(contact__in=[known, gone]).count() == 2
    assert Contact.objects.get(email="p7@example.com").name == "Person 7"
    client.post(act, {"add": "1", "recipients": f"P7@EXAMPLE.com, {text}"})
    assert pitch.links.count() == 400, "each once"


def test_the_table_of_links_is_ready_for_a_mail_merge_and_holds_no_formula(
    cast: Cast, client: Client, sender: User, tracks: Any
) -> None:
    people = [a_contact(cast.label), a_contact(cast.label, "=cmd()", email="x@example.com")]
    pitch = a_pitch(sender, cast.label, tracks, contacts=people, is_sent=True)
    answer: Any = client.get(f"/pitches/{pitch.public_id}/links.csv")
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [row["name"] for row in rows] == ["Anna", "'=cmd()"]
    assert all(row["link"].startswith("http") and "/p/" in row["link"] for row in rows)
    assert answer["Cache-Control"] == "private, no-store"


def test_links_are_closed_singly_and_together_and_opened_again(
    cast: Cast, client: Client, sender: User, tracks: Any
) -> None:
    anna, bob = a_contact(cast.label), a_contact(cast.label, "Bob")
    pitch = a_pitch(sender, cast.label, tracks, contacts=[anna, bob], is_sent=True)
    act = f"/pitches/{pitch.public_id}/act/"
    body = {"link": link_for(pitch, anna).public_id, "revoke_chosen": "1"}
    assert client.post(act, body).status_code == 303
    assert link_for(pitch, anna).revoked_at and not link_for(pitch, bob).revoked_at
    client.post(act, {"revoke_all": "1"})
    pitch.refresh_from_db()
    assert pitch.revoked_at is not None
    assert "closed" in client.get(pitch.get_absolute_url()).content.decode()
    client.post(act, {"reopen": "1"})
    pitch.refresh_from_db()
    assert pitch.revoked_at is None


def test_one_recipient_is_given_other_downloads_by_a_form(
    cast: Cast, client: Client, sender: User, tracks: Any
) -> None:
    anna, bob = a_contact(cast.label), a_contact(cast.label, "Bob")
    pitch = a_pitch(sender, cast.label, tracks, contacts=[anna, bob], is_sent=True)
    act = f"/pitches/{pitch.public_id}/act/"
    body = {"link": link_for(pitch, anna).public_id}
    assert client.post(act, body | {"formats_chosen": "1", "format": ["wav"]}).status_code == 303
    assert [link_for(pitch, one).formats for one in (anna, bob)] == [["wav"], None]
    grant = link_for(pitch, anna).grant
    assert grant is not None and grant.may_download, "and they may have it at once"
    assert "downloads WAV" in client.get(pitch.get_absolute_url()).content.decode()
    client.post(act, body | {"formats_chosen": "1"})
    assert link_for(pitch, anna).formats == [], "none is to listen only"
    client.post(act, body | {"formats_as_pitch": "1"})
    assert PitchLink.objects.filter(pitch=pitch, formats__isnull=True).count() == 2
    refused = cast.client("viewer_member").post(act, body | {"formats_chosen": "1"})
    assert refused.status_code == 403 and link_for(pitch, anna).formats is None


def test_without_letters_a_link_is_open_and_not_forever_unsent(
    cast: Cast, client: Client, sender: User, tracks: Any
) -> None:
    pitch = a_pitch(sender, cast.label, tracks, contacts=[a_contact(cast.label)], is_sent=True)
    page = client.get(pitch.get_absolute_url()).content.decode()
    assert "Link is open" in page and "Not sent yet" not in page


def test_unread_news_are_counted_where_pitches_are_listed(
    cast: Cast, client: Client, sender: User, tracks: Any
) -> None:
    anna = a_contact(cast.label)
    pitch = a_pitch(sender, cast.label, tracks, contacts=[anna], is_sent=True)
    assert "choices__count" not in client.get("/pitches/").content.decode()
    PitchNotice.objects.create(
        user=sender, link=link_for(pitch, anna), pitch=pitch, kind="played", at=now()
    )
    assert 'choices__count">1<' in client.get("/pitches/").content.decode()
    client.post("/pitches/notices/", {"read": "1"})
    assert "choices__count" not in client.get("/pitches/").content.decode()


def test_a_viewer_of_the_workspace_sees_the_pitch_without_links_and_buttons(
    cast: Cast, sender: User, tracks: Any
) -> None:
    anna = a_contact(cast.label)
    pitch = a_pitch(sender, cast.label, tracks, contacts=[anna], is_sent=True)
    page = cast.client("viewer_member").get(pitch.get_absolute_url()).content.decode()
    assert "Anna" in page and tracks[0].title in page
    assert token_for(link_for(pitch, anna)) not in page
    assert 'name="send"' not in page and 'name="revoke_chosen"' not in page


def test_what_is_wrong_is_said_beside_the_field(
    cast: Cast, client: Client, sender: User, tracks: Any
) -> None:
    pitch = a_pitch(sender, cast.label, tracks)
    act = f"/pitches/{pitch.public_id}/act/"
    assert client.post(act, {"send": "1"}).status_code == 422  # nobody would get it
    assert client.post(act, {"add": "1", "recipients": "no one"}).status_code == 422
    assert client.post(act, {"up": "x"}).status_code == 422
    assert client.post(act, {"up": "9" * 30}).status_code in {422}
    assert client.post(act, {}).status_code == 422
    edit = f"/pitches/{pitch.public_id}/edit/"
    assert client.post(edit, {"title": ""}).status_code == 422
    assert (
        client.post(edit, {"title": "New", "formats": ["wav"], "password": "geheim"}).status_code
        == 303
    )
    pitch.refresh_from_db()
    assert (pitch.title, pitch.formats) == ("New", ["wav"]) and pitch.password
    client.post(edit, {"title": "New"})
    pitch.refresh_from_db()
    assert pitch.password, "an empty field keeps the password"


def test_saving_a_pitch_sets_what_was_changed_alone(
    cast: Cast, client: Client, sender: User, tracks: Any
) -> None:
    ends = datetime(2031, 5, 6, 10, 20, 30, tzinfo=UTC)
    pitch = a_pitch(
        sender, cast.label, tracks, excerpt_ms=12_500, expires_at=ends, embargo_until=ends
    )
    address = f"/pitches/{pitch.public_id}/edit/"
    form = client.get(address).content.decode()
    assert 'value="2031-05-06"' in form and form.count("(UTC)") == 2
    told = {"title": "Other", "excerpt_seconds": "12", "expires_on": "2031-05-06",
            "embargo_until": "2031-05-06T10:20"}  # fmt: skip
    assert client.post(address, told).status_code == 303
    pitch.refresh_from_db()
    kept = (pitch.excerpt_ms, pitch.expires_at, pitch.embargo_until)
    assert (pitch.title, *kept) == ("Other", 12_500, ends, ends)
    assert client.post(address, told | {"expires_on": ""}).status_code == 303
    pitch.refresh_from_db()
    assert pitch.expires_at is None


def test_times_are_read_and_told_in_the_sites_zone_which_is_named(
    cast: Cast, client: Client, sender: User, tracks: Any, settings: Settings
) -> None:
    settings.TIME_ZONE = "Asia/Tokyo"
    pitch = a_pitch(sender, cast.label, tracks, contacts=[a_contact(cast.label)])
    edit = f"/pitches/{pitch.public_id}/edit/"
    assert client.get(edit).content.decode().count("(Asia/Tokyo)") == 2
    told = {"title": "T", "expires_on": "2031-05-06", "embargo_until": "2031-05-06T10:20"}
    assert client.post(edit, told).status_code == 303
    pitch.refresh_from_db()
    assert pitch.embargo_until == datetime(2031, 5, 6, 1, 20, tzinfo=UTC)
    assert pitch.expires_at == datetime(2031, 5, 6, 14, 59, 59, 999_999, tzinfo=UTC)
    page = client.get(pitch.get_absolute_url()).content.decode()
    assert "(Asia/Tokyo)" in page and page.count("(JST)") == 2 and "UTC" not in page
    assert 'value="2031-05-06"' in client.get(edit).content.decode()


def test_deleting_can_be_undone_from_the_list(cast: Cast, client: Client, sender: User) -> None:
    pitch = a_pitch(sender, cast.label)
    answer = client.post(f"/pitches/{pitch.public_id}/act/", {"delete": "1"})
    assert "Undo" in client.get(answer["Location"]).content.decode()
    assert client.get(pitch.get_absolute_url()).status_code == 404
    assert client.post(f"/pitches/{pitch.public_id}/act/", {"restore": "1"}).status_code == 303
    assert client.get(pitch.get_absolute_url()).status_code == 200


def test_a_preview_stands_in_frames_of_this_site_and_other_links_in_none(
    cast: Cast, client: Client, sender: User, tracks: Any
) -> None:
    anna = a_contact(cast.label)
    pitch = a_pitch(sender, cast.label, tracks, contacts=[anna], is_sent=True)
    page = client.get(f"/pitches/{pitch.public_id}/preview/").content.decode()
    address = re.search(r'<iframe src="(/p/[^"]+)"', page)
    assert address is not None
    shown = Client().get(address[1])
    assert shown.status_code == 200 and pitch.title in shown.content.decode()
    assert "frame-ancestors 'self'" in shown["Content-Security-Policy"]
    assert shown["X-Frame-Options"] == "SAMEORIGIN"
    closed = Client().get(link_path(link_for(pitch, anna)))
    assert "frame-ancestors 'none'" in closed["Content-Security-Policy"]
    assert closed["X-Frame-Options"] == "DENY"


def test_contacts_are_written_down_found_changed_and_deleted(cast: Cast, client: Client) -> None:
    body = {"name": "Anna Berg", "email": "anna@x.org", "tags": "film, #ads", "add": "1",
            "workspace": cast.label.public_id}  # fmt: skip
    where = client.post("/contacts/", body)["Location"]
    page = client.get(f"/contacts/?workspace={cast.label.public_id}&q=berg").content.decode()
    assert "Anna Berg" in page and "film" in page
    assert client.post("/contacts/", body).status_code == 422, "the address stands once"
    assert client.post(where, {"name": "Anna B.", "email": "anna@x.org"}).status_code == 303
    assert Contact.objects.get().name == "Anna B."
    gone = client.post(where, {"delete": "1"})["Location"]
    assert "Undo" in client.get(gone).content.decode()


def test_a_file_of_contacts_is_looked_at_mapped_and_taken_in(cast: Cast, client: Client) -> None:
    address, workspace = "/contacts/import/", cast.label.public_id
    file = SimpleUploadedFile("a.csv", b"Who,E-mail\nAnna,anna@x.org\n,broken\n")
    looked = client.post(address, {"file": file, "workspace": workspace})
    page = looked.content.decode()
    assert "Who" in page and not Contact.objects.exists()
    held = re.search(r'name="held" value="([^"]+)"', page)
    assert held is not None
    body = {
        "held": held[1], "workspace": workspace, "heading": ["Who", "E-mail"], "field": ["name", "email"],
    }  # fmt: skip
    assert 'value="name" selected' in client.post(address, body).content.decode()
    other = an_artist(cast.colleague)
    assert client.post(address, body | {"held": "x"}).status_code == 422
    stranger = cast.client("colleague").post(address, body | {"take": "1"})
    assert stranger.status_code == 422 and other.pk, "a file is its chooser's alone"
    done = client.post(address, body | {"take": "1"})
    assert done.status_code == 303 and Contact.objects.get().name == "Anna"
    assert "Left out: 1" in client.get(done["Location"]).content.decode()


def test_pages_take_a_fixed_number_of_queries(
    cast: Cast, client: Client, sender: User, tracks: Any
) -> None:
    counts = []
    for turn in range(2):
        people = [a_contact(cast.label, f"Person {n}{turn}") for n in range(3)]
        pitch = a_pitch(sender, cast.label, tracks, contacts=people)
        if turn:
            a_pitch(sender, cast.label, tracks, contacts=people, is_sent=True)
        pages = ("/pitches/", pitch.get_absolute_url(), "/contacts/", people[0].get_absolute_url())
        counts.append([queries(client, page) for page in pages])
    assert counts[0] == counts[1]
    assert counts[0] == [9, 16, 10, 7]


def queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


@pytest.fixture
def tracks(things: Things) -> list[Any]:
    return [things["private"].track, things["private and restricted"].track]
