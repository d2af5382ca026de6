"""Telling senders: once for each first play and download, in words, at once or once a day, as they like it."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.timezone import now
from django_tasks_db.models import DBTaskResult

from accounts.models import User
from accounts.services import workspace_leave
from catalog.models import Track
from common.ids import uuid7_hex
from common.jobs.worker import drain
from pitching.activity.notices import (
    AT_ONCE_A_DAY,
    digest_letter,
    digests_due,
    news_set,
    notice_letter,
)
from pitching.activity.recording import activity_record
from pitching.models import Pitch, PitchNotice
from pitching.tests.factories import a_contact, a_pitch, an_artist, link_for
from pitching.tests.test_activity import did, first_track
from tests.cast import Cast
from tests.servers.post_office import PostOffice


@pytest.fixture
def pitch(cast: Cast, sender: User, tracks: list[Track]) -> Pitch:
    Track.objects.filter(pk__in=[one.pk for one in tracks]).update(
        duration_ms=200_000, title="Harbour"
    )
    return a_pitch(sender, cast.label, tracks, contacts=[a_contact(cast.label)], is_sent=True)


def anna_plays(pitch: Pitch) -> int:
    link = link_for(pitch, pitch.links.get().contact)
    heard = [[72_000, 100_000]] * 3
    did(link, "opened")
    did(link, "played", track=first_track(pitch), seconds=90, heard=heard)
    did(link, "played", track=first_track(pitch))
    return link.pk


def to_sender(post_office: PostOffice, sender: User) -> list[Any]:
    """Letters to whoever made the pitch, without those to its recipients."""
    return [letter for letter in post_office.taken if letter["To"] == sender.email]


def words(letter: Any) -> str:
    part = next(one for one in letter.walk() if one.get_content_type() == "text/plain")
    return str(part.get_payload(decode=True).decode())


def test_the_first_play_is_told_in_words_once(
    post_office: PostOffice, pitch: Pitch, sender: User
) -> None:
    link = anna_plays(pitch)
    job = DBTaskResult.objects.get(task_path__endswith="pitch_notice_letter")
    assert job.run_after > now(), "what was heard is not known at the first second"
    assert notice_letter(link_id=link, at=now())
    assert not notice_letter(link_id=link, at=now())
    drain()
    (letter,) = to_sender(post_office, sender)
    assert (
        letter["Subject"] == "Anna played 1:12–1:40 of Harbour three times"
        or "=?utf-8?" in letter["Subject"]
    )
    assert "Anna played 1:12–1:40 of Harbour three times." in words(letter)


def test_what_is_written_is_told_each_time_and_by_letter_once_an_hour(
    post_office: PostOffice, cast: Cast, pitch: Pitch, sender: User
) -> None:
    link = link_for(pitch, pitch.links.get().contact)
    browser, address = cast.client("owner"), reverse("pitch-notices")
    did(link, "licence")
    did(link, "commented", track=first_track(pitch))
    assert DBTaskResult.objects.filter(task_path__endswith="pitch_notice_letter").count() == 1
    assert notice_letter(link_id=link.pk, at=now())
    drain()
    (letter,) = to_sender(post_office, sender)
    assert "Anna asked for a licence" in words(letter)
    assert "Anna commented on Harbour" in words(letter)
    browser.post(address, {"read": "1"})
    did(link, "commented", track=first_track(pitch))
    assert "news__one--new" in browser.get(address).content.decode()
    assert not notice_letter(link_id=link.pk, at=now()), "a letter went a moment ago"
    later = now() + timedelta(hours=2)
    activity_record(link=link, kind="licence", client_id=uuid7_hex(), at=later)
    assert notice_letter(link_id=link.pk, at=later)


def test_the_navigation_learns_how_much_is_new_with_what_is_laid_over_any_page(
    cast: Cast, pitch: Pitch, django_assert_num_queries: Any
) -> None:
    """One call of a page, which is the same for everybody: no query more than it asked before."""
    browser = cast.client("owner")
    addresses = {"/api/v1/me/opinions/": 2, "/api/v1/inbox/unread/": 2}
    anna_plays(pitch)
    for address, count in addresses.items():
        with django_assert_num_queries(count):
            assert browser.get(address, {"ids": ""}).json()["waiting"] == {"pitches": 1}
        assert cast.client("colleague").get(address, {"ids": ""}).json()["waiting"] == {}
    browser.post(reverse("pitch-notices"), {"read": "1"})
    assert browser.get("/api/v1/inbox/unread/").json() == {"unread": 0, "waiting": {}}
    assert (
        'data-unread="0" data-unread-of="pitches"'
        in browser.get(reverse("pitch-notices")).content.decode()
    )


def test_news_of_a_workspace_that_one_has_left_are_not_counted(cast: Cast, pitch: Pitch) -> None:
    anna_plays(pitch)
    cast.label.memberships.filter(user=cast.owner).delete()
    assert cast.client("owner").get("/api/v1/inbox/unread/").json()["waiting"] == {}


def test_news_are_on_the_site_at_once(cast: Cast, pitch: Pitch) -> None:
    anna_plays(pitch)
    browser, address = cast.client("owner"), reverse("pitch-notices")
    shown = " ".join(browser.get(address).content.decode().split())
    assert "Anna</a> played 1:12–1:40 of Harbour three times" in shown
    assert "news__one--new" in shown
    assert browser.post(address, {"read": "1"}).status_code == 303
    assert "news__one--new" not in browser.get(address).content.decode()
    assert "Anna" not in cast.client("colleague").get(address).content.decode()


def test_what_the_page_of_news_asks_does_not_grow(
    cast: Cast, pitch: Pitch, django_assert_num_queries: Any
) -> None:
    anna_plays(pitch)
    browser = cast.client("owner")
    browser.get(reverse("pitch-notices"))
    with django_assert_num_queries(5):
        browser.get(reverse("pitch-notices"))


@pytest.mark.parametrize(
    ("choice", "at_once", "a_day"), [("at_once", 1, 0), ("daily", 0, 1), ("never", 0, 0)]
)
def test_senders_say_how_often_they_are_told(
    post_office: PostOffice, pitch: Pitch, sender: User, choice: str, at_once: int, a_day: int
) -> None:
    news_set(user=sender, letters=choice)
    link = anna_plays(pitch)
    assert notice_letter(link_id=link, at=now()) == bool(at_once)
    later = now() + timedelta(hours=1)
    assert digests_due(at=later) == ([sender.pk] if a_day else [])
    for pk in digests_due(at=later):
        assert digest_letter(user_id=pk, at=later)
        assert not digest_letter(user_id=pk, at=later), "once a day"
    drain()
    assert len(to_sender(post_office, sender)) == at_once + a_day


def test_whoever_sends_to_thousands_gets_no_thousand_letters(
    post_office: PostOffice, pitch: Pitch, cast: Cast, sender: User, tracks: list[Track]
) -> None:
    people = [a_contact(cast.label, f"Person {n}") for n in range(AT_ONCE_A_DAY + 3)]
    many = a_pitch(sender, cast.label, tracks, contacts=people, is_sent=True)
    links = [link_for(many, contact) for contact in people]
    for link in links:
        did(link, "downloaded", track=tracks[0])
    assert sum(notice_letter(link_id=link.pk, at=now()) for link in links) == AT_ONCE_A_DAY
    assert digest_letter(user_id=sender.pk, at=now() + timedelta(hours=1))
    drain()
    digest = next(one for one in post_office.taken if "What happened since" in words(one))
    assert words(digest).count("downloaded Harbour") == 3
    assert not PitchNotice.objects.filter(lettered_at=None).exists()


def test_whoever_left_the_workspace_is_told_nothing(
    post_office: PostOffice, cast: Cast, tracks: list[Track]
) -> None:
    editor = an_artist(cast.colleague)
    pitch = a_pitch(editor, cast.label, tracks, contacts=[a_contact(cast.label)], is_sent=True)
    link = anna_plays(pitch)
    workspace_leave(workspace=cast.label, user=editor)
    assert not notice_letter(link_id=link, at=now())
    assert not digest_letter(user_id=editor.pk, at=now() + timedelta(hours=1))
    drain()
    assert not to_sender(post_office, editor)


def test_the_choice_is_one_of_three(cast: Cast) -> None:
    browser: Client = cast.client("owner")
    assert browser.post(reverse("pitch-notices"), {"letters": "often"}).status_code == 422
    assert browser.post(reverse("pitch-notices"), {"letters": "daily"}).status_code == 303
