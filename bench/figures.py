"""What a part of the benchmark found: figures with their spread, their yardstick and their target."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass, field

_VERDICT = {True: "reached", False: "**missed**", None: ""}


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One thing measured several times.

    `against` is the yardstick: another figure of the same run. The targets: `least` and `most` bound the median in
    its own unit, `least_ratio` bounds it as a multiple of the yardstick's median. `size` is that of the catalogue,
    where the same was measured with others too.
    """

    what: str
    values: Sequence[float]
    unit: str
    against: Figure | None = None
    least: float | None = None
    most: float | None = None
    least_ratio: float | None = None
    size: int | None = None

    @property
    def name(self) -> str:
        """What it is, with its size."""
        return self.what if self.size is None else f"{self.size:,}: {self.what}"

    @property
    def median(self) -> float:
        return statistics.median(self.values)

    @property
    def ratio(self) -> float | None:
        """How many times the yardstick's median."""
        return self.median / self.against.median if self.against else None

    @property
    def reached(self) -> bool | None:
        """Whether every target is met; None where there is none."""
        verdicts = []
        if self.least is not None:
            verdicts.append(self.median >= self.least)
        if self.most is not None:
            verdicts.append(self.median < self.most)
        if self.least_ratio is not None and self.ratio is not None:
            verdicts.append(self.ratio >= self.least_ratio)
        return all(verdicts) if verdicts else None

    @property
    def target(self) -> str:
        told = []
        if self.least is not None:
            told.append(f"≥ {number(self.least)}")
        if self.most is not None:
            told.append(f"< {number(self.most)}")
        if self.least_ratio is not None:
            told.append(f"≥ {as_ratio(self.least_ratio)}")
        return ", ".join(told)


@dataclass(slots=True)
class Result:
    """A part's figures; `notes` say what the reader must know of this run; `skipped` why there is no figure."""

    name: str
    title: str
    about: str = ""
    figures: list[Figure] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    skipped: str = ""
    seconds: float = 0.0
    load_before: float = 0.0
    load_after: float = 0.0

    @property
    def missed(self) -> list[Figure]:
        return [figure for figure in self.figures if figure.reached is False]


def number(value: float) -> str:
    """Three digits that count, never an exponent: 0.034, 4.21, 87.3, 12,345."""
    if value == int(value) or abs(value) >= 100:
        return f"{value:,.0f}"
    if abs(value) >= 10:
        return f"{value:.1f}"
    return f"{value:.2f}" if abs(value) >= 1 else f"{value:.3g}"


def as_ratio(value: float) -> str:
    """A multiple as readers expect it: 62 % below two, 21 × above."""
    return f"{value:.0%}".replace("%", " %") if value < 2 else f"{number(round(value, 1))} ×"


def table(figures: Sequence[Figure]) -> list[str]:
    """The figures as lines of a Markdown table."""
    lines = [
        "| what | median | spread | of | against | ratio | target | |",
        "|---|---:|---:|---:|---|---:|---:|---|",
    ]
    for each in figures:
        spread = f"{number(min(each.values))}–{number(max(each.values))}"
        lines.append(
            f"| {each.name} | {number(each.median)} {each.unit} | {spread if len(each.values) > 1 else ''} "
            f"| {len(each.values)} | {each.against.what if each.against else ''} "
            f"| {as_ratio(each.ratio) if each.ratio is not None else ''} | {each.target} "
            f"| {_VERDICT[each.reached]} |"
        )
    return lines
