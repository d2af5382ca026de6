"""Take a folder of music in."""

import gc
from argparse import ArgumentParser, RawDescriptionHelpFormatter
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import close_old_connections

from catalog.audience import Visibility
from catalog.models import Library
from common.errors import DomainError
from streaming.importing.scan import Options, library_scan
from streaming.importing.summary import Summary
from streaming.importing.watch import Watch
from streaming.libraries import library_for_import
from streaming.management.progress import Progress

EXIT_REFUSED, EXIT_FAILED = 1, 2


class Command(BaseCommand):
    """See `help`."""

    help = """Take folders of music into the catalogue, or bring it up to date with them.

  manage.py import_music /srv/music
  manage.py import_music /srv/music/new --visibility public
  manage.py import_music --library "My music" --prune
  manage.py import_music /srv/music --dry-run
  manage.py import_music /srv/music --watch

Each PATH becomes a library of its own, unless it is (or lies in) the folder of a library that is there already.
Files are found again by their sound: one that was moved, renamed or retagged keeps its plays and likes.
What vanished is marked missing, and removed only with --prune. It is safe to interrupt, and to run beside the site.
With --watch it stays and imports what changes, once that is at rest, until Ctrl-C; it prunes only at first.

exit status:
  0  everything was taken in
  1  done, but some files were refused; each is listed with its reason
  2  nothing could be done: a wrong option, a folder that cannot be read, another import that runs
"""
    requires_system_checks: list[str] = []

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> Any:
        kwargs["formatter_class"] = RawDescriptionHelpFormatter
        return super().create_parser(prog_name, subcommand, **kwargs)

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("paths", nargs="*", metavar="PATH", help="a folder of music")
        parser.add_argument(
            "--library", metavar="NAME", help="the library's name; made where there is none"
        )
        parser.add_argument(
            "--visibility",
            choices=Visibility.values,
            help="who may see and hear it; members (everyone who is signed in) unless told otherwise",
        )
        parser.add_argument("--dry-run", action="store_true", help="only tell what would be done")
        parser.add_argument(
            "--prune", action="store_true", help="remove what is missing from the catalogue"
        )
        parser.add_argument(
            "--full", action="store_true", help="read files again that have not changed"
        )
        parser.add_argument(
            "--watch", action="store_true", help="stay, and import what changes in these folders"
        )
        parser.add_argument(
            "--jobs", type=int, default=0, metavar="N", help="processes that read files"
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        if not 0 <= options["jobs"] <= 64:
            raise CommandError("--jobs takes a number from 1 to 64.", returncode=EXIT_FAILED)
        if options["watch"] and options["dry_run"]:
            raise CommandError("--watch and --dry-run don't go together.", returncode=EXIT_FAILED)
        gc.freeze()  # all that the site loaded stays: an import makes too much for it to be looked at each time
        refused = 0
        try:
            targets = library_for_import(
                paths=options["paths"],
                name=options["library"],
                visibility=options["visibility"],
                dry_run=options["dry_run"],
            )
            watch = self._watch(targets) if options["watch"] else None
            for library, within in targets:
                refused += self._import(library, within, options)
            if watch:
                self._follow(watch, options)
        except DomainError as error:
            raise CommandError(str(error), returncode=EXIT_FAILED) from None
        if refused:
            raise SystemExit(EXIT_REFUSED)

    def _watch(self, targets: list[tuple[Library, str]]) -> Watch:
        """From before the first import, so that nothing changes unseen while it runs."""
        try:
            return Watch(library for library, _within in targets)
        except (OSError, RuntimeError) as error:
            # The system's limit of what may be watched, as a rule.
            raise CommandError(
                f"These folders cannot be watched ({error}). "
                "`manage.py libraries --change NAME --every MINUTES` looks at them by the clock instead.",
                returncode=EXIT_FAILED,
            ) from None

    def _follow(self, watch: Watch, options: dict[str, Any]) -> None:
        def take(library: Library, within: str) -> bool:
            close_old_connections()
            try:
                library.refresh_from_db()
                self._import(library, within, options | {"prune": False, "full": False})
            except DomainError as error:
                self.stderr.write(f"{error} It is tried again.")
                return False
            return True

        self.stdout.write("Watching for changes. Ctrl-C ends it.")
        try:
            self.stdout.flush()
            while watch.round(take):
                self.stdout.flush()
        except KeyboardInterrupt:
            pass
        except Library.DoesNotExist:
            raise CommandError("The library was removed.", returncode=EXIT_FAILED) from None
        self.stdout.write("Ended; the next import goes on from here.")

    def _import(self, library: Library, within: str, options: dict[str, Any]) -> int:
        progress = Progress(self.stdout, str(library), quiet=options["verbosity"] == 0)
        summary = library_scan(
            library=library,
            options=Options(
                full=options["full"],
                prune=options["prune"],
                dry_run=options["dry_run"],
                jobs=options["jobs"],
                within=within,
                count_first=progress.is_terminal,
                progress=progress,
            ),
        )
        progress.end(summary, dry_run=options["dry_run"])
        self._refusals(summary)
        return summary.refused + summary.refused_before

    def _refusals(self, summary: Summary) -> None:
        for path, reason in summary.refusals:
            shown = path.encode("utf-8", "backslashreplace").decode()
            self.stderr.write(f"refused: {shown!r}: {reason}")
        more = summary.refused + summary.refused_before - len(summary.refusals)
        if more > 0:
            self.stderr.write(f"… and {more} more")
