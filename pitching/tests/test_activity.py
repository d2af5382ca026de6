"""What senders see of what recipients did: in words, in numbers, drawn, as it happens, as a table; and nobody else."""

import csv
import io
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.timezone import now

from accounts.models import User
from catalog.models import Track
from common.ids import uuid7_hex
from pitching.activity.drawing import drawing
from pitching.activity.recording import From, activity_record
from pitching.activity.words import glued, part_in_words, spans_of
from pitching.links import link_path
from pitching.models import Contact, Pitch, PitchComment, PitchLink, PitchTrack
from pitching.tests.factories import a_contact, a_pitch, link_for
from tests.cast import Cast

PHONE = From(device="a" * 16, kind="phone", country="DE")
DESKTOP = From(device="b" * 16, kind="desktop", country="")


@pytest.fixture
def pitch(cast: Cast, sender: User, tracks: list[Track]) -> Pitch:
    Track.objects.filter(pk__in=[one.pk for one in tracks]).update(duration_ms=200_000)
    people = [a_contact(cast.label, name) for name in ("Anna", "=Bo", "Cem")]
    return a_pitch(sender, cast.label, tracks, contacts=people, is_sent=True)


@pytest.fixture
def browser(cast: Cast, sender: User) -> Client:
    return cast.client("owner")


def link_of(pitch: Pitch, name: str) -> PitchLink:
    return link_for(pitch, Contact.objects.get(workspace=pitch.workspace, name=name))


def did(link: PitchLink, kind: str, *, seconds: float = 0, **more: Any) -> None:
    """Something that was done just now; a play goes on for `seconds`."""
    at = now() - timedelta(seconds=seconds)
    told: dict[str, Any] = {"link": link, "kind": kind, "client_id": uuid7_hex()} | more
    activity_record(**told, at=at)
    if seconds:
        activity_record(**told, at=at + timedelta(seconds=seconds))


def first_track(pitch: Pitch) -> Track:
    row = pitch.tracks.order_by("position").first()
    assert row and row.track
    return row.track


@pytest.fixture
def heard(pitch: Pitch) -> Pitch:
    """Anna played a part three times on her phone, and opened it at her desk; Bo downloaded."""
    anna, track = link_of(pitch, "Anna"), first_track(pitch)
    Track.objects.filter(pk=track.pk).update(title="Harbour")
    did(anna, "opened", by=PHONE)
    did(anna, "played", track=track, seconds=90, heard=[[72_000, 100_000]] * 3, by=PHONE)
    did(anna, "opened", by=DESKTOP)
    did(anna, "favourited", track=track, by=DESKTOP)
    did(link_of(pitch, "=Bo"), "downloaded", track=track)
    return pitch


# --- Words -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("segments", "words"),
    [
        ([[72_000, 100_000]] * 3, "1:12–1:40 of Harbour three times"),
        ([[72_000, 100_000]], "1:12–1:40 of Harbour"),
        ([[0, 60_000], [60_000, 200_000]], "all of Harbour"),
        ([[0, 200_000], [0, 200_000]], "all of Harbour twice"),
        ([[0, 200_000], [70_000, 80_000]], "1:10–1:20 of Harbour twice"),
        ([[0, 20_000], [18_000, 30_000]], "0:00–0:30 of Harbour"),
        ([[0, 20_000], [20_500, 30_000]], "0:00–0:30 of Harbour"),
        ([[0, 10_000], [50_000, 60_000]], "0:00–0:10, 0:50–1:00 of Harbour"),
        ([[n * 20_000, n * 20_000 + 5000] for n in range(5)], "0:25 of Harbour"),
        ([[0, 10_000]] * 12, "0:00–0:10 of Harbour 12 times"),
    ],
)
def test_what_was_heard_is_said_in_words(segments: list[list[int]], words: str) -> None:
    assert part_in_words(segments, 200_000, "Harbour") == words


def test_spans_join_where_they_touch() -> None:
    assert spans_of([[0, 10], [10, 20], [30, 40]]) == [(0, 20), (30, 40)]
    assert spans_of([[0, 30], [10, 20]], times=2) == [(10, 20)]
    assert glued([(0, 10_000), (11_000, 12_000), (20_000, 21_000)]) == [
        (0, 12_000),
        (20_000, 21_000),
    ]


def test_what_was_heard_is_drawn_over_the_waveform() -> None:
    heat = [0] * 36 + [3] * 14 + [1] * 10 + [0] * 40
    drawn = drawing(bytes([255] * 400 + [0] * 400), heat, 200_000)
    assert drawn.wave.count("M") == 100
    assert "M0.5 1v38" in drawn.wave, "loud is tall"
    assert "M99.5 19v2" in drawn.wave, "silence is still seen"
    assert [level.count("M") for level in drawn.levels] == [0, 10, 0, 14]
    assert drawn.most_heard == "1:12–1:40"
    assert drawing(None, [], 0).most_heard == ""


# --- The page ------------------------------------------------------------------------------------------


def page(browser: Client, pitch: Pitch, query: str = "") -> str:
    answer = browser.get(reverse("pitch-activity", args=[pitch.public_id]) + query)
    assert answer.status_code == 200
    assert answer["Cache-Control"] == "private, no-store"
    return " ".join(answer.content.decode().split())


def test_the_page_says_who_did_what(browser: Client, heard: Pitch) -> None:
    shown = page(browser, heard)
    assert "Anna</a> played 1:12–1:40 of Harbour three times" in shown
    assert "Anna</a> marked Harbour as a favourite" in shown
    assert "=Bo</a> downloaded Harbour" in shown
    assert "2 devices" in shown
    assert "Phone <b>1</b>" in shown
    assert "DE <b>1</b>" in shown
    assert "most of all 1:12–1:40" in shown


def test_who_did_nothing_is_named_apart(browser: Client, heard: Pitch) -> None:
    shown = page(browser, heard, "?who=silent")
    assert "Cem" in shown.partition('id="people"')[2]
    assert "Anna" not in shown.partition('id="people"')[2]


def test_one_recipient_is_shown_by_themselves(browser: Client, heard: Pitch) -> None:
    shown = page(browser, heard, f"?link={link_of(heard, 'Anna').public_id}")
    assert "Played 1:12–1:40 of Harbour three times" in shown
    assert "The link was used on 2 devices" in shown
    assert "downloaded" not in shown.lower().partition("<main")[2]
    assert "Nothing yet" in page(browser, heard, f"?link={link_of(heard, 'Cem').public_id}")


def test_what_recipients_wrote_is_read_where_it_is_told(
    browser: Client, heard: Pitch, client: Client, django_assert_num_queries: Any
) -> None:
    anna, track = link_of(heard, "Anna"), first_track(heard)
    path, here = link_path(anna), f"?link={anna.public_id}"
    for text in ("The crane, <here>", "Never mind"):
        body = {"text": text, "at_ms": "72000"}
        assert client.post(f"{path}tracks/{track.public_id}/comments/", body).status_code == 303
    asked = {
        "track": track.public_id, "name": "Anna Berg", "email": "anna@film.example", "project": "The Ferry",
        "budget": "1200 EUR", "message": "World, two years.",
    }  # fmt: skip
    assert client.post(f"{path}licence/", asked).status_code == 303
    comment = PitchComment.objects.get(text="Never mind")
    client.post(f"{path}comments/{comment.public_id}/delete/")
    for query in ("", here):
        shown = page(browser, heard, query)
        assert "The crane, &lt;here&gt;" in shown and "at 1:12" in shown
        for words in ("Anna Berg", "The Ferry", "1200 EUR", "World, two years."):
            assert words in shown
        assert "mailto:anna@film.example" in shown
        assert "Never mind" not in shown, "what was taken back is gone"
    with django_assert_num_queries(13):
        page(browser, heard, here)


def test_a_pitch_nobody_has_opened_says_so(browser: Client, pitch: Pitch) -> None:
    shown = page(browser, pitch)
    assert "Nobody has opened it yet." in shown
    assert "Nothing yet. This page shows it as it happens." in shown


def test_a_track_that_is_gone_keeps_its_name(browser: Client, heard: Pitch) -> None:
    PitchTrack.objects.filter(pitch=heard).update(track=None)
    assert "No longer available" in page(browser, heard)


@pytest.mark.parametrize("query", ["?cursor=x", "?link=x", "?link=" + "0" * 32])
def test_an_address_that_is_none_leads_nowhere(browser: Client, pitch: Pitch, query: str) -> None:
    answer = browser.get(reverse("pitch-activity", args=[pitch.public_id]) + query)
    assert answer.status_code == 404


def test_pages_of_recipients_lead_on(browser: Client, cast: Cast, heard: Pitch) -> None:
    for number in range(60):
        contact = a_contact(cast.label, f"Person {number:02}")
        made = PitchLink.objects.create(
            pitch=heard, contact=contact, token_hash=f"{number:064}", token_sealed="x"
        )
        did(made, "opened")
    shown = page(browser, heard)
    assert shown.count("people-heard__name") == 50
    query = shown.partition('rel="next"')[0].rpartition('href="')[2].partition("#")[0]
    assert (
        page(browser, heard, query.partition("activity/")[2].replace("&amp;", "&")).count(
            "people-heard__name"
        )
        == 12
    )


def test_what_the_page_asks_does_not_grow(
    browser: Client, heard: Pitch, django_assert_num_queries: Any
) -> None:
    page(browser, heard)
    for query, count in (
        ("", 15),
        ("?who=silent", 15),
        (f"?link={link_of(heard, 'Anna').public_id}", 11),
    ):
        with django_assert_num_queries(count):
            page(browser, heard, query)


# --- One track in all pitches ---------------------------------------------------------------------------


def test_what_was_done_with_a_track_is_told_of_all_pitches_together(
    browser: Client, heard: Pitch, cast: Cast, sender: User, tracks: list[Track],
    django_assert_num_queries: Any,
) -> None:  # fmt: skip
    track, bo = first_track(heard), Contact.objects.get(name="=Bo")
    other = a_pitch(sender, cast.label, tracks, title="Other", contacts=[bo], is_sent=True)
    did(link_for(other, bo), "played", track=track, seconds=10, heard=[[0, 10_000]])
    address = reverse("pitch-track", args=[track.public_id])
    assert address in page(browser, heard), "the page of a pitch leads there"
    browser.get(address)
    with django_assert_num_queries(8):
        answer = browser.get(address)
    assert answer["Cache-Control"] == "private, no-store"
    shown = " ".join(answer.content.decode().split())
    assert "<dt>Plays</dt><dd>2</dd>" in shown and "<dt>Downloads</dt><dd>1</dd>" in shown
    assert "<dt>Listened</dt><dd>1:34</dd>" in shown
    assert "=Bo</a> played 0:00–0:10 of Harbour" in shown
    assert "Anna</a> played 1:12–1:40 of Harbour three times" in shown
    assert "Other" in shown and heard.title in shown and "most of all 1:12–1:40" in shown


def test_a_track_that_stands_in_no_pitch_of_one_s_own_is_not_told_of(
    browser: Client, cast: Cast, heard: Pitch, sender: User
) -> None:
    address = reverse("pitch-track", args=[first_track(heard).public_id])
    outsider = cast.client("other").get(address)
    missing = browser.get(reverse("pitch-track", args=["0" * 32]))
    assert outsider.status_code == missing.status_code == 404
    assert browser.get(f"{address}?cursor=x").status_code == 404
    Pitch.objects.update(deleted_at=now())
    assert browser.get(address).status_code == 404


# --- As it happens --------------------------------------------------------------------------------------


def summary(browser: Client, pitch: Pitch, tag: str = "") -> Any:
    return browser.get(
        f"/api/v1/pitches/{pitch.public_id}/activity/summary/", headers={"If-None-Match": tag}
    )


def test_the_page_is_renewed_when_something_happens(
    browser: Client, heard: Pitch, django_assert_num_queries: Any
) -> None:
    shown = page(browser, heard)
    tag = shown.partition('data-live-tag="')[2].partition('"')[0].replace("&quot;", '"')
    with django_assert_num_queries(4):
        assert summary(browser, heard, tag).status_code == 304
    did(link_of(heard, "Cem"), "opened")
    answer = summary(browser, heard, tag)
    assert answer.status_code == 200
    assert answer["ETag"] != tag
    assert answer.json()["opened"] == 3


def test_the_api_tells_the_same_in_numbers(browser: Client, heard: Pitch) -> None:
    told = summary(browser, heard).json()
    assert (told["recipients"], told["opened"], told["played"], told["downloaded"]) == (3, 2, 1, 1)
    assert told["seconds"] == 84
    assert told["devices"] == {"phone": 1, "desktop": 1}
    first = told["tracks"][0]
    assert (first["plays"], first["listeners"], first["favourites"]) == (1, 1, 1)
    assert first["heat"][36:50] == [3] * 14
    people = browser.get(f"/api/v1/pitches/{heard.public_id}/activity/people/").json()["results"]
    assert [one["who"]["name"] for one in people] == ["=Bo", "Anna"]
    assert people[1]["devices"] == [
        {"kind": "phone", "country": "DE"}, {"kind": "desktop", "country": ""},
    ]  # fmt: skip
    events = browser.get(f"/api/v1/pitches/{heard.public_id}/activity/").json()["results"]
    assert [one["kind"] for one in events] == [
        "downloaded", "favourited", "opened", "opened", "played",
    ]  # fmt: skip
    assert events[-1]["words"] == "played 1:12–1:40 of Harbour three times"


def test_events_are_found_by_contact_and_by_track(
    browser: Client, heard: Pitch, cast: Cast, sender: User, tracks: list[Track]
) -> None:
    bo = Contact.objects.get(name="=Bo")
    other = a_pitch(sender, cast.label, tracks, contacts=[bo], is_sent=True)
    did(link_for(other, bo), "played", track=first_track(heard))
    address = "/api/v1/pitches/activity/"
    by_contact = browser.get(address, {"contact": bo.public_id}).json()["results"]
    assert {one["pitch"] for one in by_contact} == {heard.public_id, other.public_id}
    by_track = browser.get(address, {"track": first_track(heard).public_id}).json()["results"]
    assert {one["who"]["name"] for one in by_track} == {"Anna", "=Bo"}
    outside = cast.client("other").get(address, {"contact": bo.public_id}).json()["results"]
    assert outside == []


@pytest.mark.parametrize(
    ("path", "count"),
    [("activity/", 4), ("activity/people/", 4), ("activity/summary/", 9)],
)
def test_the_api_asks_a_fixed_number_of_questions(
    browser: Client, heard: Pitch, path: str, count: int, django_assert_num_queries: Any
) -> None:
    address = f"/api/v1/pitches/{heard.public_id}/{path}"
    browser.get(address)
    with django_assert_num_queries(count):
        browser.get(address)


# --- As a table ----------------------------------------------------------------------------------------


def test_all_of_it_comes_as_a_table(
    browser: Client, heard: Pitch, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pitching.activity.export.AT_ONCE", 2)
    answer = browser.get(reverse("pitch-activity-csv", args=[heard.public_id]))
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    text = b"".join(answer.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [row["what"] for row in rows] == [
        "played",
        "opened",
        "opened",
        "favourited",
        "downloaded",
    ]
    assert rows[0]["heard"] == "1:12-1:40 1:12-1:40 1:12-1:40"
    assert rows[0]["seconds"] == "84.0"
    assert rows[0]["email"] == "anna@example.com"
    assert rows[-1]["recipient"] == "'=Bo", "no formula"


def test_the_table_holds_what_was_written(browser: Client, heard: Pitch, client: Client) -> None:
    track, path = first_track(heard), link_path(link_of(heard, "Anna"))
    for text in ("=The crane", "Never mind"):
        client.post(f"{path}tracks/{track.public_id}/comments/", {"text": text, "at_ms": "72000"})
    asked = {
        "name": "Anna Berg",
        "email": "a@film.example",
        "project": "The Ferry",
        "message": "World",
    }
    client.post(f"{path}licence/", asked)
    comment = PitchComment.objects.get(text="Never mind")
    client.post(f"{path}comments/{comment.public_id}/delete/")
    answer = browser.get(reverse("pitch-activity-csv", args=[heard.public_id]))
    text = b"".join(answer.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    written = [row["written"] for row in csv.DictReader(io.StringIO(text)) if row["written"]]
    assert written == [
        "(1:12) =The crane",
        "Name: Anna Berg\nProject: The Ferry\na@film.example\nWorld",
    ]
