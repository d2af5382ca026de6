"""A reader sees what grows faster than the catalogue."""

from xml.etree import ElementTree

from bench import growth
from bench.figures import Figure
from bench.growth import by_size

FIGURES = [
    *(Figure(what="rebuild", values=[size / 1000], unit="s", size=size) for size in (10_000, 100_000)),
    *(Figure(what="query <p50>", values=[2.0], unit="ms", size=size) for size in (10_000, 100_000)),
    Figure(what="once", values=[1.0], unit="s", size=10_000),
    Figure(what="no size", values=[1.0], unit="s"),
]  # fmt: skip


def test_the_table_has_a_column_for_each_size_and_tells_the_growth() -> None:
    assert growth.table(by_size(FIGURES)) == [
        "| what | 10,000 | 100,000 | grew, of 10 × |",
        "|---|---:|---:|---:|",
        "| rebuild | 10 s | 100 s | 10 × |",
        "| query <p50> | 2 ms | 2 ms | 100 % |",
    ]


def test_one_size_alone_is_no_growth() -> None:
    assert by_size(FIGURES[:1]) == {}
    assert growth.table({}) == []


def test_the_drawing_shows_each_line_between_its_axes() -> None:
    drawn = ElementTree.fromstring(growth.drawing("Search", by_size(FIGURES)))  # noqa: S314 - ours
    lines = [
        [tuple(map(float, point.split(","))) for point in line.get("points", "").split()]
        for line in drawn.iter("{http://www.w3.org/2000/svg}polyline")
    ]
    (rises, stays) = lines
    assert rises[0][1] > rises[1][1], "what grows rises"
    assert stays[0][1] == stays[1][1]
    assert all(
        growth.LEFT <= x <= growth.WIDTH - growth.RIGHT and growth.TOP <= y <= growth.HEIGHT - growth.BOTTOM
        for line in lines for x, y in line
    )  # fmt: skip
