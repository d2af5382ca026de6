"""`/api/v1/contacts/`: whom a workspace pitches to."""

from typing import Any

import pytest
from django.test import Client
from django.utils.timezone import now

from accounts.models import User
from accounts.tests.factories import WorkspaceFactory
from pitching.models import Company, Contact
from pitching.services.stops import letters_stop
from pitching.tests.factories import a_contact, a_pitch
from tests.cast import Cast

JSON = "application/json"
CONTACTS = "/api/v1/contacts/"


@pytest.fixture
def client(cast: Cast, sender: User) -> Client:
    return cast.client("owner")


def made(client: Client, cast: Cast, **facts: Any) -> Any:
    return client.post(CONTACTS, {"workspace": cast.label.public_id, **facts}, JSON)


def test_a_contact_is_written_down_with_company_and_tags(cast: Cast, client: Client) -> None:
    facts = {
        "name": "Anna  Berg", "email": " Anna@Example.COM ", "company": "Big Film", "role": "Music supervisor",
        "phone": "+49 1", "notes": "Likes strings", "tags": ["Film", "film ", "Ads"],
    }  # fmt: skip
    answer = made(client, cast, **facts)
    assert answer.status_code == 201
    told = client.get(answer["Location"]).json()
    assert (told["name"], told["email"], told["company"]) == (
        "Anna Berg",
        "anna@example.com",
        "Big Film",
    )
    assert told["tags"] == ["Ads", "film"] and told["is_mailable"] is True
    made(client, cast, name="Bob", company="BIG film")
    assert Company.objects.count() == 1


def test_an_address_stands_once_a_workspace(cast: Cast, client: Client) -> None:
    assert made(client, cast, email="a@example.com").status_code == 201
    again = made(client, cast, email="A@example.com")
    assert again.status_code == 409 and "email" in again.content.decode()
    a_contact(WorkspaceFactory(), "Elsewhere", email="a@example.com")  # another's list is its own


@pytest.mark.parametrize("facts", [{}, {"name": " "}, {"email": "no address"}, {"name": "x" * 201}])
def test_a_contact_needs_a_name_or_an_address_that_is_one(
    cast: Cast, client: Client, facts: dict[str, str]
) -> None:
    assert made(client, cast, **facts).status_code == 422
    assert not Contact.objects.exists()


def test_who_unsubscribed_stays_so_however_they_come_back(cast: Cast, client: Client) -> None:
    contact = a_contact(cast.label, email="anna@example.com")
    letters_stop(
        workspace_id=cast.label.pk, email="Anna@example.com", why="unsubscribed_at", at=now()
    )
    address = f"{CONTACTS}{contact.public_id}/"
    assert client.delete(address).status_code == 204
    assert client.get(address).status_code == 404
    back = made(client, cast, name="Anna again", email="anna@example.com").json()
    assert back["id"] == contact.public_id
    assert back["unsubscribed_at"] and back["is_mailable"] is False


def test_contacts_are_found_by_words_tag_and_company(cast: Cast, client: Client) -> None:
    made(client, cast, name="Béla Bartók", company="Opera", tags=["film"])
    made(client, cast, name="Anna", email="anna@studio.example", tags=["ads"])

    def found(query: str) -> list[str]:
        results = client.get(f"{CONTACTS}?{query}").json()["results"]
        return [row["name"] for row in results]

    assert found("q=bela bar") == ["Béla Bartók"]
    assert found("q=OPERA") == ["Béla Bartók"]
    assert found("q=studio") == ["Anna"]
    assert found("tag=Film") == ["Béla Bartók"]
    assert found("q=nobody") == []
    assert found("") == ["Anna", "Béla Bartók"]
    tags = client.get(f"{CONTACTS}tags/?workspace={cast.label.public_id}").json()
    assert tags == [{"name": "ads", "contacts": 1}, {"name": "film", "contacts": 1}]


def test_a_contacts_page_tells_all_they_were_given(
    cast: Cast, client: Client, sender: User, tracks: Any
) -> None:
    anna, bob = a_contact(cast.label), a_contact(cast.label, "Bob")
    a_pitch(sender, cast.label, tracks, title="First", contacts=[anna, bob], is_sent=True)
    a_pitch(sender, cast.label, tracks, title="Second", contacts=[anna], is_sent=True)
    told = client.get(f"{CONTACTS}{anna.public_id}/pitches/").json()["results"]
    assert [row["title"] for row in told] == ["Second", "First"]


def test_other_workspaces_contacts_are_nobodys_to_see(cast: Cast, client: Client) -> None:
    stranger = a_contact(WorkspaceFactory(), "Stranger")
    missing = client.get(f"{CONTACTS}{'0' * 32}/")
    hidden = client.get(f"{CONTACTS}{stranger.public_id}/")
    assert hidden.status_code == missing.status_code == 404
    assert hidden.json() | {"instance": ""} == missing.json() | {"instance": ""}
    assert client.get(CONTACTS).json()["results"] == []
