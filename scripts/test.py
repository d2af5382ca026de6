"""`make test`: sets up what the tests need, runs every part, and tells at the end what did not run and why."""

import importlib.util
import os
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from scripts import environment, frontend, machine, policies, terraform
from scripts.parts import HOUSE, Part, report, run_in_turn

PYTEST = [sys.executable, "-m", "pytest"]


def main() -> int:
    os.environ["PATH"] = machine.PATH
    machine.install(list(machine.PACKAGES))
    client = _client()
    # Before the first part: tests of either part sign in to a MariaDB of their own.
    mariadb = _no_mariadb()
    npm = [sys.executable, "scripts/frontend.py", "npm"]
    # A file stays with one worker: what it starts for all its tests (a site, a whole demo catalogue) is started once.
    parallel = ["-n", "auto", "--dist", "loadfile", "--no-loadscope-reorder"]
    return report(
        run_in_turn(
            [
                Part("Python on SQLite", [*PYTEST, *parallel, "-m", "not browser"], empty_code=5),
                Part(
                    "Python on MariaDB",
                    # What asks no database, or starts a site on SQLite, has just been tried.
                    [*PYTEST, *parallel, "-m", "not browser", "--database-only"],
                    missing=lambda: mariadb,
                    environment={"TEST_DATABASE": "mariadb"},
                    empty_code=5,
                ),
                Part("TypeScript", [*npm, "test"], missing=lambda: client),
                Part(
                    "sound", [*npm, "run", "test:sound"], missing=lambda: client or _no_chromium()
                ),
                Part(
                    "browser",
                    [*PYTEST, "-n0", "-m", "browser", "tests/browser"],
                    missing=lambda: client or _no_chromium(),
                    empty_code=5,
                ),
                # Plans by the real provider, offline; what it holds is not the site's Python.
                Part(
                    "Terraform",
                    [*PYTEST, "-n", "2", "--dist", "loadfile", "infra/tests"],
                    missing=terraform.missing,
                ),
                Part("policies", [sys.executable, "scripts/policies.py"], missing=policies.missing),
            ]
        ),
        tests=True,
    )


def _client() -> str:
    """Packages and bundle of the client; why they are not there, or ""."""
    try:
        frontend.build()
        frontend.packages()
    except (frontend.Missing, subprocess.CalledProcessError, OSError) as error:
        return f"the client could not be built: {error}"
    return ""


def _no_chromium() -> str:
    return "" if machine.has("chromium") else "Chromium is missing and could not be installed"


def _no_mariadb() -> str:
    if not machine.has("mariadbd"):
        return "MariaDB is missing and could not be installed"
    if importlib.util.find_spec("MySQLdb"):
        return ""
    if reason := machine.why_no_mysqlclient():
        return f"mysqlclient could not be built: {reason}"
    try:
        environment.sync("production")
    except subprocess.CalledProcessError:
        return "mysqlclient could not be built: the reason is above"
    return ""


if __name__ == "__main__":
    os.chdir(HOUSE)
    sys.exit(main())
