"""Metadata of a workspace's tracks to a spreadsheet and back."""

from argparse import ArgumentParser, RawDescriptionHelpFormatter
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accounts.models import User
from accounts.viewer import Viewer, viewer_of
from catalog.models import Change
from catalog.services.changes import Edits
from catalog.sheet.columns import COLUMNS
from common.errors import DomainError
from streaming.metadata.exporting import table_rows
from streaming.metadata.headings import FINDS, columns_of, heading_key, is_target
from streaming.metadata.report import Report
from streaming.metadata.selection import Selection, tracks_selected
from streaming.metadata.table import csv_written, table_read, xlsx_written
from streaming.metadata.taking import table_check, table_take
from streaming.models import MetadataMapping
from streaming.uploads.access import workspace_for


class Command(BaseCommand):
    """See `help`."""

    help = """Write the metadata of a workspace's tracks to a spreadsheet, and take it back.

  manage.py metadata export catalogue.xlsx --user ana@example.org
  manage.py metadata import catalogue.xlsx --user ana@example.org --dry-run
  manage.py metadata import disco.csv --user ana@example.org --map "Main Vocal=vocals" --map "Folder="

Rows find their tracks by id, then ISRC, then the name of their file. Cells that are wrong stay as they are and are
listed; so do empty ones, unless --empty-clears. Columns are known by their headings, by what was said of them on the
site, and by --map.

exit status:
  0  done, all of it
  1  done, but some rows found no track, or some cells are wrong; each is listed
  2  nothing could be done: nobody of that address, a file that can't be read, a wrong --map
"""

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> Any:
        kwargs["formatter_class"] = RawDescriptionHelpFormatter
        return super().create_parser(prog_name, subcommand, **kwargs)

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("what", choices=["export", "import"])
        parser.add_argument("file", type=Path, metavar="FILE", help="ends in .csv or .xlsx")
        parser.add_argument("--user", required=True, metavar="EMAIL", help="in whose name")
        parser.add_argument("--workspace", default="", metavar="ID", help="their own unless told")
        parser.add_argument("--album", default="", metavar="ID", help="export: only this album")
        parser.add_argument(
            "--dry-run", action="store_true", help="import: only tell what would change"
        )
        parser.add_argument(
            "--empty-clears", action="store_true", help="import: empty cells empty what is here"
        )
        parser.add_argument(
            "--map", action="append", default=[], metavar="HEADING=COLUMN",
            help=f"import: {', '.join([*FINDS, *(column.key for column in COLUMNS)])}, or nothing",
        )  # fmt: skip

    def handle(self, *args: Any, **options: Any) -> None:
        user = User.objects.filter(email=options["user"].strip().lower(), is_active=True).first()
        if user is None:
            raise CommandError(f"There is nobody with the address {options['user']}.", returncode=2)
        viewer = viewer_of(user)
        try:
            workspace = workspace_for(user, viewer, options["workspace"])
            if options["what"] == "export":
                self._export(
                    viewer,
                    Selection(album=options["album"], workspace=workspace.public_id),
                    options["file"],
                )
                return
            report = self._import(workspace, options)
        except (DomainError, OSError) as error:
            raise CommandError(str(error), returncode=2) from error
        self._tell(report, dry_run=options["dry_run"])
        if report.unfound or report.wrong or report.late:
            raise CommandError("", returncode=1)

    def _export(self, viewer: Viewer, selection: Selection, path: Path) -> None:
        rows = table_rows(tracks_selected(viewer, selection))
        if path.suffix.lower() not in {".csv", ".xlsx"}:
            raise CommandError("The file must end in .csv or .xlsx.", returncode=2)
        with path.open("wb") as file:
            if path.suffix.lower() == ".xlsx":
                xlsx_written(rows, file)
            else:
                file.writelines(csv_written(rows))
        self.stdout.write(f"{path} is written.")

    def _import(self, workspace: Any, options: dict[str, Any]) -> Report:
        with options["file"].open("rb") as file:
            table = table_read(file, options["file"].stat().st_size)
        known = MetadataMapping.objects.filter(workspace=workspace).first()
        said = {**(known.columns if known else {}), **_said(options["map"])}
        columns = columns_of(table.headings, said)
        for heading, column in zip(table.headings, columns, strict=True):
            if heading and options["verbosity"]:
                self.stdout.write(f"  {heading} → {column or '(left out)'}")
        if options["dry_run"]:
            return table_check(
                workspace, table, columns, empty_clears=options["empty_clears"], told=self._progress
            )
        edits = Edits(by=None, source=Change.Source.COMMAND, reason=options["file"].name)
        with edits.together("track", "album"):
            return table_take(
                workspace, table, columns, empty_clears=options["empty_clears"], seen=None,
                told=self._progress, edits=edits,
            )  # fmt: skip

    def _progress(self, done: int, total: int) -> None:
        if self.stdout.isatty():
            self.stdout.write(f"{done:,} of {total:,}", ending="\r")

    def _tell(self, report: Report, *, dry_run: bool) -> None:
        for row in report.shown:
            if row.words:
                self.stderr.write(f"row {row.line}: {row.title}: {row.words}")
            for key, before, after, error in row.changes:
                told = f"row {row.line}: {row.title}: {key}: "
                if error:
                    self.stderr.write(f"{told}{after!r}: {error}")
                elif dry_run:
                    self.stdout.write(f"{told}{before!r} → {after!r}")
        for line, name, why in report.lost:
            self.stderr.write(f"row {line}: {name}: {why}")
        verb = "would change" if dry_run else "changed"
        self.stdout.write(
            f"{report.rows} rows, {report.found} found their track; {report.changed} {verb} in {report.cells} cells; "
            f"{report.wrong} cells are wrong."
        )


def _said(maps: list[str]) -> dict[str, str]:
    said = {}
    for one in maps:
        heading, equals, column = one.rpartition("=")
        if not equals or (column and not is_target(column)):
            raise CommandError(f"--map takes HEADING=COLUMN: {one!r} is none.", returncode=2)
        said[heading_key(heading)] = column
    return said
