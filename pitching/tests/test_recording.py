"""What recipients do is kept once, within bounds, with sums that could be computed again and an event for the lake."""

import io
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.utils.timezone import now

from accounts.models import User
from catalog.models import Track
from common.errors import Conflict
from common.ids import uuid7_hex
from insights.models import OutboxEvent
from insights.schema import KIND_OF
from pitching.activity.heat import heat_with, segments_kept
from pitching.activity.recording import From, activity_record
from pitching.activity.sums import sums_recount
from pitching.models import (
    LinkSum,
    LinkTrackSum,
    Pitch,
    PitchActivity,
    PitchLink,
    PitchSum,
    PitchTrackSum,
)
from pitching.services import preview_open
from pitching.tests.factories import a_contact, a_pitch, link_for
from tests.cast import Cast

PHONE = From(device="a" * 16, kind="phone", country="DE")
DESKTOP = From(device="b" * 16, kind="desktop", country="FR")
SUMS = (PitchSum, LinkSum, LinkTrackSum, PitchTrackSum)


@pytest.fixture
def pitch(cast: Cast, sender: User, tracks: list[Track]) -> Pitch:
    Track.objects.filter(pk__in=[one.pk for one in tracks]).update(duration_ms=200_000)
    people = [a_contact(cast.label, "Anna"), a_contact(cast.label, "Bo")]
    return a_pitch(sender, cast.label, tracks, contacts=people, is_sent=True)


@pytest.fixture
def track(pitch: Pitch) -> Track:
    found = pitch.tracks.order_by("position").first()
    assert found and found.track
    return found.track


def anna(pitch: Pitch) -> PitchLink:
    return link_for(pitch, pitch.workspace.contacts.get(name="Anna"))


def did(link: PitchLink, kind: str, at: datetime, **more: Any) -> PitchActivity:
    made = activity_record(
        link=link, kind=kind, client_id=more.pop("client_id", uuid7_hex()), at=at, **more
    )
    assert made is not None
    return made


def sums() -> list[Any]:
    """All sums, without their keys and versions."""
    rows: list[Any] = []
    for model in SUMS:
        for row in model.objects.all():
            facts = {name: value for name, value in vars(row).items() if name[0] != "_"}
            facts["seconds"] = round(row.seconds, 3)
            rows.append([model.__name__, *sorted(facts.items())])
            rows[-1] = [pair for pair in rows[-1] if pair[0] not in {"id", "version"}]
    return sorted(rows, key=str)


def test_a_play_that_grows_is_one_play(pitch: Pitch, track: Track) -> None:
    link, at = anna(pitch), now()
    did(link, "played", at, client_id="c" * 32, track=track, heard=[], by=PHONE)
    for seconds in (10, 30, 20):
        did(link, "played", at + timedelta(seconds=seconds), client_id="c" * 32, track=track,
            heard=[[72_000, 72_000 + seconds * 1000]], by=PHONE)  # fmt: skip
    play = PitchActivity.objects.get()
    assert (play.seconds, play.heard) == (30, [[72_000, 102_000]])
    row = LinkTrackSum.objects.get()
    assert (row.plays, row.seconds) == (1, 30)
    assert row.heat[36:51] == [1] * 15
    assert sum(row.heat) == 15
    assert PitchTrackSum.objects.get().listeners == 1
    told = OutboxEvent.objects.filter(name="pitch.played").order_by("pk")
    assert [event.data["seconds"] for event in told] == [0, 10, 30]
    assert {event.data["activity"] for event in told} == {"c" * 32}


def test_nobody_hears_more_than_the_time_that_passed(pitch: Pitch, track: Track) -> None:
    link, at = anna(pitch), now()
    heard = [[0, 200_000]] * 50
    assert did(link, "played", at, client_id="c" * 32, track=track, heard=heard).seconds == 5
    later = did(
        link, "played", at + timedelta(seconds=60), client_id="c" * 32, track=track, heard=heard
    )
    assert later.seconds == 65


def test_what_is_told_twice_is_kept_once(pitch: Pitch, track: Track) -> None:
    link, at = anna(pitch), now()
    for kind, of in (("opened", None), ("downloaded", track), ("favourited", track)):
        for _ in range(2):
            did(link, kind, at, client_id=kind.ljust(32, "0"), track=of)
    total = PitchSum.objects.get()
    assert (total.opens, total.downloads, total.favourites) == (1, 1, 1)
    assert OutboxEvent.objects.filter(name__startswith="pitch.").count() == 3
    with pytest.raises(Conflict):
        did(link, "downloaded", at, client_id="opened".ljust(32, "0"), track=track)


def test_the_first_time_is_noted_and_whoever_plays_has_opened(pitch: Pitch, track: Track) -> None:
    link, at = anna(pitch), now()
    did(link, "played", at, track=track)
    did(anna(pitch), "played", at + timedelta(hours=1), track=track)
    link.refresh_from_db()
    assert (link.first_opened_at, link.first_played_at, link.first_downloaded_at) == (at, at, None)


def test_several_devices_on_one_link_are_told_apart(pitch: Pitch) -> None:
    link, at = anna(pitch), now()
    for by in (PHONE, DESKTOP, PHONE):
        did(link, "opened", at, by=by)
    assert [kind for _, kind, _ in LinkSum.objects.get().devices] == ["phone", "desktop"]
    total = PitchSum.objects.get()
    assert total.kinds == {"phone": 1, "desktop": 1}
    assert total.countries == {"DE": 1, "FR": 1}


def test_a_preview_records_nothing(pitch: Pitch, who: dict[str, Any]) -> None:
    link = preview_open(**who, public_id=pitch.public_id, at=now())
    assert activity_record(link=link, kind="opened", client_id="c" * 32, at=now()) is None
    assert not PitchActivity.objects.exists()
    assert not OutboxEvent.objects.filter(name__startswith="pitch.").exists()


def test_sums_are_what_the_events_say(pitch: Pitch, track: Track) -> None:
    other = pitch.tracks.order_by("position").last()
    assert other and other.track
    at = now()
    links = list(PitchLink.objects.filter(pitch=pitch))
    for number, link in enumerate(links):
        for step in range(6):
            when = at + timedelta(minutes=number * 10 + step)
            by = (PHONE, DESKTOP)[step % 2]
            of = (track, other.track)[step % 2]
            did(link, "opened", when, by=by)
            did(link, "played", when, client_id=f"{step:032}", track=of, heard=[[0, 4000]], by=by)
            did(link, "played", when + timedelta(seconds=40), client_id=f"{step:032}", track=of,
                heard=[[0, 30_000], [0, 9000]], by=by)  # fmt: skip
            did(link, ("favourited", "unfavourited", "favourited")[step % 3], when, track=of)
            did(link, "commented", when, track=of)
            did(link, "licence", when)
    kept = sums()
    version = PitchSum.objects.get().version
    assert sums_recount(pitch=pitch) == PitchActivity.objects.count() == 60
    assert sums() == kept
    assert PitchSum.objects.get().version > version
    PitchSum.objects.update(plays=99)
    LinkSum.objects.all().delete()
    for asked, said in (
        (["--dry-run"], "1 pitches are wrong"), ([], "1 pitches put right"), ([], "0 pitches put right"),
    ):  # fmt: skip
        out = io.StringIO()
        call_command("recount_pitches", *asked, stdout=out)
        assert said in out.getvalue()
    assert sums() == kept


@pytest.mark.parametrize(
    ("told", "most_ms", "kept"),
    [
        ([[0, 1000], [0, 1000]], 99_000, [[0, 1000], [0, 1000]]),
        ([[-5, 1000], [1000, 1000], [900, 100]], 99_000, [[0, 1000]]),
        ([[0, 10**12]], 99_000, [[0, 10_000]]),
        ([[0, float("inf")], [0, float("nan")], ["0", "9"], [True, 9], [1], []], 99_000, []),
        ([[0, 6000], [0, 6000]], 9000, [[0, 6000], [0, 3000]]),
        ([[n, n + 1] for n in range(500)], 99_000, [[n, n + 1] for n in range(200)]),
    ],
)
def test_segments_stay_within_the_track_and_the_clock(told: Any, most_ms: int, kept: Any) -> None:
    assert segments_kept(told, duration_ms=10_000, most_ms=most_ms) == kept


def test_heat_counts_the_middles_of_hundredths() -> None:
    assert heat_with([], [[0, 200_000]], 200_000) == [1] * 100
    assert heat_with([], [[0, 2000], [0, 2000], [199_001, 200_000]], 200_000) == [2] + [0] * 99
    assert heat_with([], [[0, 2000]], 0) == [0] * 100
    assert sum(heat_with([], [[0, 100], [100, 200]], 200)) == 100, "no middle is counted twice"


@pytest.mark.parametrize("kind", PitchActivity.Kind.values)
def test_the_lake_knows_all_that_is_done(kind: str) -> None:
    assert f"pitch.{kind}" in KIND_OF
