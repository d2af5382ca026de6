"""What was heard, drawn over a track's waveform: paths of an SVG of 100 × 40, a bar a hundredth of the track."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from pitching.activity.heat import SLICES
from pitching.activity.words import clock

LEVELS = 4
HALF = 19
FLAT = 5
"""Half the height of a bar where the waveform is not known."""
NEAR_MOST = 0.8


@dataclass(frozen=True, slots=True)
class Drawing:
    """`wave` is the whole; `levels` are the bars that were heard, from least to most, each a path of its own."""

    wave: str
    levels: list[str] = field(default_factory=list)
    most_heard: str = ""
    """`1:12–1:40`, in words for whoever does not see it; empty where nothing stands out."""


def drawing(peaks: bytes | None, heat: Sequence[int], duration_ms: int) -> Drawing:
    bars = _bars(peaks)
    most = max(heat, default=0)
    levels = [""] * LEVELS
    for index, (bar, count) in enumerate(zip(bars, heat, strict=False)):
        if count:
            levels[-(-count * LEVELS // most) - 1] += bar_path(index, bar)
    wave = "".join(bar_path(index, bar) for index, bar in enumerate(bars))
    return Drawing(wave, levels, most_heard(heat, duration_ms))


def bar_path(index: int, half: int) -> str:
    return f"M{index}.5 {20 - half}v{2 * half}"


def _bars(peaks: bytes | None) -> list[int]:
    """Half heights, 1 to 19, of the loudest: a quiet track is drawn as tall as a loud one."""
    if not peaks:
        return [FLAT] * SLICES
    width, loudest = len(peaks) / SLICES, max(peaks) or 1
    slices = (
        peaks[int(i * width) : max(int(i * width) + 1, int((i + 1) * width))] for i in range(SLICES)
    )
    return [1 + max(some) * (HALF - 1) // loudest for some in slices]


def most_heard(heat: Sequence[int], duration_ms: int) -> str:
    """The longest part that was heard nearly as often as what was heard most, unless it is most of the track."""
    most = max(heat, default=0)
    if not most or not duration_ms:
        return ""
    best, start = (0, 0), 0
    for index in range(len(heat) + 1):
        if index < len(heat) and heat[index] >= NEAR_MOST * most:
            continue
        best = max(best, (index - start, -start))
        start = index + 1
    length, start = best[0], -best[1]
    if length > SLICES * 0.7:
        return ""
    step = duration_ms / SLICES
    return f"{clock(int(start * step))}–{clock(int((start + length) * step))}"
