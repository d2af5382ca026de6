"""What BI tools are told of the lake: table definitions for AWS Glue, and views for Athena and DuckDB.

The views are one text for both engines. They unpack the JSON column, and of several lines of one id they show the one
that counts. An id's lines are of one day, so that a condition on `date` reaches the files.
"""

import json
from collections.abc import Sequence
from typing import Any

from insights.schema import ENVELOPE, KINDS, PARTITIONS, Field, Kind
from insights.tables import lake_tables

FIRST_DAY = "2026-01-01"
"""From which Athena looks for days (partition projection: no crawler, and nothing to add each night)."""
_SERDE = "org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe"
_INPUT = "org.apache.hadoop.hive.ql.io.parquet.MapredParquetInputFormat"
_OUTPUT = "org.apache.hadoop.hive.ql.io.parquet.MapredParquetOutputFormat"
_FROM_ENVELOPE = ("id", "name", "happened_at", "who", "country", "date")

DUCKDB = """\
CREATE OR REPLACE MACRO json_extract_scalar(document, path) AS json_extract_string(document, path);
CREATE OR REPLACE VIEW events AS SELECT * FROM read_parquet(
  '{place}/kind=*/date=*/*.parquet', hive_partitioning = true, hive_types_autocast = false
);
"""
DUCKDB_TABLE = """\
CREATE OR REPLACE VIEW {name} AS SELECT * FROM read_parquet('{tables}/{name}/*.parquet');
"""


def glue_tables(place: str, tables: str) -> list[dict[str, Any]]:
    """`TableInput`s for `aws glue create-table`: events below `place`, tables below `tables` (s3://…)."""
    events = _glue("events", place, ENVELOPE, "Events of the site: docs/events.md")
    kinds = ",".join(kind.name for kind in KINDS)
    events["PartitionKeys"] = [_column(field) for field in PARTITIONS]
    events["Parameters"] |= {
        "projection.enabled": "true",
        "projection.kind.type": "enum",
        "projection.kind.values": kinds,
        "projection.date.type": "date",
        "projection.date.format": "yyyy-MM-dd",
        "projection.date.range": f"{FIRST_DAY},NOW",
        "storage.location.template": f"{place}/kind=${{kind}}/date=${{date}}",
    }
    return [
        events,
        *(
            _glue(name, f"{tables}/{name}", table.fields, table.about)
            for name, table in lake_tables.items()
        ),
    ]


def _glue(name: str, place: str, fields: Sequence[Field], about: str) -> dict[str, Any]:
    return {
        "Name": name,
        "Description": about,
        "TableType": "EXTERNAL_TABLE",
        "Parameters": {"EXTERNAL": "TRUE", "classification": "parquet"},
        "StorageDescriptor": {
            "Columns": [_column(field) for field in fields],
            "Location": f"{place}/",
            "InputFormat": _INPUT,
            "OutputFormat": _OUTPUT,
            "SerdeInfo": {"SerializationLibrary": _SERDE},
        },
    }


def _column(field: Field) -> dict[str, str]:
    # Glue's own limit of a comment is 255 characters.
    return {"Name": field.name, "Type": _type(field), "Comment": field.about[:255]}


def _type(field: Field) -> str:
    if field.name == "happened_at":
        return "timestamp"
    return "string" if field.type == "json" else field.type


def views() -> str:
    """A view for each kind, in SQL that Athena and DuckDB take."""
    return "\n".join(_view(kind) for kind in KINDS)


def _view(kind: Kind) -> str:
    return f"CREATE OR REPLACE VIEW {kind.view} AS\n{_select(kind)};\n"


def _select(kind: Kind) -> str:
    columns = [f'"{name}"' if name == "date" else name for name in _FROM_ENVELOPE]
    columns += [_unpacked(field) for field in kind.fields if field.type != "json"]
    if any(field.type == "json" for field in kind.fields):
        columns.append("data")
    shown = ",\n  ".join(columns)
    # Names of our own alone.
    return (
        f"SELECT\n  {shown}\nFROM (\n"  # noqa: S608
        '  SELECT *, row_number() OVER (PARTITION BY "date", id ORDER BY revision DESC) AS place\n'
        f"  FROM events WHERE kind = '{kind.name}'\n) AS told\nWHERE place = 1"
    )


def _unpacked(field: Field) -> str:
    text = f"json_extract_scalar(data, '$.{field.name}')"
    name = f'"{field.name}"' if field.name in {"by", "add"} else field.name
    return f"{text} AS {name}" if field.type == "string" else f"CAST({text} AS {field.type}) AS {name}"  # fmt: skip


def _columns(kind: Kind) -> list[list[str]]:
    """(name, type) of each column of the kind's view, in its order."""
    common = {field.name: field for field in (*ENVELOPE, *PARTITIONS)}
    columns = [[name, _type(common[name])] for name in _FROM_ENVELOPE]
    columns += [[field.name, field.type] for field in kind.fields if field.type != "json"]
    if any(field.type == "json" for field in kind.fields):
        columns.append(["data", "string"])
    return columns


def terraform_catalogue() -> str:
    """What infra/modules/lake makes in Glue: tables beside the events, the events, and a view for each kind."""

    def told(about: str, fields: Sequence[Field]) -> dict[str, Any]:
        listed = [_column(field) for field in fields]
        return {
            "about": about,
            "columns": [[it["Name"], it["Type"], it["Comment"]] for it in listed],
        }

    catalogue = {
        "kinds": [kind.name for kind in KINDS],
        "since": FIRST_DAY,
        "events": told("Events of the site: docs/events.md", ENVELOPE),
        "partitions": told("", PARTITIONS)["columns"],
        "tables": {name: told(table.about, table.fields) for name, table in lake_tables.items()},
        "views": {
            kind.view: {"about": kind.about[:255], "sql": _select(kind), "columns": _columns(kind)}
            for kind in KINDS
        },
    }
    return json.dumps(catalogue, indent=1, ensure_ascii=False) + "\n"


def duckdb_catalogue(place: str, tables: str) -> str:
    """Everything that DuckDB has to be told to answer the questions of docs/bi.md."""
    kept = "".join(DUCKDB_TABLE.format(name=name, tables=tables) for name, _ in lake_tables.items())
    return f"{DUCKDB.format(place=place)}{kept}\n{views()}"


def glue_catalogue(database: str, place: str, tables: str) -> str:
    """A line of JSON for each table: what `aws glue create-table --cli-input-json` takes."""
    lines = [
        {"DatabaseName": database, "TableInput": table} for table in glue_tables(place, tables)
    ]
    return "".join(json.dumps(line) + "\n" for line in lines)
