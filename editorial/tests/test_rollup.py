"""Sums of plays: as the plays are, whenever they were told, however often they are added up."""

from datetime import date, datetime, timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext

from catalog.tests.factories import AlbumFactory, TrackFactory
from editorial.models import PlayDay, PlayHour
from editorial.rollups import plays_caught_up, plays_rolled_up
from editorial.tests.factories import NOW, a_play
from streaming.models import Play
from tests.cast import Cast

pytestmark = pytest.mark.django_db
HOUR = NOW.replace(minute=0)
SUMS = ("starts", "plays", "listeners", "seconds", "completions", "skips")


def sums(model: type[PlayHour] | type[PlayDay] = PlayHour) -> list[tuple[Any, ...]]:
    return list(model.objects.order_by("at", "track").values_list("at", "track_id", *SUMS))


def test_plays_are_added_up_by_hour_and_by_day(cast: Cast) -> None:
    track, other = TrackFactory(), TrackFactory()
    for user in (cast.owner, cast.owner, cast.other, None, None):
        a_play(track, user=user, at=HOUR + timedelta(minutes=59))
    a_play(track, link_hash="5b" * 32, at=HOUR, seconds=100)
    a_play(track, at=HOUR, seconds=29.5, counts=False)
    a_play(track, at=HOUR, seconds=31, counts=False)
    a_play(track, user=cast.owner, at=HOUR - timedelta(hours=1), seconds=162)
    a_play(other, at=HOUR - timedelta(hours=13))
    a_play(other, user=cast.owner, at=HOUR, imported_from="listenbrainz")
    done = plays_rolled_up(at=NOW + timedelta(hours=1))
    assert (done.hours, done.days) == (3, 2)
    assert sums() == [
        (HOUR - timedelta(hours=13), other.pk, 1, 1, 1, 180, 1, 0),
        (HOUR - timedelta(hours=1), track.pk, 1, 1, 1, 162, 1, 0),
        (HOUR, track.pk, 8, 6, 5, 5 * 180 + 100 + 29.5 + 31, 5, 1),
    ]
    assert sums(PlayDay) == [
        (date(2026, 11, 21), other.pk, 1, 1, 1, 180, 1, 0),
        (date(2026, 11, 22), track.pk, 9, 7, 5, 5 * 180 + 162 + 100 + 29.5 + 31, 6, 1),
    ]


def test_adding_up_twice_changes_nothing() -> None:
    a_play(TrackFactory())
    plays_rolled_up(at=NOW)
    before = sums(), sums(PlayDay)
    plays_rolled_up(at=NOW)
    plays_caught_up(at=NOW)
    plays_caught_up(at=NOW)
    assert (sums(), sums(PlayDay)) == before


@pytest.mark.django_db(transaction=True)
def test_a_run_leaves_the_database_asking_what_rows_refer_to() -> None:
    a_play(TrackFactory())
    plays_rolled_up(at=NOW)
    assert PlayDay.objects.exists()
    with pytest.raises(IntegrityError):
        PlayDay.objects.create(at=date(2026, 7, 1), track_id=10**9, starts=1)


def test_what_is_new_counts_in_the_hour_in_which_it_began_however_late_it_is_told() -> None:
    track = TrackFactory()
    a_play(track)
    plays_caught_up(at=NOW)
    late = NOW - timedelta(days=40)
    a_play(track, at=late)
    growing = a_play(track, at=NOW, seconds=5, counts=False)
    plays_caught_up(at=NOW + timedelta(minutes=1))
    Play.objects.filter(pk=growing.pk).update(seconds=180, counted_at=NOW + timedelta(minutes=3))
    plays_caught_up(at=NOW + timedelta(minutes=10))
    assert [(at, plays, skips) for at, _, _, plays, _, _, _, skips in sums()] == [
        (late.replace(minute=0), 1, 0),
        (HOUR, 2, 0),
    ]
    assert [row[3] for row in sums(PlayDay)] == [1, 2]


def test_a_play_that_counts_long_after_it_began_is_found_in_its_old_hour() -> None:
    """It was paused overnight."""
    paused = a_play(TrackFactory(), at=NOW - timedelta(hours=9), seconds=5, counts=False)
    plays_caught_up(at=NOW)
    Play.objects.filter(pk=paused.pk).update(seconds=170, counted_at=NOW + timedelta(minutes=5))
    plays_caught_up(at=NOW + timedelta(minutes=10))
    assert [(plays, skips) for _, _, _, plays, _, _, _, skips in sums()] == [(1, 0)]


def test_sums_of_plays_that_are_gone_go_when_all_is_added_up() -> None:
    gone = a_play(TrackFactory(), at=NOW - timedelta(days=3))
    kept = a_play(TrackFactory())
    plays_rolled_up(at=NOW)
    gone.delete()
    plays_rolled_up(at=NOW)
    assert [row[1] for row in sums()] == [kept.track_id] == [row[1] for row in sums(PlayDay)]
    Play.objects.all().delete()
    plays_rolled_up(at=NOW)
    assert (sums(), sums(PlayDay)) == ([], [])


def run(*arguments: str) -> str:
    out = StringIO()
    call_command("rollup", *arguments, stdout=out)
    return out.getvalue()


def test_the_command_tells_what_it_made_and_a_dry_run_keeps_nothing() -> None:
    a_play(TrackFactory(), at=datetime.fromisoformat("2026-11-01T08:00:00Z"))
    assert run("--all", "--dry-run") == "1 hours and 1 days of tracks added up (nothing is kept).\n"
    assert sums() == []
    assert run("--since", "2026-11-02") == "0 hours and 0 days of tracks added up.\n"
    assert run("--since", "2026-11-01") == "1 hours and 1 days of tracks added up.\n"
    assert len(sums()) == 1
    assert "added up" in run()


@pytest.mark.parametrize("day", ["yesterday", "2026-02-30", "1"])
def test_the_command_refuses_what_is_no_day(day: str) -> None:
    with pytest.raises(CommandError, match="2026-11-01") as refused:
        run("--since", day)
    assert refused.value.returncode == 2


def test_a_run_takes_as_many_queries_however_much_was_heard() -> None:
    album = AlbumFactory()
    a_play(TrackFactory(album=album))
    plays_caught_up(at=NOW)
    counts = []
    for plays in (1, 30):
        for _ in range(plays):
            a_play(TrackFactory(album=album))
        with CaptureQueriesContext(connection) as told:
            plays_caught_up(at=NOW + timedelta(minutes=5))
        counts.append(len(told))
    assert counts[0] == counts[1]
