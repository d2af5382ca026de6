"""Tables beside the events, so that a report can name what events name by id: each room tells its own.

    lake_tables.add("tracks", LakeTable("…", fields=(Field("track", "string", "…"), …), rows=rows_of_tracks))

They are written whole, each night, as `tables/<name>/all.parquet`, in DATA_DIR or in the lake's bucket.
"""

import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings

from common.registry import Registry
from insights.schema import Field
from insights.sinks import NotTaken


@dataclass(frozen=True, slots=True)
class LakeTable:
    """`rows` gives a tuple of values in the order of `fields` for each row; it is read once, in pieces."""

    about: str
    fields: tuple[Field, ...]
    rows: Callable[[], Iterable[tuple[Any, ...]]]


lake_tables: Registry[LakeTable] = Registry("table of the lake")
WHOLE = "all.parquet"
"""The one file of a table, as `insights.parquet` names it."""


def tables_folder() -> Path:
    return Path(settings.DATA_DIR) / "tables"


def tables_write(folder: Path | None = None) -> dict[str, int]:
    """Write every table anew, each whole or not at all; how many rows each has. Raises NotTaken."""
    root = folder or tables_folder()
    try:
        root.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise NotTaken(f"The folder {root} can't be made: {error.strerror}.") from error
    return {name: _written(name, table, root) for name, table in lake_tables.items()}


def tables_put(address: str) -> dict[str, int]:
    """The same in a bucket, `s3://bucket/prefix`. Raises NotTaken."""
    # boto3 takes a quarter of a second to load, which a site without a bucket does not spend.
    from insights.bucket import Bucket  # noqa: PLC0415

    bucket = Bucket(address)
    with tempfile.TemporaryDirectory(prefix="musicsite-tables-") as folder:
        counts = tables_write(Path(folder))
        for name in counts:
            file = f"{name}/{WHOLE}"
            bucket.put(Path(folder) / file, file)
    return counts


def _written(name: str, table: LakeTable, folder: Path) -> int:
    columns = {field.name: field.type for field in table.fields}
    with subprocess.Popen(  # noqa: S603 - this Python, and a module of ours
        [sys.executable, "-m", "insights.parquet", "table", str(folder), name, json.dumps(columns)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=settings.BASE_DIR, text=True,
    ) as writer:  # fmt: skip
        assert writer.stdin is not None
        try:
            for row in table.rows():
                writer.stdin.write(json.dumps(row) + "\n")
            told, wrong = writer.communicate()
        except BrokenPipeError:
            told, wrong = writer.communicate()
        except BaseException:
            writer.kill()
            raise
    if writer.returncode:
        raise NotTaken(wrong.strip()[-2000:])
    return int(told)
