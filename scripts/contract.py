"""The API's contract: docs/api/schema.yaml as the code gives it, and the client's types as that gives them.

`contract.py check` fails when either is not in step, with the difference; `contract.py write` brings them in step.
"""

import difflib
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from scripts import frontend
from scripts.parts import HOUSE

SCHEMA = HOUSE / "docs" / "api" / "schema.yaml"
TYPES = HOUSE / "frontend" / "src" / "api" / "schema.d.ts"


def make(folder: Path) -> dict[Path, Path]:
    """Both files as they should be: {where it belongs: where it was made}."""
    schema, types = folder / "schema.yaml", folder / "schema.d.ts"
    subprocess.run(
        [
            sys.executable,
            "manage.py",
            "spectacular",
            "--validate",
            "--fail-on-warn",
            "--file",
            str(schema),
        ],
        cwd=HOUSE,
        check=True,
    )
    made = {SCHEMA: schema}
    if (frontend.CLIENT / "package.json").exists():
        frontend.packages()
        frontend.run_npm("run", "--silent", "api", "--", str(schema), "--output", str(types))
        made[TYPES] = types
    return made


def check(folder: Path) -> int:
    different = 0
    for committed, made in make(folder).items():
        old = committed.read_text().splitlines() if committed.exists() else []
        new = made.read_text().splitlines()
        if old != new:
            different += 1
            name = str(committed.relative_to(HOUSE))
            lines = list(
                difflib.unified_diff(
                    old, new, f"{name} (committed)", f"{name} (as the code is)", lineterm=""
                )
            )
            sys.stdout.write("\n".join(lines[:200]) + "\n")
    if different:
        sys.stdout.write(
            "The API has changed: `make contract` writes both files anew; commit them.\n"
        )
    return 1 if different else 0


def write(folder: Path) -> int:
    for place, made in make(folder).items():
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(made.read_text())
    return 0


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="musicsite-contract-") as scratch:
        try:
            sys.exit({"check": check, "write": write}[sys.argv[1]](Path(scratch)))
        except subprocess.CalledProcessError as failed:
            sys.exit(failed.returncode)
