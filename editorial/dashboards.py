"""What plays of a workspace's music add up to, for its members: by day, track, album, artist, source and country.

All but listeners come from the roll-ups. Listeners are counted in the plays themselves, once for the whole period, as
those of days cannot be added. Nothing here knows music of other workspaces: an artist's figures are those of the tracks
that this workspace has by them.
"""

from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from django.db.models import Count, QuerySet

from accounts.models import Workspace
from accounts.viewer import Viewer
from catalog.models import Album, Artist, Track
from common.errors import Invalid, NotFound
from common.ids import PUBLIC_ID
from editorial.figures import (
    PERIODS,
    SHOWN,
    About,
    Share,
    Sorted,
    Sums,
    about_of,
    figures_kept,
    figures_made,
    sums_by,
    sums_of_days,
)
from editorial.tasks import dashboard_renew
from playlists.models import Playlist, PlaylistEntry


@dataclass(frozen=True, slots=True)
class Of[Thing]:
    """A thing with what its plays add up to."""

    thing: Thing
    sums: Sums


@dataclass(frozen=True, slots=True)
class Dashboard:
    """All that is shown; `at`: when it was added up, for somebody who came earlier where `is_kept`."""

    about: About
    at: datetime
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
    is_kept: bool = False


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
    found = {
        "track": _own(Track.objects.filter(library__workspace=workspace), track),
        "album": _own(Album.objects.filter(library__workspace=workspace), album),
        "artist": _own(
            Artist.objects.filter(credits__track__library__workspace=workspace).distinct(), artist
        ),
    }
    return about_of(workspace, days=days, at=at, **found)


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


def dashboard(about: About, viewer: Viewer, *, at: datetime) -> Dashboard:
    """What is shown, in a number of queries that does not depend on it. Its period is that of the figures, which may
    have been added up a while ago.
    """
    figures = kept = figures_kept(about)
    if figures is None:
        figures = figures_made(about, at=at)
    elif figures.is_old(at):
        dashboard_renew.enqueue(about.workspace.pk, about.days)
    playlists, count = _playlists(about, viewer)
    return Dashboard(
        about=replace(about, first=figures.first, last=figures.last),
        at=figures.at,
        total=figures.total,
        before=figures.before,
        days=[Of(day, sums) for day, sums in figures.days],
        # Figures may be older than what was moved to another library since.
        tracks=_named(figures.tracks, Track.objects.filter(library__in=about.libraries)),
        albums=_named(figures.albums, Album.objects.filter(library__in=about.libraries)),
        artists=_named(figures.artists, Artist.objects.all()),
        sources=figures.sources,
        countries=figures.countries,
        playlists=playlists,
        playlist_count=count,
        is_kept=kept is not None,
    )


def days_of(about: About) -> list[Of[date]]:
    """Every day of the period, those without plays too."""
    return [Of(day, sums) for day, sums in sums_of_days(about, since=about.first)]


def all_tracks(about: About) -> list[Of[Track]]:
    """Every track that was played, for a file."""
    rows = Track.objects.only("public_id", "title", "artist_line")
    return _named(sums_by(about, "track", most=None), rows)


def _named(rows: Sorted, things: "QuerySet[Any]") -> list[Of[Any]]:
    found = things.in_bulk([key for key, _ in rows]) if rows else {}
    return [Of(found[key], sums) for key, sums in rows if key in found]


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
