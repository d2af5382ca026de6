"""How popular music is, for search: listeners of each day, of which one weighs half after HALF_LIFE days.

Decay is computed forwards: a listener weighs 2^(days since EPOCH / HALF_LIFE), and the sum never changes but by new
plays (Cormode, Shkapenyuk, Srivastava and Xu, "Forward decay: a practical time decay model for streaming systems",
ICDE 2009). Only the order of sums matters, and all sums decay alike; so that what nobody plays need not be indexed
again to sink. A rank is the sum's logarithm in steps of STEPS a doubling: what is played on as before rises by a step
in a week, and is indexed again no oftener.
"""

import math
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, date, datetime
from typing import Any

from django.db.models import F, Sum

from catalog.models import Credit, Track
from editorial.models import PlayDay, PlayHour
from search.models import Document
from search.services import search_mark_all

EPOCH, HALF_LIFE, STEPS = date(2025, 1, 1), 30.0, 4
AT_ONCE = 400
"""Keys in one statement."""

OF: Mapping[str, str] = {
    "track": "track_id",
    "album": "track__album_id",
    "artist": "track__credits__artist_id",
}
"""How a day's plays lead to what they count for."""


def ranks_of(kind: str) -> Callable[[list[int]], dict[int, int]]:
    """The loader of a kind's ranks: keys of rows → their ranks, of those that were played."""

    def load(refs: list[int]) -> dict[int, int]:
        sums: dict[int, list[float]] = {}
        column = OF[kind]
        for start in range(0, len(refs), AT_ONCE):
            days = (
                PlayDay.objects.filter(**{f"{column}__in": refs[start : start + AT_ONCE]}, listeners__gt=0)
                .order_by()
                .values(of=F(column), day=F("at"))
                .annotate(heard=Sum("listeners"))
            )  # fmt: skip
            for of, day, heard in days.values_list("of", "day", "heard").iterator(2000):
                sums.setdefault(of, []).append(heard * 2.0 ** ((day - EPOCH).days / HALF_LIFE))
        return {of: rank(math.fsum(parts)) for of, parts in sums.items()}

    return load


def rank(weight: float) -> int:
    """The step of a decayed sum; at least 1, as nothing that was played stands below what was not."""
    return max(1, round(STEPS * math.log2(weight)) + STEPS) if weight > 0 else 0


def popularity_follow(*, since: datetime) -> int:
    """Have indexed again what was played since then and stands on another step for it; how many. Safe to repeat."""
    hour = since.astimezone(UTC).replace(minute=0, second=0, microsecond=0)
    played = PlayHour.objects.filter(at__gte=hour).order_by()
    tracks = sorted(played.values_list("track_id", flat=True).distinct())
    changed = 0
    for some in (tracks[at : at + AT_ONCE] for at in range(0, len(tracks), AT_ONCE)):
        albums = Track.objects.filter(pk__in=some).order_by().values_list("album_id", flat=True)
        artists = Credit.objects.filter(track__in=some).order_by()
        refs: dict[str, Iterable[Any]] = {
            "track": some,
            "album": albums.distinct(),
            "artist": artists.values_list("artist_id", flat=True).distinct(),
        }
        changed += search_mark_all(
            refs={kind: _moved(kind, list(keys)) for kind, keys in refs.items()}
        )
    return changed


def _moved(kind: str, refs: list[int]) -> list[int]:
    """Those whose document has another rank than they have now."""
    ranks = ranks_of(kind)(refs)
    moved = []
    for start in range(0, len(refs), AT_ONCE):
        held = Document.objects.filter(kind=kind, ref__in=refs[start : start + AT_ONCE])
        moved += [ref for ref, old in held.values_list("ref", "rank") if old != ranks.get(ref, 0)]
    return moved
