"""What a recipient sees at their link, and what it says when it is closed."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils.timezone import now
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from catalog.models import Library, Track
from pitching.models import Pitch, PitchActivity, PitchLink, PitchTrack
from pitching.services import links_add, links_revoke, pitch_change, preview_open
from pitching.tests.factories import a_contact, a_pitch, link_for, token_for
from tests.cast import Cast


@pytest.fixture(autouse=True)
def forget() -> None:
    cache.clear()


@pytest.fixture
def pitch(sender: User, cast: Cast, tracks: list[Track]) -> Pitch:
    return a_pitch(sender, cast.label, tracks, contacts=[a_contact(cast.label)], is_sent=True)


@pytest.fixture
def link(pitch: Pitch) -> PitchLink:
    found: PitchLink = PitchLink.objects.select_related("pitch").get(
        pitch=pitch, contact__name="Anna"
    )
    return found


@pytest.fixture
def at(link: PitchLink) -> str:
    return f"/p/{token_for(link)}/"


def changed(who: dict[str, Any], pitch: Pitch, **facts: Any) -> None:
    pitch_change(**who, public_id=pitch.public_id, **facts)


def test_the_page_shows_the_pitch_to_whoever_has_the_link(
    client: Client, at: str, tracks: list[Track]
) -> None:
    answer = client.get(at)
    assert answer.status_code == 200
    page = answer.content.decode()
    assert "For your film" in page
    assert "For Anna" in page
    assert all(f'id="track-{track.public_id}"' in page for track in tracks)


def test_no_answer_is_indexed_referred_or_kept_by_others(client: Client, at: str) -> None:
    for address in (
        at,
        "/p/nobody/",
        f"{at}licence/",
        f"{at}tracks/{'0' * 32}/stream/",
        f"{at}archive.zip",
    ):
        answer = client.get(address)
        assert answer["Referrer-Policy"] == "no-referrer", address
        assert "noindex" in answer["X-Robots-Tag"], address
        assert answer["Cache-Control"].startswith("private, no-store"), address
    assert not client.get(at).cookies, "no cookie is set by looking"


def test_the_page_never_says_the_token(client: Client, at: str) -> None:
    """So that a page that is saved, printed or mirrored opens nothing, and its body may be kept for others."""
    assert at.split("/")[2] not in client.get(at).content.decode()


def test_looking_is_no_activity(client: Client, at: str) -> None:
    client.get(at)
    client.head(at)
    assert not PitchActivity.objects.exists()


def test_what_unfurls_gets_a_plain_card(client: Client, at: str, tracks: list[Track]) -> None:
    head = client.get(at).content.decode().partition("</head>")[0]
    assert "og:title" in head
    assert "og:image" not in head
    assert not any(track.title in head for track in tracks)


def test_the_page_asks_a_fixed_number_of_queries(
    client: Client,
    link: PitchLink,
    at: str,
    django_assert_num_queries: DjangoAssertNumQueries,
    tracks: list[Track],
) -> None:
    """Of a kept page: the link, what it reaches, what is ready, what is theirs."""
    client.get(at)
    with django_assert_num_queries(5):
        client.get(at)


def test_another_recipient_does_not_pay_for_the_body_again(
    client: Client,
    who: dict[str, Any],
    pitch: Pitch,
    cast: Cast,
    at: str,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    contact = a_contact(cast.label, "Berta")
    links_add(**who, public_id=pitch.public_id, contacts=[contact.public_id])
    client.get(at)
    other = f"/p/{token_for(link_for(pitch, contact))}/"
    with django_assert_num_queries(6):
        page = client.get(other).content.decode()
    assert "For Berta" in page
    assert "Anna" not in page


def test_a_cold_page_asks_no_more_for_more_tracks(
    client: Client, at: str, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(14):
        client.get(at)


def test_a_change_shows_under_the_same_link(
    client: Client, who: dict[str, Any], pitch: Pitch, at: str
) -> None:
    client.get(at)
    changed(who, pitch, title="For your series")
    assert "For your series" in client.get(at).content.decode()


def test_a_track_that_is_gone_says_so(client: Client, at: str, tracks: list[Track]) -> None:
    client.get(at)
    Track.objects.filter(pk=tracks[0].pk).update(deleted_at=now())
    page = client.get(at).content.decode()
    assert "No longer available" in page
    assert f"track-{tracks[0].public_id}" not in page
    assert tracks[0].title in page


def test_a_track_that_the_workspace_handed_on_is_gone(
    client: Client, at: str, tracks: list[Track], cast: Cast
) -> None:
    client.get(at)
    Library.objects.filter(pk=tracks[0].library_id).update(workspace=cast.other.personal_workspace)
    assert "No longer available" in client.get(at).content.decode()


def test_a_revoked_link_is_closed_in_words(
    client: Client, who: dict[str, Any], pitch: Pitch, link: PitchLink, at: str
) -> None:
    client.get(at)
    links_revoke(**who, public_id=pitch.public_id, links=[link.public_id], at=now())
    answer = client.get(at)
    assert answer.status_code == 410
    assert "This link is closed" in answer.content.decode()
    assert "For your film" not in answer.content.decode()


def test_an_expired_link_says_since_when(
    client: Client, who: dict[str, Any], pitch: Pitch, at: str
) -> None:
    changed(who, pitch, expires_at=now() - timedelta(minutes=1))
    answer = client.get(at)
    assert answer.status_code == 410
    assert "was open until" in answer.content.decode()


def test_an_embargoed_pitch_says_until_when_and_shows_no_track(
    client: Client, who: dict[str, Any], pitch: Pitch, at: str, tracks: list[Track]
) -> None:
    changed(who, pitch, embargo_until=now() + timedelta(days=3))
    answer = client.get(at)
    assert answer.status_code == 403
    assert "can be heard from" in answer.content.decode()
    assert tracks[0].title not in answer.content.decode()


def test_a_link_of_a_draft_and_one_of_nobody_answer_the_same(
    client: Client, sender: User, cast: Cast, tracks: list[Track]
) -> None:
    contact = a_contact(cast.label, "Cleo")
    draft = a_pitch(sender, cast.label, tracks, contacts=[contact])
    unsent = client.get(f"/p/{token_for(link_for(draft, contact))}/")
    nobody = client.get("/p/" + "x" * 32 + "/")
    assert (unsent.status_code, unsent.content) == (404, nobody.content)


def test_a_preview_shows_a_draft_behind_password_and_embargo(
    client: Client, who: dict[str, Any], sender: User, cast: Cast, tracks: list[Track]
) -> None:
    draft = a_pitch(
        sender, cast.label, tracks, password="secret", embargo_until=now() + timedelta(1)
    )
    preview = preview_open(**who, public_id=draft.public_id, at=now())
    page = client.get(f"/p/{token_for(preview)}/")
    assert page.status_code == 200
    assert "A preview" in page.content.decode()


def test_a_preview_may_be_framed_by_the_site_and_no_other_link_by_anybody(
    client: Client, who: dict[str, Any], pitch: Pitch, at: str
) -> None:
    preview = client.get(
        f"/p/{token_for(preview_open(**who, public_id=pitch.public_id, at=now()))}/"
    )
    assert preview["X-Frame-Options"] == "SAMEORIGIN"
    assert "frame-ancestors 'self'" in preview["Content-Security-Policy"]
    page = client.get(at)
    assert page["X-Frame-Options"] == "DENY"
    assert "frame-ancestors 'none'" in page["Content-Security-Policy"]


class TestPassword:
    """Asked for once a browser, in vain guessed."""

    @pytest.fixture(autouse=True)
    def locked(self, who: dict[str, Any], pitch: Pitch) -> None:
        changed(who, pitch, password="open sesame")

    def test_it_is_asked_for_and_nothing_else_is_told(
        self, client: Client, at: str, tracks: list[Track]
    ) -> None:
        page = client.get(at).content.decode()
        assert 'name="password"' in page
        assert "For your film" not in page
        assert client.get(f"{at}tracks/{tracks[0].public_id}/playback/").status_code == 404

    def test_the_right_one_opens_in_this_browser_alone(self, client: Client, at: str) -> None:
        answer = client.post(f"{at}unlock/", {"password": "open sesame"})
        assert (answer.status_code, answer["Location"]) == (303, at)
        cookie = answer.cookies["pitch"]
        assert cookie["path"] == at
        assert cookie["httponly"] and cookie["samesite"] == "Lax"
        assert "For your film" in client.get(at).content.decode()
        assert "For your film" not in Client().get(at).content.decode()

    def test_at_an_https_address_its_cookie_is_of_https_alone(
        self, client: Client, at: str, settings: Any
    ) -> None:
        settings.HTTPS = True
        cookie = client.post(f"{at}unlock/", {"password": "open sesame"}).cookies["__Secure-pitch"]
        assert (cookie["secure"], cookie["path"], cookie["domain"]) == (True, at, "")
        assert "For your film" in client.get(at, secure=True).content.decode()

    def test_a_wrong_one_is_told_in_words(self, client: Client, at: str) -> None:
        answer = client.post(f"{at}unlock/", {"password": "sesame"})
        assert answer.status_code == 422
        assert "not the password" in answer.content.decode()

    def test_guessing_is_slowed(self, client: Client, at: str) -> None:
        answers = [client.post(f"{at}unlock/", {"password": f"{n}"}).status_code for n in range(21)]
        assert answers == [422] * 20 + [429]
        assert client.post(f"{at}unlock/", {"password": "open sesame"}).status_code == 429

    def test_another_password_closes_it_again(
        self, client: Client, at: str, who: dict[str, Any], pitch: Pitch
    ) -> None:
        client.post(f"{at}unlock/", {"password": "open sesame"})
        changed(who, pitch, password="another one")
        assert 'name="password"' in client.get(at).content.decode()

    def test_the_cookie_of_one_link_opens_no_other(
        self, client: Client, at: str, who: dict[str, Any], pitch: Pitch, cast: Cast
    ) -> None:
        mark = client.post(f"{at}unlock/", {"password": "open sesame"}).cookies["pitch"].value
        contact = a_contact(cast.label, "Dora")
        links_add(**who, public_id=pitch.public_id, contacts=[contact.public_id])
        other = Client()
        other.cookies["pitch"] = mark
        page = other.get(f"/p/{token_for(link_for(pitch, contact))}/").content.decode()
        assert 'name="password"' in page


def test_tracks_stand_in_their_order(client: Client, at: str, pitch: Pitch) -> None:
    page = client.get(at).content.decode()
    ids = list(
        PitchTrack.objects.filter(pitch=pitch)
        .order_by("position")
        .values_list("track__public_id", flat=True)
    )
    assert sorted(ids, key=page.index) == ids
