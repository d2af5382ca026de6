"""`make format`: every language by its formatter."""

import subprocess
import sys
from pathlib import Path

HOUSE = Path(__file__).resolve().parent.parent
RUFF = str(HOUSE / ".venv" / "bin" / "ruff")

commands = [
    [RUFF, "check", "--select", "I", "--fix", "--quiet", "."],
    [RUFF, "format", "."],
    [sys.executable, "scripts/frontend.py", "npm", "run", "--silent", "format"],
]
failed = [
    command for command in commands if subprocess.run(command, cwd=HOUSE, check=False).returncode
]
sys.exit(1 if failed else 0)
