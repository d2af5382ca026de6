"""Parquet files of the lake: `ROOT/kind=play/date=2026-11-22/<hash>.parquet`.

    … lines of JSON … | python -m insights.parquet write ROOT
    python -m insights.parquet compact ROOT 2026-11-22
    … rows of JSON … | python -m insights.parquet table ROOT NAME COLUMNS

A program of its own, without Django: pyarrow takes 65 MB of memory and a third of a second, which go with the process
that writes a batch, and no process of the site keeps them. A file is written beside, synced and renamed, so a reader
never sees half of one; its name follows from what is in it, so a batch that is written again after a crash takes its
own place. Compacting makes the files of a day one, with one line for each id.
"""

import hashlib
import json
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from itertools import batched, groupby
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

SCHEMA = pa.schema(
    [
        pa.field("id", pa.string(), nullable=False),
        pa.field("name", pa.string(), nullable=False),
        # Without a zone and of milliseconds: what Athena's engine calls `timestamp`.
        pa.field("happened_at", pa.timestamp("ms"), nullable=False),
        pa.field("version", pa.int64(), nullable=False),
        pa.field("revision", pa.int64(), nullable=False),
        pa.field("who", pa.string()),
        pa.field("country", pa.string()),
        pa.field("data", pa.string(), nullable=False),
    ]
)
TYPES = {
    "string": pa.string(), "json": pa.string(), "bigint": pa.int64(), "double": pa.float64(), "boolean": pa.bool_(),
}  # fmt: skip
"""`insights.schema.FieldType` as Parquet has it."""
AT_ONCE = 20_000
COMPACTED = "compact-"
ENDING = ".parquet"


def write(root: Path, lines: Sequence[dict[str, Any]]) -> int:
    """Add lines (`insights.envelope.Line`) to their partitions; how many files it took."""

    def place(line: dict[str, Any]) -> tuple[str, str]:
        return line["kind"], line["date"]

    files = 0
    for (kind, date), group in groupby(sorted(lines, key=place), place):
        rows = [{**line, "happened_at": _moment(line["happened_at"])} for line in group]
        told = "".join(f"{row['id']}{row['revision']}" for row in rows)
        name = hashlib.sha256(told.encode()).hexdigest()[:32]
        table = pa.Table.from_pylist(rows, schema=SCHEMA)
        _put(table, root / f"kind={kind}" / f"date={date}", f"{name}{ENDING}")
        files += 1
    return files


def _moment(told: str) -> datetime:
    return datetime.fromisoformat(told.removesuffix("Z"))


def table(root: Path, name: str, columns: dict[str, str], rows: Iterable[str]) -> int:
    """Put a whole table in place of the one before: `ROOT/NAME/all.parquet`; how many rows."""
    schema = pa.schema([(column, TYPES[kind]) for column, kind in columns.items()])
    folder = root / name
    count = 0
    with (
        _beside(folder, f"all{ENDING}") as beside,
        pq.ParquetWriter(beside, schema, compression="zstd") as writer,
    ):
        for some in batched(rows, AT_ONCE):
            values = zip(*(json.loads(row) for row in some), strict=True)
            arrays = [
                pa.array(column, field.type) for column, field in zip(values, schema, strict=True)
            ]
            writer.write_batch(pa.record_batch(arrays, schema=schema))
            count += len(some)
    return count


def compact(root: Path, before: str, *, dry_run: bool = False) -> tuple[int, int, int]:
    """(partitions, files before, lines that told of something once more) of days before `before`."""
    partitions = files = doubles = 0
    for folder, parts in partitions_of(root):
        if folder.name.removeprefix("date=") >= before:
            continue
        if len(parts) < 2 and all(part.name.startswith(COMPACTED) for part in parts):
            continue
        partitions, files = partitions + 1, files + len(parts)
        table = pa.concat_tables(pq.read_table(part, schema=SCHEMA) for part in parts)
        single = single_lines(table)
        doubles += table.num_rows - single.num_rows
        if dry_run:
            continue
        told = "".join(part.name for part in parts)
        name = hashlib.sha256(told.encode()).hexdigest()[:32]
        _put(single, folder, f"{COMPACTED}{name}{ENDING}")
        # From here on readers see lines twice for a moment, as they may at any time: ids tell.
        for part in parts:
            part.unlink()
    return partitions, files, doubles


def single_lines(table: Any) -> Any:
    """The line of the highest revision of each id, by time."""
    order = [("id", "ascending"), ("revision", "ascending")]
    table = table.take(pc.sort_indices(table, sort_keys=order))
    if table.num_rows > 1:
        ids = table["id"].combine_chunks()
        last = pc.not_equal(ids[:-1], ids[1:])
        table = table.filter(pa.concat_arrays([last, pa.array([True])]))
    return table.sort_by([("happened_at", "ascending"), ("id", "ascending")])


def partitions_of(root: Path) -> Iterator[tuple[Path, list[Path]]]:
    """Folders of a kind and a day, with their files."""
    for folder in sorted(root.glob("kind=*/date=*")):
        parts = sorted(part for part in folder.glob(f"*{ENDING}") if not part.name.startswith("."))
        if parts:
            yield folder, parts


def _put(table: Any, folder: Path, name: str) -> None:
    with _beside(folder, name) as beside:
        pq.write_table(table, beside, compression="zstd")


@contextmanager
def _beside(folder: Path, name: str) -> Iterator[Path]:
    """A file to write, which takes its place once it is whole and on the disk."""
    folder.mkdir(parents=True, exist_ok=True)
    beside = folder / f".{name}.{os.getpid()}.part"
    try:
        yield beside
        with beside.open("rb") as file:
            os.fsync(file.fileno())
        beside.replace(folder / name)
    finally:
        beside.unlink(missing_ok=True)
    for one in (folder, folder.parent, folder.parent.parent):
        _sync(one)


def _sync(folder: Path) -> None:
    """Make a rename in the folder last."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def main(arguments: Sequence[str]) -> None:
    """Do one thing, and answer with one line of JSON."""
    what, root, *rest = arguments
    if what == "write":
        answer: Any = write(Path(root), [json.loads(line) for line in sys.stdin])
    elif what == "table":
        answer = table(Path(root), rest[0], json.loads(rest[1]), sys.stdin)
    else:
        answer = compact(Path(root), rest[0], dry_run="--dry-run" in rest)
    sys.stdout.write(json.dumps(answer))


if __name__ == "__main__":
    main(sys.argv[1:])
