"""What recipients do: told once however often it comes, by people and not by scanners, and only to this pitch."""

import json
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils.timezone import now
from pytest_django import Settings

from accounts.models import User
from catalog.models import Track
from catalog.tests.factories import TrackFactory
from insights.models import OutboxEvent
from pitching.models import (
    LicenceRequest,
    Pitch,
    PitchActivity,
    PitchComment,
    PitchFavourite,
    PitchLink,
)
from pitching.received.coming import device_kind
from pitching.services import links_add, links_revoke, pitch_change, preview_open
from pitching.tests.factories import a_contact, a_pitch, link_for, token_for
from tests.cast import Cast

PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605 Mobile/15E148 Safari/604.1"
JSON = {"Accept": "application/json"}


@pytest.fixture(autouse=True)
def forget() -> None:
    cache.clear()


@pytest.fixture
def track(tracks: list[Track]) -> Track:
    Track.objects.filter(pk=tracks[0].pk).update(duration_ms=200_000)
    return tracks[0]


@pytest.fixture
def pitch(sender: User, cast: Cast, tracks: list[Track], track: Track) -> Pitch:
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


def tell(client: Client, at: str, *events: Any, device: str = "a" * 16, **more: Any) -> int:
    body = json.dumps({"device": device, "events": events})
    status: int = client.post(f"{at}activity/", body, "application/json", **more).status_code
    return status


def played(track: Track, heard: list[list[int]], id: str = "b" * 32) -> dict[str, Any]:
    return {"id": id, "kind": "played", "track": track.public_id, "heard": heard}


def test_an_opening_is_told_once_with_its_device(client: Client, at: str, link: PitchLink) -> None:
    for _ in range(3):
        assert (
            tell(client, at, {"id": "c" * 32, "kind": "opened"}, headers={"User-Agent": PHONE})
            == 204
        )
    row = PitchActivity.objects.get()
    assert (row.kind, row.device, row.device_kind, row.country) == ("opened", "a" * 16, "phone", "")
    link.refresh_from_db()
    assert link.first_opened_at is not None
    assert OutboxEvent.objects.filter(name="pitch.opened").count() == 1


def test_a_play_grows_under_its_id(client: Client, at: str, track: Track) -> None:
    tell(client, at, played(track, [[0, 1000]]))
    tell(client, at, played(track, [[0, 3000]]))
    tell(client, at, played(track, [[0, 2000]]))
    row = PitchActivity.objects.get()
    assert (row.kind, row.track, row.heard) == ("played", track, [[0, 3000]])


def test_a_play_of_an_excerpt_is_told_in_the_time_of_the_track(
    client: Client, at: str, track: Track, who: dict[str, Any], pitch: Pitch
) -> None:
    pitch_change(**who, public_id=pitch.public_id, excerpt_ms=30_000)
    tell(client, at, played(track, [[0, 2000]]))
    assert PitchActivity.objects.get().heard == [[40_000, 42_000]]


def test_what_is_no_event_is_passed_over(
    client: Client, at: str, track: Track, sender: User, cast: Cast
) -> None:
    other = TrackFactory(album=track.album, library=track.library)
    nonsense = [
        "x", 1, None, {}, {"id": "c" * 32, "kind": "downloaded"}, {"id": "short", "kind": "opened"},
        played(other, [[0, 1000]]), {"id": "d" * 32, "kind": "played", "track": 7},
        {"id": "e" * 32, "kind": "played", "track": track.public_id, "heard": "all"},
    ]  # fmt: skip
    assert tell(client, at, *nonsense) == 204
    assert [row.client_id for row in PitchActivity.objects.all()] == ["e" * 32]


@pytest.mark.parametrize(
    "body", ["", "[]", "{}", '{"events": 1}', "[" * 100_000, '{"events": [NaN]}x']
)
def test_what_is_no_report_is_refused_in_words(client: Client, at: str, body: str) -> None:
    assert client.post(f"{at}activity/", body, "application/json").status_code == 422


def test_a_country_is_the_cdn_s_word_behind_a_proxy_alone(
    client: Client, at: str, settings: Settings
) -> None:
    for count, id, wanted in ((0, "1" * 32, ""), (1, "2" * 32, "NO")):
        settings.TRUSTED_PROXY_COUNT = count
        tell(client, at, {"id": id, "kind": "opened"}, headers={"CloudFront-Viewer-Country": "NO"})
        assert PitchActivity.objects.get(client_id=id).country == wanted


def test_devices_are_told_by_their_kind() -> None:
    kinds = {
        PHONE: "phone",
        "Mozilla/5.0 (Linux; Android 14; Pixel 8) Mobile Safari": "phone",
        "Mozilla/5.0 (iPad; CPU OS 18_0 like Mac OS X)": "tablet",
        "Mozilla/5.0 (Linux; Android 14; SM-X910)": "tablet",
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64)": "desktop",
        "curl/8": "other",
    }
    assert {agent: device_kind(agent) for agent in kinds} == kinds


def test_favourites_work_by_form_and_by_script(client: Client, at: str, track: Track) -> None:
    address = f"{at}tracks/{track.public_id}/favourite/"
    answer = client.post(address, {"on": "1"})
    assert (answer.status_code, answer["Location"]) == (303, f"{at}#track-{track.public_id}")
    assert client.post(address, {"on": "1"}, headers=JSON).json() == {"favourite": True}
    assert PitchFavourite.objects.count() == 1
    assert f'data-favourites="{track.public_id} "' in client.get(at).content.decode()
    client.post(address, {"on": "0"})
    assert not PitchFavourite.objects.exists()
    assert [row.kind for row in PitchActivity.objects.order_by("pk")] == [
        "favourited",
        "unfavourited",
    ]


def test_a_comment_at_a_time_is_kept_once_and_shown_to_its_writer_alone(
    client: Client, at: str, track: Track
) -> None:
    said = {"text": "<b>This</b> drop", "at_ms": "72000", "id": "f" * 32}
    address = f"{at}tracks/{track.public_id}/comments/"
    first = client.post(address, said, headers=JSON)
    assert first.status_code == 201
    assert client.post(address, said, headers=JSON).json() == first.json()
    row = PitchComment.objects.get()
    assert (row.text, row.at_ms) == ("<b>This</b> drop", 72_000)
    page = client.get(at).content.decode()
    assert "&lt;b&gt;This&lt;/b&gt; drop" in page
    assert "1:12" in page
    assert PitchActivity.objects.get().data["comment"] == row.public_id


@pytest.mark.parametrize(
    "said", [{"text": " "}, {"text": "x" * 2001}, {"text": "x", "at_ms": "200001"}]
)
def test_a_comment_that_says_nothing_or_too_much_is_refused(
    client: Client, at: str, track: Track, said: dict[str, str]
) -> None:
    address = f"{at}tracks/{track.public_id}/comments/"
    assert client.post(address, said, headers=JSON).status_code == 422
    assert not PitchComment.objects.exists()


def test_a_comment_can_be_taken_back_by_its_own_link_alone(
    client: Client, at: str, track: Track, sender: User, cast: Cast, tracks: list[Track]
) -> None:
    address = f"{at}tracks/{track.public_id}/comments/"
    made = client.post(address, {"text": "wide"}, headers=JSON).json()["id"]
    other = a_pitch(
        sender, cast.label, tracks, contacts=[a_contact(cast.label, "Berta")], is_sent=True
    )
    theirs = PitchLink.objects.get(pitch=other, contact__name="Berta")
    stranger = client.post(f"/p/{token_for(theirs)}/comments/{made}/delete/")
    assert stranger.status_code == 404
    assert client.post(f"{at}comments/{made}/delete/").status_code == 303
    assert PitchComment.objects.get().deleted_at is not None
    assert "wide" not in client.get(at).content.decode()


def test_a_licence_is_asked_for_in_a_form(client: Client, at: str, track: Track) -> None:
    page = client.get(f"{at}licence/?track={track.public_id}").content.decode()
    assert 'value="Anna"' in page and "anna@example.com" in page
    said = {
        "track": track.public_id, "name": "Anna", "email": "anna@example.com", "project": "The Ferry",
        "budget": "4k",
    }  # fmt: skip
    answer = client.post(f"{at}licence/", said)
    assert (answer.status_code, answer["Location"]) == (303, f"{at}licence/?asked=1")
    row = LicenceRequest.objects.get()
    assert (row.track, row.project, row.budget) == (track, "The Ferry", "4k")
    assert PitchActivity.objects.get().kind == "licence"
    assert "on its way" in client.get(answer["Location"]).content.decode()


@pytest.mark.parametrize("wrong", [{"email": "nowhere"}, {"name": ""}, {"message": "x" * 5001}])
def test_a_licence_form_that_is_wrong_keeps_what_was_written(
    client: Client, at: str, wrong: dict[str, str]
) -> None:
    said = {"name": "Anna", "email": "anna@example.com", "project": "The Ferry", **wrong}
    answer = client.post(f"{at}licence/", said)
    assert answer.status_code == 422
    assert 'value="The Ferry"' in answer.content.decode()
    assert not LicenceRequest.objects.exists()


def test_writing_is_bounded(client: Client, at: str, track: Track) -> None:
    address = f"{at}tracks/{track.public_id}/comments/"
    answers = [client.post(address, {"text": f"{n}"}).status_code for n in range(61)]
    assert answers == [303] * 60 + [429]


def test_nothing_is_written_through_a_link_that_is_closed_or_a_verb_that_only_asks(
    client: Client, at: str, track: Track, who: dict[str, Any], pitch: Pitch
) -> None:
    for path in (
        "activity/",
        f"tracks/{track.public_id}/favourite/",
        f"tracks/{track.public_id}/comments/",
        "download/",
    ):
        assert client.get(at + path).status_code == 405, path
    links_revoke(**who, public_id=pitch.public_id, at=now())
    assert tell(client, at, {"id": "c" * 32, "kind": "opened"}) == 404
    assert client.post(f"{at}tracks/{track.public_id}/favourite/", {"on": "1"}).status_code == 404
    assert client.post(f"{at}licence/", {"name": "A", "email": "a@example.com"}).status_code == 404
    assert not PitchActivity.objects.exists()


def test_a_preview_keeps_nothing(
    client: Client, who: dict[str, Any], pitch: Pitch, track: Track
) -> None:
    at = f"/p/{token_for(preview_open(**who, public_id=pitch.public_id, at=now()))}/"
    assert tell(client, at, {"id": "c" * 32, "kind": "opened"}, played(track, [[0, 900]])) == 204
    assert client.post(f"{at}tracks/{track.public_id}/favourite/", {"on": "1"}).status_code == 303
    assert client.post(f"{at}tracks/{track.public_id}/comments/", {"text": "x"}).status_code == 303
    assert client.post(f"{at}licence/", {"name": "A", "email": "a@example.com"}).status_code == 303
    kept = (PitchActivity, PitchFavourite, PitchComment, LicenceRequest)
    assert not any(model.objects.exists() for model in kept)


def test_words_that_no_database_takes_are_refused(
    client: Client, at: str, link: PitchLink, track: Track
) -> None:
    lone = {"id": "e" * 32, "kind": "played", "track": "\ud800", "heard": [[0, 1e999]]}
    assert tell(client, at, lone, played(track, [[0, 4000]])) == 204
    assert PitchActivity.objects.get().track == track
    long = {"name": "Anna", "email": f"{'a' * 250}@film.example"}
    assert client.post(f"{at}licence/", long).status_code == 422
    assert not LicenceRequest.objects.exists()


def test_who_holds_a_general_link_reads_no_comments_of_others(
    client: Client, who: dict[str, Any], pitch: Pitch, track: Track, at: str
) -> None:
    """The sender reads them, and the browser that wrote them."""
    links_add(**who, public_id=pitch.public_id, general=True)
    own, at = at, f"/p/{token_for(link_for(pitch))}/"
    address = f"{at}tracks/{track.public_id}/comments/"
    said = {"text": "hush hush", "at_ms": "72000", "device": "a" * 16}
    client.get(at)
    made = client.post(address, said, headers=JSON).json()
    plain = client.post(address, {"text": "without a script"}, follow=True).content.decode()
    assert "Your comment is sent." in plain
    for _ in range(2):  # made, and kept
        page = client.get(at).content.decode()
        assert not any(words in page for words in ("hush hush", "without a script", made["id"]))
        assert "data-shared" in page and "Your comment is sent." not in page
    assert client.post(f"{at}notes/", {"device": "a" * 16}).json() == {"comments": [made]}
    for device in ("b" * 16, "", "x"):
        assert client.post(f"{at}notes/", {"device": device}).json() == {"comments": []}
    assert client.post(f"{own}notes/", {"device": "a" * 16}).json() == {"comments": []}
    told = client.get(f"{at}?said=1").content.decode()
    assert "hush hush" not in told
    client.post(f"{at}comments/{made['id']}/delete/")
    assert client.post(f"{at}notes/", {"device": "a" * 16}).json() == {"comments": []}
