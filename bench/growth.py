"""What the same figure is at several sizes of the catalogue: as a table, and as a drawing with both axes logarithmic.

Lines of the drawing that rise as steeply as the dotted one grow as fast as the catalogue; level ones do not grow.
"""

import math
from collections.abc import Iterator, Sequence
from html import escape

from bench.figures import Figure, as_ratio, number

WIDTH, HEIGHT, LEFT, TOP, RIGHT, BOTTOM = 760, 420, 60, 20, 330, 40
COLOURS = ("#0b6e99", "#b5483a", "#2f7d4f", "#8a5cb8", "#a06a00", "#4c5b6b", "#c2387e", "#4a7c00")

MOST = 20
"""Lines of a drawing: those that grew most."""

type Rows = dict[str, dict[int, Figure]]


def by_size(figures: Sequence[Figure]) -> Rows:
    """Figures that were measured at several sizes, by what they are."""
    rows: Rows = {}
    for figure in figures:
        if figure.size is not None:
            rows.setdefault(figure.what, {})[figure.size] = figure
    return {what: row for what, row in rows.items() if len(row) > 1}


def table(rows: Rows) -> list[str]:
    """The medians as lines of a Markdown table, with how much they grew from the smallest size to the largest."""
    sizes = sorted({size for row in rows.values() for size in row})
    if not sizes:
        return []
    heads = " | ".join(f"{size:,}" for size in sizes)
    lines = [
        f"| what | {heads} | grew, of {as_ratio(sizes[-1] / sizes[0])} |",
        f"|---|{'---:|' * len(sizes)}---:|",
    ]
    for what, row in rows.items():
        cells = [f"{number(row[at].median)} {row[at].unit}" if at in row else "" for at in sizes]
        grew = row[max(row)].median / row[min(row)].median if row[min(row)].median else 0
        lines.append(f"| {what} | {' | '.join(cells)} | {as_ratio(grew)} |")
    return lines


def drawing(title: str, rows: Rows) -> str:
    """An SVG: each figure as a multiple of what it is at the smallest size. Readable on light and dark pages."""
    all_lines = {
        what: [(at, row[at].median / row[min(row)].median) for at in sorted(row)]
        for what, row in rows.items()
        if row[min(row)].median > 0
    }
    lines = dict(sorted(all_lines.items(), key=lambda line: -line[1][-1][1])[:MOST])
    sizes = sorted({at for line in lines.values() for at, _ in line})
    values = [value for line in lines.values() for _, value in line if value > 0]
    low, high = min(1.0, *values), max(sizes[-1] / sizes[0], *values)

    def across(size: float) -> float:
        return LEFT + (WIDTH - LEFT - RIGHT) * _part(size, sizes[0], sizes[-1])

    def down(value: float) -> float:
        return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * _part(value, low, high)

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" '
        'font-family="system-ui, sans-serif" font-size="12">',
        f"<title>{escape(title)}</title>",
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>',
        *(_tick(down(at), f"× {number(at)}") for at in _decades(low, high)),
        *(
            f'<text x="{across(at):.0f}" y="{HEIGHT - BOTTOM + 20}" text-anchor="middle">{at:,}</text>'
            for at in sizes
        ),
        f'<path d="M{across(sizes[0]):.1f},{down(1):.1f} L{across(sizes[-1]):.1f},{down(sizes[-1] / sizes[0]):.1f}" '
        'stroke="#777" stroke-dasharray="3 4" fill="none"/>',
    ]
    for place, (what, line) in enumerate(lines.items()):
        colour = COLOURS[place % len(COLOURS)]
        dash = ' stroke-dasharray="7 3"' if place >= len(COLOURS) else ""
        points = " ".join(f"{across(at):.1f},{down(value):.1f}" for at, value in line)
        y = TOP + 8 + place * 17
        parts += [
            f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="2"{dash}/>',
            f'<path d="M{WIDTH - RIGHT + 20},{y} h22" stroke="{colour}" stroke-width="2"{dash}/>',
            f'<text x="{WIDTH - RIGHT + 50}" y="{y + 4}">{escape(what)}</text>',
        ]
    return "\n".join([*parts, "</svg>"]) + "\n"


def _part(value: float, low: float, high: float) -> float:
    """Where a value lies between two others, 0 to 1, by logarithm."""
    return math.log(value / low) / math.log(high / low) if high > low else 0.0


def _decades(low: float, high: float) -> Iterator[float]:
    for power in range(math.ceil(math.log10(low) - 1e-9), math.floor(math.log10(high) + 1e-9) + 1):
        yield 10.0**power


def _tick(y: float, text: str) -> str:
    return (
        f'<path d="M{LEFT},{y:.1f} H{WIDTH - RIGHT}" stroke="#ddd"/>'
        f'<text x="{LEFT - 8}" y="{y + 4:.1f}" text-anchor="end">{text}</text>'
    )
