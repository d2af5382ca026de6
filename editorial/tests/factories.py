"""Plays for tests."""

from datetime import UTC, datetime
from itertools import count
from typing import Any

from accounts.models import User
from catalog.models import Track
from streaming.models import Play

NOW = datetime(2026, 11, 22, 12, 30, tzinfo=UTC)
_ids = count()


def a_play(
    track: Track,
    *,
    at: datetime = NOW,
    user: User | None = None,
    seconds: float = 180,
    counts: bool = True,
    **facts: Any,
) -> Play:
    """A play that began at `at`; it counts, unless told otherwise."""
    return Play.objects.create(
        client_id=f"{next(_ids):032x}",
        track=track,
        user=user,
        started_at=at,
        seconds=seconds,
        counted_at=at if counts else None,
        **facts,
    )
