"""A chart of days as bars of an SVG, drawn by the server. A table beside it says the same to who does not see it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import batched

WIDTH, HEIGHT = 1000, 200
MANY = 90
"""Days; of more, a bar is a week."""
GAP = 0.2


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar, in the units of the SVG, and what it says."""

    x: str
    y: str
    width: str
    height: str
    first: date
    last: date
    value: int


@dataclass(frozen=True, slots=True)
class Chart:
    """`most` is the value of a bar as tall as the chart."""

    bars: list[Bar]
    most: int
    is_weekly: bool
    width: int = WIDTH
    height: int = HEIGHT


def chart(days: Sequence[tuple[date, int]]) -> Chart:
    """Bars of days in their order, or of weeks that begin with the first day."""
    is_weekly = len(days) > MANY
    groups = [list(group) for group in batched(days, 7 if is_weekly else 1)]
    sums = [sum(value for _, value in group) for group in groups]
    most = max(sums, default=0)
    step = WIDTH / max(len(groups), 1)
    bars = []
    for place, (group, value) in enumerate(zip(groups, sums, strict=True)):
        tall = HEIGHT * value / most if most else 0
        bars.append(
            Bar(
                f"{place * step + step * GAP / 2:.2f}", f"{HEIGHT - tall:.2f}", f"{step * (1 - GAP):.2f}",
                f"{tall:.2f}", group[0][0], group[-1][0], value,
            )
        )  # fmt: skip
    return Chart(bars, most, is_weekly)
