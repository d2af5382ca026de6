"""What came of bringing a past along, in numbers and names; and as a file to keep."""

import csv
import io
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from django.utils.translation import gettext_lazy as _

from common.spreadsheets import spreadsheet_cell

MOST_LISTED = 10_000
"""Rows of what did not match that a report keeps, those that matter most."""

REASONS = {
    "too short": _("heard too briefly to count"),
    "no date": _("without a time"),
    "no music": _("podcasts, videos, and what has no name"),
    "no place": _("dislikes, podcasts and the like, for which there is no place here"),
    "too long": _("entries past the most that a playlist holds"),
}
"""Why something was passed over."""
FIELDS = ("what", "title", "artist", "album", "count")


@dataclass(frozen=True, slots=True)
class Tally:
    """`found` of `told` are of this site; of these so many were `new`."""

    told: int = 0
    found: int = 0
    new: int = 0


@dataclass(frozen=True, slots=True)
class Missing:
    """Something that is not here, and how often it was told: plays, or places in playlists."""

    what: str
    title: str
    artist: str
    album: str
    count: int = 1


@dataclass(slots=True)
class Report:
    """`tallies` by plays, likes, ratings, follows, playlists, entries; `undated` plays have a number and no times."""

    source: str
    tallies: dict[str, Tally] = field(default_factory=dict)
    undated: int = 0
    passed: dict[str, int] = field(default_factory=dict)
    missing: list[Missing] = field(default_factory=list)
    missing_total: int = 0

    @property
    def is_complete(self) -> bool:
        return not self.missing_total

    def as_json(self) -> dict[str, Any]:
        """The numbers alone."""
        return {
            "tallies": {name: asdict(tally) for name, tally in self.tallies.items()},
            "undated": self.undated,
            "passed": self.passed,
            "missing_total": self.missing_total,
        }


def missing_as(rows: Sequence[dict[str, Any]], ending: str) -> tuple[str, str]:
    """A list of what is not here as text, and its media type. `ending` is csv or json."""
    if ending == "json":
        return json.dumps(rows, ensure_ascii=False, indent=1), "application/json"
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(FIELDS)
    for row in rows:
        writer.writerow([spreadsheet_cell(row[name]) for name in FIELDS])
    return out.getvalue(), "text/csv"
