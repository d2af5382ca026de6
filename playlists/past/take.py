"""Bringing a past along: from a file to rows, and a report of it."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import batched
from pathlib import Path

from accounts.models import User
from accounts.viewer import Viewer, viewer_of
from catalog.models import Track
from common.errors import Invalid
from playlists.exchange.formats import Line
from playlists.exchange.matching import Found
from playlists.past.collected import UNKNOWN, Collected, Opinion, collect
from playlists.past.matching import match_albums, match_artists, match_tracks
from playlists.past.report import MOST_LISTED, Missing, Report, Tally
from playlists.past.sources import READERS, source_of
from playlists.services.past import (
    follows_bring,
    likes_bring,
    playlist_bring,
    playlist_key,
    ratings_bring,
)
from streaming.past import PastPlay, past_plays_take
from streaming.plays import ENOUGH, seconds_to_count

SKIPPED_MS = 30_000
"""A stream of something that is not here, too short for any service to count."""
CLOCKS = timedelta(days=1)
"""How far a file's clock may be ahead of ours."""
BATCH = 500

type Progress = Callable[[str, int, int], None]
"""Called with `read`, `match` or `write`, how far it is, and of how many (0: nobody knows)."""


def silent(_stage: str, _done: int, _total: int) -> None:
    """Tells nobody."""


def past_take(
    *,
    user: User,
    path: Path,
    source: str = "",
    who: str = "",
    dry_run: bool = False,
    at: datetime,
    progress: Progress = silent,
) -> Report:
    """Take everything of a file that is here into a person's own past. Safe to repeat and to break off.

    `source`: a key of READERS, told by the content where empty; `who`: whose past, where a Navidrome has several users.
    Raises Invalid: field `file`, `source`, or `navidrome_user`.
    """
    if source and source not in READERS:
        raise Invalid(f"A source is one of: {', '.join(READERS)}.", field="source")
    source = source or source_of(path)
    latest = int((at + CLOCKS).timestamp())
    facts = READERS[source](path, who=who)
    found = collect(facts, latest=latest, progress=lambda count: progress("read", count, 0))
    viewer = viewer_of(user)
    return _Taking(user, source, found, viewer, at, dry_run, progress).run()


@dataclass(frozen=True, slots=True)
class _Known:
    public_id: str
    duration_ms: int


class _Taking:
    """One file on its way into the database."""

    def __init__(
        self,
        user: User,
        source: str,
        found: Collected,
        viewer: Viewer,
        at: datetime,
        dry_run: bool,
        progress: Progress,
    ) -> None:
        self.user, self.source, self.found, self.at = user, source, found, at
        self.dry_run, self.progress = dry_run, progress
        self.viewer = viewer
        self.report = Report(source, passed=dict(found.passed))
        self.missing: Counter[tuple[str, Line]] = Counter()

    def run(self) -> Report:
        tracks = self.found.tracks.lines
        self.matched: dict[str, Found] = {
            "track": match_tracks(
                tracks, self.viewer, lambda done: self.progress("match", done, len(tracks))
            ),
            "album": match_albums(self.found.albums.lines, self.viewer),
            "artist": match_artists(self.found.artists.lines, self.viewer),
        }
        self._playlists()
        self._opinions()
        self._follows()
        self._plays()
        self._tell()
        return self.report

    def _plays(self) -> None:
        known = dict(self._known())
        plays: list[PastPlay] = []
        lines, found = self.found.tracks.lines, self.matched["track"]
        told = short = matched = 0
        rows = zip(
            self.found.heard, self.found.began, self.found.slots, self.found.lengths, strict=True
        )
        for number, began, slot, length in rows:
            pk = found.get(number)
            track = known.get(pk) if pk is not None else None
            if length != UNKNOWN and length < self._enough(track):
                short += 1
                continue
            told += 1
            if pk is None or track is None:
                self.missing["play", lines[number]] += 1
                continue
            matched += 1
            seconds = _seconds(length, track.duration_ms)
            start = datetime.fromtimestamp(began, UTC)
            plays.append(PastPlay(pk, track.public_id, start, seconds, slot))
        if short:
            self.report.passed["too short"] = short
        done = new = 0
        for held, fresh in past_plays_take(
            user=self.user, service=self.source, plays=plays, dry_run=self.dry_run
        ):
            done, new = done + held, new + fresh
            self.progress("write", done, len(plays))
        self.report.tallies["plays"] = Tally(told, matched, new)
        self.report.undated = self.found.undated.total()
        for number, count in self.found.undated.items():
            self.missing["undated", lines[number]] += count

    def _enough(self, track: "_Known | None") -> float:
        return seconds_to_count(track.duration_ms) * 1000 if track else SKIPPED_MS

    def _known(self) -> Iterator[tuple[int, _Known]]:
        for some in batched(set(self.matched["track"].values()), BATCH):
            rows = Track.objects.filter(pk__in=some)
            for pk, public_id, length in rows.values_list("pk", "public_id", "duration_ms"):
                yield pk, _Known(public_id, length)

    def _opinions(self) -> None:
        for name, are_rated in (("likes", False), ("ratings", True)):
            told = found = new = 0
            for kind in ("track", "album", "artist"):
                rows = [
                    one
                    for one in self.found.opinions
                    if one.kind == kind and bool(one.stars) == are_rated
                ]
                things = self._things(rows, "rating" if are_rated else "like")
                told, found = told + len({row.number for row in rows}), found + len(things)
                if are_rated:
                    new += ratings_bring(
                        user=self.user, kind=kind, things=things, dry_run=self.dry_run
                    )
                else:
                    since = {pk: at for pk, (_, at) in things.items()}
                    new += likes_bring(
                        user=self.user, kind=kind, things=since, dry_run=self.dry_run
                    )
            self.report.tallies[name] = Tally(told, found, new)

    def _things(self, rows: Sequence[Opinion], what: str) -> dict[int, tuple[int, datetime]]:
        things: dict[int, tuple[int, datetime]] = {}
        lines = {kind: self.found.book(kind).lines for kind in {row.kind for row in rows}}
        for row in rows:
            pk = self.matched[row.kind].get(row.number)
            if pk is None:
                self.missing[what, lines[row.kind][row.number]] += 1
            else:
                at = datetime.fromtimestamp(row.at, UTC) if row.at is not None else self.at
                things.setdefault(pk, (row.stars, at))
        return things

    def _follows(self) -> None:
        lines, found = self.found.artists.lines, self.matched["artist"]
        artists = {found[number]: self.at for number in self.found.follows if number in found}
        for number in self.found.follows:
            if number not in found:
                self.missing["follow", lines[number]] += 1
        new = follows_bring(user=self.user, artists=artists, dry_run=self.dry_run)
        self.report.tallies["follows"] = Tally(len(self.found.follows), len(artists), new)

    def _playlists(self) -> None:
        lines, found = self.found.tracks.lines, self.matched["track"]
        told = matched = made = here = 0
        for sheet in self.found.playlists:
            keys = [found[number] for number in sheet.numbers if number in found]
            for number in sheet.numbers:
                if number not in found:
                    self.missing["playlist", lines[number]] += 1
            told, matched, here = told + len(sheet.numbers), matched + len(keys), here + bool(keys)
            if keys:
                made += playlist_bring(
                    user=self.user,
                    source_hash=playlist_key(self.source, sheet.key),
                    title=sheet.title,
                    description=sheet.description,
                    keys=keys,
                    dry_run=self.dry_run,
                )
        self.report.tallies["playlists"] = Tally(len(self.found.playlists), here, made)
        self.report.tallies["entries"] = Tally(told, matched, matched)

    def _tell(self) -> None:
        """The names of what is not here, the most told first."""
        self.report.missing_total = sum(what != "undated" for what, _ in self.missing)
        ordered = sorted(self.missing.items(), key=lambda one: (one[0][0] == "undated", -one[1]))
        self.report.missing = [
            Missing(what, line.title, line.artist, line.album, count)
            for (what, line), count in ordered[:MOST_LISTED]
        ]


def _seconds(length: int, duration_ms: int) -> float:
    """How long a play was: as its service says, at most the track's length; all of it where nobody says."""
    if length == UNKNOWN:
        return duration_ms / 1000 if duration_ms else ENOUGH
    return min(length, duration_ms or length) / 1000
