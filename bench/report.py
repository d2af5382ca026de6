"""docs/benchmarks.md: one section a part, each with the day, the machine and the load it was measured under."""

import re
from datetime import UTC, datetime

from bench import growth, machine, traffic
from bench.figures import Result, table
from bench.site import HOUSE

PAGE = HOUSE / "docs" / "benchmarks.md"
ASKING = ("pages", "search_http", "received")
"""Parts whose figures depend on who makes the requests."""
INTRODUCTION = """\
# Benchmarks

Written by `make bench`; `bench/README.md` tells more. Each yardstick was measured in the same run as what is compared
with it. *Median* of as many measurements as *of* says, *spread* from the lowest to the highest. Load is the average of
the minute before and after: above a few tenths before a part began, something else was at work on the machine, and
absolute figures (and ratios to what needs little of the processor, as nginx) are worse than the site is.
"""


def section(result: Result) -> str:
    """The part's section, between the marks by which a later run finds it."""
    lines = [f"<!-- part: {result.name} -->", f"## {result.title}", "", result.about, ""]
    if result.figures:
        lines += [*table(result.figures), ""]
    if rows := growth.by_size(result.figures):
        lines += ["### As the catalogue grows", "", *growth.table(rows), ""]
        told = "Each figure as a multiple of what it is at the smallest size; dotted: the catalogue"
        lines += [f"![{told}](growth-{result.name}.svg)", ""]
    if result.skipped:
        lines += [f"Not measured, or not to the end: {result.skipped}", ""]
    if result.notes:
        lines += [*(f"- {note}" for note in dict.fromkeys(result.notes)), ""]
    asked = f" Requests by {traffic.client()}." if result.name in ASKING else ""
    lines += [
        f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC, {result.seconds:.0f} s, load {result.load_before:.1f} before, "
        f"{result.load_after:.1f} after.{asked}",
        f"{machine.description()}; {machine.versions()}.",
        f"<!-- end: {result.name} -->",
    ]
    return "\n".join(lines) + "\n"


def write(result: Result) -> None:
    """Put the section into the page, in the place of the one that a run before has put there."""
    text = PAGE.read_text() if PAGE.exists() else INTRODUCTION
    new = section(result)
    old = re.compile(rf"<!-- part: {result.name} -->\n.*?<!-- end: {result.name} -->\n", re.DOTALL)
    PAGE.write_text(old.sub(lambda _: new, text) if old.search(text) else f"{text}\n{new}")
    if rows := growth.by_size(result.figures):
        PAGE.with_name(f"growth-{result.name}.svg").write_text(growth.drawing(result.title, rows))
