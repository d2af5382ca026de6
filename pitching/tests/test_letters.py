"""Letters of a pitch: each recipient's once, whatever dies; in the sender's words; no more to who wants none."""

from collections.abc import Iterator
from datetime import timedelta
from email.message import Message
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.timezone import now

from accounts.models import User
from accounts.viewer import viewer_of
from catalog.models import Track
from common.errors import Conflict, Forbidden
from common.jobs.worker import drain
from mail import post
from mail.bounces import Fate
from mail.post import NotTaken
from pitching.letters import posting
from pitching.letters.fates import letter_fate
from pitching.letters.posting import letters_post, letters_sweep
from pitching.letters.queue import (
    links_to_follow_up,
    pitch_follow_up,
    pitch_letter_again,
    pitch_letter_test,
)
from pitching.letters.words import on_color
from pitching.models import Contact, Pitch, PitchDefaults, PitchLetter, PitchLink
from pitching.services import links_add, links_revoke, pitch_send
from pitching.tests.factories import a_contact, a_pitch, an_artist, link_for, token_for
from tests.cast import Cast
from tests.servers.post_office import PostOffice

NAMES = ("Anna", "Bo", "Cem")


@pytest.fixture
def pitch(cast: Cast, sender: User, tracks: list[Track]) -> Pitch:
    """For three people, not sent yet."""
    people = [a_contact(cast.label, name) for name in NAMES]
    return a_pitch(sender, cast.label, tracks, contacts=people, message="Hear & enjoy <this>.")


@pytest.fixture
def send(who: dict[str, Any]) -> Any:
    return lambda pitch: pitch_send(**who, public_id=pitch.public_id, at=now())


def link_of(pitch: Pitch, name: str) -> PitchLink:
    return link_for(pitch, Contact.objects.get(workspace=pitch.workspace, name=name))


def states(pitch: Pitch) -> dict[str, str]:
    rows = PitchLetter.objects.filter(pitch=pitch).order_by("pk")
    return {row.link.contact.name: row.state for row in rows.select_related("link__contact")}  # type: ignore[union-attr]


def bodies(letter: Message) -> dict[str, str]:
    return {
        part.get_content_type(): part.get_payload(decode=True).decode()  # type: ignore[union-attr]
        for part in letter.walk()
        if not part.is_multipart()
    }


def test_each_recipient_gets_one_letter_with_a_link_of_their_own(
    post_office: PostOffice, pitch: Pitch, send: Any
) -> None:
    send(pitch)
    assert not post_office.taken, "nobody waits for the mail server"
    pitch.refresh_from_db()
    assert pitch.state == "sending"
    drain()
    assert post_office.to() == ["anna@example.com", "bo@example.com", "cem@example.com"]
    pitch.refresh_from_db()
    assert pitch.state == "sent"
    tokens = {name: token_for(link_of(pitch, name)) for name in NAMES}
    for letter in post_office.taken:
        name = str(letter["To"]).partition("@")[0].capitalize()
        for body in bodies(letter).values():
            assert f"/p/{tokens[name]}/" in body
            assert not any(other in body for who, other in tokens.items() if who != name)
    assert link_of(pitch, "Anna").state == "sent"
    assert link_of(pitch, "Anna").sent_at is not None


def test_a_letter_says_whose_it_is_and_how_to_get_no_more(
    post_office: PostOffice, pitch: Pitch, send: Any, sender: User
) -> None:
    PitchDefaults.objects.create(
        workspace=pitch.workspace, sender_name="Mo of Label", reply_to="mo@label.example"
    )
    send(pitch)
    drain()
    letter = post_office.taken[0]
    assert letter["From"].startswith("Mo of Label <")
    assert letter["Reply-To"] == "mo@label.example"
    link = link_of(pitch, "Anna")
    address = f"http://127.0.0.1:8000/p/{token_for(link)}/unsubscribe/"
    assert letter["List-Unsubscribe"].strip() == f"<{address}>"
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert letter["X-Letter"] == PitchLetter.objects.get(link=link).public_id
    text, html = bodies(letter)["text/plain"], bodies(letter)["text/html"]
    assert "Hear & enjoy <this>." in text
    assert "Hear &amp; enjoy &lt;this&gt;." in html
    assert address in text
    assert address in html


def test_sending_again_writes_to_who_is_new_alone(
    post_office: PostOffice, pitch: Pitch, send: Any, who: dict[str, Any]
) -> None:
    send(pitch)
    drain()
    send(pitch)
    drain()
    new = a_contact(pitch.workspace, "Dee")
    links_add(**who, public_id=pitch.public_id, contacts=[new.public_id])
    send(pitch)
    drain()
    assert post_office.to() == [
        "anna@example.com",
        "bo@example.com",
        "cem@example.com",
        "dee@example.com",
    ]
    pitch.refresh_from_db()
    assert pitch.state == "sent"


def test_who_is_taken_off_while_others_are_written_to_gets_nothing(
    post_office: PostOffice, pitch: Pitch, send: Any, who: dict[str, Any],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    real = post.PostOffice.send

    def revoking(self: post.PostOffice, writing: Any) -> None:
        real(self, writing)
        links_revoke(**who, public_id=pitch.public_id, at=now())

    send(pitch)
    monkeypatch.setattr(post.PostOffice, "send", revoking)
    drain()
    assert len(post_office.to()) == 1


class Killed(BaseException):
    """What `kill -9` is to the code: nothing after it runs."""


@pytest.mark.parametrize("is_taken", [False, True])
def test_a_worker_killed_while_it_hands_a_letter_over_sends_none_twice(
    post_office: PostOffice, pitch: Pitch, send: Any, monkeypatch: pytest.MonkeyPatch,
    is_taken: bool, who: dict[str, Any],
) -> None:  # fmt: skip
    """Before or after the server had it: nobody knows which, so a person decides."""
    send(pitch)
    real = post.PostOffice.send

    def dies(self: Any, writing: Any) -> None:
        if writing.to == "bo@example.com":
            if is_taken:
                real(self, writing)
            raise Killed
        real(self, writing)

    with monkeypatch.context() as patch:
        patch.setattr(post.PostOffice, "send", dies)
        with pytest.raises(Killed):
            letters_post(pitch, seconds=9)
    assert states(pitch) == {"Anna": "sent", "Bo": "claimed", "Cem": "waiting"}
    drain()
    pitch.refresh_from_db()
    assert pitch.state == "sending", "one is still open"
    assert letters_sweep(at=now()) == [pitch.pk]
    assert states(pitch)["Bo"] == "claimed", "it may still be on its way"
    assert letters_sweep(at=now() + timedelta(minutes=11)) == [pitch.pk]
    posting.pitch_finish(pitch)
    assert states(pitch) == {"Anna": "sent", "Bo": "unsure", "Cem": "sent"}
    pitch.refresh_from_db()
    assert pitch.state == "sent"
    send(pitch)
    drain()
    once = ["anna@example.com", "cem@example.com"]
    assert post_office.to() == sorted([*once, "bo@example.com"] if is_taken else once)
    pitch_letter_again(
        **who, public_id=pitch.public_id, link_id=link_of(pitch, "Bo").public_id, at=now()
    )
    drain()
    assert post_office.to().count("bo@example.com") == 1 + is_taken
    assert states(pitch)["Bo"] == "sent"
    with pytest.raises(Conflict):
        pitch_letter_again(
            **who, public_id=pitch.public_id, link_id=link_of(pitch, "Bo").public_id, at=now()
        )


def test_a_server_that_falls_silent_after_a_letter_is_not_given_it_again(
    post_office: PostOffice, pitch: Pitch, send: Any
) -> None:
    post_office.silent.add("bo@example.com")
    send(pitch)
    drain()
    assert states(pitch) == {"Anna": "sent", "Bo": "unsure", "Cem": "sent"}
    assert post_office.to().count("bo@example.com") == 1


def test_letters_wait_while_the_server_is_away_or_says_not_now(
    post_office: PostOffice, pitch: Pitch, send: Any
) -> None:
    post_office.answers["bo@example.com"] = "451 later"
    send(pitch)
    with pytest.raises(NotTaken):
        letters_post(pitch, seconds=9)
    assert states(pitch) == {"Anna": "sent", "Bo": "waiting", "Cem": "waiting"}
    post_office.answers.clear()
    assert not letters_post(pitch, seconds=9)
    assert post_office.to() == ["anna@example.com", "bo@example.com", "cem@example.com"]


def test_an_address_that_the_server_does_not_know_is_marked(
    post_office: PostOffice, pitch: Pitch, send: Any
) -> None:
    post_office.answers |= {
        "bo@example.com": "550 5.1.1 no such person", "cem@example.com": "550 5.7.1 not from you",
    }  # fmt: skip
    send(pitch)
    drain()
    assert states(pitch) == {"Anna": "sent", "Bo": "refused", "Cem": "refused"}
    assert link_of(pitch, "Bo").state == "bounced"
    assert Contact.objects.get(name="Bo").bounced_at is not None
    assert Contact.objects.get(name="Cem").bounced_at is None, "it is we who may not"


def test_ten_thousand_letters_hold_up_nobody_else(
    post_office: PostOffice, pitch: Pitch, send: Any
) -> None:
    send(pitch)
    assert letters_post(pitch, seconds=0), "a slice ends in the middle"
    assert len(post_office.taken) == 1
    drain()
    assert len(post_office.taken) == 3


@pytest.mark.parametrize(
    ("fact", "word"),
    [("unsubscribed_at", "unsubscribed"), ("bounced_at", "come back"), ("complained_at", "spam"),
     ("deleted_at", "gone")],
)  # fmt: skip
def test_whoever_wants_none_meanwhile_gets_none(
    post_office: PostOffice, pitch: Pitch, send: Any, fact: str, word: str
) -> None:
    send(pitch)
    Contact.objects.filter(name="Bo").update(**{fact: now()})
    drain()
    assert post_office.to() == ["anna@example.com", "cem@example.com"]
    assert word in PitchLetter.objects.get(state="skipped").detail


def test_a_link_that_was_revoked_meanwhile_is_not_sent(
    post_office: PostOffice, pitch: Pitch, send: Any, who: dict[str, Any]
) -> None:
    send(pitch)
    links_revoke(**who, public_id=pitch.public_id, links=[link_of(pitch, "Bo").public_id], at=now())
    drain()
    assert post_office.to() == ["anna@example.com", "cem@example.com"]


def test_without_a_mail_server_links_open_and_no_letter_waits(pitch: Pitch, send: Any) -> None:
    send(pitch)
    pitch.refresh_from_db()
    assert pitch.state == "sent"
    assert not PitchLetter.objects.exists()


# --- A second letter ---------------------------------------------------------------------------------


@pytest.fixture
def sent(post_office: PostOffice, pitch: Pitch, send: Any) -> Pitch:
    """Sent two days ago; Anna has played it."""
    send(pitch)
    drain()
    post_office.taken.clear()
    PitchLink.objects.filter(pitch=pitch).update(sent_at=now() - timedelta(days=2))
    PitchLink.objects.filter(contact__name="Anna").update(first_played_at=now())
    return pitch


def test_a_follow_up_goes_to_those_who_have_not_played(
    post_office: PostOffice, sent: Pitch, who: dict[str, Any]
) -> None:
    assert pitch_follow_up(**who, public_id=sent.public_id, message="Any news?", at=now()) == 2
    with pytest.raises(Conflict):
        pitch_follow_up(**who, public_id=sent.public_id, at=now())
    drain()
    assert post_office.to() == ["bo@example.com", "cem@example.com"]
    letter = post_office.taken[0]
    assert letter["Subject"].startswith("Still there for you")
    assert "Any news?" in bodies(letter)["text/plain"]
    assert "Hear & enjoy" not in bodies(letter)["text/plain"]
    sent.refresh_from_db()
    assert sent.state == "sent"
    assert links_to_follow_up(sent, at=now() + timedelta(days=1)).count() == 2


def test_nobody_is_followed_up_on_the_day_of_the_letter(sent: Pitch) -> None:
    PitchLink.objects.filter(pitch=sent).update(sent_at=now() - timedelta(hours=3))
    assert not links_to_follow_up(sent, at=now()).exists()


# --- To oneself ----------------------------------------------------------------------------------------


def test_a_test_letter_comes_to_oneself_and_opens_a_preview(
    post_office: PostOffice, pitch: Pitch, who: dict[str, Any], sender: User
) -> None:
    assert pitch_letter_test(**who, public_id=pitch.public_id, at=now()) == sender.email
    drain()
    (letter,) = post_office.taken
    assert letter["To"] == sender.email
    assert letter["List-Unsubscribe"] is None
    preview = PitchLink.objects.get(pitch=pitch, is_preview=True)
    assert token_for(preview) in bodies(letter)["text/plain"]
    pitch.refresh_from_db()
    assert pitch.state == "draft"


def test_whoever_only_looks_sends_no_test(
    post_office: PostOffice, pitch: Pitch, cast: Cast
) -> None:
    user = an_artist(cast.viewer_member)
    with pytest.raises(Forbidden):
        pitch_letter_test(user=user, viewer=viewer_of(user), public_id=pitch.public_id, at=now())


# --- What comes back --------------------------------------------------------------------------------


def fate(what: str, sent: Pitch, name: str, *, is_named: bool = True) -> Fate:
    link = link_of(sent, name)
    assert link.contact
    reference = PitchLetter.objects.get(link=link, number=0).public_id if is_named else ""
    return Fate(what, link.contact.email, reference, now(), "550 gone")  # type: ignore[arg-type]


@pytest.mark.parametrize("is_named", [True, False])
def test_a_bounce_marks_the_contact_and_the_link(sent: Pitch, is_named: bool) -> None:
    for _ in range(2):
        letter_fate(fate("bounced", sent, "Bo", is_named=is_named))
    assert link_of(sent, "Bo").state == "bounced"
    assert Contact.objects.get(name="Bo").bounced_at is not None
    assert link_of(sent, "Cem").state == "sent"
    assert [*links_to_follow_up(sent, at=now())] == [link_of(sent, "Cem")]


def test_a_complaint_ends_letters(sent: Pitch) -> None:
    letter_fate(fate("complained", sent, "Bo"))
    assert link_of(sent, "Bo").state == "complained"
    assert not Contact.objects.get(name="Bo").is_mailable


def test_a_full_mailbox_ends_nothing(sent: Pitch) -> None:
    letter_fate(fate("delayed", sent, "Bo"))
    letter_fate(fate("delivered", sent, "Bo"))
    assert Contact.objects.get(name="Bo").is_mailable
    assert PitchLetter.objects.get(link=link_of(sent, "Bo")).delivered_at is not None


def test_a_bounce_of_an_old_address_leaves_the_new_one_alone(sent: Pitch) -> None:
    bounced = fate("bounced", sent, "Bo")
    Contact.objects.filter(name="Bo").update(email="bo@new.example", email_once="bo@new.example")
    letter_fate(bounced)
    assert Contact.objects.get(name="Bo").bounced_at is None


# --- Unsubscribing -------------------------------------------------------------------------------------


@pytest.fixture
def page(sent: Pitch) -> Iterator[str]:
    yield reverse("pitch-unsubscribe", args=[token_for(link_of(sent, "Bo"))])


def test_a_mail_program_unsubscribes_with_one_post(page: str) -> None:
    outside = Client(enforce_csrf_checks=True)
    answer = outside.post(page, {"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200
    assert not answer.cookies
    assert Contact.objects.get(name="Bo").unsubscribed_at is not None


def test_a_scanner_that_opens_the_page_unsubscribes_nobody(client: Client, page: str) -> None:
    answer = client.get(page)
    assert answer.status_code == 200
    assert not answer.cookies
    assert answer["Referrer-Policy"] == "no-referrer"
    assert answer["X-Robots-Tag"] == "noindex"
    assert answer["Cache-Control"] == "private, no-store"
    assert Contact.objects.get(name="Bo").unsubscribed_at is None


def test_a_person_unsubscribes_and_takes_it_back(client: Client, page: str) -> None:
    assert client.post(page).status_code == 303
    assert "You are unsubscribed" in client.get(page).content.decode()
    client.post(page, {"take_back": "1"})
    assert Contact.objects.get(name="Bo").unsubscribed_at is None


def test_nobody_takes_it_back_for_them_later(client: Client, page: str) -> None:
    """The sender has the address of the page, too."""
    before = now() - timedelta(hours=1)
    Contact.objects.filter(name="Bo").update(unsubscribed_at=before)
    assert "That was a mistake" not in client.get(page).content.decode()
    client.post(page, {"take_back": "1"})
    assert Contact.objects.get(name="Bo").unsubscribed_at == before


def test_unsubscribing_works_after_the_link_was_revoked(
    client: Client, page: str, sent: Pitch, who: dict[str, Any]
) -> None:
    links_revoke(**who, public_id=sent.public_id, at=now())
    assert client.post(page).status_code == 303
    assert Contact.objects.get(name="Bo").unsubscribed_at is not None


def test_unsubscribing_asks_little(
    client: Client, page: str, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(1):
        client.get(page)


def test_a_general_link_and_a_wrong_one_are_alike(
    client: Client, sent: Pitch, who: dict[str, Any]
) -> None:
    links_add(**who, public_id=sent.public_id, general=True)
    general = link_for(sent, None)
    answers = [
        client.post(reverse("pitch-unsubscribe", args=[token]))
        for token in (token_for(general), "x" * 32)
    ]
    assert {answer.status_code for answer in answers} == {404}
    assert answers[0].content == answers[1].content


@pytest.mark.parametrize(
    ("color", "on"), [("#000000", "#ffffff"), ("#ffffff", "#000000"), ("#b3371a", "#ffffff")]
)
def test_words_on_the_sender_s_colour_can_be_read(color: str, on: str) -> None:
    assert on_color(color) == on
