"""Rows that the index follows."""

import pytest

from common.registry import Registry
from search import sources
from search.engine import SearchDocument


@pytest.fixture
def rows(monkeypatch: pytest.MonkeyPatch) -> dict[int, str]:
    """The one source `album`, whose rows are a dictionary: names by key."""
    rows: dict[int, str] = {}
    monkeypatch.setattr(sources, "sources", Registry("search source"))
    sources.add(
        "album",
        lambda refs: [SearchDocument("album", ref, "everyone", rows[ref]) for ref in refs if ref in rows],
        lambda: sorted(rows),
    )  # fmt: skip
    return rows
