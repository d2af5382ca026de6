"""Adding up what the roll-ups know of a workspace's music, for its dashboard (`editorial.dashboards`).

Figures are the same for every member, and name things by key. Those of very many plays take seconds: they are kept for
a day, made anew each night, and again when somebody looks at them after an hour (`RENEWED`).
"""

import hashlib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from time import perf_counter
from typing import Any

from django.core.cache import cache
from django.db.models import Count, Q, QuerySet, Sum

from accounts.models import Workspace
from catalog.models import Album, Artist, Library, Track
from common.conditions import one_of
from editorial.models import PlayDay, PlayOrigin
from streaming.models import Play

PERIODS = (7, 28, 90, 365)
"""Days, today included."""
SHOWN = 50
"""Tracks, albums, artists, countries and playlists that are named; the file of tracks names all."""
SUMS = ("starts", "plays", "seconds", "completions", "skips")
LARGE = 2000
"""Tracks of a workspace from which on its plays are found by their time, not track by track."""
SLOW = 0.25
"""Seconds from which on figures are kept."""
RENEWED, KEPT = timedelta(hours=1), timedelta(hours=26)

type Sorted = list[tuple[int, "Sums"]]
"""Keys of things, the most played first."""
type Days = list[tuple[date, "Sums"]]


@dataclass(frozen=True, slots=True)
class Sums:
    """Figures of some plays. `listeners` is None where nobody counted them."""

    starts: int = 0
    plays: int = 0
    seconds: float = 0.0
    completions: int = 0
    skips: int = 0
    listeners: int | None = None

    @property
    def hours(self) -> float:
        return self.seconds / 3600

    @property
    def completion(self) -> float | None:
        """The part of plays that was heard to the end, 0 to 1; None where there were none."""
        return self.completions / self.starts if self.starts else None

    @property
    def skipped(self) -> float | None:
        return self.skips / self.starts if self.starts else None


@dataclass(frozen=True, slots=True)
class Share:
    """A part of all plays; `percent` of them."""

    name: str
    plays: int
    percent: float


@dataclass(frozen=True, slots=True)
class About:
    """Whose music, which of it, and how far back: `first` to `last`, both included (UTC).

    `libraries` are the keys of the workspace's own; `is_large`, where they hold more than LARGE tracks.
    """

    workspace: Workspace
    days: int
    first: date
    last: date
    libraries: tuple[int, ...]
    is_large: bool
    artist: Artist | None = None
    album: Album | None = None
    track: Track | None = None

    @property
    def one(self) -> Any:
        return self.track or self.album or self.artist

    @property
    def begins(self) -> datetime:
        return datetime.combine(self.first, time(), UTC)

    @property
    def ends(self) -> datetime:
        return datetime.combine(self.last + timedelta(days=1), time(), UTC)

    def before(self) -> "About":
        """The same for as many days before."""
        length = timedelta(days=self.days)
        return replace(self, first=self.first - length, last=self.last - length)

    def on(self, of: str) -> Any:
        """Which rows are meant, where `of` leads to their track (`track__`)."""
        if self.one is None and self.is_large:
            return one_of(f"{of}library_id", self.libraries)
        found = Q(**{f"{of}library__in": self.libraries})
        if self.track:
            return found & Q(**{f"{of}pk": self.track.pk})
        if self.album:
            return found & Q(**{f"{of}album": self.album})
        if self.artist:
            theirs = Track.objects.filter(credits__artist=self.artist)
            return found & Q(**{f"{of}in": theirs.values("pk")})
        return found


@dataclass(frozen=True, slots=True)
class Figures:
    """What was added up at a moment, over the days `first` to `last`; `days` are all of these."""

    at: datetime
    first: date
    last: date
    total: Sums
    before: Sums
    days: Days
    tracks: Sorted
    albums: Sorted
    artists: Sorted
    sources: list[Share]
    countries: list[Share]

    def is_old(self, at: datetime) -> bool:
        """Whether they are to be made anew soon."""
        return at - self.at > RENEWED


def figures_kept(about: About) -> Figures | None:
    """Those that are kept; None where there are none."""
    return cache.get(_key(about)) if _may_be_kept(about) else None


def figures_made(about: About, *, at: datetime) -> Figures:
    """All figures, in a number of queries that does not depend on them; kept where that took long."""
    began = perf_counter()
    made = _figures(about, at)
    if not _may_be_kept(about):
        return made
    if perf_counter() - began > SLOW:
        cache.set(_key(about), made, timeout=int(KEPT.total_seconds()))
    else:  # what was kept is older than these, which nobody has to wait for
        cache.delete(_key(about))
    return made


def figures_renewed(*, at: datetime) -> int:
    """Make the figures of all large workspaces anew, for every period; how many of them are kept."""
    tracks = Track.objects.order_by().values("library__workspace").annotate(count=Count("pk"))
    large = tracks.filter(count__gt=LARGE).values_list("library__workspace", flat=True)
    kept = 0
    for workspace in Workspace.objects.filter(pk__in=list(large)):
        for days in PERIODS:
            about = about_of(workspace, days=days, at=at)
            figures_made(about, at=at)
            kept += figures_kept(about) is not None
    return kept


def about_of(workspace: Workspace, *, days: int, at: datetime, **one: Any) -> About:
    """All of a workspace's music, or `artist`, `album` or `track`, over the days that end at this moment (UTC)."""
    last = at.astimezone(UTC).date()
    libraries = tuple(Library.objects.filter(workspace=workspace).values_list("pk", flat=True))
    tracks = Track.objects.filter(library__in=libraries).order_by()
    is_large = tracks[LARGE : LARGE + 1].exists()
    return About(workspace, days, last - timedelta(days=days - 1), last, libraries, is_large, **one)


def _key(about: About) -> str:
    # A library that is handed on takes its figures along at once.
    libraries = ",".join(map(str, sorted(about.libraries)))
    owned = hashlib.blake2b(libraries.encode(), digest_size=8).hexdigest()
    return f"dashboard:{about.workspace.pk}:{about.days}:{owned}"


def _may_be_kept(about: About) -> bool:
    return about.is_large and about.one is None


def _figures(about: About, at: datetime) -> Figures:
    """Sums that add up are asked for once."""
    before = about.before()
    days = sums_of_days(about, since=before.first)
    sources, countries = _origins(about)
    return Figures(
        at=at,
        first=about.first,
        last=about.last,
        total=_total(about, days[about.days :]),
        before=_total(before, days[: about.days]),
        days=days[about.days :],
        tracks=[] if about.track else sums_by(about, "track"),
        albums=[] if about.album or about.track else sums_by(about, "track__album"),
        artists=sums_by(about, "track__credits__artist") if about.one is None else [],
        sources=sources,
        countries=[share for share in countries if share.name],
    )


def _rows(about: About, *, since: date | None = None) -> "QuerySet[PlayDay]":
    first = since or about.first
    return PlayDay.objects.filter(about.on("track__"), at__gte=first, at__lte=about.last)


def _added() -> dict[str, Sum]:
    return {f"{name}_": Sum(name, default=0) for name in SUMS}


def _total(about: About, days: Days) -> Sums:
    """All that these days add up to, and how many people that were."""
    added = {name: sum(getattr(sums, name) for _, sums in days) for name in SUMS}
    return Sums(**added, listeners=_listeners(about))


def _listeners(about: About) -> int:
    plays = Play.objects.filter(
        about.on("track__"),
        imported_from="", counted_at__isnull=False, started_at__gte=about.begins, started_at__lt=about.ends,
    )  # fmt: skip
    heard = plays.aggregate(
        people=Count("user", distinct=True),
        links=Count("link_hash", distinct=True),
        nobody=Count("pk", filter=Q(user__isnull=True, link_hash__isnull=True)),
    )
    return sum(heard.values())


def sums_of_days(about: About, *, since: date) -> Days:
    """Every day from then to the end of the period, those without plays too."""
    rows: Any = _rows(about, since=since).order_by().values_list("at").annotate(**_added())
    found = {day: Sums(*sums) for day, *sums in rows}
    days = (since + timedelta(days=number) for number in range((about.last - since).days + 1))
    return [(day, found.get(day, Sums())) for day in days]


def sums_by(about: About, of: str, *, most: int | None = SHOWN) -> Sorted:
    """By what `of` leads to from a play's day. A track of two artists counts for both."""
    rows: Any = _rows(about).exclude(**{of: None}).order_by().values_list(of)
    rows = rows.annotate(**_added()).order_by("-plays_", "-starts_", of)[:most]
    return [(key, Sums(*sums)) for key, *sums in rows]


def _origins(about: About) -> tuple[list[Share], list[Share]]:
    """The parts that came from each source, and from each country."""
    rows = PlayOrigin.objects.filter(
        about.on("track__"), at__gte=about.first, at__lte=about.last, plays__gt=0
    )
    sources: Counter[str] = Counter()
    countries: Counter[str] = Counter()
    pairs: Any = rows.order_by().values("source", "country").annotate(all=Sum("plays"))
    for row in pairs:
        sources[row["source"]] += row["all"]
        countries[row["country"]] += row["all"]
    return _shares(sources), _shares(countries)


def _shares(plays: Mapping[str, int]) -> list[Share]:
    total = sum(plays.values())
    ordered = sorted(plays.items(), key=lambda of: (-of[1], of[0]))
    return [Share(name, count, 100 * count / total) for name, count in ordered[:SHOWN]]
