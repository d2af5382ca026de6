"""What a viewer may see beyond what all in their place may: read once, and the same by every way to it."""

from typing import Any

import pytest

from accounts.models import Membership
from accounts.viewer import viewer_of
from catalog import reach
from catalog.models import Album, Artist, Genre, Track
from catalog.reach import reach_of
from catalog.tests.factories import LibraryFactory
from tests.cast import PEOPLE, Cast, Things


def test_reach_is_read_once_for_a_viewer_and_not_at_all_for_nobody(
    cast: Cast, things: Things, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(0):
        assert not reach_of(cast.viewer("anonymous")).holds_grants
        assert reach_of(cast.viewer("link")).holds_grants
    with django_assert_num_queries(1):
        viewer = viewer_of(cast.owner)
        assert len(reach_of(viewer).own) == 4
        assert reach_of(viewer) is reach_of(viewer)
    assert len(reach_of(cast.viewer("reader")).read) == 1
    assert reach_of(cast.viewer("other")).holds_grants
    assert not reach_of(cast.viewer("manager")).holds_grants


@pytest.mark.parametrize("person", PEOPLE)
def test_a_kept_statement_a_fresh_one_and_one_for_many_libraries_give_the_same(
    person: str, cast: Cast, things: Things, monkeypatch: pytest.MonkeyPatch
) -> None:
    def seen(**how: Any) -> list[set[int]]:
        viewer = cast.viewer(person)
        rows = [model.objects.reachable_by(viewer, **how) for model in (Track, Album)]
        if not how:
            models: tuple[Any, ...] = (Track, Album, Artist, Genre)
            rows += [model.objects.listed_for(viewer) for model in models]
        return [set(found.values_list("pk", flat=True)) for found in rows]

    fresh = seen()
    assert seen(live=True) == fresh[:2]
    monkeypatch.setattr(reach, "LITERALLY", 0)
    assert seen() == fresh


def test_a_membership_that_ends_is_gone_from_the_next_viewer(cast: Cast, things: Things) -> None:
    hidden = things["private"].track
    assert hidden in Track.objects.reachable_by(viewer_of(cast.viewer_member))
    Membership.objects.filter(user=cast.viewer_member, workspace=cast.label).delete()
    assert hidden not in Track.objects.reachable_by(viewer_of(cast.viewer_member))


def test_a_viewer_of_many_libraries_sees_them_all(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(3):
        LibraryFactory(workspace=cast.label)
    monkeypatch.setattr(reach, "LITERALLY", 2)
    assert reach_of(cast.viewer("owner")).is_large
