"""Writing an archive of a running site: all rows of one moment, and its files."""

from collections.abc import Callable, Iterator
from datetime import datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from django.core.files.storage import default_storage
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from musicsite.keeping.archive import (
    MEDIA,
    Manifest,
    Table,
    Writer,
    as_line,
    key_mark,
    media_name,
    rows_name,
)
from musicsite.keeping.files import stored_files
from musicsite.keeping.rows import columns_of, count_of, encoded, kept_models, rows_of, snapshot

type Tell = Callable[[str], None]

KEPT = 3
"""Archives in DATA_DIR/backups, where no other place was told."""


def site_version() -> str:
    try:
        return version("musicsite")
    except PackageNotFoundError:
        return "0.1.0"


def applied_migrations() -> list[str]:
    """What the database has been through, as `app.name`."""
    applied: Any = MigrationRecorder(connection).applied_migrations()
    return sorted(f"{app}.{name}" for app, name in applied)


def backup_write(*, path: Path, media: bool, at: datetime, tell: Tell) -> Manifest:
    """Write an archive at `path`, replacing what is there once it is whole.

    Rows are of one moment. Files are listed after it, so that all that these rows name are among them, but for
    those that were deleted since.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    writer = Writer(path)
    try:
        manifest = Manifest(site_version(), at.isoformat(), connection.vendor, [], key_mark())
        with snapshot():
            manifest.migrations = applied_migrations()
            for model in kept_models():
                manifest.tables.append(_table(writer, model, tell))
        if media:
            _media(writer, manifest, tell)
        writer.finish(manifest)
    except BaseException:
        writer.abandon()
        raise
    return manifest


def _table(writer: Writer, model: Any, tell: Tell) -> Table:
    def lines() -> Iterator[bytes]:
        done = 0
        for page in rows_of(model):
            yield from map(encoded, page)
            done += len(page)
            tell(f"{model._meta.label}: {done:,} rows")

    count, sha256 = writer.lines(rows_name(model._meta.label_lower), lines())
    return Table(model._meta.label_lower, [one.attname for one in columns_of(model)], count, sha256)


def _media(writer: Writer, manifest: Manifest, tell: Tell) -> None:
    listed = writer.path.with_name(f".{writer.path.name}.media.part")
    manifest.media = 0
    try:
        # Beside, as a ZIP is written one file at a time: a million names are 100 MB, not to be held.
        with listed.open("wb") as names:
            for stored in stored_files(default_storage):
                try:
                    file = default_storage.open(stored.key)
                except OSError:  # deleted since it was listed
                    continue
                with file:
                    size, sha256 = writer.copy(media_name(stored.key), file)
                names.write(as_line([stored.key, size, sha256]) + b"\n")
                manifest.media += 1
                manifest.media_bytes += size
                tell(f"{manifest.media:,} files, {manifest.media_bytes / 1e6:,.0f} MB")
        with listed.open("rb") as names:
            writer.lines(MEDIA, (line.rstrip(b"\n") for line in names))
    finally:
        listed.unlink(missing_ok=True)


def backup_counts(*, media: bool) -> tuple[int, int, int]:
    """Rows, files and bytes that an archive would hold now."""
    with snapshot():
        rows = sum(map(count_of, kept_models()))
    files = size = 0
    if media:
        for stored in stored_files(default_storage):
            files, size = files + 1, size + stored.size
    return rows, files, size


def old_removed(folder: Path) -> None:
    for old in sorted(folder.glob("musicsite-*.zip"))[:-KEPT]:
        old.unlink()
