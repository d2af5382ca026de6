from typing import Literal

ChartChart = Literal["loved", "trending", "week"]

CHART_CHART_VALUES: set[ChartChart] = {
    "loved",
    "trending",
    "week",
}


def check_chart_chart(value: str) -> ChartChart:
    if value in CHART_CHART_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {CHART_CHART_VALUES!r}")
