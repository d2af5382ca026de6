"""`make check` and `make test` tell what ran, what did not and why."""

import sys
from pathlib import Path

import pytest

from scripts import frontend, parts
from scripts.parts import Part, report, run_in_turn, run_together

PYTHON = sys.executable


def _says(text: str, code: int = 0) -> list[str]:
    return [PYTHON, "-c", f"print({text!r}); raise SystemExit({code})"]


def test_every_part_runs_even_when_one_failed(capfd: pytest.CaptureFixture[str]) -> None:
    outcomes = run_in_turn([Part("a", _says("no", 1)), Part("b", _says("yes"))])
    assert [(outcome.name, outcome.result) for outcome in outcomes] == [
        ("a", "failed"),
        ("b", "ok"),
    ]
    assert report(outcomes, tests=False) == 1
    assert capfd.readouterr().out.splitlines()[-1] == "1 passed, 1 failed"


def test_single_tests_are_counted_as_their_runners_count_them(
    capfd: pytest.CaptureFixture[str],
) -> None:
    outcomes = run_in_turn(
        [
            Part("pytest", _says("3 failed, 12 passed, 1 skipped in 4.20s", 1)),
            Part("quiet pytest", _says("======= 5 passed, 1 error in 0.10s =======", 1)),
            Part("browser", _says("2 passed, 1 rerun in 0.10s")),
            Part(
                "vitest",
                _says(" Test Files  9 passed (9)\n      Tests  40 passed | 2 failed (42)", 1),
            ),
            Part("sound", _says("36 passed, 0 failed, 1 rerun")),
            Part("broken", _says("Segmentation fault", 139)),
        ]
    )
    assert report(outcomes, tests=True) == 1
    said = capfd.readouterr().out.splitlines()
    assert said[-1] == "95 passed, 7 failed"
    assert next(line for line in said if line.startswith("browser ")).endswith("1 tried again")


def test_the_end_of_a_log_names_what_failed(capfd: pytest.CaptureFixture[str]) -> None:
    # Spelt so that this file's own name for it is no line of a test that failed.
    failed, again = "FAILED", "RERUN"
    told = [
        f"{failed} tests/test_a.py::test_b - assert 1 == 2",
        f"{again} tests/test_c.py::test_d",
        f"connections cut   flac   too much silence   {failed}",
    ]
    outcomes = run_in_turn(
        [
            Part("many", _says("\n".join(["....F", *told, "1 failed, 2 passed in 1s"]), 1)),
            Part("dumb", _says("Segmentation fault", 139)),
            Part("good", _says("nothing of note")),
        ]
    )
    capfd.readouterr()
    report(outcomes, tests=True)
    said = capfd.readouterr().out
    assert "\n  ".join(["many:", *told]) in said
    assert "dumb:\n  Segmentation fault" in said
    assert "nothing of note" not in said


@pytest.mark.parametrize(("ci", "code"), [(False, 0), (True, 1)])
def test_what_cannot_run_is_named_with_its_reason_and_fails_under_ci(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, ci: bool, code: int
) -> None:
    monkeypatch.setattr(parts, "CI", ci)
    outcomes = run_in_turn([Part("browser", _says("never"), missing=lambda: "no Chromium")])
    assert report(outcomes, tests=True) == code
    said = capfd.readouterr().out
    assert "never" not in said
    assert [line.split(maxsplit=3) for line in said.splitlines() if line.startswith("browser")] == [
        ["browser", "skipped", "0.0", "no Chromium"]
    ]


def test_nothing_to_do_is_no_failure(capfd: pytest.CaptureFixture[str]) -> None:
    outcomes = run_in_turn([Part("browser", _says("no tests ran", 5), empty_code=5)])
    assert report(outcomes, tests=True) == 0


def test_side_by_side_only_what_failed_is_shown(capfd: pytest.CaptureFixture[str]) -> None:
    run_together([Part("good", _says("boring")), Part("bad", _says("telling", 1))], at_once=2)
    said = capfd.readouterr().out
    assert "telling" in said
    assert "boring" not in said


@pytest.mark.parametrize(
    ("version", "suits"),
    [("v24.15.0", True), ("v26.0.1", True), ("v24.14.9", False), ("v25.9.0", False), ("v20.20.2", False), ("?", False)],
)  # fmt: skip
def test_node_is_24_15_or_newer_of_an_even_line(tmp_path: Path, version: str, suits: bool) -> None:
    node = tmp_path / "node"
    node.write_text(f"#!/bin/sh\necho {version}\n")
    node.chmod(0o755)
    assert frontend._suits(str(node)) is suits
