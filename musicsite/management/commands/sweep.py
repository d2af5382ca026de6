"""What nobody needs any more."""

import time
from argparse import ArgumentParser, RawDescriptionHelpFormatter
from typing import Any

from django.core.files.storage import default_storage

from common.jobs.schedule import schedules
from common.management.telling import Telling
from common.storage import storage_delete
from musicsite.keeping.checking import Found, orphans_of
from musicsite.management.base import OperatorCommand

SWEEPS = (
    "accounts.exports", "accounts.tokens", "answers.purge", "catalog.grants", "editorial.newsletter", "jobs.purge",
    "mail.purge", "pitching.files", "pitching.sweep", "playlists.imports", "playlists.sweep", "sessions.clear",
    "streaming.metadata", "streaming.renditions", "streaming.uploads",
)  # fmt: skip
"""Runs by the clock that take away what is over."""


class Command(OperatorCommand):
    """See `help`."""

    help = """Take away what nobody needs any more: what the clock takes away by itself, now, and orphaned files.

  manage.py sweep --dry-run
  manage.py sweep
  manage.py sweep --no-orphans

Runs each of the site's own sweeps (rows and files that are over: sessions, jobs, exports, uploads that nobody finished,
renditions beyond their limit …) and removes files of MEDIA_STORAGE that no row names and that are older than a day.
It reads all names of the storage, and holds none of them. Safe beside a running site and to repeat.

exit status:
  0  done
  2  nothing could be done: the database or the storage does not answer
"""

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> Any:
        kwargs["formatter_class"] = RawDescriptionHelpFormatter
        return super().create_parser(prog_name, subcommand, **kwargs)

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--dry-run", action="store_true", help="only tell which files would be removed"
        )
        parser.add_argument("--no-orphans", action="store_true", help="leave orphaned files")

    def operate(self, **options: Any) -> None:
        dry_run = options["dry_run"]
        telling = Telling(self.stdout, quiet=options["verbosity"] == 0)
        for name in SWEEPS:
            if (schedule := dict(schedules.items()).get(name)) is None:
                continue
            if dry_run:
                self.say(f"{name} would be run")
            else:
                telling(name)
                schedule.job.func()
        if options["no_orphans"]:
            telling.end("Swept.")
            return
        found, count, size = Found(), 0, 0
        for file in orphans_of(
            default_storage,
            at=time.time(),
            tell=lambda: telling(f"{found.stored:,} stored files looked at"),
            found=found,
        ):
            count, size = count + 1, size + file.size
            if dry_run:
                self.say(f"orphan: {file.key}")
            else:
                storage_delete([file.key])
        verb = "would be removed" if dry_run else "removed"
        telling.end(
            f"{found.stored:,} stored files, {count:,} orphans of {size / 1e6:,.1f} MB {verb}."
        )
