"""The catalogue to a file."""

from argparse import ArgumentParser, RawDescriptionHelpFormatter
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from common.errors import DomainError
from common.ids import uuid7_hex
from common.management.telling import Telling
from web.exchange.formats import csv_written, ending_of, json_written, xlsx_written
from web.exchange.kinds import Kind, counted
from web.exchange.registry import KINDS

EXIT_FAILED = 2


class Command(BaseCommand):
    """See `help`."""

    help = """Write artists, albums, tracks, credits and playlists to a file that `manage.py import_catalog` takes back.

  manage.py export_catalog catalogue.xlsx
  manage.py export_catalog catalogue.json
  manage.py export_catalog tracks.csv --only tracks
  manage.py export_catalog people.xlsx --only artists --only credits

An XLSX has a sheet for each kind, a JSON file a list; a CSV holds one kind. Playlists are all that people filled by
hand, private ones too, with their owners' addresses: treat the file like the site itself.

exit status:
  0  the file is written
  2  it is not: one sentence says why
"""
    requires_system_checks: list[str] = []

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> Any:
        kwargs["formatter_class"] = RawDescriptionHelpFormatter
        return super().create_parser(prog_name, subcommand, **kwargs)

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE", help=".csv, .xlsx or .json")
        parser.add_argument(
            "--only", action="append", choices=list(KINDS), default=[], help="all unless told"
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        path: Path = options["file"]
        telling = Telling(self.stdout, quiet=options["verbosity"] == 0)
        kinds = [
            counted(kind, lambda name, count: telling(f"{name}: {count:,} rows"))
            for kind in KINDS.values()
            if kind.name in (options["only"] or KINDS)
        ]
        beside = path.with_name(f".{path.name}.{uuid7_hex()}.part")
        try:
            ending = ending_of(path.name)
            if ending == "csv" and len(kinds) != 1:
                raise CommandError(
                    "A CSV holds one kind: say --only tracks.", returncode=EXIT_FAILED
                )
            _written(beside, ending, kinds)
            beside.replace(path)
        except (DomainError, OSError) as error:
            raise CommandError(str(error), returncode=EXIT_FAILED) from error
        finally:
            beside.unlink(missing_ok=True)
        telling.end(f"{path} is written.")


def _written(path: Path, ending: str, kinds: list[Kind]) -> None:
    path.touch(mode=0o600)
    with path.open("wb") as file:
        if ending == "xlsx":
            xlsx_written(kinds, file, by=None)
        else:
            lines = (
                csv_written(kinds[0], by=None) if ending == "csv" else json_written(kinds, by=None)
            )
            file.writelines(lines)
