"""Days as bars of an SVG: coordinates alone, so that the page needs no script and no inline style."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

WIDTH, HEIGHT = 600, 120
GAP = 4
LEAST = 2
"""Units of height that anything above nothing has: a day with one play among thousands is not a day without."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One day: where its bar is (units of the viewBox), and what it stands for."""

    day: date
    value: int
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Chart:
    """A title's worth of bars. `most` is the highest value, which the axis names."""

    bars: Sequence[Bar]
    most: int
    total: int

    @property
    def view_box(self) -> str:
        return f"0 0 {WIDTH} {HEIGHT}"


def chart_of(days: Sequence[Sequence[object]]) -> Chart:
    """Bars of [ISO date, count], in order of days."""
    values = [(date.fromisoformat(str(day)), int(str(value))) for day, value in days]
    most = max((value for _, value in values), default=0)
    step = WIDTH / max(len(values), 1)
    bars = []
    for place, (day, value) in enumerate(values):
        height = max(HEIGHT * value / most, LEAST) if value else 0.0
        bars.append(
            Bar(
                day,
                value,
                round(place * step + GAP / 2, 2),
                round(HEIGHT - height, 2),
                round(step - GAP, 2),
                round(height, 2),
            )
        )
    return Chart(bars, most, sum(value for _, value in values))
