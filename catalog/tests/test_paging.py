"""Keyset pages show every row once, in order, both ways; a cursor that is not ours is refused."""

import base64
import json
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.models import Workspace
from accounts.tests.factories import WorkspaceFactory
from catalog.models import Library
from common.errors import Invalid
from common.paging import keyset_page

START = datetime(2026, 1, 1, tzinfo=UTC)
ORDERS = (
    ("name", "id"),
    ("-name", "id"),
    ("rescan_every", "-name", "id"),
    ("last_scan_at", "id"),
    ("-last_scan_at", "-id"),
    ("-last_scan_at", "name", "id"),
    ("-created_at", "id"),
    ("workspace__created_at", "-name", "id"),
)
rows = st.lists(
    st.tuples(
        st.sampled_from(["", "a", "A", "é", "🎷", "'", "100%"]),
        st.integers(0, 3),
        st.one_of(st.none(), st.integers(0, 3)),
    ),
    max_size=12,
)


@pytest.fixture
def workspace(db: None) -> Workspace:
    return WorkspaceFactory()


def fill(workspace: Workspace, described: list[tuple[str, int, int | None]]) -> None:
    Library.objects.all().delete()
    Library.objects.bulk_create(
        Library(
            workspace=workspace,
            name=name,
            rescan_every=minutes,
            last_scan_at=None if days is None else START + timedelta(days=days, microseconds=days),
            created_at=START + timedelta(days=minutes),
        )
        for name, minutes, days in described
    )


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(described=rows, order=st.sampled_from(ORDERS), size=st.integers(1, 5))
def test_paging_there_and_back_shows_each_row_once_in_order(
    workspace: Workspace,
    described: list[tuple[str, int, int | None]],
    order: tuple[str, ...],
    size: int,
) -> None:
    fill(workspace, described)
    whole = list(Library.objects.order_by(*order).values_list("pk", flat=True))
    pages = [keyset_page(Library.objects.all(), order=order, size=size)]
    assert not pages[0].previous
    while pages[-1].next:
        pages.append(
            keyset_page(Library.objects.all(), order=order, cursor=pages[-1].next, size=size)
        )
    assert [row.pk for page in pages for row in page.rows] == whole
    for earlier, later in zip(pages[-2::-1], pages[:0:-1], strict=True):
        back = keyset_page(Library.objects.all(), order=order, cursor=later.previous, size=size)
        assert back.rows == earlier.rows
        assert bool(back.previous) == (earlier is not pages[0])


def sealed(values: Any) -> str:
    return base64.urlsafe_b64encode(json.dumps(values).encode()).decode().rstrip("=")


FORGED = [
    "x", "====", "é", "AAAA", sealed({}), sealed("text"), sealed(7), sealed([]), sealed([0]), sealed([0, "a"]),
    sealed([0, "a", 1, 2]), sealed([0, 1, 1]), sealed([0, "a", "1"]), sealed([0, "a", 1.5]), sealed([0, "a", True]),
    sealed([0, "a", 10**30]), sealed([0, "a", -(10**30)]), sealed([0, "a", None]), sealed([0, None, 1]),
    sealed([0, ["a"], 1]), sealed([0, {"a": 1}, 1]), sealed([0, "a\0", 1]), sealed([0, "\ud800", 1]),
    sealed([0, "a" * 501, 1]), sealed(["0", "a", 1]), sealed([None, "a", 1]), sealed([0, "a", float("nan")]),
    sealed([0, "a", float("inf")]), "W" * 100_000, base64.urlsafe_b64encode(b"[" * 100_000).decode(),
    base64.urlsafe_b64encode(b"[0,\"a\"," + b"9" * 10_000 + b"]").decode(), sealed([0, "a", 1])[:-1] + "!",
]  # fmt: skip


@pytest.mark.django_db
@pytest.mark.parametrize("cursor", FORGED, ids=range(len(FORGED)))
def test_a_forged_cursor_is_refused(cursor: str) -> None:
    with pytest.raises(Invalid, match="not one of ours") as refused:
        keyset_page(Library.objects.all(), order=("name", "id"), cursor=cursor)
    assert refused.value.field == "cursor"


@pytest.mark.django_db
@pytest.mark.parametrize(
    "moment",
    ["", "now", "2026-13-01T00:00:00+00:00", "2026-01-01T00:00:00", "0001-01-01T00:00:00+14:00",
     "9999-12-31T23:59:59-12:00", "2026-01-01", 5, True, [], "2026-01-01T00:00:00+99:00"],
)  # fmt: skip
def test_a_forged_time_is_refused(moment: Any) -> None:
    with pytest.raises(Invalid):
        keyset_page(
            Library.objects.all(), order=("-created_at", "id"), cursor=sealed([0, moment, 1])
        )


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    values=st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
        lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=2),
        max_leaves=6,
    ),
    order=st.sampled_from(ORDERS),
)
def test_whatever_a_cursor_holds_it_gives_a_page_or_is_refused(
    workspace: Workspace, values: Any, order: tuple[str, ...]
) -> None:
    with suppress(Invalid):
        keyset_page(Library.objects.all(), order=order, cursor=sealed(values))
