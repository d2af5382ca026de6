"""A page of a long list is read from the index of its order, not sorted out of the whole table."""

from typing import Any

import pytest
from django.db import connection

from accounts.viewer import Viewer
from catalog.models import Album, Track

pytestmark = pytest.mark.django_db

PAGE = 60


def plan(rows: Any) -> str:
    """How SQLite goes about it (https://sqlite.org/eqp.html)."""
    if connection.vendor != "sqlite":
        pytest.skip("MySQL plans by what its tables hold, which is nothing here")
    return str(rows.values_list("pk")[:PAGE].explain())


@pytest.mark.parametrize("viewer", [Viewer(), Viewer(user_id=1)])
@pytest.mark.parametrize(
    ("model", "order", "index"),
    [
        (Track, ("sort_key", "id"), "track_in_order"),
        (Track, ("-added_at", "-id"), "track_newest"),
        (Track, ("-play_count", "-id"), "track_most_played"),
        (Track, ("shuffle_key", "id"), "track_random"),
        (Album, ("sort_key", "id"), "album_in_order"),
        (Album, ("-added_at", "-id"), "album_newest"),
        (Album, ("-release_date", "-id"), "album_by_date"),
        (Album, ("-play_count", "-id"), "album_most_played"),
    ],
)
def test_a_list_stops_at_the_end_of_its_page(
    model: Any, order: tuple[str, ...], index: str, viewer: Viewer
) -> None:
    told = plan(model.objects.listed_for(viewer).order_by(*order))
    assert f"USING INDEX {index}" in told
    assert "TEMP B-TREE" not in told
