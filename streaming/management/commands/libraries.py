"""Libraries on the command line: list, add, rescan, change."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from catalog.audience import Visibility
from catalog.models import Library
from common.errors import DomainError, NotFound
from streaming.libraries import library_add, library_change, library_rescan


class Command(BaseCommand):
    help = (
        "Show the libraries, add one, or change one. Examples: manage.py libraries; "
        'manage.py libraries --add /srv/music --name "My music" --every 60; '
        'manage.py libraries --change "My music" --visibility public; manage.py libraries --rescan "My music"'
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        what = parser.add_mutually_exclusive_group()
        what.add_argument(
            "--add",
            metavar="PATH",
            help="make a library of a folder (and scan it in the background)",
        )
        what.add_argument("--change", metavar="LIBRARY", help="change visibility or schedule")
        what.add_argument("--rescan", metavar="LIBRARY", help="scan in the background")
        parser.add_argument("--name", default="")
        parser.add_argument("--visibility", choices=Visibility.values)
        parser.add_argument(
            "--every", type=int, metavar="MINUTES", help="minutes between scans; 0 for by hand only"
        )
        parser.add_argument("--dry-run", action="store_true", help="only tell what would be done")

    def handle(self, *_args: Any, **options: Any) -> None:
        try:
            # A job that was asked for goes with the transaction, too.
            with transaction.atomic():
                self._do(options)
                if options["dry_run"]:
                    transaction.set_rollback(True)
                    self.stdout.write("Nothing of it is kept: this was a dry run.")
        except DomainError as error:
            raise CommandError(str(error), returncode=2) from None

    def _do(self, options: dict[str, Any]) -> None:
        if options["add"]:
            library = library_add(
                root=options["add"],
                name=options["name"],
                visibility=options["visibility"] or Visibility.MEMBERS,
                rescan_every=options["every"] or 0,
            )
            library_rescan(library=library)
            self.stdout.write(f"“{library}” is added; it is scanned as soon as a worker is free.")
        elif options["change"]:
            library = self._named(options["change"])
            library_change(
                library=library, visibility=options["visibility"], rescan_every=options["every"]
            )
            self.stdout.write(f"“{library}” is changed.")
        elif options["rescan"]:
            library = self._named(options["rescan"])
            library_rescan(library=library)
            self.stdout.write(f"“{library}” is scanned as soon as a worker is free.")
        else:
            self._list()

    def _named(self, name: str) -> Library:
        library: Library | None = Library.objects.filter(name=name).first()
        if library is None:
            raise NotFound(f"There is no library “{name}”.")
        return library

    def _list(self) -> None:
        for library in Library.objects.all():
            last = library.last_scan_at
            self.stdout.write(
                f"{library.name}: {library.root or library.get_kind_display()}, "
                f"{library.get_visibility_display()}, {library.tracks.filter(deleted_at=None).count()} tracks, "
                f"last scan {last:%Y-%m-%d %H:%M}"
                if last
                else f"{library.name}: {library.root}, not scanned yet"
            )
