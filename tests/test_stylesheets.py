"""Classes that every page may use mean the same everywhere: no component's file takes their name for its own."""

import re
from pathlib import Path

import pytest

CSS = Path(__file__).parent.parent / "static" / "css"
RULE = re.compile(r"(?m)^\.([a-z][\w-]*)(?=[\s,{:])")
EVERYWHERE = set(RULE.findall((CSS / "base.css").read_text()))
PARTS = sorted(set(CSS.glob("*.css")) - {CSS / "base.css"})


@pytest.mark.parametrize("path", PARTS, ids=lambda path: path.name)
def test_no_part_takes_the_name_of_a_class_of_all_pages(path: Path) -> None:
    assert {"figures", "glyph"} <= EVERYWHERE
    assert set(RULE.findall(path.read_text())) & EVERYWHERE == set()
