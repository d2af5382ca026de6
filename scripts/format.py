"""`make format`: every language by its formatter."""

import subprocess
import sys
from pathlib import Path

HOUSE = Path(__file__).resolve().parent.parent
TOOLS = HOUSE / ".venv" / "bin"

templates = [str(path) for path in sorted(HOUSE.glob("templates/**/*.html"))]
commands = [
    [str(TOOLS / "ruff"), "check", "--select", "I", "--fix", "--quiet", "."],
    [str(TOOLS / "ruff"), "format", "."],
    [sys.executable, "scripts/frontend.py", "npm", "run", "--silent", "format"],
]
if templates:
    # djlint answers 1 when it changed something.
    commands.append([str(TOOLS / "djlint"), "--reformat", "--quiet", *templates])
failed = [
    command
    for command in commands
    if subprocess.run(command, cwd=HOUSE, check=False).returncode > ("djlint" in command[0])
]
sys.exit(1 if failed else 0)
