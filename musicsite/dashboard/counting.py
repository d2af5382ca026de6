"""What the dashboard tells of whole tables. A view never counts a million rows: a job does, and the page says when."""

from datetime import date, datetime, timedelta
from typing import Any

from django.core.cache import cache
from django.db.models import Count, Sum
from django.db.models.functions import TruncDate
from django.utils.timezone import now

from accounts.models import User
from catalog.models import Album, Artist, Library, Track
from common.jobs import job
from editorial.models import PlayDay
from pictures.models import Artwork
from playlists.models import Playlist
from streaming.models import MediaFile, Rendition, Upload

DAYS = 30
FRESH, KEPT = timedelta(minutes=15), timedelta(days=2)
_KEY, _ASKED = "dashboard:counted", "dashboard:asked"


def counted() -> dict[str, Any] | None:
    """What was counted last, or None where nothing was yet, or the cache is away."""
    found: dict[str, Any] | None = cache.get(_KEY)
    return found


def count_if_old(*, at: datetime) -> None:
    """Have it counted anew where that is old or missing; asked for at most once a minute."""
    held = counted()
    if held and datetime.fromisoformat(held["at"]) > at - FRESH:
        return
    if cache.add(_ASKED, 1, 60):
        dashboard_count.enqueue()


@job(unique=True, retries=1)
def dashboard_count() -> None:
    """Count for the dashboard."""
    at = now()
    cache.set(_KEY, count(at=at), int(KEPT.total_seconds()))


def count(*, at: datetime) -> dict[str, Any]:
    """Rows, bytes and days as JSON; a few scans, some seconds of them with a million tracks."""
    since = (at - timedelta(days=DAYS - 1)).date()
    tracks = Track.objects.filter(deleted_at=None, merged_into=None)
    return {
        "at": at.isoformat(),
        "sizes": {
            "tracks": tracks.count(),
            "albums": Album.objects.filter(deleted_at=None, merged_into=None).count(),
            "artists": Artist.objects.filter(deleted_at=None, is_current=1).count(),
            "playlists": Playlist.objects.filter(deleted_at=None).count(),
            "people": User.objects.filter(is_active=True).count(),
        },
        "hours": (tracks.aggregate(total=Sum("duration_ms"))["total"] or 0) // 3_600_000,
        "added": _days(
            tracks.filter(created_at__date__gte=since)
            .order_by()
            .annotate(day=TruncDate("created_at"))
            .values_list("day")
            .annotate(Count("pk")),
            since,
        ),
        "plays": _days(
            PlayDay.objects.filter(at__gte=since)
            .order_by()
            .values_list("at")
            .annotate(Sum("plays")),
            since,
        ),
        "storage": _storage(),
    }


def _days(found: Any, since: date) -> list[list[Any]]:
    """Every day, those without anything too, as [ISO date, count]."""
    by_day = dict(found)
    days = (since + timedelta(days=place) for place in range(DAYS))
    return [[day.isoformat(), int(by_day.get(day) or 0)] for day in days]


def _storage() -> dict[str, int]:
    """Bytes by what they are. Files in folders of libraries are the operator's own, and told apart."""
    files = MediaFile.objects.filter(missing_since=None)
    folders = files.filter(library__kind=Library.Kind.FOLDER)
    kept = files.exclude(library__kind=Library.Kind.FOLDER)
    return {
        "folders": _sum(folders, "size"),
        "uploads": _sum(kept, "size"),
        "pictures": _sum(Artwork.objects.all(), "bytes"),
        "renditions": _sum(Rendition.objects.all(), "bytes"),
        "arriving": _sum(Upload.objects.counted(), "size"),
    }


def _sum(rows: Any, column: str) -> int:
    return int(rows.aggregate(total=Sum(column))["total"] or 0)
