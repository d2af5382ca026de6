"""From whatever is in DATA_DIR to a site that can be served: schema, static files, the first administrator."""

import hashlib
import json
import secrets
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command, get_commands
from django.db import connection

from accounts.models import User
from accounts.services import user_create
from musicsite import databases
from musicsite.supervisor.preflight import Refused

Say = Callable[[str], None]


def prepare(*, say: Say, demo: bool) -> None:
    """Everything that must be done before serving, each step only when needed. Raises Refused."""
    with databases.one_at_a_time():
        refuse_newer()
        migrate(say=say)
        databases.make_cache()
        if not User.objects.exists():
            # The administrator comes last: an interrupted first start begins again.
            if demo:
                make_demo(say=say)
            make_administrator(say=say)
    collect_static()


def refuse_newer() -> None:
    """Older code would damage what a newer version has arranged."""
    if unknown := databases.unknown_migrations():
        raise Refused(
            f"The database was used by a newer version of the site (it has {unknown[-1]}); "
            "install that version, or go back to a copy from before, in DATA_DIR/backups."
        )


def migrate(*, say: Say) -> None:
    """Apply what is missing, after copying a SQLite database that has something in it."""
    if not (pending := databases.pending_migrations()):
        return
    if connection.vendor == "sqlite" and not databases.is_empty():
        copy = keep_copy()
        say(f"The database is copied to {copy} before {len(pending)} migrations.")
    call_command("migrate", interactive=False, verbosity=0, skip_checks=True)


def keep_copy() -> Path:
    """A copy of the SQLite database in DATA_DIR/backups; the last three are kept."""
    source = Path(str(connection.settings_dict["NAME"]))
    return databases.sqlite_copy(source, settings.DATA_DIR / "backups", at=datetime.now(UTC))


def collect_static() -> None:
    """Collect static files when any of them has changed, told by name, size and time."""
    root = Path(settings.STATIC_ROOT)
    stamp = root / ".collected"
    wanted = hashlib.sha256(json.dumps(sorted(_static_files())).encode()).hexdigest()
    if stamp.exists() and stamp.read_text() == wanted:
        return
    call_command(
        "collectstatic", interactive=False, verbosity=0, clear=root.exists(), skip_checks=True
    )
    stamp.write_text(wanted)


def _static_files() -> Iterator[tuple[str, int, int]]:
    for finder in get_finders():
        for name, storage in finder.list(["CVS", ".*", "*~"]):
            about = Path(storage.path(name)).stat()
            yield str(storage.path(name)), about.st_size, about.st_mtime_ns


def make_demo(*, say: Say) -> None:
    """The demo catalogue, where the command is there."""
    if "demo" in get_commands():
        say("Making a small demo catalogue …")
        call_command("demo")
        say("A small demo catalogue is in place; `manage.py demo --remove` takes it away.")


def make_administrator(*, say: Say) -> None:
    """The first person. A password that was made up is said this once and kept nowhere."""
    password = settings.ADMIN_PASSWORD or secrets.token_urlsafe(12)
    user_create(email=settings.ADMIN_EMAIL, password=password, is_administrator=True)
    shown = "the password in ADMIN_PASSWORD" if settings.ADMIN_PASSWORD else f"password  {password}"
    say(f"\n  Sign in as  {settings.ADMIN_EMAIL}  with {shown}\n  (shown this once)\n")
