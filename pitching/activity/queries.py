"""Activity as senders see it: read from the sums, and the newest events themselves."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Q, QuerySet

from accounts.viewer import Viewer
from catalog.audience import Audience
from catalog.models import Track
from common.versions import version_tag
from pitching.activity.drawing import Drawing, drawing
from pitching.models import (
    LinkSum,
    LinkTrackSum,
    Pitch,
    PitchActivity,
    PitchLink,
    PitchSum,
    PitchTrack,
    PitchTrackSum,
)
from streaming.models import MediaFile


@dataclass(frozen=True, slots=True)
class Overview:
    """A pitch's activity in numbers. `recipients` counts links; the next three, how many of them did it."""

    sums: PitchSum
    recipients: int
    opened: int
    played: int
    downloaded: int
    bounced: int

    @property
    def listened_ms(self) -> int:
        return round(self.sums.seconds * 1000)

    @property
    def devices(self) -> list[tuple[str, int]]:
        """Kinds of devices in words and how many, most first."""
        labels = dict(PitchActivity.DeviceKind.choices)
        return [(str(labels.get(kind, kind)), n) for kind, n in _most_first(self.sums.kinds)]

    @property
    def countries(self) -> list[tuple[str, int]]:
        return _most_first(self.sums.countries)[:8]


def _most_first(counts: dict[str, int]) -> list[tuple[str, int]]:
    return sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))


def activity_tag(*facts: object) -> str:
    """An entity tag of a pitch's activity: of its id, its version and its sums' version."""
    return version_tag("activity", *facts)


def overview(pitch: Pitch) -> Overview:
    """Two queries."""
    sums = PitchSum.objects.filter(pitch=pitch).first() or PitchSum(pitch=pitch)
    links = PitchLink.objects.of_recipients().filter(pitch=pitch).order_by()
    came_back = Q(state__in=(PitchLink.State.BOUNCED, PitchLink.State.COMPLAINED))
    counts: dict[str, Any] = links.aggregate(
        recipients=Count("pk"),
        opened=Count("first_opened_at"),
        played=Count("first_played_at"),
        downloaded=Count("first_downloaded_at"),
        bounced=Count("pk", filter=came_back),
    )
    return Overview(sums, **counts)


@dataclass(frozen=True, slots=True)
class TrackShown:
    """A track of a pitch with what was done with it; `track` is None where it is gone."""

    row: PitchTrack
    track: Track | None
    sums: PitchTrackSum | LinkTrackSum
    drawing: Drawing

    @property
    def milliseconds(self) -> int:
        """How long it was listened to."""
        return round(self.sums.seconds * 1000)


def tracks_shown(pitch: Pitch, *, link: PitchLink | None = None) -> list[TrackShown]:
    """The pitch's tracks in their order, with the sums of all links, or of one: three queries."""
    rows = list(PitchTrack.objects.filter(pitch=pitch).select_related("track").order_by("position"))
    keys = [row.track_id for row in rows if row.track_id is not None]
    sums: dict[int, Any] = (
        {row.track_id: row for row in LinkTrackSum.objects.filter(link=link, track__in=keys)}
        if link
        else {
            row.track_id: row for row in PitchTrackSum.objects.filter(pitch=pitch, track__in=keys)
        }
    )
    files = MediaFile.objects.filter(
        track__in=keys, track__reachable_to__lt=Audience.NOBODY, is_current=1
    )
    peaks = dict(files.values_list("track_id", "waveform"))
    return [_track_shown(row, sums, peaks) for row in rows]


def _track_shown(row: PitchTrack, sums: dict[int, Any], peaks: dict[int, Any]) -> TrackShown:
    key = row.track_id or 0
    found = sums.get(key) or PitchTrackSum()
    wave = peaks.get(key)
    length = row.track.duration_ms if row.track else 0
    picture = drawing(bytes(wave) if wave else None, found.heat, length)
    return TrackShown(row, row.track, found, picture)


def people_active(pitch: Pitch) -> "QuerySet[LinkSum]":
    """Links through which something was done, in keyset order `PEOPLE`."""
    return LinkSum.objects.filter(pitch=pitch).select_related("link__contact__company")


PEOPLE = ("-last_at", "-link_id")


def people_silent(pitch: Pitch) -> "QuerySet[PitchLink]":
    """Links through which nothing was done yet, in keyset order `id`."""
    rows: QuerySet[PitchLink] = PitchLink.objects.of_recipients().filter(
        pitch=pitch, sums__isnull=True
    )
    return rows.select_related("contact__company")


NEWEST = ("-at", "-id")


def events_of(
    *, pitch: Pitch | None = None, link: PitchLink | None = None
) -> "QuerySet[PitchActivity]":
    """Events of a pitch, or of one of its links, in keyset order `NEWEST`."""
    rows = PitchActivity.objects.select_related("link__contact__company", "track")
    return rows.filter(link=link) if link is not None else rows.filter(pitch=pitch)


def events_seen(
    viewer: Viewer, *, track_id: str = "", contact_id: str = ""
) -> "QuerySet[PitchActivity]":
    """Events of the viewer's pitches with a track, or by a contact, in all pitches together."""
    rows = PitchActivity.objects.filter(
        pitch__workspace_id__in=viewer.workspace_ids, pitch__deleted_at=None
    )
    if track_id:
        rows = rows.filter(track__public_id=track_id)
    if contact_id:
        rows = rows.filter(link__contact__public_id=contact_id)
    return rows.select_related("link__contact__company", "link__pitch", "track")


def version_of(pitch: Pitch) -> int:
    """What moves on with every event: one query."""
    return PitchSum.objects.filter(pitch=pitch).values_list("version", flat=True).first() or 0


@dataclass(frozen=True, slots=True)
class Device:
    kind: str
    label: str
    country: str


def devices_of(sums: LinkSum | None) -> list[Device]:
    """The devices that were seen on a link, oldest first."""
    labels = dict(PitchActivity.DeviceKind.choices)
    return [
        Device(kind, str(labels.get(kind, kind)), country)
        for _id, kind, country in (sums.devices if sums else [])
    ]


def since(link: PitchLink) -> datetime | None:
    """When its letter went, or the pitch was sent."""
    return link.sent_at or link.pitch.sent_at
