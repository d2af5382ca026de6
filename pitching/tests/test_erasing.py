"""Erasing contacts: who they were goes for good, what is counted stays, and who unsubscribed stays so."""

from datetime import timedelta
from typing import Any

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils.timezone import now

from accounts.models import User
from catalog.models import Track
from catalog.services.grants import grants_revoke
from mail.bounces import Fate
from pitching.activity.recording import NOWHERE, activity_record
from pitching.letters.fates import letter_fate
from pitching.models import Company, Contact, Pitch, PitchLetter, PitchLink
from pitching.received.services import Told, comment_make, licence_request_make
from pitching.services import links_add, pitch_send
from pitching.services.contacts import contact_change
from pitching.services.erasing import contacts_sweep
from pitching.tasks import pitches_sweep_job
from pitching.tests.factories import a_contact, a_pitch, link_for, token_for
from tests.cast import Cast

JSON = "application/json"
CONTACTS = "/api/v1/contacts/"
SECRETS = (
    "Anna Berg",
    "anna@film.example",
    "Big Film",
    "+49 30 1",
    "Likes strings",
    "Too loud",
    "Our film",
)
"""All that is known of her, or was written by her."""


@pytest.fixture
def client(cast: Cast, sender: User) -> Client:
    return cast.client("owner")


@pytest.fixture
def anna(cast: Cast) -> Contact:
    company = Company.objects.create(workspace=cast.label, name="Big Film", name_key="big film")
    return a_contact(
        cast.label, "Anna Berg", email="anna@film.example", company=company, phone="+49 30 1",
        notes="Likes strings",
    )  # fmt: skip


@pytest.fixture
def pitch(cast: Cast, sender: User, tracks: list[Track], anna: Contact) -> Pitch:
    """She heard it, commented, asked for a licence, and a letter of hers came back."""
    made = a_pitch(sender, cast.label, tracks, contacts=[anna], is_sent=True)
    link = link_for(made, anna)
    PitchLink.objects.filter(pk=link.pk).update(name="Anna Berg")
    activity_record(link=link, kind="played", client_id="1" * 32, at=now(), track=tracks[0])
    how = Told(link, now(), NOWHERE)
    comment_make(told=how, track=tracks[0], text="Too loud", at_ms=None)
    licence_request_make(
        told=how, track=None, name="Anna Berg", email="anna@film.example", project="Our film"
    )
    PitchLetter.objects.create(
        link=link, pitch=made, state="refused", detail="550 <anna@film.example> is gone"
    )
    return made


def erase(client: Client, contact: Contact) -> int:
    status: int = client.post(f"{CONTACTS}{contact.public_id}/erase/").status_code
    return status


def summary(client: Client, pitch: Pitch) -> Any:
    return client.get(f"/api/v1/pitches/{pitch.public_id}/activity/summary/").json()


def texts_of_the_room() -> str:
    """Every value of every row of this room."""
    rows: list[Any] = []
    for model in apps.get_app_config("pitching").get_models():
        rows += model._base_manager.values_list()
    return repr(rows)


def test_whoever_is_erased_stands_nowhere_and_what_they_did_stays_counted(
    client: Client, anna: Contact, pitch: Pitch
) -> None:
    before = summary(client, pitch)
    assert (before["plays"], before["comments"], before["licences"]) == (1, 1, 1)
    assert all(secret in texts_of_the_room() for secret in SECRETS), "the test looks where it is"
    assert erase(client, anna) == 204
    assert [secret for secret in SECRETS if secret in texts_of_the_room()] == []
    assert summary(client, pitch) == before
    assert client.get(f"{CONTACTS}{anna.public_id}/").status_code == 404
    assert client.post(f"{CONTACTS}{anna.public_id}/undelete/").status_code == 404
    assert erase(client, anna) == 404


def test_pages_and_tables_tell_of_somebody_then(
    client: Client, anna: Contact, pitch: Pitch
) -> None:
    erase(client, anna)
    here = f"/pitches/{pitch.public_id}/"
    for address in (here, f"{here}activity/", "/pitches/notices/", f"{here}activity.csv"):
        answer = client.get(address)
        content = b"".join(answer) if answer.streaming else answer.content
        told = content.decode()
        assert answer.status_code == 200 and "Somebody" in told, address
        assert [secret for secret in SECRETS if secret in told] == [], address
    people = client.get(f"/api/v1/pitches/{pitch.public_id}/activity/people/").json()["results"]
    assert people[0]["who"]["name"] == "Somebody" and people[0]["plays"] == 1


def test_the_links_of_whoever_is_erased_close(client: Client, anna: Contact, pitch: Pitch) -> None:
    page = f"/p/{token_for(link_for(pitch, anna))}/"
    assert Client().get(page).status_code == 200
    erase(client, anna)
    assert Client().get(page).status_code == 410


def test_the_page_asks_once_before_it_erases(client: Client, anna: Contact) -> None:
    page = f"/contacts/{anna.public_id}/"
    unsure = client.post(page, {"erase": "1"})
    assert unsure.status_code == 422 and "say that you are sure" in unsure.content.decode()
    anna.refresh_from_db()
    assert anna.erased_at is None
    done = client.post(page, {"erase": "1", "sure": "1"}, follow=True)
    assert "The contact is erased" in done.content.decode()
    anna.refresh_from_db()
    assert anna.erased_at is not None


def test_deleted_contacts_are_erased_after_thirty_days_and_not_before(
    client: Client, cast: Cast, anna: Contact
) -> None:
    bob = a_contact(cast.label, "Bob", deleted_at=now() - timedelta(days=29))
    Contact.objects.filter(pk=anna.pk).update(deleted_at=now() - timedelta(days=31))
    pitches_sweep_job.call()
    anna.refresh_from_db()
    bob.refresh_from_db()
    assert (anna.name, bob.name) == ("", "Bob")
    assert contacts_sweep(at=now()) == 0, "each once"


def test_a_contact_that_is_brought_back_while_others_are_erased_stays(
    cast: Cast, anna: Contact, monkeypatch: pytest.MonkeyPatch
) -> None:
    bob = a_contact(cast.label, "Bob", deleted_at=now() - timedelta(days=31))
    Contact.objects.filter(pk=anna.pk).update(deleted_at=now() - timedelta(days=31))

    def bringing_back(**given: Any) -> Any:
        """Somebody else, while the first is being erased."""
        Contact.objects.filter(pk=max(anna.pk, bob.pk)).update(deleted_at=None)
        return grants_revoke(**given)

    monkeypatch.setattr("pitching.services.erasing.grants_revoke", bringing_back)
    assert contacts_sweep(at=now()) == 1
    kept = Contact.objects.get(pk=max(anna.pk, bob.pk))
    assert kept.name and kept.erased_at is None


def test_a_company_that_others_work_for_stays(client: Client, cast: Cast, anna: Contact) -> None:
    a_contact(cast.label, "Bob", company=anna.company)
    erase(client, anna)
    assert Company.objects.get().name == "Big Film"


# --- Who unsubscribed stays so ----------------------------------------------------------------------------


def unsubscribe(pitch: Pitch, contact: Contact) -> None:
    token = token_for(link_for(pitch, contact))
    assert Client().post(reverse("pitch-unsubscribe", args=[token])).status_code == 303


def written_down(client: Client, cast: Cast) -> Contact:
    facts = {"workspace": cast.label.public_id, "name": "A. B.", "email": "Anna@film.example"}
    answer = client.post(CONTACTS, facts, JSON)
    assert answer.status_code == 201
    made: Contact = Contact.objects.get(public_id=answer.json()["id"])
    return made


def imported(client: Client, cast: Cast) -> Contact:
    file = SimpleUploadedFile("contacts.csv", b"Name,E-mail\nA. B.,ANNA@film.example\n")
    sent = {"file": file, "workspace": cast.label.public_id}
    report = client.post(f"{CONTACTS}import/", sent).json()
    assert (report["new"], report["unsubscribed"]) == (1, 1)
    made: Contact = Contact.objects.get(name="A. B.")
    return made


@pytest.mark.parametrize("back", [written_down, imported])
@pytest.mark.parametrize("is_erased_first", [False, True])
def test_deleting_for_good_and_writing_down_anew_subscribes_nobody(
    client: Client, cast: Cast, anna: Contact, pitch: Pitch, back: Any, is_erased_first: bool,
    who: dict[str, Any],
) -> None:  # fmt: skip
    """Also where an old letter's button is pressed when the contact is erased already."""
    if is_erased_first:
        erase(client, anna)
    unsubscribe(pitch, anna)
    if not is_erased_first:
        erase(client, anna)
    again = back(client, cast)
    assert again.pk != anna.pk and again.unsubscribed_at is not None
    assert not again.is_mailable
    links_add(**who, public_id=pitch.public_id, contacts=[again.public_id])
    pitch_send(**who, public_id=pitch.public_id, at=now())
    assert link_for(pitch, again).state == "unaddressed"


@pytest.mark.parametrize("what", ["bounced", "complained"])
def test_an_address_that_failed_or_complained_is_known_again(
    client: Client, cast: Cast, anna: Contact, pitch: Pitch, what: Any
) -> None:
    letter = PitchLetter.objects.get()
    letter_fate(Fate(what, "anna@film.example", letter.public_id, now(), ""))
    erase(client, anna)
    assert not written_down(client, cast).is_mailable


def test_a_new_address_of_somebody_who_unsubscribed_is_not_written_to_either(
    client: Client, cast: Cast, anna: Contact, pitch: Pitch, who: dict[str, Any]
) -> None:
    unsubscribe(pitch, anna)
    contact_change(**who, public_id=anna.public_id, email="anna@new.example")
    erase(client, anna)
    facts = {"workspace": cast.label.public_id, "email": "anna@new.example"}
    assert client.post(CONTACTS, facts, JSON).json()["is_mailable"] is False


def test_another_workspace_may_still_write_to_them(
    client: Client, cast: Cast, anna: Contact, pitch: Pitch
) -> None:
    unsubscribe(pitch, anna)
    facts = {"name": "Anna", "email": "anna@film.example"}
    assert client.post(CONTACTS, facts, JSON).json()["is_mailable"] is True


def test_a_column_of_the_import_is_kept_of_the_address(client: Client, cast: Cast) -> None:
    file = SimpleUploadedFile("c.csv", b"Name,E-mail,Unsubscribed\nA. B.,anna@film.example,yes\n")
    client.post(f"{CONTACTS}import/", {"file": file, "workspace": cast.label.public_id})
    erase(client, Contact.objects.get(name="A. B."))
    assert not written_down(client, cast).is_mailable
