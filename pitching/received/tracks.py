"""Which tracks a link lets be heard: those of its pitch, as long as its workspace may give them."""

from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from catalog.models import Track
from common.errors import Forbidden, NotFound
from common.ids import PUBLIC_ID
from pitching.models import PitchLink, PitchTrack
from pitching.received.opening import Opened, holder
from streaming.delivery.access import file_among
from streaming.models import MediaFile


def tracks_heard(link: PitchLink, *, at: datetime, to_download: bool = False) -> "QuerySet[Any]":
    """The pitch's own tracks that the link reaches. What everybody may hear elsewhere opens nothing here."""
    shown = PitchTrack.objects.filter(pitch_id=link.pitch_id, track__isnull=False)
    tracks: QuerySet[Any] = Track.objects.filter(
        pk__in=shown.values("track_id"), missing_since__isnull=True
    )
    return tracks.reachable_by(holder(link), at=at, to_download=to_download)  # type: ignore[attr-defined,no-any-return]


def track_heard(opened: Opened, public_id: str) -> Track:
    """A track to hear. Raises NotFound for every other alike."""
    if not PUBLIC_ID.fullmatch(public_id):
        raise NotFound
    rows = tracks_heard(opened.link, at=opened.at).filter(public_id=public_id)
    found: Track | None = rows.select_related("album__cover").first()
    if found is None:
        raise NotFound
    return found


def file_heard(opened: Opened, public_id: str) -> MediaFile:
    """The file that a track sounds from, with its library, track and album. Raises NotFound."""
    return file_among(tracks_heard(opened.link, at=opened.at), public_id)


def check_format(opened: Opened, format: str) -> None:
    """Raises Forbidden for what the sender does not give in that format."""
    if format not in opened.link.allowed_formats:
        raise Forbidden("The sender does not give this pitch in that format.")


def excerpt_of(opened: Opened, track: Track) -> tuple[int, int] | None:
    """From and until which millisecond a track is heard; None for all of it."""
    length = opened.pitch.excerpt_ms
    if length is None or 0 < track.duration_ms <= length:
        return None
    if not track.duration_ms:  # nobody knows how long it is: then its beginning
        return 0, length
    start = (
        PitchTrack.objects.filter(pitch_id=opened.link.pitch_id, track=track)
        .values_list("excerpt_start_ms", flat=True)
        .first()
    )
    return excerpt(length, start, track.duration_ms)


def excerpt(length: int, start: int | None, duration: int) -> tuple[int, int]:
    """Where the sender says, else from a fifth of the track on, past most introductions; never beyond its end."""
    begin = duration // 5 if start is None else start
    begin = max(0, min(begin, duration - length))
    return begin, min(begin + length, duration)
