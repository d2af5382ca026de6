"""What an operator got wrong is one sentence and exit code 2, never a traceback."""

import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from musicsite.supervisor import preflight
from musicsite.tests.serving import HOUSE, environment, manage, short_folder


@pytest.fixture
def folder() -> Iterator[Path]:
    with short_folder() as folder:
        yield folder


def _sentence(said: str) -> str:
    assert said.count("\n") == 1, said
    return said


@pytest.mark.parametrize(
    ("name", "value", "takes"),
    [
        ("PORT", "eight thousand", "PORT takes a whole number from 1 to 65535, not 'eight thousand'."),
        ("PORT", "70000", "PORT takes a whole number"),
        ("SITE_URL", "music.example.org", "SITE_URL takes an address like http://"),
        ("DATABASE_URL", "postgres://user:hunter2@host/name", "DATABASE_URL takes an address like sqlite://"),
        ("DATABASE_URL", "mysql://user:hunter2@host", "DATABASE_URL takes sqlite:///PATH or mysql://"),
        ("DATABASE_URL", "mysql://user:hunter2@host:many/name", "DATABASE_URL takes an address like sqlite://"),
        ("SITE_URL", "http://[music", "SITE_URL takes an address like http://"),
        ("CACHE_URL", "memcached://host", "CACHE_URL takes an address like redis://"),
        ("SECRET_KEY", "short", "SECRET_KEY takes at least 32"),
        ("MEDIA_STORAGE", "s3://", "MEDIA_STORAGE takes s3://bucket"),
        ("DEBUG", "perhaps", "DEBUG takes 1 or 0"),
        ("LOG_LEVEL", "LOUD", "LOG_LEVEL takes one of"),
        ("BIND", "192.0.2.1", "BIND takes an address of this machine"),
        ("BIND", "no such host", "BIND takes an address of this machine"),
    ],
)  # fmt: skip
def test_a_wrong_setting_is_named_with_what_it_takes(
    folder: Path, name: str, value: str, takes: str
) -> None:
    said = _sentence(manage(folder, "serve", code=2, **{name: value}).stderr)
    assert said.startswith(takes)
    assert "hunter2" not in said


@pytest.mark.parametrize("command", ["check", "migrate", "backup", "createsuperuser"])
def test_a_wrong_setting_stops_every_command_alike(folder: Path, command: str) -> None:
    assert "PORT takes" in _sentence(manage(folder, command, code=2, PORT="-").stderr)


def test_a_server_database_needs_a_secret_key(folder: Path) -> None:
    said = manage(folder, "serve", code=2, DATABASE_URL="mysql://user@host/name").stderr
    assert _sentence(said).startswith("SECRET_KEY must be set")


def test_a_busy_port(folder: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        said = _sentence(manage(folder, "serve", code=2, PORT=str(port)).stderr)
    assert (
        said == f"Port {port} of 127.0.0.1 is in use by another program; set PORT to a free one.\n"
    )


def test_a_data_dir_that_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    said = _sentence(manage(tmp_path / "file" / "var", "serve", code=2).stderr)
    assert said.startswith("DATA_DIR takes a folder that can be written: Not a directory")


def _in_a_small_world(folder: Path, mount: str) -> subprocess.CompletedProcess[str]:
    """`manage.py serve` where DATA_DIR is a file system of its own, mounted so; skipped where that is forbidden."""
    folder.mkdir()
    if shutil.which("unshare") is None:
        pytest.skip("unshare(1) is not here")
    unshare = ["unshare", "--mount", *([] if os.geteuid() == 0 else ["--user", "--map-root-user"])]
    probe = f"mount -t tmpfs -o {mount} tmpfs {folder}"
    if subprocess.run([*unshare, "sh", "-c", probe], capture_output=True, check=False).returncode:
        pytest.skip("this machine lets nobody mount")
    return subprocess.run(
        [*unshare, "sh", "-c", f"{probe} && exec {sys.executable} {HOUSE}/manage.py serve"],
        env=environment(folder, SECRET_KEY="x" * 40),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_a_read_only_data_dir(folder: Path) -> None:
    folder.parent.mkdir(exist_ok=True)
    done = _in_a_small_world(folder, "ro,size=100m")
    assert done.returncode == 2
    assert _sentence(done.stderr).startswith(
        "DATA_DIR takes a folder that can be written: Read-only"
    )


def test_a_full_disk(folder: Path) -> None:
    done = _in_a_small_world(folder, "size=1m")
    assert done.returncode == 2
    assert _sentence(done.stderr).startswith("The disk is full")


def test_an_old_python() -> None:
    old = next(
        (
            path
            for name in ("python3.11", "python3.10", "python3.9")
            if (path := shutil.which(name)) and _works(path)
        ),
        None,
    )
    if old is None:
        pytest.skip("no older Python is here")
    done = subprocess.run(
        [old, "manage.py", "serve"], cwd=HOUSE, capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert _sentence(done.stderr).startswith("The site needs Python 3.12 or newer and this is 3.")


def _works(python: str) -> bool:
    return subprocess.run([python, "-c", ""], capture_output=True, check=False).returncode == 0


def test_make_says_what_is_missing_where_there_is_no_python(tmp_path: Path) -> None:
    for name in ("dirname", "sh"):
        (tmp_path / name).symlink_to(shutil.which(name) or "")
    (tmp_path / "scripts").mkdir()
    shutil.copy2(HOUSE / "scripts" / "find-python", tmp_path / "scripts")
    done = subprocess.run(
        [str(tmp_path / "sh"), str(tmp_path / "scripts" / "find-python")],
        env={"PATH": str(tmp_path), "HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert _sentence(done.stderr).startswith("Python 3.12 or newer with its venv module is missing")


def test_a_second_serve_on_the_same_data_dir(folder: Path) -> None:
    folder.mkdir(parents=True)
    lock = preflight.lock(folder)
    try:
        said = _sentence(manage(folder, "serve", code=2).stderr)
    finally:
        os.close(lock)
    assert said.startswith(
        f"The site is already served from DATA_DIR, {folder}, by process {os.getpid()};"
    )
