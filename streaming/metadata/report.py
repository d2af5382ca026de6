"""What a spreadsheet would change, or has changed."""

from dataclasses import asdict, dataclass, field
from typing import Any

MOST_SHOWN = 300
"""Rows, and rows that found no track, that a report names; it counts all of them."""


@dataclass(slots=True)
class ShownRow:
    """A row with something to say: `changes` are (column, before, after, error)."""

    line: int
    track: str
    title: str
    changes: list[tuple[str, str, str, str]]
    words: str = ""


@dataclass(slots=True)
class Report:
    """Counts, and the first rows of each kind. `tags` are the entity tags of what would change, tracks and albums."""

    rows: int = 0
    found: int = 0
    changed: int = 0
    cells: int = 0
    wrong: int = 0
    late: int = 0
    unfound: int = 0
    shown: list[ShownRow] = field(default_factory=list)
    lost: list[tuple[int, str, str]] = field(default_factory=list)
    tags: dict[str, str] = field(default_factory=dict)

    def told(self) -> dict[str, Any]:
        return asdict(self)
