"""docs/benchmarks.md says nothing that `python -m bench --write` did not write there."""

import re

from bench import report
from bench.__main__ import PARTS

SECTION = re.compile(r"\n<!-- part: (\w+) -->\n## ([^\n]+)\n(.*?)<!-- end: \1 -->\n", re.DOTALL)
MEASURED = re.compile(
    r"^\d{4}-\d\d-\d\d \d\d:\d\d UTC, \d+ s, load [\d.]+ before, [\d.]+ after\.( Requests by .+\.)?\n.+\.\n\Z",
    re.MULTILINE,
)


def test_the_page_is_its_introduction_and_one_section_of_each_part_that_was_measured() -> None:
    text = report.PAGE.read_text()
    assert text.startswith(report.INTRODUCTION)
    rest = text.removeprefix(report.INTRODUCTION)
    assert SECTION.sub("", rest) == "", "between the sections stands nothing"
    named = [match[1] for match in SECTION.finditer(rest)]
    assert len(named) == len(set(named))
    for name, title, body in SECTION.findall(rest):
        assert title == PARTS[name].TITLE
        assert MEASURED.search(body), f"{name} ends with when and where it was measured"
        for drawing in re.findall(r"\(([\w-]+\.svg)\)", body):
            assert (report.PAGE.parent / drawing).exists()
