"""`make check`: formatters, linters, types, floors, migrations, templates and the API's contract, side by side."""

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from scripts import frontend, terraform
from scripts.parts import HOUSE, Part, report, run_together

TOOLS = HOUSE / ".venv" / "bin"
MANAGE = [sys.executable, "manage.py"]


def parts(scratch: str) -> list[Part]:
    """All of them, the longest first; `scratch` is a folder that is theirs."""
    # Checks have a DATA_DIR of their own: the site's may be in use, or not there.
    site = {
        "DATA_DIR": scratch,
        "SECRET_KEY": "checks-only-" + "x" * 40,
        "CACHE_URL": "memory://",
        "LOG_LEVEL": "WARNING",
    }
    site |= {
        "DATABASE_URL": f"sqlite://{scratch}/checks.sqlite3",
        "DJANGO_SETTINGS_MODULE": "musicsite.settings",
    }
    templates = [str(path) for path in sorted(HOUSE.glob("templates/**/*.html"))]
    return [
        Part("types (mypy)", [_tool("mypy"), "."], environment=site),
        Part("client", _npm("run", "--silent", "check"), missing=_no_client),
        Part(
            "API contract",
            [sys.executable, "scripts/contract.py", "check"],
            environment=site,
        ),
        Part(
            "migration lint",
            [*MANAGE, "lintmigrations", "--quiet", "ok", "ignore"],
            environment=site,
        ),
        Part(
            "migrations",
            [*MANAGE, "makemigrations", "--check", "--dry-run"],
            environment=site,
        ),
        Part("system checks", [*MANAGE, "check", "--fail-level", "ERROR"], environment=site),
        Part("floors (import-linter)", [_tool("lint-imports")], environment=site),
        Part("format (ruff)", [_tool("ruff"), "format", "--check", "."]),
        Part("lint (ruff)", [_tool("ruff"), "check", "."]),
        Part(
            "format (terraform)",
            ["terraform", "fmt", "-check", "-recursive", "-diff", "infra"],
            missing=terraform.missing_program,
            environment=terraform.environment(),
        ),
        # Its formatter breaks lines where a space would be seen (titles, joined names): lint alone.
        Part(
            "template lint (djlint)",
            [_tool("djlint"), "--lint", "--quiet", *templates],
            _none(templates),
        ),
    ]


def main(scratch: str) -> int:
    every = parts(scratch)
    names = ", ".join(part.name for part in every)
    asked = argparse.ArgumentParser(
        description="Check all of the house, or some parts of it.",
        epilog=f'The parts: {names}. For example: scripts/check.py types "migration lint"',
    )
    asked.add_argument("part", nargs="*", help="the beginning of a part's name; none: all of them")
    wanted = tuple(asked.parse_args().part)
    for beginning in wanted:
        if not any(part.name.startswith(beginning) for part in every):
            asked.error(f"there is no part {beginning!r}: there are {names}")
    some = [part for part in every if not wanted or part.name.startswith(wanted)]
    return report(run_together(some, at_once=max(2, os.cpu_count() or 2)), tests=False)


def _tool(name: str) -> str:
    return str(TOOLS / name)


def _npm(*arguments: str) -> list[str]:
    return [sys.executable, "scripts/frontend.py", "npm", *arguments]


def _no_client() -> str:
    try:
        frontend.packages()
    except (frontend.Missing, subprocess.CalledProcessError) as error:
        return f"the client's packages could not be installed: {error}"
    return ""


def _none(templates: list[str]) -> Callable[[], str]:
    return lambda: "" if templates else "there is no template"


if __name__ == "__main__":
    os.chdir(HOUSE)
    with tempfile.TemporaryDirectory(prefix="musicsite-check-") as scratch:
        sys.exit(main(scratch))
