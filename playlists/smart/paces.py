"""How long changes gather before a smart playlist is made again for them."""

from datetime import timedelta

SOON = timedelta(seconds=5)
"""One's own likes, stars and plays."""

PACES = (
    (0, 500, timedelta(seconds=10)),
    (500, 5_000, timedelta(minutes=1)),
    (5_000, 2**31, timedelta(minutes=10)),
)
"""Changes of the catalogue, by the milliseconds (from, to before) that a playlist took to be made."""


def pace_of(took_ms: int) -> timedelta:
    """How long changes gather for one that took so long."""
    return next(pace for low, high, pace in PACES if low <= took_ms < high)
