"""What the tests need of the machine: found, or installed by apt where that is allowed (root, or sudo unasked)."""

import functools
import os
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

# Program → Debian package. The -core packages bring the server without starting a service.
PACKAGES = {
    "mariadbd": "mariadb-server-core",
    "mariadb": "mariadb-client-core",
    "mariadb_config": "libmariadb-dev",
    "pkg-config": "pkg-config",
    "gcc": "gcc",
    "chromium": "chromium",
    "nginx": "nginx",
}
# Debian keeps servers where a person's PATH may not look.
PATH = f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin:/usr/local/bin"


def has(program: str) -> bool:
    return bool(shutil.which(program, path=PATH))


def install(programs: list[str]) -> None:
    """Try to have these programs. What could not be had shows when it is looked for: nothing is raised."""
    wanted = [PACKAGES[program] for program in programs if not has(program)]
    if Path("/run/systemd/system").exists() and "nginx" in wanted:
        # On a person's machine its package would start a web server at port 80; only the benchmark needs it.
        wanted.remove("nginx")
    if {"gcc", "mariadb_config"} & set(programs) and not _python_headers():
        wanted.append(f"libpython3.{sys.version_info.minor}-dev")
    if not wanted or not has("apt-get") or not (root := _as_root()):
        return
    print(f"Installing by apt: {', '.join(wanted)} …", flush=True)
    _update(root[0])
    for package in wanted:  # one by one: a missing package must not keep the others out
        _apt(root[0], "install", "-y", "-qq", "--no-install-recommends", package)


@functools.cache
def _update(root: tuple[str, ...]) -> None:
    _apt(root, "update", "-qq")


def _apt(root: tuple[str, ...], *arguments: str) -> None:
    subprocess.run(
        [*root, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", *arguments],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        check=False,
    )


def _as_root() -> list[tuple[str, ...]]:
    """The prefix that makes a command root's: none for root; empty list when there is no way."""
    if os.geteuid() == 0:
        return [()]
    if (
        has("sudo")
        and subprocess.run(["sudo", "-n", "true"], capture_output=True, check=False).returncode == 0
    ):
        return [("sudo", "-n")]
    return []


def _python_headers() -> bool:
    return (Path(sysconfig.get_paths()["include"]) / "Python.h").exists()


def why_no_mysqlclient() -> str:
    """Why mysqlclient can't be built here; "" when it can."""
    for program, what in (
        ("gcc", "a C compiler"),
        ("pkg-config", "pkg-config"),
        ("mariadb_config", "libmariadb-dev"),
    ):
        if not has(program):
            return f"{what} is missing and could not be installed"
    return (
        "" if _python_headers() else "Python's header files are missing and could not be installed"
    )
