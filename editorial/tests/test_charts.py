"""Charts: ranked as their formulas say, of what their reader sees listed, turned over with what changes them."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils.timezone import now

from accounts.tests.factories import UserFactory
from accounts.viewer import NOBODY
from catalog.audience import Audience
from catalog.models import Track
from catalog.tests.factories import AlbumFactory, TrackFactory
from common import pagecache
from editorial.charts import TOP, charted, charts_make
from editorial.models import ChartEntry
from editorial.rollups import plays_rolled_up
from editorial.tests.factories import NOW, a_play
from playlists.models import Like
from tests.cast import Cast, Things

pytestmark = pytest.mark.django_db
Chart = ChartEntry.Chart


def made(at: Any = NOW) -> None:
    plays_rolled_up(at=at)
    charts_make(at=at)


def ranked(chart: str, viewer: Any = NOBODY) -> list[str]:
    return [one.track.title for one in charted(chart, viewer)]


def heard(title: str, **days: int) -> Track:
    """A track that so many people heard on days ago: `d0=2` two of them today."""
    track: Track = TrackFactory(title=title)
    for day, people in days.items():
        for _ in range(people):
            a_play(track, at=NOW - timedelta(days=int(day[1:])))
    return track


def test_the_weeks_chart_counts_plays_of_seven_days() -> None:
    heard("last week", d7=9)
    heard("twice", d0=1, d6=1)
    heard("three times", d3=3)
    made()
    assert ranked(Chart.WEEK) == ["three times", "twice"]
    assert [one.count for one in charted(Chart.WEEK, NOBODY)] == [3, 2]


def test_what_is_heard_of_late_trends_before_what_was_heard_more() -> None:
    heard("three, three days ago", d3=3)  # 3 / 2
    heard("two, today", d0=2)  # 2
    heard("seven, six days ago", d6=7)  # 7 / 4
    heard("many, long ago", d14=90)
    made()
    assert ranked(Chart.TRENDING) == ["two, today", "seven, six days ago", "three, three days ago"]


def test_who_hears_one_track_all_day_is_one_listener(cast: Cast) -> None:
    looped = TrackFactory(title="looped")
    for minute in range(20):
        a_play(looped, user=cast.other, at=NOW - timedelta(minutes=minute))
    heard("heard by two", d0=2)
    made()
    assert ranked(Chart.TRENDING) == ["heard by two", "looped"]


def test_the_most_loved_are_those_that_most_like() -> None:
    one, two = TrackFactory(title="one"), TrackFactory(title="two")
    for track, count in ((one, 1), (two, 2)):
        for _ in range(count):
            Like.objects.create(user=UserFactory(), track=track)
    made()
    assert ranked(Chart.LOVED) == ["two", "one"]


@pytest.mark.parametrize("person", ["anonymous", "other", "owner"])
def test_nobody_reads_in_a_chart_what_they_do_not_see_listed(
    person: str, cast: Cast, things: Things
) -> None:
    for track in Track.objects.all():
        a_play(track)
        Like.objects.create(user=cast.manager, track=track)
    made()
    viewer = cast.viewer(person)
    listed = set(Track.objects.listed_for(viewer))
    assert listed
    for chart in Chart:
        shown = {one.track for one in charted(chart, viewer)}
        assert shown <= listed
        widest = Audience.EVERYONE if person == "anonymous" else Audience.MEMBERS
        assert shown == {track for track in listed if track.listed_to <= widest}


def test_a_track_that_is_hidden_is_gone_at_once_and_the_next_one_moves_up() -> None:
    first = heard("first", d0=2)
    heard("second", d0=1)
    made()
    Track.objects.filter(pk=first.pk).update(listed_to=Audience.WORKSPACE)
    assert [(one.rank, one.track.title) for one in charted(Chart.WEEK, NOBODY)] == [(1, "second")]


def test_pages_turn_over_with_a_chart_that_changed_and_with_no_other(
    django_capture_on_commit_callbacks: Any,
) -> None:
    track = heard("heard", d0=1)
    with django_capture_on_commit_callbacks(execute=True):
        made()
    before = pagecache.generation()
    with django_capture_on_commit_callbacks(execute=True):
        made()
    assert pagecache.generation() == before
    a_play(track)
    with django_capture_on_commit_callbacks(execute=True):
        made()
    assert pagecache.generation() != before


def test_a_chart_takes_three_queries(django_assert_num_queries: Any) -> None:
    album = AlbumFactory()
    for _ in range(TOP + 5):
        a_play(TrackFactory(album=album), at=now() - timedelta(minutes=5))
    made(now())
    with django_assert_num_queries(3):
        assert len(charted(Chart.WEEK, NOBODY, most=TOP)) == TOP
