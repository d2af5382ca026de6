"""Files of contacts: tables of other programs and vCards, taken in once, with a report."""

from typing import Any

import pytest
import vobject
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils.timezone import now

from accounts.models import User
from pitching.models import Contact
from pitching.tests.factories import a_contact
from tests.cast import Cast

IMPORT = "/api/v1/contacts/import/"
TABLE = """First Name;Last Name;E-mail Address;Company;Job Title;Labels;Unsubscribed;Shoe size
Anna;Berg;ANNA@film.example;Big Film;Music supervisor;film, berlin;;38
Jörg;Müller;joerg@film.example;Big film;;film;yes;44
;;no address at all;;;;;
Carol;;;;;;;
"""
CARDS = """BEGIN:VCARD
VERSION:3.0
FN:Anna Berg
EMAIL;TYPE=home:old@film.example
EMAIL;TYPE=work,pref:anna@film.example
ORG:Big Film;Music
TITLE:Music supervisor
CATEGORIES:film,berlin
NOTE:Likes strings\\nand brass
END:VCARD
BEGIN:VCARD
VERSION:2.1
N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:M=C3=BCller;J=C3=B6rg
TEL:+49 1
END:VCARD
"""


@pytest.fixture
def client(cast: Cast, sender: User) -> Client:
    return cast.client("owner")


def sent(client: Client, cast: Cast, content: str | bytes, **more: Any) -> Any:
    data = content.encode() if isinstance(content, str) else content
    file = SimpleUploadedFile("contacts.csv", data)
    return client.post(IMPORT, {"file": file, "workspace": cast.label.public_id, **more})


def people() -> dict[str, Contact]:
    return {row.name: row for row in Contact.objects.select_related("company")}


def test_a_table_of_another_program_is_taken_in_by_its_headings(cast: Cast, client: Client) -> None:
    answer = sent(client, cast, TABLE)
    assert answer.status_code == 200
    report = answer.json()
    assert (report["new"], report["refused"], report["unsubscribed"]) == (3, 1, 1)
    assert report["reasons"][0]["row"] == 4
    assert report["columns"]["E-mail Address"] == "email" and report["columns"]["Shoe size"] == ""
    found = people()
    anna = found["Anna Berg"]
    assert (anna.email, anna.role, str(anna.company)) == (
        "anna@film.example",
        "Music supervisor",
        "Big Film",
    )
    assert {tag.name for tag in anna.tags.all()} == {"film", "berlin"}
    assert found["Jörg Müller"].company == anna.company
    assert not found["Jörg Müller"].is_mailable and found["Carol"].email == ""


def test_taking_the_same_file_again_changes_nothing(cast: Cast, client: Client) -> None:
    sent(client, cast, TABLE)
    report = sent(client, cast, TABLE).json()
    assert (report["new"], report["changed"], report["same"]) == (0, 0, 3)


def test_a_dry_run_says_the_same_and_writes_nothing(cast: Cast, client: Client) -> None:
    dry = sent(client, cast, TABLE, dry_run="true").json()
    assert not Contact.objects.exists()
    wet = sent(client, cast, TABLE).json()
    assert dry | {"is_dry_run": False} == wet


def test_vcards_of_old_and_new_versions_are_taken_in(cast: Cast, client: Client) -> None:
    report = sent(client, cast, CARDS).json()
    assert (report["kind"], report["new"]) == ("vcard", 2)
    anna = people()["Anna Berg"]
    assert (anna.email, str(anna.company)) == ("anna@film.example", "Big Film")
    assert anna.notes == "Likes strings\nand brass"
    assert people()["Jörg Müller"].phone == "+49 1"


def test_who_unsubscribed_stays_so_and_what_a_cell_leaves_empty_stays(
    cast: Cast, client: Client
) -> None:
    a_contact(cast.label, "A. Berg", email="anna@film.example", phone="+1", unsubscribed_at=now())
    gone = a_contact(cast.label, "Jo", email="joerg@film.example", deleted_at=now())
    report = sent(client, cast, TABLE).json()
    assert (report["new"], report["changed"], report["unsubscribed"]) == (1, 2, 2)
    anna = people()["Anna Berg"]
    assert anna.unsubscribed_at and anna.phone == "+1"
    gone.refresh_from_db()
    assert gone.deleted_at is None and gone.name == "Jörg Müller"


def test_columns_are_what_somebody_says_they_are(cast: Cast, client: Client) -> None:
    table = "Who,Where\nAnna,anna@x.org\n"
    columns = '{"Who": "name", "Where": "email"}'
    assert sent(client, cast, table, columns=columns).json()["new"] == 1
    assert people()["Anna"].email == "anna@x.org"
    assert sent(client, cast, table, columns='{"Who": "password"}').status_code == 422
    assert sent(client, cast, table, columns="[1]").status_code == 422


def test_a_table_without_headings_is_read_too(cast: Cast, client: Client) -> None:
    assert sent(client, cast, "anna@x.org\nbob@x.org\n").json()["new"] == 2


@pytest.mark.parametrize(
    ("content", "new"),
    [
        ("Name,Email\nAnna,anna@x.org\n".encode("utf-16"), 1),
        ("Name;Email\nJörg;j@x.org\n".encode("cp1252"), 1),
        (b"\xef\xbb\xbfName\tEmail\r\nAnna\tanna@x.org\r\n", 1),
        ('Name,Email\n"Anna\nBerg","anna@x.org"\nBob', 2),
        ("Name,Email\nAnna,anna@x.org\nAnna B,ANNA@x.org\n", 1),
    ],
)
def test_files_are_read_as_programs_write_them(
    cast: Cast, client: Client, content: str | bytes, new: int
) -> None:
    assert sent(client, cast, content).json()["new"] == new


@pytest.mark.parametrize(
    "content",
    [
        b"", b"   \n", b"\x00\x00", "BEGIN:VCARD\nVERSION:3.0\nEND:VTODO\n",
        "Email\n" + "x@x.org\n" * 5001, b"a," * 300 + b"\n", "Name\n" + '"' + "x" * 200_000,
    ],
)  # fmt: skip
def test_what_is_no_file_of_contacts_is_refused_in_words(
    cast: Cast, client: Client, content: str | bytes
) -> None:
    answer = sent(client, cast, content)
    assert answer.status_code == 422, answer.content
    assert not Contact.objects.exists()


def test_five_thousand_contacts_come_in_few_statements(
    cast: Cast, client: Client, django_assert_max_num_queries: Any
) -> None:
    rows = "".join(f"Person {n},p{n}@x.org,Company {n % 20},film\n" for n in range(2000))
    with django_assert_max_num_queries(80):
        answer = sent(client, cast, f"Name,Email,Company,Tags\n{rows}")
    assert answer.json()["new"] == 2000
    assert Contact.objects.filter(tags__name="film").count() == 2000


def test_others_take_nothing_into_this_workspace(cast: Cast, client: Client) -> None:
    assert sent(cast.client("other"), cast, TABLE).status_code == 404
    assert sent(cast.client("viewer_member"), cast, TABLE).status_code == 403


def test_lines_that_are_none_of_a_card_cost_no_time(cast: Cast, client: Client) -> None:
    """Read by `vobject` as they are, one of them holds a process until it is killed."""
    lies = "FN;A=" + '"a",' * 4000
    photo = "PHOTO;ENCODING=b:" + "A" * 30_000
    answer = sent(client, cast, CARDS.replace("TITLE:", f"{lies}\n{photo}\nTITLE:"))
    assert (answer.status_code, answer.json()["new"]) == (200, 2)
    assert people()["Anna Berg"].role == "Music supervisor"
    assert "Jörg Müller" in people() or "Müller Jörg" in people() or len(people()) == 2
    many = "BEGIN:VCARD\n" + "NOTE:a\n" * 100_000 + "END:VCARD\n"
    assert sent(client, cast, many).status_code == 422


def costly(kind: str) -> str:
    """Files that took a process 2 to 11 seconds, of the size that is taken at most."""
    begin, end = "BEGIN:VCARD\nVERSION:3.0\nFN:Anna\n", "END:VCARD\n"
    inside = {
        "lines": "TEL;A=1;B=2:1\n" * 90_000,
        "parameters": ("TEL" + ";A=b" * 4900 + ":1\n") * 190,
        "fields of a name": ("N:" + "a;" * 9900 + "\n") * 190,
        "other components": "BEGIN:X\nEND:X\n" * 40_000,
    }
    return begin + inside[kind] + end


@pytest.mark.parametrize("kind", ["lines", "parameters", "fields of a name", "other components"])
def test_of_a_card_that_lies_only_what_is_kept_is_read(
    cast: Cast, client: Client, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the parser is given is what the time goes with; the same each run, unlike seconds."""
    given: list[str] = []
    real = vobject.readComponents

    def counted(text: str, **options: Any) -> Any:
        given.append(text)
        return real(text, **options)

    monkeypatch.setattr(vobject, "readComponents", counted)
    assert sent(client, cast, costly(kind)).json()["new"] == 1
    (text,) = given
    assert text.count("\n") <= 30 and len(text) < 10_000


def test_too_many_cards_are_refused_before_one_is_read(
    cast: Cast, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        vobject, "readComponents", lambda text, **options: pytest.fail("it is read")
    )
    answer = sent(client, cast, "BEGIN:VCARD\n" * 5001)
    assert answer.status_code == 422 and "5,000 contacts" in answer.content.decode()
