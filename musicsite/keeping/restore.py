"""Reading an archive into an empty database, be it SQLite or MySQL: all of it or nothing."""

import hashlib
from collections.abc import Callable, Iterator
from itertools import batched
from typing import Any

from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db import DatabaseError, IntegrityError, connection

from common import pagecache
from common.storage import storage_put
from editorial.models import Shelf
from musicsite import databases
from musicsite.keeping.archive import Manifest, Reader, Table, key_mark, media_name, rows_name
from musicsite.keeping.files import digest_of, size_at
from musicsite.keeping.rows import (
    PAGE,
    columns_of,
    count_of,
    decoder,
    in_any_order,
    kept_models,
    rows_write,
)
from musicsite.supervisor.preflight import Refused

type Tell = Callable[[str], None]


def made_by_migrations() -> list[Any]:
    """Tables that migrations fill; what is in them gives way to the archive's rows. Those that refer come first."""
    return [Group.permissions.through, Group, Permission, ContentType, Shelf]


def restore_check(*, archive: Manifest) -> list[str]:
    """What would have to be put right first: nothing, or one Refused. Gives the migrations that are to be applied."""
    loader = _disk_migrations()
    have = set(archive.migrations)
    if newer := sorted(have - loader):
        raise Refused(
            f"The archive is of a newer version of the site, {archive.version} (it has {newer[-1]}); "
            "restore it with that."
        )
    if older := sorted(loader - have):
        raise Refused(
            f"The archive is of an older version of the site, {archive.version} (it lacks {older[0]}); restore it with "
            "that, then upgrade."
        )
    if unknown := databases.unknown_migrations():
        raise Refused(
            f"The database was used by a newer version of the site (it has {unknown[-1]})."
        )
    there = set(connection.introspection.table_names())
    allowed = {model._meta.db_table for model in made_by_migrations()}
    for model in kept_models():
        name = model._meta.db_table
        if name in there and name not in allowed and model._base_manager.exists():
            raise Refused(
                f"DATABASE_URL names a database that is in use ({name} has rows); restore takes an empty one."
            )
    for kept in archive.tables:
        model = apps.get_model(kept.model)
        if (columns := [field.attname for field in columns_of(model)]) != kept.columns:
            raise Refused(f"{kept.model} of the archive has other columns than here: {columns}.")
    return databases.pending_migrations()


def _disk_migrations() -> set[str]:
    from django.db.migrations.loader import MigrationLoader  # noqa: PLC0415

    loader = MigrationLoader(connection)
    return {f"{app}.{name}" for app, name in loader.disk_migrations or {}}


def restore_read(*, reader: Reader, tell: Tell) -> None:
    """Put an archive's files and rows in place. Raises Refused, with nothing of the rows written.

    Files come first, and those that are there already are passed over: what was interrupted goes on. Rows are one
    transaction, so that no site ever starts on half of them.
    """
    archive = reader.manifest
    with databases.one_at_a_time():
        if restore_check(archive=archive):
            call_command("migrate", interactive=False, verbosity=0, skip_checks=True)
        databases.make_cache()
        if archive.media is not None:
            _files(reader, tell)
        try:
            with in_any_order():
                for model in made_by_migrations():
                    model._base_manager.all().delete()
                for table in archive.tables:
                    _rows(reader, table, tell)
                tell("Checking what rows refer to")
        except IntegrityError as error:
            raise Refused(f"The archive's rows don't fit together: {error}.") from error
    ContentType.objects.clear_cache()
    pagecache.bump()


def _rows(reader: Reader, table: Table, tell: Tell) -> None:
    model = apps.get_model(table.model)
    decoded = decoder(model)
    digest, done = hashlib.sha256(), 0

    def read() -> Iterator[bytes]:
        for line in reader.lines(rows_name(table.model)):
            digest.update(line + b"\n")
            yield line

    for lines in batched(read(), PAGE):
        try:
            rows_write(model, [decoded(line) for line in lines])
        except DatabaseError as error:
            raise Refused(
                f"Rows {done + 1} to {done + len(lines)} of {table.model} can't be written here: {error}."
            ) from error
        done += len(lines)
        tell(f"{table.model}: {done:,} of {table.rows:,} rows")
    if done != table.rows or digest.hexdigest() != table.sha256:
        raise Refused(f"The archive is damaged: {table.model} is not what was written.")
    if count_of(model) != table.rows:
        raise Refused(f"{table.model} has {count_of(model):,} rows here, not {table.rows:,}.")


def _files(reader: Reader, tell: Tell) -> None:
    for done, (key, size, sha256) in enumerate(reader.media(), 1):
        if not (
            size_at(default_storage, key) == size and digest_of(default_storage, key)[1] == sha256
        ):
            with reader.open(media_name(key)) as file:
                storage_put(key, file)
            if digest_of(default_storage, key) != (size, sha256):
                raise Refused(
                    f"{key} did not arrive as it was; try again, or look after MEDIA_STORAGE."
                )
        tell(f"{done:,} of {reader.manifest.media:,} files")


def has_other_key(archive: Manifest) -> bool:
    """Whether what is kept encrypted can't be read here."""
    return archive.key != key_mark()
