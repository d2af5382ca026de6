"""`manage.py lake`: the data lake's schema, upkeep and figures."""

from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from insights import schema
from insights.catalogue import duckdb_catalogue, glue_catalogue, terraform_catalogue, views
from insights.outbox import flush
from insights.recording import files_take
from insights.sinks import NotTaken, lake_folder, sink_of_site
from insights.tables import tables_folder, tables_put, tables_write
from insights.upkeep import lake_compact, lake_held, lake_sweep

MARK = "<!-- made by manage.py lake schema -->\n"


class Command(BaseCommand):
    help = (
        "The data lake (docs/events.md). `flush` takes what waits in the outbox there, `compact` makes the small files "
        "of each day that is over one and lets days past EVENTS_KEEP_DAYS go, `stats` tells what there is, `catalog` "
        "prints what BI tools are told, `tables` writes the tables beside the events, `schema` prints docs/events.md. "
        "Example: manage.py lake compact --dry-run"
    )

    def add_arguments(self, parser: CommandParser) -> None:
        doing = parser.add_subparsers(dest="doing", required=True)
        doing.add_parser("flush", help="Take what waits in the outbox to the lake.")
        compact = doing.add_parser("compact", help="Make the files of each day that is over one.")
        compact.add_argument("--dry-run", action="store_true", help="Tell what it would do.")
        doing.add_parser("stats", help="Days, files and bytes of each kind.")
        tables = doing.add_parser("tables", help="Write the tables beside the events anew.")
        tables.add_argument(
            "--to", metavar="PLACE", default="", help="A folder, or s3://bucket/tables; without, DATA_DIR/tables."
        )  # fmt: skip
        catalog = doing.add_parser("catalog", help="Table definitions and views for BI tools.")
        catalog.add_argument(
            "--format", choices=["glue", "athena", "duckdb", "terraform"], default="glue",
            help="glue: a line of JSON for each table; athena: the views, in SQL; duckdb: tables and views; terraform: "
            "infra/modules/lake/catalogue.json.",
        )  # fmt: skip
        catalog.add_argument("--database", default="musicsite", help="Of Glue.")
        catalog.add_argument("--events", metavar="PLACE", help="s3://bucket/events; without, DATA_DIR.")  # fmt: skip
        catalog.add_argument("--tables", metavar="PLACE", help="s3://bucket/tables; without, DATA_DIR.")  # fmt: skip
        told = doing.add_parser("schema", help="Kinds, fields and versions.")
        told.add_argument("--write", action="store_true", help="Bring docs/events.md up to date.")

    def handle(self, *args: Any, doing: str, **options: Any) -> None:
        getattr(self, f"_{doing}")(options)

    def _flush(self, options: dict[str, Any]) -> None:
        sink = sink_of_site()
        count = flush(sink, seconds=3600)[0] + files_take(sink)
        self.stdout.write(f"{count} events taken to the lake.")

    def _compact(self, options: dict[str, Any]) -> None:
        self._embedded()
        done = lake_compact(dry_run=options["dry_run"])
        swept = 0 if options["dry_run"] else lake_sweep()
        would = " (nothing is changed)" if options["dry_run"] else ""
        self.stdout.write(
            f"{done.files} files of {done.partitions} days made one each, {done.doubles} doubles dropped; "
            f"{swept} old days gone{would}."
        )

    def _stats(self, options: dict[str, Any]) -> None:
        self._embedded()
        for held in lake_held():
            self.stdout.write(
                f"{held.kind}: {held.days} days from {held.first} to {held.last}, {held.files} files, "
                f"{held.bytes:,} bytes"
            )

    def _tables(self, options: dict[str, Any]) -> None:
        to = options["to"]
        if is_address := "://" in to:
            parts = urlsplit(to)
            if parts.scheme != "s3" or not parts.netloc:
                raise CommandError("--to takes a folder or s3://bucket/tables.", returncode=2)
        try:
            counts = tables_put(to) if is_address else tables_write(Path(to) if to else None)
        except NotTaken as error:
            raise CommandError(str(error)) from error
        for name, count in counts.items():
            self.stdout.write(f"{name}: {count} rows")

    def _catalog(self, options: dict[str, Any]) -> None:
        events = (options["events"] or str(lake_folder())).rstrip("/")
        tables = (options["tables"] or str(tables_folder())).rstrip("/")
        if options["format"] == "glue" and not events.startswith("s3://"):
            raise CommandError("Glue's tables lie in a bucket: --events s3://bucket/events.", returncode=2)  # fmt: skip
        told: dict[str, Callable[[], str]] = {
            "glue": lambda: glue_catalogue(options["database"], events, tables),
            "athena": views,
            "duckdb": lambda: duckdb_catalogue(events, tables),
            "terraform": terraform_catalogue,
        }
        self.stdout.write(told[options["format"]](), ending="")

    def _schema(self, options: dict[str, Any]) -> None:
        tables = schema.documented()
        if not options["write"]:
            self.stdout.write(tables)
            return
        path = Path(settings.BASE_DIR) / "docs/events.md"
        head, _, _ = path.read_text().partition(MARK)
        path.write_text(f"{head}{MARK}{tables}")

    def _embedded(self) -> None:
        if settings.EVENTS_URL:
            raise CommandError(
                "The lake is behind EVENTS_URL: its bucket's rules and Athena tell.", returncode=2
            )
