"""The newsletter: nothing but one question before a yes, no letter twice, left by one click."""

import re
from datetime import timedelta
from email.message import Message
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils.timezone import now

from accounts.tests.factories import UserFactory
from common.jobs.worker import drain
from common.personal import personal_data
from editorial.letters import newsletter_letter_send, newsletter_sweep
from editorial.models import NewsletterLetter, Subscriber
from editorial.newsletter import newsletter_ask
from mail.bounces import Fate, letter_fates
from tests.servers.post_office import PostOffice

pytestmark = pytest.mark.django_db
ANA = "ana@example.org"


def ask(email: str = ANA) -> Any:
    return Client().post("/newsletter/", {"email": email})


def words(letter: Message) -> str:
    (part,) = [part for part in letter.walk() if part.get_content_type() == "text/plain"]
    body = part.get_payload(decode=True)
    assert isinstance(body, bytes)
    return body.decode()


def link_in(letter: Message) -> str:
    found = re.search(r"/newsletter/[\w-]+/", words(letter))
    assert found
    return found[0]


def subscribed(post_office: PostOffice) -> str:
    """Ana has said yes; the path of her link."""
    ask()
    drain()
    link = link_in(post_office.taken[-1])
    assert Client().post(link).status_code == 303
    drain()
    return link


def test_an_address_gets_a_question_and_after_a_yes_a_welcome(post_office: PostOffice) -> None:
    answer = ask("  Ana@Example.org ")
    assert answer.status_code == 303
    drain()
    (question,) = post_office.taken
    assert question["To"] == ANA
    link = link_in(question)
    assert Client().get(link).status_code == 200
    assert Subscriber.objects.get().confirmed_at is None, "scanners of letters open links"
    assert Client().post(link).status_code == 303
    drain()
    _, welcome = post_office.taken
    assert "Welcome" in welcome["Subject"]
    assert welcome["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert f"{link}leave/" in welcome["List-Unsubscribe"]
    assert Subscriber.objects.get().is_subscribed


def test_no_letter_comes_twice(post_office: PostOffice) -> None:
    link = subscribed(post_office)
    for _ in range(2):
        ask()
        Client().post(link)
        for letter in NewsletterLetter.objects.all():
            assert not newsletter_letter_send(letter.pk)
    drain()
    assert len(post_office.taken) == 2


def test_nobody_is_asked_again_within_a_day(post_office: PostOffice) -> None:
    at = now()
    told = [newsletter_ask(email=ANA, at=at + timedelta(hours=hours)) for hours in (0, 1, 23, 25)]
    assert told == [True, False, False, True]


def test_who_does_not_answer_is_asked_ever_more_seldom(post_office: PostOffice) -> None:
    at = now()
    told = [day for day in range(30) if newsletter_ask(email=ANA, at=at + timedelta(days=day))]
    assert told == [0, 1, 3, 7, 15]


@pytest.mark.parametrize("how", ["leaves", "complained", "bounced"])
def test_an_address_that_says_no_to_the_question_is_not_asked_again(
    post_office: PostOffice, how: str
) -> None:
    ask()
    drain()
    if how == "leaves":
        Client().post(f"{link_in(post_office.taken[-1])}leave/")
    else:
        what: Any = how
        for tell in letter_fates:
            tell(Fate(what, ANA, "", now()))
    assert not newsletter_ask(email=ANA, at=now() + timedelta(days=20))
    assert Client().post(link_in(post_office.taken[-1])).status_code == 303, "they may themselves"
    assert Subscriber.objects.get().is_subscribed


def test_asking_says_the_same_whoever_is_known(post_office: PostOffice) -> None:
    unknown = ask("new@example.org")
    subscribed(post_office)
    known = ask()
    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])


@pytest.mark.parametrize("email", ["", "x", "a@b", "a@b.c\r\nBcc: d@e.f", "x" * 200 + "@a.example"])
def test_what_is_no_address_is_said_beside_its_field(email: str, post_office: PostOffice) -> None:
    answer = ask(email)
    assert answer.status_code == 422
    assert 'aria-invalid="true"' in answer.content.decode()
    assert not Subscriber.objects.exists()


def test_one_click_in_a_mail_program_ends_it_without_a_session(post_office: PostOffice) -> None:
    link = subscribed(post_office)
    strict = Client(enforce_csrf_checks=True)
    left = strict.post(f"{link}leave/", {"List-Unsubscribe": "One-Click"})
    assert left.status_code == 200
    assert not left.cookies
    assert not Subscriber.objects.get().is_subscribed
    page = Client().get(f"{link}leave/")
    assert "no-store" in page["Cache-Control"]
    assert page["Referrer-Policy"] == "no-referrer"
    assert Client().post(link).status_code == 303, "and they may come back"
    assert Subscriber.objects.get().is_subscribed
    drain()
    assert len(post_office.taken) == 2, "without a second welcome"


def test_a_link_that_nobody_has_leads_nowhere(post_office: PostOffice) -> None:
    for address in ("/newsletter/nothing/", "/newsletter/nothing/leave/"):
        assert Client().get(address).status_code == 404
        assert Client().post(address).status_code == 404


def test_the_database_alone_opens_no_link(post_office: PostOffice) -> None:
    ask()
    drain()
    token = link_in(post_office.taken[0]).split("/")[2]
    assert token not in str(list(Subscriber.objects.values()))


def test_a_server_that_is_away_is_tried_again_and_a_doubtful_letter_is_not(
    post_office: PostOffice,
) -> None:
    post_office.answers[ANA] = "450 later"
    ask()
    drain()
    letter = NewsletterLetter.objects.get()
    assert (letter.state, post_office.taken) == ("waiting", [])
    post_office.answers.clear()
    post_office.silent.add(ANA)
    assert not newsletter_letter_send(letter.pk)
    letter.refresh_from_db()
    assert (letter.state, len(post_office.taken)) == ("unsure", 1)
    assert not newsletter_letter_send(letter.pk)
    assert len(post_office.taken) == 1


def test_an_address_that_is_refused_or_bounces_gets_no_more(post_office: PostOffice) -> None:
    post_office.answers[ANA] = "550 no such person"
    ask()
    drain()
    assert Subscriber.objects.get().bounced_at
    Subscriber.objects.all().delete()
    post_office.answers.clear()
    subscribed(post_office)
    for tell in letter_fates:
        tell(Fate("bounced", ANA, "", now()))
    assert not Subscriber.objects.get().is_subscribed
    Subscriber.objects.update(unsubscribed_at=None)
    for tell in letter_fates:
        tell(Fate("complained", ANA, "", now()))
    assert not Subscriber.objects.get().is_subscribed


def test_addresses_that_never_said_yes_are_forgotten(post_office: PostOffice) -> None:
    ask()
    assert newsletter_sweep(at=now() + timedelta(days=29)) == 0
    assert newsletter_sweep(at=now() + timedelta(days=31)) > 0
    assert not Subscriber.objects.exists()


def test_whoever_leaves_the_site_leaves_the_newsletter(post_office: PostOffice) -> None:
    subscribed(post_office)
    user = UserFactory(email=ANA)
    (row,) = personal_data["newsletter"].export(user)
    assert row["email"] == ANA
    personal_data["newsletter"].erase(user)
    assert not Subscriber.objects.exists()


def test_without_a_mail_server_the_page_says_so_and_keeps_no_address() -> None:
    assert "no letters" in Client().get("/newsletter/").content.decode()
    ask()
    assert not Subscriber.objects.exists()


def test_a_visitor_asks_for_ten_addresses_an_hour(post_office: PostOffice) -> None:
    cache.clear()
    told = [ask(f"p{n}@example.org").status_code for n in range(12)]
    assert told == [303] * 10 + [429] * 2
