"""Take in what a listener brings along from another service."""

from argparse import ArgumentParser, RawDescriptionHelpFormatter
from dataclasses import asdict
from pathlib import Path
from time import monotonic
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.timezone import now

from accounts.models import User
from common.errors import DomainError
from playlists.past.report import Report, missing_as
from playlists.past.sources import NAMES, READERS
from playlists.past.take import past_take

EXIT_MISSING, EXIT_FAILED = 1, 2
STAGES = {"read": "reading", "match": "matching", "write": "taking in"}


class Command(BaseCommand):
    """See `help`."""

    help = """Take in plays, likes, ratings, follows and playlists of one listener from another service.

  manage.py import_listening --user ana@example.org navidrome.db
  manage.py import_listening --user ana@example.org --navidrome-user ana navidrome.db
  manage.py import_listening --user ana@example.org my_spotify_data.zip --report missing.csv
  manage.py import_listening --user ana@example.org --dry-run listenbrainz_ana_1700000000.zip

PATH is a Navidrome database (stop Navidrome first, or take a backup), a ZIP or folder of Spotify's account data or
extended streaming history, or a ZIP or JSON file of ListenBrainz. It is only read.
Tracks are matched by MusicBrainz id, ISRC, then names, among what the listener sees listed. It is safe to repeat, to
interrupt, and to run beside the site: nothing is taken twice, and what was changed here since is left alone.
Plays that came along count for their listener, never for the site.

exit status:
  0  everything is here
  1  done, but some of it is not here; --report writes what
  2  nothing could be done: a wrong option, or a file of another kind
"""
    requires_system_checks: list[str] = []

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> Any:
        kwargs["formatter_class"] = RawDescriptionHelpFormatter
        return super().create_parser(prog_name, subcommand, **kwargs)

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("path", metavar="PATH", type=Path)
        parser.add_argument("--user", required=True, metavar="E-MAIL", help="whose it will be here")
        parser.add_argument(
            "--source", choices=list(READERS), default="", help="told by the content unless given"
        )
        parser.add_argument(
            "--navidrome-user", default="", metavar="NAME", help="whose past, where several use it"
        )
        parser.add_argument("--dry-run", action="store_true", help="only tell what would be done")
        parser.add_argument(
            "--report", type=Path, metavar="FILE", help="write what is not here, as .csv or .json"
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        path, report_to = options["path"], options["report"]
        if report_to and report_to.suffix not in {".csv", ".json"}:
            raise failed("--report takes a file that ends in .csv or .json.")
        user = User.objects.filter(email=options["user"].strip().lower()).first()
        if user is None or not user.is_active:
            raise failed(f"Nobody here has the address {options['user']}.")
        self.is_terminal, self.told = bool(self.stdout.isatty()), monotonic()
        self.is_quiet = options["verbosity"] == 0
        began = monotonic()
        try:
            report = past_take(
                user=user,
                path=path,
                source=options["source"],
                who=options["navidrome_user"],
                dry_run=options["dry_run"],
                at=now(),
                progress=self._progress,
            )
        except (DomainError, OSError) as error:
            raise failed(str(error)) from None
        if report_to:
            text, _ = missing_as([asdict(one) for one in report.missing], report_to.suffix[1:])
            report_to.write_text(text)
        self._summary(report, dry_run=options["dry_run"], took=monotonic() - began)
        if not report.is_complete:
            raise SystemExit(EXIT_MISSING)

    def _progress(self, stage: str, done: int, total: int) -> None:
        every = 0.2 if self.is_terminal else 10.0
        if self.is_quiet or monotonic() - self.told < every:
            return
        self.told = monotonic()
        line = f"{STAGES[stage]}: {done:,}" + (f" of {total:,}" if total else "")
        if self.is_terminal:
            self.stdout.write(f"\r\x1b[K{line}", ending="\r")
            self.stdout.flush()
        else:
            self.stdout.write(line)

    def _summary(self, report: Report, *, dry_run: bool, took: float) -> None:
        if self.is_terminal:
            self.stdout.write("\r\x1b[K", ending="\r")
        if self.is_quiet:
            return
        self.stdout.write(f"{NAMES[report.source]}, in {took:.1f} s:")
        new = "would be new" if dry_run else "new"
        for name, tally in report.tallies.items():
            if tally.told:
                self.stdout.write(
                    f"  {tally.told:,} {name}: {tally.found:,} are here, {tally.new:,} {new}"
                )
        if report.undated:
            self.stdout.write(f"  {report.undated:,} plays have no time and were not taken")
        for why, count in report.passed.items():
            self.stdout.write(f"  {count:,} passed over: {why}")
        if report.missing_total:
            self.stdout.write(
                f"  {report.missing_total:,} things are not here; --report FILE writes them down"
            )


def failed(message: str) -> CommandError:
    return CommandError(message, returncode=EXIT_FAILED)
