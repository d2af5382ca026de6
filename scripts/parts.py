"""Parts of `make check` and `make test`: each runs even when another failed, and a table at the end tells all."""

import os
import re
import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

HOUSE = Path(__file__).resolve().parent.parent
CI = os.environ.get("CI", "").lower() in {"1", "true"}
CLOSING = r"\s*(=* ?\d+ (passed|failed|error|skipped|deselected|xfailed|rerun)|Tests  )"
TELLS = re.compile(r"(FAILED|ERROR|RERUN) \S| *FAIL +\S|.* (FAILED|measured again)$")
"""A line that names what failed or needed a second try: of pytest, of Vitest and of the sound's measurements."""
MOST_TOLD, LAST = 40, 15
_colours = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")


@dataclass(slots=True)
class Part:
    """One command. `missing`: why it can't run on this machine, "" when it can; found out just before it would.

    `empty_code`: the exit code by which the command says that there was nothing to do.
    """

    name: str
    command: Sequence[str]
    missing: Callable[[], str] = lambda: ""
    environment: dict[str, str] = field(default_factory=dict)
    folder: Path = HOUSE
    empty_code: int | None = None


@dataclass(slots=True)
class Outcome:
    """What became of a part. `passed`, `failed` count single tests where the command counts them, `again` those that
    needed a second try (docs/decisions, 0015)."""

    name: str
    result: str  # "ok", "failed", "skipped"
    seconds: float
    reason: str = ""
    passed: int = 0
    failed: int = 0
    again: int = 0
    told: list[str] = field(default_factory=list)
    """Lines that name what failed or was tried again; of a part that failed without naming anything, its last ones."""

    @property
    def remark(self) -> str:
        tries = f"{self.again} tried again" if self.again else ""
        return ", ".join(filter(None, [self.reason, tries]))


def run_in_turn(parts: Sequence[Part]) -> list[Outcome]:
    """One after the other, with their output as it comes. For parts that use all processors themselves."""
    return [_run(part, _through) for part in parts]


def run_together(parts: Sequence[Part], *, at_once: int) -> list[Outcome]:
    """Side by side; a part's output is shown, whole, when it failed."""
    printing = threading.Lock()

    def one(part: Part) -> Outcome:
        kept: list[str] = []
        outcome = _run(part, kept.append)
        with printing:
            mark = {"ok": "✓", "skipped": "–"}.get(outcome.result, "✗")
            print(f"{mark} {part.name}  {outcome.seconds:.1f} s", flush=True)
            if outcome.result == "failed":
                print("".join(kept), flush=True)
        return outcome

    with ThreadPoolExecutor(at_once) as pool:
        return list(pool.map(one, parts))


def report(outcomes: Sequence[Outcome], *, tests: bool) -> int:
    """Print the table and a last plain line; the exit code. What was skipped fails where CI is true."""
    width = max(len(outcome.name) for outcome in outcomes)
    print(f"\n{'part':<{width}}  {'result':<8} {'seconds':>7}  reason")
    for outcome in outcomes:
        print(
            f"{outcome.name:<{width}}  {outcome.result:<8} {outcome.seconds:>7.1f}  {outcome.remark}".rstrip()
        )
    # Once more at the end, where whoever reads a long log begins.
    for outcome in outcomes:
        if outcome.told:
            print(f"\n{outcome.name}:", *outcome.told[:MOST_TOLD], sep="\n  ")
    skipped = [outcome for outcome in outcomes if outcome.result == "skipped"]
    failing = [outcome for outcome in outcomes if outcome.result == "failed"] + (
        skipped if CI else []
    )
    if skipped and CI:
        print("\nCI is true: a part that could not run counts as failed.")
    if tests:
        # A part that broke outside its tests (no count) is one failure.
        failed = sum(outcome.failed for outcome in outcomes) + sum(
            1 for outcome in failing if not outcome.failed
        )
        passed = sum(outcome.passed for outcome in outcomes)
    else:
        failed = len(failing)
        passed = len(outcomes) - failed - (0 if CI else len(skipped))
    print(f"\n{passed} passed, {failed} failed", flush=True)
    return 1 if failing else 0


def _run(part: Part, show: Callable[[str], object]) -> Outcome:
    started = time.monotonic()
    if reason := part.missing():
        return Outcome(part.name, "skipped", 0.0, reason)
    if show is _through:
        print(f"\n=== {part.name}", flush=True)
    process = subprocess.Popen(
        part.command,
        cwd=part.folder,
        env=os.environ | {"NO_COLOR": "1", "FORCE_COLOR": "0"} | part.environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
    )
    counts = None
    told: list[str] = []
    last: deque[str] = deque(maxlen=LAST)
    for line in process.stdout or ():
        show(line)
        plain = _colours.sub("", line)
        counts = _counts(plain) or counts
        last.append(plain.rstrip())
        if TELLS.match(last[-1]):
            told.append(last[-1].strip())
    code = process.wait()
    seconds = time.monotonic() - started
    if code == part.empty_code:
        return Outcome(part.name, "ok", seconds, "nothing there")
    passed, failed, again = counts or (int(code == 0), 0, 0)  # who does not count is one test
    if code == 0:
        return Outcome(part.name, "ok", seconds, "", passed, 0, again, told)
    return Outcome(
        part.name, "failed", seconds, f"exit code {code}", passed, failed, again, told or [*last]
    )


def _counts(line: str) -> tuple[int, int, int] | None:
    """Passed, failed and tried again, in the closing line of pytest or Vitest (which counts its files before)."""
    if not re.match(CLOSING, line):
        return None
    words = re.findall(r"(\d+) (passed|failed|error|rerun)", line)
    if not words:
        return None
    count = {word: int(number) for number, word in words}
    failed = count.get("failed", 0) + count.get("error", 0)
    return count.get("passed", 0), failed, count.get("rerun", 0)


def _through(line: str) -> None:
    sys.stdout.write(line)
    sys.stdout.flush()
