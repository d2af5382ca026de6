"""The database around a migration: what is newer than this code, and the copy kept from before."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader

from musicsite.database_cache import ALIAS

KEPT = 3  # copies


def unknown_migrations() -> list[str]:
    """Migrations that the database has and this code has not: the database was used by a newer version."""
    loader = MigrationLoader(connection)
    known = set(loader.disk_migrations or {}) | {
        old for squashed in loader.replacements.values() for old in squashed.replaces
    }
    return sorted(f"{app}.{name}" for app, name in set(loader.applied_migrations or {}) - known)


def pending_migrations() -> list[str]:
    """Migrations that this code has and the database has not, in the order to apply them."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _ in plan]


def is_empty() -> bool:
    return not connection.introspection.table_names()


@contextmanager
def one_at_a_time(*, seconds: int = 600) -> Iterator[None]:
    """Hold the database's own lock while it is prepared: on a server database several machines start at once."""
    if connection.vendor != "mysql":
        yield  # SQLite has one site, which holds DATA_DIR (`supervisor.preflight.lock`)
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT GET_LOCK('musicsite.prepare', %s)", [seconds])
        try:
            yield
        finally:
            cursor.execute("SELECT RELEASE_LOCK('musicsite.prepare')")


def make_cache() -> None:
    """The table of the cache, where that is in the database (`CACHE_URL=database://`)."""
    if settings.DATABASE_CACHE:
        call_command("createcachetable", database=ALIAS, verbosity=0)


def sqlite_copy(source: Path, folder: Path, *, at: datetime, kept: int = KEPT) -> Path:
    """A consistent copy of a SQLite database, also while it is written; older ones beyond `kept` are removed.

    Written beside and renamed, so that a copy with its final name is whole. https://sqlite.org/backup.html
    """
    folder.mkdir(parents=True, exist_ok=True)
    for left_over in folder.glob("*.part"):
        left_over.unlink()
    copy = folder / f"{source.stem}-{at:%Y%m%dT%H%M%S%fZ}.sqlite3"
    part = copy.with_suffix(".part")
    try:
        with closing(sqlite3.connect(source)) as live, closing(sqlite3.connect(part)) as target:
            live.backup(target)
        part.chmod(0o600)
        part.rename(copy)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    for old in sorted(folder.glob(f"{source.stem}-*.sqlite3"))[:-kept]:
        old.unlink()
    return copy
