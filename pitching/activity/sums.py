"""Keeping sums of activity: with each event, and again from all events."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db import models, transaction

from pitching.activity.heat import Segments, heat_with
from pitching.models import (
    LinkSum,
    LinkTrackSum,
    Pitch,
    PitchActivity,
    PitchLink,
    PitchSum,
    PitchTrackSum,
)

MOST_DEVICES = 50
"""Devices told apart on one link; a general link may have any number, which is counted no further."""
AT_ONCE = 500

Kind = PitchActivity.Kind


@dataclass(frozen=True, slots=True)
class Was:
    """What a play had been told to be before this report."""

    seconds: float = 0
    heard: Segments = field(default_factory=list)


NEW = Was()


@dataclass(slots=True)
class Rows:
    """The sums that an event counts in."""

    pitch: PitchSum
    link: LinkSum
    pitch_track: PitchTrackSum | None = None
    link_track: LinkTrackSum | None = None


def count(rows: Rows, activity: PitchActivity, *, duration_ms: int, was: Was | None = None) -> None:
    """Count an event in its sums; a play that is told to be longer counts what it is longer than `was`."""
    more = activity.seconds - (was.seconds if was else 0)
    parts = [row for row in (rows.pitch, rows.link, rows.pitch_track, rows.link_track) if row]
    for row in parts:
        row.seconds = max(0.0, row.seconds + more)
        row.last_at = max(row.last_at, activity.at) if row.last_at else activity.at
    if activity.kind == Kind.PLAYED and rows.link_track and rows.pitch_track:
        for row in (rows.link_track, rows.pitch_track):
            before = heat_with(row.heat, was.heard, duration_ms, by=-1) if was else row.heat
            row.heat = heat_with(before, activity.heard, duration_ms)
    rows.pitch.version += 1
    if was is None:
        _count_new(rows, parts, activity)


def _count_new(rows: Rows, parts: list[Any], activity: PitchActivity) -> None:
    _see_device(rows, activity)
    if activity.kind in {Kind.OPENED, Kind.LICENCE}:
        name = "opens" if activity.kind == Kind.OPENED else "licences"
        _raise([rows.pitch, rows.link], name)
    elif activity.kind == Kind.PLAYED:
        if rows.pitch_track and rows.link_track and not rows.link_track.plays:
            rows.pitch_track.listeners += 1
        _raise(parts, "plays")
    elif activity.kind == Kind.DOWNLOADED:
        _raise(parts, "downloads")
    elif activity.kind == Kind.COMMENTED:
        _raise(parts, "comments")
    elif activity.kind in {Kind.FAVOURITED, Kind.UNFAVOURITED} and rows.link_track:
        marked = int(activity.kind == Kind.FAVOURITED)
        if rows.link_track.favourites != marked:
            for row in parts:
                row.favourites = max(0, row.favourites + (1 if marked else -1))


def _raise(rows: Iterable[Any], name: str) -> None:
    for row in rows:
        setattr(row, name, getattr(row, name) + 1)


def _see_device(rows: Rows, activity: PitchActivity) -> None:
    seen = rows.link.devices
    if not activity.device or len(seen) >= MOST_DEVICES:
        return
    if any(known[0] == activity.device for known in seen):
        return
    rows.link.devices = [*seen, [activity.device, activity.device_kind, activity.country]]
    rows.pitch.kinds = _one_more(rows.pitch.kinds, activity.device_kind)
    if activity.country:
        rows.pitch.countries = _one_more(rows.pitch.countries, activity.country)


def _one_more(counts: dict[str, int], name: str) -> dict[str, int]:
    return counts | {name: counts.get(name, 0) + 1}


def sums_add(
    *, link: PitchLink, activity: PitchActivity, duration_ms: int, was: Was | None = None
) -> None:
    """Count an event, in the caller's transaction. Rows are locked in one order, the pitch's, which all want, last."""
    link_sum = _locked(LinkSum, {"link_id": link.pk}, pitch_id=link.pitch_id)
    link_track = pitch_track = None
    if track_id := activity.track_id:
        link_track = _locked(LinkTrackSum, {"link_id": link.pk, "track_id": track_id})
        pitch_track = _locked(PitchTrackSum, {"pitch_id": link.pitch_id, "track_id": track_id})
    pitch_sum = _locked(PitchSum, {"pitch_id": link.pitch_id})
    rows = Rows(pitch_sum, link_sum, pitch_track, link_track)
    count(rows, activity, duration_ms=duration_ms, was=was)
    for row in (link_sum, link_track, pitch_track, pitch_sum):
        if row is not None:
            row.save(force_update=True)


def _locked[M: models.Model](model: type[M], key: dict[str, int], **facts: Any) -> M:
    """The row of this key, locked; made when there is none."""
    rows: Any = model._default_manager.select_for_update()
    found: M | None = rows.filter(**key).first()
    if found is None:
        model._default_manager.bulk_create([model(**key, **facts)], ignore_conflicts=True)
        found = rows.get(**key)
    assert found is not None
    return found


@transaction.atomic
def sums_recount(*, pitch: Pitch) -> int:
    """Compute the sums of a pitch again from its events; how many events there are.

    Rows are locked in the order of `sums_add`: what is recorded meanwhile waits, and counts in the new sums.
    """
    for rows_of in (LinkSum.objects.filter(pitch=pitch), LinkTrackSum.objects.filter(link__pitch=pitch),
                    PitchTrackSum.objects.filter(pitch=pitch)):  # fmt: skip
        list(rows_of.select_for_update().order_by("pk").values_list("pk", flat=True))
    pitch_sum, _ = PitchSum.objects.select_for_update().get_or_create(pitch=pitch)
    fresh = PitchSum(pitch=pitch, version=pitch_sum.version)
    links: dict[int, LinkSum] = {}
    link_tracks: dict[tuple[int, int], LinkTrackSum] = {}
    tracks: dict[int, PitchTrackSum] = {}
    total = 0
    events = PitchActivity.objects.filter(link__pitch=pitch, link__is_preview=False)
    for event in events.select_related("track").order_by("at", "pk").iterator(5000):
        total += 1
        rows = Rows(
            fresh, links.setdefault(event.link_id, LinkSum(link_id=event.link_id, pitch=pitch))
        )
        if event.track_id:
            key = (event.link_id, event.track_id)
            rows.link_track = link_tracks.setdefault(
                key, LinkTrackSum(link_id=event.link_id, track_id=event.track_id)
            )
            rows.pitch_track = tracks.setdefault(
                event.track_id, PitchTrackSum(pitch=pitch, track_id=event.track_id)
            )
        count(rows, event, duration_ms=event.track.duration_ms if event.track else 0)
    fresh.version = pitch_sum.version + 1
    LinkSum.objects.filter(pitch=pitch).delete()
    LinkTrackSum.objects.filter(link__pitch=pitch).delete()
    PitchTrackSum.objects.filter(pitch=pitch).delete()
    fresh.save(force_update=True)
    LinkSum.objects.bulk_create(links.values(), batch_size=AT_ONCE)
    LinkTrackSum.objects.bulk_create(link_tracks.values(), batch_size=AT_ONCE)
    PitchTrackSum.objects.bulk_create(tracks.values(), batch_size=AT_ONCE)
    return total


@transaction.atomic
def is_recounted(*, pitch: Pitch) -> bool:
    """Compute the sums of a pitch again; whether what it tells was wrong."""
    before = _told(pitch)
    sums_recount(pitch=pitch)
    return _told(pitch) != before


def _told(pitch: Pitch) -> list[Any]:
    names = ("plays", "downloads", "favourites", "comments")
    rows: tuple[Any, ...] = (
        PitchSum.objects.filter(pitch=pitch).values_list(*names, "opens", "licences"),
        LinkSum.objects.filter(pitch=pitch).order_by("link").values_list("link", *names, "opens"),
        PitchTrackSum.objects.filter(pitch=pitch).order_by("track").values_list("track", *names),
    )
    return [list(some) for some in rows]
