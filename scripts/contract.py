"""The API's contract: docs/api/schema.yaml as the code gives it, and the clients as that gives them.

`contract.py check` fails when any is not in step, with the difference; `contract.py write` brings them in step.
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
CLIENTS = HOUSE / "clients"
TYPES = CLIENTS / "typescript" / "schema.d.ts"
PYTHON = CLIENTS / "python" / "musicsite_client"
# Where the site's own client looks for the types.
OWN = HOUSE / "frontend" / "src" / "api" / "schema.d.ts"
OWN_TEXT = """\
// The types of @musicsite/client, which `make contract` writes.
export type * from "../../../clients/typescript/schema.d.ts";
"""


def make(folder: Path) -> dict[Path, str]:
    """Every file as it should be: {where it belongs: its text}."""
    schema, types = folder / "schema.yaml", folder / "schema.d.ts"
    _run(
        sys.executable,
        "manage.py",
        "spectacular",
        "--validate",
        "--fail-on-warn",
        "--file",
        str(schema),
    )
    made = {SCHEMA: schema.read_text()}
    if (frontend.CLIENT / "package.json").exists():
        frontend.packages()
        frontend.run_npm("run", "--silent", "api", "--", str(schema), "--output", str(types))
        made |= {TYPES: types.read_text(), OWN: OWN_TEXT}
    return made | _python(schema, folder / "python")


def _python(schema: Path, folder: Path) -> dict[Path, str]:
    """The Python client, by openapi-python-client, formatted as this house formats."""
    tools = Path(sys.executable).parent
    settings = CLIENTS / "python" / "generator.yaml"
    _run(
        sys.executable, "-m", "openapi_python_client", "generate", "--path", str(schema), "--output-path", str(folder),
        "--config", str(settings), "--meta", "none", quiet=True,
    )  # fmt: skip
    rules = ["--isolated", "--target-version", "py311", "--no-cache"]
    _run(
        str(tools / "ruff"),
        "check",
        *rules,
        "--select",
        "F401,I",
        "--fix-only",
        str(folder),
        quiet=True,
    )
    _run(str(tools / "ruff"), "format", *rules, "--line-length", "100", str(folder), quiet=True)
    return {PYTHON / file.relative_to(folder): file.read_text() for file in folder.rglob("*.py")}


def _run(*command: str, quiet: bool = False) -> None:
    done = subprocess.run(command, cwd=HOUSE, check=False, capture_output=quiet, text=True)
    if done.returncode:
        sys.stderr.write(f"{done.stdout or ''}{done.stderr or ''}")
        raise subprocess.CalledProcessError(done.returncode, command)


def left_over(made: dict[Path, str]) -> list[Path]:
    """Files of the generated Python client that nothing makes any more."""
    return [file for file in PYTHON.rglob("*.py") if file not in made]


def check(folder: Path) -> int:
    made = make(folder)
    different = 0
    for place, text in [*made.items(), *((file, "") for file in left_over(made))]:
        old = place.read_text().splitlines() if place.exists() else []
        new = text.splitlines()
        if old != new or not place.exists():
            different += 1
            name = str(place.relative_to(HOUSE))
            lines = list(
                difflib.unified_diff(
                    old, new, f"{name} (committed)", f"{name} (as the code is)", lineterm=""
                )
            )
            sys.stdout.write("\n".join(lines[:200]) + "\n")
    if different:
        sys.stdout.write(
            "The API has changed: `make contract` writes schema and clients anew; commit them.\n"
        )
    return 1 if different else 0


def write(folder: Path) -> int:
    made = make(folder)
    for place, text in made.items():
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text)
    for file in left_over(made):
        file.unlink()
    return 0


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="musicsite-contract-") as scratch:
        try:
            sys.exit({"check": check, "write": write}[sys.argv[1]](Path(scratch)))
        except subprocess.CalledProcessError as failed:
            sys.exit(failed.returncode)
