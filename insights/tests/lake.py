"""Reading the lake as DuckDB does."""

import json
from pathlib import Path
from typing import Any

import duckdb


def rows(folder: Path) -> list[dict[str, Any]]:
    """Every line of the lake, as it lies there: doubles too. `data` is unpacked."""
    if not any(folder.rglob("*.parquet")):
        return []
    asked = duckdb.connect().execute(
        "SELECT * FROM read_parquet(?, hive_partitioning=true, hive_types_autocast=false)"
        " ORDER BY happened_at, id, revision",
        [f"{folder}/kind=*/date=*/*.parquet"],
    )
    names = [column[0] for column in asked.description or ()]
    found = [dict(zip(names, row, strict=True)) for row in asked.fetchall()]
    return [{**row, "data": json.loads(row["data"])} for row in found]


def files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]
