"""Which parts of a track were heard: segments, and how often each hundredth of it was."""

from collections.abc import Iterable, Sequence

SLICES = 100
MOST_SEGMENTS = 200
"""Of one play: whoever jumps about more is told to have listened less."""

type Segments = list[list[int]]
"""`[[from ms, to ms], …]` in the order they were heard; the same part twice stands twice."""


def segments_kept(
    told: Iterable[Sequence[object]], *, duration_ms: int, most_ms: float
) -> Segments:
    """What a browser tells of a play, within the track and within `most_ms` in all. What is no segment is left out."""
    kept: Segments = []
    left = max(0, int(most_ms))
    end = duration_ms or 24 * 3_600_000
    for pair in told:
        if left <= 0 or len(kept) >= MOST_SEGMENTS:
            break
        if len(pair) != 2 or not all(type(value) in (int, float) for value in pair):
            continue
        start, stop = (min(max(0, _whole(value)), end) for value in pair)
        stop = min(stop, start + left)
        if stop > start:
            kept.append([start, stop])
            left -= stop - start
    return kept


def _whole(value: object) -> int:
    """A number as a whole one; infinities and NaN, which JSON has no word for but Python's reader takes, are 0."""
    try:
        return int(value)  # type: ignore[call-overload, no-any-return]
    except (ValueError, OverflowError):
        return 0


def length_of(segments: Iterable[Sequence[int]]) -> float:
    """Seconds, counting twice what was heard twice."""
    return sum(stop - start for start, stop in segments) / 1000


def heat_with(
    heat: Sequence[int], segments: Iterable[Sequence[int]], duration_ms: int, *, by: int = 1
) -> list[int]:
    """How often the middle of each hundredth was heard: `heat` (empty: all 0) with these segments once more.

    With `by` -1 once less, never below 0. Unchanged where the length is unknown.
    """
    counts = list(heat) or [0] * SLICES
    if duration_ms <= 0:
        return counts
    for start, stop in segments:
        # Slice i has its middle at (i + ½) · length / 100.
        first = -(-(start * SLICES * 2 - duration_ms) // (duration_ms * 2))
        last = -(-(stop * SLICES * 2 - duration_ms) // (duration_ms * 2))
        for index in range(max(0, first), min(SLICES, last)):
            counts[index] = max(0, counts[index] + by)
    return counts
