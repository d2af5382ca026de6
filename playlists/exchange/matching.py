"""Whose tracks the lines of a file are: by this site's own address, by MusicBrainz id, by ISRC, then by names.

Only what the viewer sees listed is found by ids and names; an address of this site finds what it opens for them. One
query for each way, a thousand lines at a time.
"""

import re
from collections.abc import Callable, Sequence
from itertools import batched
from typing import Any

from django.db.models import F, Window
from django.db.models.functions import RowNumber

from accounts.viewer import Viewer
from catalog.models import Track
from common.text import text_key
from playlists.exchange.formats import Line

BATCH = 1000
MOST_OF_A_NAME = 500
"""Tracks of one name that are looked at, the oldest: a large collection has its thousands of "Intro"."""
NEAR_MS = 4000
"""Two lengths that are the same recording's."""
_own_id = re.compile(r"/tracks/(?:[^/]*-)?([0-9a-f]{32})(?:/|$)")

type Found = dict[int, int]
"""Index of a line → key of its track."""


def match(lines: Sequence[Line], viewer: Viewer) -> Found:
    """The track of each line that has one."""
    found: Found = {}
    reachable, listed = Track.objects.reachable_by(viewer), Track.objects.listed_for(viewer)
    match_by(lines, found, _own, reachable, "public_id")
    match_by(lines, found, lambda line: line.musicbrainz_id, listed, "musicbrainz_id")
    match_by(lines, found, lambda line: line.isrc, listed, "isrc")
    _by_names(lines, found, listed)
    return found


def _own(line: Line) -> str:
    told = _own_id.search(line.location)
    return told[1] if told else ""


def match_by(
    lines: Sequence[Line],
    found: Found,
    key: Callable[[Line], str],
    rows: Any,
    column: str,
    *,
    pk: str = "pk",
) -> None:
    """Add the lines whose key stands in a column of the rows; `pk` is the column of what is found."""
    wanted = unmatched(lines, found, key)
    for some in batched(wanted, BATCH):  # noqa: B911  # the last is shorter
        there = rows.filter(**{f"{column}__in": some}).order_by("-pk").values_list(column, pk)
        for value, thing in there:  # of several the oldest, which comes last
            for index in wanted[value]:
                found[index] = thing


def _by_names(lines: Sequence[Line], found: Found, listed: Any) -> None:
    wanted = unmatched(lines, found, lambda line: text_key(line.title))
    for some in batched(wanted, BATCH):  # noqa: B911  # as above
        rows: dict[str, list[tuple[Any, ...]]] = {}
        for title, pk, artist, album, duration in (
            listed.filter(title_key__in=some)
            .annotate(nth=Window(RowNumber(), partition_by=F("title_key"), order_by=F("pk")))
            .filter(nth__lte=MOST_OF_A_NAME)
            .order_by("pk")
            .values_list("title_key", "pk", "artist_line", "album__title_key", "duration_ms")
        ):
            # Its key once, not for each line of that title.
            rows.setdefault(title, []).append((pk, text_key(artist), album, duration))
        for title, candidates in rows.items():
            for index in wanted[title]:
                best = _best(lines[index], candidates)
                if best is not None:
                    found[index] = best


def _best(line: Line, candidates: list[tuple[Any, ...]]) -> int | None:
    """The candidate of the same artist, and of the same album and length where there are several. A line that names no
    artist is only its one candidate."""
    artist = text_key(line.artist)
    if not artist:
        return candidates[0][0] if len(candidates) == 1 else None
    same = [row for row in candidates if same_artists(artist, row[1])]
    if not same:
        return None
    album = text_key(line.album)

    def distance(row: tuple[Any, ...]) -> tuple[bool, bool]:
        far = bool(line.duration_ms) and abs(row[3] - line.duration_ms) > NEAR_MS
        return (bool(album) and row[2] != album, far)

    best: int = min(same, key=distance)[0]
    return best


def same_artists(one: str, other: str) -> bool:
    """The same artists, or one of them with guests."""
    if not other:
        return False
    return one == other or one.startswith(f"{other} ") or other.startswith((f"{one} ", f"{one},"))


def unmatched(
    lines: Sequence[Line], found: Found, key: Callable[[Line], str]
) -> dict[str, list[int]]:
    """Lines that are not found yet, by their key."""
    wanted: dict[str, list[int]] = {}
    for index, line in enumerate(lines):
        if index not in found and (value := key(line)):
            wanted.setdefault(value, []).append(index)
    return wanted
