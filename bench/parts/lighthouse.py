"""Lighthouse's categories for a phone, on home, an album, an artist, and a pitch as its recipient sees it."""

import json
import os
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bench.context import Bench
from bench.figures import Figure
from bench.site import HOUSE, body
from scripts import frontend
from tests.servers.process import program

TITLE = "Lighthouse"
ABOUT = """\
Lighthouse's own settings for a phone (simulated slow 4G, a processor four times slower), `manage.py serve` with the
demo, an empty browser for each run. Scores are out of 100. A pitch is for nobody to find, which is no fault
of its page."""

PACKAGE = HOUSE / "bench" / "lighthouse"
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
CHROME = "--headless=new --no-sandbox --disable-gpu"


def run(bench: Bench) -> Iterator[Figure]:
    site = bench.demo
    install()
    pages = {
        "home": "/",
        "album": _first(r'href="(/albums/[^"?]+-[0-9a-f]{32})"', body(f"{site.url}/albums/")),
        "artist": _first(r'href="(/artists/[^"?]+-[0-9a-f]{32})"', body(f"{site.url}/artists/")),
    }
    pages["pitch"] = site.manage("shell", "-v0", "-c", "import bench.recipient").strip()
    for name, path in pages.items():
        judged = [category for category in CATEGORIES if (name, category) != ("pitch", "seo")]
        scores: dict[str, list[float]] = {category: [] for category in judged}
        painted = list[float]()
        for number in range(min(bench.rounds, 3)):
            bench.say(f"{name}, run {number + 1}")
            report = audit(site.url + path, bench.folder / f"lighthouse-{name}-{number}.json")
            painted.append(report["audits"]["largest-contentful-paint"]["numericValue"])
            for category in judged:
                scores[category].append((report["categories"][category]["score"] or 0) * 100)
            for line in failures(report):
                bench.note(f"{name}: {line}")
        for category, values in scores.items():
            yield Figure(what=f"{name}: {category}", values=values, unit="", least=95)
        yield Figure(
            what=f"{name}: largest contentful paint", values=painted, unit="ms",
            most=2000 if name == "pitch" else None,
        )  # fmt: skip


def install() -> None:
    """`npm ci` in bench/lighthouse, unless the lock is the one that was installed."""
    stamp = PACKAGE / "node_modules" / ".synced"
    wanted = (PACKAGE / "package-lock.json").read_text()
    if stamp.exists() and stamp.read_text() == wanted:
        return
    path = f"{frontend.launchers()}{os.pathsep}{os.environ.get('PATH', '')}"
    subprocess.run(
        [frontend.node(), frontend.npm(), "ci", "--ignore-scripts", "--loglevel=error"],
        cwd=PACKAGE,
        check=True,
        env=os.environ | {"PATH": path},
        stdin=subprocess.DEVNULL,
    )
    stamp.write_text(wanted)


def audit(url: str, out: Path) -> dict[str, Any]:
    """Lighthouse's report of that page."""
    subprocess.run(
        [
            frontend.node(), PACKAGE / "node_modules" / "lighthouse" / "cli" / "index.js", url, "--quiet",
            "--output=json", f"--output-path={out}", f"--only-categories={','.join(CATEGORIES)}",
            f"--chrome-flags={CHROME}", "--no-enable-error-reporting",
        ],
        check=True, capture_output=True, text=True, timeout=120, stdin=subprocess.DEVNULL,
        env=os.environ | {"CHROME_PATH": program("chromium", "chromium-browser", "google-chrome")},
    )  # fmt: skip
    return dict(json.loads(out.read_text()))


def failures(report: dict[str, Any]) -> list[str]:
    """The audits that cost points."""
    lines = []
    for name, category in report["categories"].items():
        for reference in category["auditRefs"]:
            found = report["audits"][reference["id"]]
            if reference["weight"] and found["score"] is not None and found["score"] < 0.9:
                lines.append(
                    f"{name}: {found['title']} ({found.get('displayValue') or found['score']})"
                )
    return lines


def _first(pattern: str, text: str) -> str:
    found = re.search(pattern, text)
    if found is None:
        raise LookupError(f"{pattern} is not on the page")
    return found[1]
