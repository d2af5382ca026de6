"""Handing letters over: whose they are, and what became of each when something goes wrong."""

import pytest

from mail.post import NotTaken, PostOffice, Refused, Unsure, Writing
from tests.servers.post_office import PostOffice as Server


def letter(to: str = "ana@example.org", **more: object) -> Writing:
    return Writing(to=to, subject="Three songs", text="Listen.", html="<p>Listen.</p>", **more)  # type: ignore[arg-type]


def test_a_letter_says_whose_it_is_and_where_answers_go(
    post_office: Server, settings: object
) -> None:
    settings.DEFAULT_FROM_EMAIL = "musicsite <noreply@example.org>"  # type: ignore[attr-defined]
    with PostOffice() as office:
        office.send(
            letter(
                from_name='Jö "Bo" Bloggs, Label',
                reply_to="bo@label.example",
                headers={"List-Unsubscribe": "<https://a.example/p/x/unsubscribe/>"},
            )
        )
    (taken,) = post_office.taken
    assert taken["From"].endswith("<noreply@example.org>")
    assert taken["Reply-To"] == "bo@label.example"
    assert taken["List-Unsubscribe"] == "<https://a.example/p/x/unsubscribe/>"
    assert taken["Auto-Submitted"] == "auto-generated"


@pytest.mark.parametrize("name", ["Label\r\nBcc: all@example.org", "Label\n\nHello", "a\x00b\x1b"])
def test_a_sender_s_name_can_not_write_headers(post_office: Server, name: str) -> None:
    with PostOffice() as office:
        office.send(letter(from_name=name))
    (taken,) = post_office.taken
    assert taken["Bcc"] is None
    assert taken["Subject"] == "Three songs"


def test_many_letters_go_over_one_connection(post_office: Server) -> None:
    with PostOffice() as office:
        for number in range(5):
            office.send(letter(f"p{number}@example.org"))
    assert len(post_office.taken) == 5
    assert post_office.connections == 1


def test_a_server_that_hangs_up_between_letters_loses_none(post_office: Server) -> None:
    post_office.hangs_up_after = 2
    with PostOffice() as office:
        for number in range(5):
            office.send(letter(f"p{number}@example.org"))
    assert post_office.to() == [f"p{number}@example.org" for number in range(5)]
    assert post_office.connections == 3


@pytest.mark.parametrize(
    ("answer", "raised"),
    [
        ("550 no such person", Refused),
        ("451 come back later", NotTaken),
        ("421 too many", NotTaken),
    ],
)
def test_what_the_server_says_is_told_apart(
    post_office: Server, answer: str, raised: type[Exception]
) -> None:
    post_office.answers["ana@example.org"] = answer
    with PostOffice() as office:
        with pytest.raises(raised):
            office.send(letter())
        office.send(letter("bo@example.org"))
    assert post_office.to() == ["bo@example.org"], "one refused letter holds up no other"


def test_a_silence_after_the_letter_is_no_refusal(post_office: Server) -> None:
    post_office.silent.add("ana@example.org")
    with PostOffice() as office, pytest.raises(Unsure):
        office.send(letter())
    assert post_office.to() == ["ana@example.org"]


def test_a_server_that_is_away_took_nothing(post_office: Server) -> None:
    post_office.shutdown()
    post_office.server_close()
    with pytest.raises(NotTaken), PostOffice():
        pytest.fail("there is no server")


def test_an_address_that_is_none_is_refused(post_office: Server) -> None:
    with PostOffice() as office, pytest.raises(Refused):
        office.send(letter("ana@example.org, bo@example.org"))
    assert not post_office.taken
