"""The catalogue from a file."""

from argparse import ArgumentParser, RawDescriptionHelpFormatter
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from common.errors import DomainError
from common.management.telling import Telling
from web.exchange.kinds import Options, Report
from web.exchange.registry import KINDS
from web.exchange.run import exchange_run

EXIT_WRONG, EXIT_FAILED = 1, 2


class Command(BaseCommand):
    """See `help`."""

    help = """Take artists, albums, tracks, credits and playlists from a CSV, an XLSX or a JSON file.

  manage.py import_catalog catalogue.xlsx --dry-run
  manage.py import_catalog catalogue.xlsx
  manage.py import_catalog people.csv --kind artists

`manage.py export_catalog` writes such files. A row finds its thing by id, else by MusicBrainz id, ISRC or name; cells
that say what is there change nothing, and empty ones change nothing without --empty-clears. Artists and playlists that
are not here are made; albums and tracks come with their files (import_music, upload). What a row sets is a person's
word, which no rescan takes back. Rows and cells that can't be taken are told with their numbers; the others are taken.
--dry-run tells what would come of it, a hundred rows at a time: who is named again further down
is new again there. It is safe to repeat, and to run beside the site.

exit status:
  0  all of it is here
  1  done, but some rows or cells could not be taken; each is told
  2  nothing could be done: a file that can't be read, a kind that can't be told
"""
    requires_system_checks: list[str] = []

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> Any:
        kwargs["formatter_class"] = RawDescriptionHelpFormatter
        return super().create_parser(prog_name, subcommand, **kwargs)

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE", help="CSV, XLSX or JSON")
        parser.add_argument(
            "--kind",
            choices=list(KINDS),
            default="",
            help="of a CSV; told by its headings unless given",
        )
        parser.add_argument("--dry-run", action="store_true", help="only tell what would change")
        parser.add_argument(
            "--empty-clears", action="store_true", help="empty cells empty what is here"
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        telling = Telling(self.stdout, quiet=options["verbosity"] == 0)
        try:
            with options["file"].open("rb") as file:
                report = exchange_run(
                    file=file,
                    kind=options["kind"],
                    options=Options(by=None, empty_clears=options["empty_clears"]),
                    dry_run=options["dry_run"],
                    told=lambda done: telling(f"{done:,} rows"),
                )
        except (DomainError, OSError) as error:
            raise CommandError(str(error), returncode=EXIT_FAILED) from error
        self._tell(report, telling, dry_run=options["dry_run"])
        if not report.is_clean:
            raise CommandError("Not everything could be taken.", returncode=EXIT_WRONG)

    def _tell(self, report: Report, telling: Telling, *, dry_run: bool) -> None:
        telling.end()
        for row in report.shown:
            named = f"{row['kind']}, row {row['line']}: {row['title']}"
            if row["words"]:
                self.stderr.write(f"{named}: {row['words']}")
            for column, before, after, error in row["changes"]:
                if error:
                    self.stderr.write(f"{named}: {column}: {after!r}: {error}")
                elif dry_run:
                    self.stdout.write(f"{named}: {column}: {before!r} → {after!r}")
        verb = "would change" if dry_run else "changed"
        telling.end(
            f"{report.rows:,} rows: {report.changed:,} {verb} in {report.cells:,} cells, {report.new:,} new, "
            f"{report.wrong:,} cells and {report.refused:,} rows could not be taken."
        )
