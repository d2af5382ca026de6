"""Makes and keeps `.venv`: `environment.py base` for running the site, `environment.py dev` for working on it.

Runs before anything is installed, so the standard library is all it has. Packages come from PyPI, pinned by
hash; nothing is asked of the network while the lock is the one that was installed last.
"""

import hashlib
import json
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

HOUSE = Path(__file__).resolve().parent.parent
VENV = HOUSE / ".venv"
PYTHON = VENV / "bin" / "python"
STAMP = VENV / ".synced"
LOCKS = {
    "base": HOUSE / "requirements.txt",
    "dev": HOUSE / "requirements-dev.txt",
    "production": HOUSE / "requirements-production.txt",
}
COVERED_BY = {"base": ("base", "dev", "production"), "dev": ("dev",), "production": ("production",)}


def sync(kind: str) -> None:
    """Install the lock of this kind, unless that was done. Raises CalledProcessError when it fails."""
    make()
    done = _read_stamp()
    wanted = {name: _hash(lock) for name, lock in LOCKS.items()}
    # A larger lock holds the smaller one's packages at the same versions, as long as it was made from it.
    if any(done.get(other) == wanted[other] + wanted["base"] for other in COVERED_BY[kind]):
        return
    _say(f"Installing the Python packages of {LOCKS[kind].name} …")
    if kind == "base":
        _pip(LOCKS[kind])
    else:
        _uv(LOCKS[kind])
    done[kind] = wanted[kind] + wanted["base"]
    STAMP.write_text(json.dumps(done))


def make() -> None:
    """A virtual environment that works, made by the Python that runs this."""
    probe = [str(PYTHON), "-c", "import sys, pip; sys.exit(sys.version_info < (3, 12))"]
    if PYTHON.exists() and subprocess.run(probe, capture_output=True, check=False).returncode == 0:
        return
    _say(f"Making .venv with Python {sys.version.split()[0]} …")
    # Copies would miss the shared libraries of a Python that is not the system's.
    venv.create(VENV, clear=True, with_pip=True, symlinks=True)


def _pip(lock: Path) -> None:
    _run(
        [
            str(PYTHON), "-m", "pip", "install", "-qq", "--disable-pip-version-check", "--no-input",
            "--require-hashes", "-r", str(lock),
        ]
    )  # fmt: skip


def _uv(lock: Path) -> None:
    """uv does in seconds what takes pip a minute; the development lock has it, with its hash."""
    if not (VENV / "bin" / "uv").exists():
        with tempfile.NamedTemporaryFile("w", suffix=".txt") as only:
            only.write(_entry(LOCKS["dev"], "uv"))
            only.flush()
            _pip(Path(only.name))
    _run(
        [
            str(VENV / "bin" / "uv"), "pip", "install", "--quiet", "--python", str(PYTHON),
            "--require-hashes", "-r", str(lock),
        ]
    )  # fmt: skip


def _entry(lock: Path, package: str) -> str:
    """One package's lines of a lock: its pin and its hashes."""
    lines = lock.read_text().splitlines()
    first = next(number for number, line in enumerate(lines) if line.startswith(f"{package}=="))
    last = first
    while lines[last].endswith("\\"):
        last += 1
    return "\n".join(lines[first : last + 1]) + "\n"


def _hash(lock: Path) -> str:
    return hashlib.sha256(lock.read_bytes()).hexdigest()


def _read_stamp() -> dict[str, str]:
    try:
        return dict(json.loads(STAMP.read_text()))
    except (OSError, ValueError):
        return {}


def _run(command: list[str]) -> None:
    subprocess.run(command, cwd=HOUSE, check=True, stdin=subprocess.DEVNULL)


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


if __name__ == "__main__":
    try:
        sync(sys.argv[1])
    except subprocess.CalledProcessError:
        _say("The Python packages could not be installed: the reason is above; is PyPI reachable?")
        sys.exit(2)
    except OSError as error:
        _say(f"The Python environment could not be made: {error.strerror}: {error.filename}.")
        sys.exit(2)
