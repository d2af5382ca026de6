"""A restore drill: a site on MariaDB is backed up, destroyed and restored, and every row and byte of it compared.

    .venv/bin/python -m scripts.drill
    .venv/bin/python -m scripts.drill --tracks 100000

It makes a site of its own with a private MariaDB in a folder of its own (the demo catalogue, a month of listening,
uploads, a row in every table; `--tracks`: so many more, a multiple of a thousand) and goes by docs/operations.md:
`backup --media`, beside it SECRET_KEY and the folders of libraries; then there is no database and no DATA_DIR;
`restore`. Exit code: 0 all is as it was; 1 something is not, each told, or a step failed; 2 it could not be tried here.
"""

import argparse
import os
import secrets
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import Path
from urllib.request import urlopen

from scripts import machine
from scripts.fingerprint import Fingerprint, differences, taken
from scripts.parts import HOUSE
from tests.servers import mariadb
from tests.servers.process import CannotStart, Server, free_port, program

DATABASE = "musicsite"
MANAGE = (sys.executable, str(HOUSE / "manage.py"))
# As a server that must lose nothing is set: the tests' own waits for no disk.
DURABLE = (
    "--innodb-flush-log-at-trx-commit=1", "--innodb-flush-method=O_DIRECT", "--innodb-doublewrite=1",
)  # fmt: skip
# Nothing else of whoever starts it reaches the site: what names a bucket or a queue may name a real one.
OF_THE_MACHINE = ("PATH", "HOME", "LANG", "TMPDIR", "LD_LIBRARY_PATH")
ADMINISTRATOR = "drill@example.org"
ADMINISTRATOR_MADE = (
    "from accounts.services import user_create; "
    f"user_create(email='{ADMINISTRATOR}', password=None, is_administrator=True)"
)
LISTENING = "from scripts.listening_month import listen; listen()"
EVERY_TABLE = "from tests.every_table import fill; fill()"
# Their library has no files, and is to be in nobody's way.
MANY = (
    "from bench.many_tracks import make; make({}); "
    "from catalog.models import Library; Library.objects.update(root='/none')"
)


@dataclass(slots=True)
class Drill:
    """A site that may be lost: `var` is its DATA_DIR, `kept` what its operator has elsewhere."""

    top: Path
    socket: Path
    url: str
    seconds: dict[str, float] = field(default_factory=dict)
    key: str = field(default_factory=lambda: secrets.token_urlsafe(48))

    @property
    def var(self) -> Path:
        return self.top / "var"

    @property
    def kept(self) -> Path:
        return self.top / "kept"

    @property
    def environment(self) -> dict[str, str]:
        """Of the site's processes."""
        machine_s = {name: os.environ[name] for name in OF_THE_MACHINE if name in os.environ}
        return machine_s | {
            "DATA_DIR": str(self.var), "DATABASE_URL": self.url, "SECRET_KEY": self.key, "DEMO": "0",
            "LOG_LEVEL": "ERROR", "PYTHONWARNINGS": "ignore",
        }  # fmt: skip

    def manage(self, *arguments: str, codes: tuple[int, ...] = (0,)) -> str:
        """What a command of the site said. Raises RuntimeError where it ended with another code."""
        done = subprocess.run(
            [*MANAGE, *arguments], env=self.environment, capture_output=True, text=True, stdin=subprocess.DEVNULL,
            check=False,
        )  # fmt: skip
        if done.returncode not in codes:
            raise RuntimeError(f"{' '.join(arguments)}: {done.returncode}: {done.stderr[-2000:]}")
        return done.stdout

    def shell(self, code: str) -> None:
        self.manage("shell", "-v0", "-c", code)

    def sql(self, statement: str) -> None:
        client = [program("mariadb"), "--no-defaults", f"--socket={self.socket}", "-uroot"]
        subprocess.run([*client, "-e", statement], check=True)

    def begin(self) -> None:
        """An empty database and an empty DATA_DIR, as on a new machine."""
        self.sql(f"CREATE DATABASE {DATABASE} CHARACTER SET utf8mb4 COLLATE utf8mb4_bin")
        self.var.mkdir(mode=0o700)
        self.kept.mkdir(mode=0o700, exist_ok=True)

    def dump(self) -> None:
        with self._timed("backup"):
            self.manage("backup", "--media", str(self.archive))
            shutil.copytree(self.library, self.kept / "demo", dirs_exist_ok=True)

    def destroy(self) -> None:
        with self._timed("destroy"):
            self.sql(f"DROP DATABASE {DATABASE}")
            shutil.rmtree(self.var)

    def restore(self) -> None:
        with self._timed("restore"):
            self.begin()
            shutil.copytree(self.kept / "demo", self.library)
            self.manage("restore", str(self.archive))

    def serve(self) -> None:
        """Serve what was restored until it says that it is ready. Raises RuntimeError where it does not."""
        site, port = Server("drilled"), str(free_port())
        try:
            with self._timed("first answer"):
                site.start(
                    [*MANAGE, "serve"], lambda: _is_ready(port), environment=self.environment | {"PORT": port}
                )  # fmt: skip
        except CannotStart as error:
            raise RuntimeError(f"What was restored does not serve: {error}") from error
        finally:
            site.remove()

    def fingerprint(self) -> Fingerprint:
        with self._timed("compare"):
            folders = {"media": self.var / "media", "library": self.library}
            return taken(self.socket, DATABASE, folders)

    @property
    def archive(self) -> Path:
        return self.kept / "site.zip"

    @property
    def library(self) -> Path:
        """Where the demo's files lie, which are an operator's own: a backup names them and does not hold them."""
        return self.var / "demo"

    @contextmanager
    def _timed(self, what: str) -> Iterator[None]:
        began = time.monotonic()
        yield
        self.seconds[what] = self.seconds.get(what, 0.0) + time.monotonic() - began


def _is_ready(port: str) -> bool:
    with suppress(OSError), urlopen(f"http://127.0.0.1:{port}/readyz", timeout=10) as answer:
        return bool(answer.status == HTTPStatus.OK)
    return False


@contextmanager
def drill(*more: str) -> Iterator[Drill]:
    """A drill with a MariaDB of its own, until the block ends; `more` are options of it. Raises CannotStart."""
    server, url = mariadb.start(*more)
    top = Path(tempfile.mkdtemp(prefix="drill-", dir="/tmp"))  # noqa: S108  # a socket's path is short
    try:
        drilled = Drill(top, server.folder / "s", url)
        drilled.begin()
        yield drilled
    finally:
        server.remove()
        shutil.rmtree(top, ignore_errors=True)


def made(drilled: Drill, tracks: int) -> None:
    """A site as it may be after a month."""
    drilled.manage("migrate", "--verbosity=0")
    if tracks:
        drilled.shell(MANY.format(tracks))  # takes an empty database
    drilled.shell(ADMINISTRATOR_MADE)
    drilled.manage("demo")
    drilled.manage("upload", str(drilled.library), "--user", ADMINISTRATOR, codes=(0, 1))
    drilled.manage("work", "--queue", "heavy", "--once")
    drilled.shell(LISTENING)
    drilled.manage("work", "--queue", "quick", "--once")
    drilled.shell(EVERY_TABLE)


def lost_and_found(drilled: Drill) -> tuple[Fingerprint, list[str]]:
    """Back it up, destroy it, restore it: what it held, and what is not as it was."""
    drilled.dump()
    before = drilled.fingerprint()
    drilled.destroy()
    drilled.restore()
    return before, differences(before, drilled.fingerprint())


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m scripts.drill", description=__doc__)
    parser.add_argument("--tracks", type=int, default=0, help="so many more, made by code")
    given = parser.parse_args()
    os.environ["PATH"] = machine.PATH
    try:
        with drill(*DURABLE) as drilled:
            print("Making a site …", flush=True)
            made(drilled, given.tracks)
            print("Backup, loss and restore …", flush=True)
            before, wrong = lost_and_found(drilled)
            drilled.serve()
            _report(drilled, before, wrong)
            return 1 if wrong else 0
    except (CannotStart, ImportError) as error:
        print(f"No drill: {error}", file=sys.stderr)
        return 2


def _report(drilled: Drill, before: Fingerprint, wrong: list[str]) -> None:
    size = drilled.archive.stat().st_size / 1e6
    held = sum(1 for rows in before.rows.values() if rows)
    print(
        f"{before.row_count:,} rows of {held} of {len(before.tables)} tables, {len(before.files):,} files of "
        f"{before.bytes / 1e6:,.1f} MB; the archive has {size:,.1f} MB"
    )
    for what, seconds in drilled.seconds.items():
        print(f"  {what:<13} {seconds:7.1f} s")
    for line in wrong[:100]:
        print(line)
    print(
        f"{len(wrong):,} differences" if wrong else "Every table, row and byte is as it was before."
    )


if __name__ == "__main__":
    sys.exit(main())
