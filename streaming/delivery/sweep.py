"""Keeping the rendition cache within its size: what was not used for longest goes first."""

import os
from datetime import datetime
from pathlib import Path

from streaming.delivery.places import cache_folder
from streaming.models import Rendition

ABANDONED = 24 * 3600
"""Seconds after which a part, a fetched copy or a file without a row is nobody's any more."""


def renditions_sweep(*, limit: int, at: datetime) -> int:
    """Remove renditions, least recently used first, until all take at most `limit` bytes; how many bytes went.

    A file that is being sent stays readable for whoever has it open. The row goes first: a file without a row
    is found again by the next sweep, a row without a file would promise what is not there.
    """
    folder = cache_folder()
    freed = _abandoned(folder, before=at.timestamp() - ABANDONED)
    kept = {
        row.storage_key: row
        for row in Rendition.objects.order_by("-used_at", "-id").only(
            "storage_key", "used_at", "bytes"
        )
    }
    total = 0
    for key, row in kept.items():
        total += row.bytes
        if total > limit or not (folder / key).exists():
            freed += _size(folder / key)
            total -= row.bytes
            Rendition.objects.filter(pk=row.pk, used_at=row.used_at).delete()
            (folder / key).unlink(missing_ok=True)
    return freed


def _abandoned(folder: Path, *, before: float) -> int:
    """Parts of killed encoders, copies of sources, and complete files that no row knows."""
    freed = 0
    known = set(Rendition.objects.values_list("storage_key", flat=True))
    for place, _, names in os.walk(folder):
        for name in names:
            path = Path(place, name)
            key = path.relative_to(folder).as_posix()
            if key in known or key.startswith("encoders/"):
                continue
            try:
                facts = path.stat()
            except FileNotFoundError:
                continue
            # A copy carries the time of its original: when it was put there is its time of status change.
            if max(facts.st_mtime, facts.st_ctime) < before:
                path.unlink(missing_ok=True)
                freed += facts.st_size
    return freed


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return 0
