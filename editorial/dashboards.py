"""What plays of a workspace's music add up to, for its members: by day, track, album, artist, source and country.

All but listeners come from the roll-ups. Listeners are counted in the plays themselves, once for the whole period, as
those of days cannot be added. Nothing here knows music of other workspaces: an artist's figures are those of the tracks
that this workspace has by them.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum

from accounts.models import Workspace
from accounts.viewer import Viewer
from catalog.models import Album, Artist, Library, Track
from common.conditions import one_of
from common.errors import Invalid, NotFound
from common.ids import PUBLIC_ID
from editorial.models import PlayDay, PlayOrigin
from playlists.models import Playlist, PlaylistEntry
from streaming.models import Play

PERIODS = (7, 28, 90, 365)
"""Days, today included."""
SHOWN = 50
"""Tracks, albums, artists, countries and playlists that are named; the file of tracks names all."""
SUMS = ("starts", "plays", "seconds", "completions", "skips")
LARGE = 2000
"""Tracks of a workspace from which on its plays are found by their time, not track by track."""


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
class Of[Thing]:
    """A thing with what its plays add up to."""

    thing: Thing
    sums: Sums


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
class Dashboard:
    """All that is shown."""

    about: About
    total: Sums
    before: Sums
    days: list[Of[date]]
    tracks: list[Of[Track]] = field(default_factory=list)
    albums: list[Of[Album]] = field(default_factory=list)
    artists: list[Of[Artist]] = field(default_factory=list)
    sources: list[Share] = field(default_factory=list)
    countries: list[Share] = field(default_factory=list)
    playlists: list[tuple[Playlist, int]] = field(default_factory=list)
    playlist_count: int = 0


def about_for(
    viewer: Viewer,
    workspace_id: str,
    *,
    at: datetime,
    days: int = 28,
    artist: str = "",
    album: str = "",
    track: str = "",
) -> About:
    """What a member of the workspace asks about. Raises NotFound for all others, and for music that is not its own;
    Invalid for a period that there is not.
    """
    if days not in PERIODS:
        raise Invalid(f"days takes one of {', '.join(map(str, PERIODS))}.", field="days")
    workspace = Workspace.objects.filter(
        pk__in=viewer.workspace_ids, public_id=_id(workspace_id)
    ).first()
    if workspace is None:
        raise NotFound
    last = at.astimezone(UTC).date()
    libraries = tuple(Library.objects.filter(workspace=workspace).values_list("pk", flat=True))
    tracks = Track.objects.filter(library__in=libraries).order_by()
    found = {
        "track": _own(Track.objects.filter(library__workspace=workspace), track),
        "album": _own(Album.objects.filter(library__workspace=workspace), album),
        "artist": _own(
            Artist.objects.filter(credits__track__library__workspace=workspace).distinct(), artist
        ),
    }
    is_large = tracks[LARGE : LARGE + 1].exists()
    first = last - timedelta(days=days - 1)
    return About(workspace, days, first, last, libraries, is_large, **found)


def _id(given: str) -> str:
    if not PUBLIC_ID.fullmatch(given):
        raise NotFound
    return given


def _own(rows: "QuerySet[Any]", public_id: str) -> Any:
    if not public_id:
        return None
    found = rows.filter(public_id=_id(public_id)).first()
    if found is None:
        raise NotFound
    return found


def dashboard(about: About, viewer: Viewer) -> Dashboard:
    """The figures, in a number of queries that does not depend on them. Sums that add up are asked for once."""
    before = about.before()
    days = _days(about, since=before.first)
    sources, countries = _origins(about)
    lists = {
        "albums": _by(about, "track__album", Album.objects.all())
        if not about.album and not about.track
        else [],
        "artists": _artists(about) if about.one is None else [],
        "tracks": _by(about, "track", Track.objects.all()) if not about.track else [],
    }
    playlists, count = _playlists(about, viewer)
    return Dashboard(
        about=about,
        total=_total(about, days[about.days :]),
        before=_total(before, days[: about.days]),
        days=days[about.days :],
        sources=sources,
        countries=[share for share in countries if share.name],
        playlists=playlists,
        playlist_count=count,
        **lists,
    )


def all_tracks(about: About) -> list[Of[Track]]:
    """Every track that was played, for a file."""
    rows = Track.objects.only("public_id", "title", "artist_line")
    return _by(about, "track", rows, most=None)


def _rows(about: About, *, since: date | None = None) -> "QuerySet[PlayDay]":
    first = since or about.first
    return PlayDay.objects.filter(about.on("track__"), at__gte=first, at__lte=about.last)


def _added() -> dict[str, Sum]:
    return {f"{name}_": Sum(name, default=0) for name in SUMS}


def _sums(row: dict[str, Any]) -> Sums:
    return Sums(**{name: row[f"{name}_"] for name in SUMS})


def _total(about: About, days: "Sequence[Of[date]]") -> Sums:
    """All that these days add up to, and how many people that were."""
    added = {name: sum(getattr(day.sums, name) for day in days) for name in SUMS}
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


def days_of(about: About) -> list[Of[date]]:
    """Every day of the period, those without plays too."""
    return _days(about, since=about.first)


def _days(about: About, *, since: date) -> list[Of[date]]:
    """Every day from then to the end of the period."""
    rows: Any = _rows(about, since=since).order_by().values("at").annotate(**_added())
    found = {row["at"]: _sums(row) for row in rows}
    days = (since + timedelta(days=number) for number in range((about.last - since).days + 1))
    return [Of(day, found.get(day, Sums())) for day in days]


def _by(about: About, of: str, things: "QuerySet[Any]", most: int | None = SHOWN) -> list[Of[Any]]:
    rows = _rows(about).order_by().values(of).annotate(**_added())
    return _named(rows.order_by("-plays_", "-starts_", of)[:most], of, things)


def _artists(about: About) -> list[Of[Artist]]:
    """By whoever is credited; a track of two counts for both."""
    return _by(about, "track__credits__artist", Artist.objects.all())


def _named(rows: Iterable[dict[str, Any]], of: str, things: "QuerySet[Any]") -> list[Of[Any]]:
    kept = list(rows)
    found = things.in_bulk([row[of] for row in kept if row[of] is not None])
    return [Of(found[row[of]], _sums(row)) for row in kept if row[of] in found]


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


def _playlists(about: About, viewer: Viewer) -> tuple[list[tuple[Playlist, int]], int]:
    """Playlists that the viewer sees listed, with how many of the tracks they hold; and how many there are at all."""
    entries = PlaylistEntry.objects.filter(about.on("track__"), playlist__deleted_at__isnull=True)
    count = entries.order_by().aggregate(count=Count("playlist", distinct=True))["count"]
    listed = Playlist.objects.listed_for(viewer).order_by().values("pk")
    rows = entries.filter(playlist__in=listed).order_by().values("playlist")
    rows = rows.annotate(all=Count("track", distinct=True))
    kept = list(rows.order_by("-all", "playlist")[:SHOWN])
    named = Playlist.objects.in_bulk([row["playlist"] for row in kept])
    return [(named[row["playlist"]], row["all"]) for row in kept], count
