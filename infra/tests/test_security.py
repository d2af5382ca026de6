"""docs/security.md: its table has each number of ASVS 5.0, levels 1 and 2, once, and each test that it names exists."""

import ast
import re
import subprocess
from functools import cache
from pathlib import Path

import pytest

from infra.tests import rules

HOUSE = Path(__file__).resolve().parents[2]
TEXT = (HOUSE / "docs" / "security.md").read_text().partition("\n## ASVS 5.0, level 2\n")[2]
# Section:level of its first number, of its second …, of version 5.0.0 (github.com/OWASP/ASVS, CC BY-SA 4.0).
LEVELS = """
1.1:22 1.2:1111122223 1.3:112222222223 1.4:222 1.5:123 2.1:122 2.2:112 2.3:12223 2.4:23 3.1:3 3.2:113 3.3:12223
3.4:11222233 3.5:11122333 3.6:3 3.7:22333 4.1:12233 4.2:23333 4.3:22 4.4:1222 5.1:2 5.2:112333 5.3:113 5.4:222 6.1:122
6.2:111111112222 6.3:11223333 6.4:112233 6.5:22222333 6.6:2223 6.7:33 6.8:2222 7.1:222 7.2:1111 7.3:22 7.4:11222 7.5:223
7.6:22 8.1:1233 8.2:1123 8.3:133 8.4:23 9.1:111 9.2:1222 10.1:22 10.2:223 10.3:22223 10.4:1111122222233333 10.5:22222
10.6:22 10.7:222 11.1:2233 11.2:22233 11.3:11233 11.4:1222 11.5:23 11.6:23 11.7:33 12.1:12233 12.2:11 12.3:22223
13.1:2333 13.2:222223 13.3:2233 13.4:1222233 14.1:22 14.2:12223333 14.3:122 15.1:12233 15.2:12233 15.3:1222222
15.4:3333 16.1:2 16.2:22222 16.3:2222 16.4:222 16.5:2223 17.1:23 17.2:22223333 17.3:22
"""
ROWS = [
    [cell.strip() for cell in row.strip("|").split("|")]
    for row in re.findall(r"^\| \d.*\|$", TEXT, flags=re.MULTILINE)
]


def test_each_number_of_levels_1_and_2_stands_there_once() -> None:
    wanted = [
        f"{section}.{place}"
        for section, levels in (part.split(":") for part in LEVELS.split())
        for place, level in enumerate(levels, 1)
        if level in "12"
    ]
    assert len(wanted) == 253
    told = [number for row in ROWS for number in row[0].split(", ")]
    assert sorted(told) == sorted(wanted)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0])
def test_a_line_says_how_it_is_and_by_what_that_is_shown(row: list[str]) -> None:
    _, state, how, by = row
    named = re.findall(r"`([^`]+)`", by)
    assert state in {"met", "n/a", "not met"}
    assert how, "why"
    assert named or state != "met"
    for name in named:
        path, _, test = name.partition("::")
        assert (HOUSE / path).exists(), path
        assert not test or test.partition("[")[0] in _tests(HOUSE / path), name
        if rule := test.partition("[")[2]:
            assert rule.rstrip("]") in {rule.__name__ for rule in rules.RULES}, name


@cache
def _tests(file: Path) -> frozenset[str]:
    tree = ast.parse(file.read_text())
    return frozenset(
        node.name
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
    )


# --- What the table says of all of the code

RUNS_TEXT = {"eval", "exec", "os.system", "os.popen", "marshal.loads", "yaml.load", "from_string"}
PICKLES = {"streaming/importing/reader.py", "streaming/importing/readers.py"}
"""A process and its own child, by a pipe."""


def test_no_text_is_run() -> None:
    listed = subprocess.run(
        ["git", "ls-files", "-c", "-o", "--exclude-standard", "*.py"],
        cwd=HOUSE, capture_output=True, text=True, check=True,
    ).stdout.split()  # fmt: skip
    apart = ("bench/", "clients/", "infra/", "scripts/", "tests/")
    site = [name for name in listed if not name.startswith(apart) and "/tests/" not in name]
    assert len(site) > 300
    wrong = []
    for name in site:
        for node in ast.walk(ast.parse((HOUSE / name).read_text())):
            if not isinstance(node, ast.Call):
                continue
            called = ast.unparse(node.func)
            shell = any(
                keyword.arg == "shell" and ast.unparse(keyword.value) != "False"
                for keyword in node.keywords
            )
            runs = called in RUNS_TEXT or called.endswith(".from_string") or called == "Template"
            unpickles = called.startswith("pickle.load") and name not in PICKLES
            if shell or runs or unpickles:
                wrong.append(f"{name}:{node.lineno}: {called}")
    assert wrong == []
