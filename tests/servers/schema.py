"""A SQLite database as the migrations leave it, kept from one test run to the next and copied by who needs one.

Migrating from nothing takes 20 seconds of a processor: for each test worker, and for each site that a test starts. What
is kept holds for these migrations alone (`.pytest_cache/schema`, by their hash), and has no rights: those are made of
the code after each migration, so whoever has copied it migrates once more. What the first start of a site does by
itself is tried by the tests of that (`musicsite/tests/test_serve.py`).
"""

import fcntl
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from contextlib import closing, suppress
from hashlib import sha256
from pathlib import Path

from tests.servers.process import die_with_parent

HOUSE = Path(__file__).resolve().parents[2]
KEPT = HOUSE / ".pytest_cache" / "schema"
NAME = "musicsite.sqlite3"
OURS = {
    "DATA_DIR", "SECRET_KEY", "CACHE_URL", "DATABASE_URL", "DATABASE_REPLICA_URL", "DJANGO_SETTINGS_MODULE",
    "PYTEST_XDIST_WORKER",
}  # fmt: skip
RIGHTS = ("auth_group_permissions", "auth_group", "auth_permission", "django_content_type")


def begin(folder: Path) -> None:
    """A DATA_DIR with a migrated database, of which `prepare` makes a site."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    copy_schema(folder / NAME)
    _migrate(folder)


def copy_schema(path: Path) -> None:
    """The tables, at this path. Who asks while another process makes them waits for that one."""
    kept = _kept()
    made = kept / f"{_key()}.sqlite3"
    with (kept / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not made.exists():
            for old in kept.glob("*.sqlite3"):
                old.unlink()
            _make(made)
        shutil.copyfile(made, path)


def _kept() -> Path:
    """Beside what pytest keeps; in a folder of the machine's where the project can't be written."""
    for folder in (KEPT, Path(tempfile.gettempdir()) / f"musicsite-schema-{os.getuid()}"):
        with suppress(OSError):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            if os.access(folder, os.W_OK):
                return folder
    raise PermissionError(f"neither {KEPT} nor the folder for temporary files can be written")


def _key() -> str:
    """Of what a migration that was applied already would have to be applied anew for."""
    told = sha256()
    for path in (HOUSE / "requirements.txt", *sorted(HOUSE.glob("*/migrations/*.py"))):
        told.update(f"{path.relative_to(HOUSE)}\0".encode() + path.read_bytes())
    return told.hexdigest()[:16]


def _make(path: Path) -> None:
    with tempfile.TemporaryDirectory(prefix="musicsite-schema-") as name:
        folder = Path(name)
        _migrate(folder)
        with closing(sqlite3.connect(folder / NAME)) as database, database:
            for table in RIGHTS:
                database.execute(f"DELETE FROM {table}")  # noqa: S608
                database.execute("DELETE FROM sqlite_sequence WHERE name = ?", [table])
            assert database.execute("PRAGMA foreign_key_check").fetchall() == []
        shutil.copyfile(folder / NAME, path.with_suffix(".new"))
        path.with_suffix(".new").rename(path)


def _migrate(folder: Path) -> None:
    kept = {name: value for name, value in os.environ.items() if name not in OURS}
    own = {"DATA_DIR": str(folder), "CACHE_URL": "memory://", "PYTHONWARNINGS": "ignore"}
    subprocess.run(
        [sys.executable, "manage.py", "migrate", "--no-input", "--verbosity=0", "--skip-checks"],
        cwd=HOUSE,
        env=kept | own,
        check=True,
        preexec_fn=die_with_parent,
    )
