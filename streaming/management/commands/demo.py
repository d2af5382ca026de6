"""The demo catalogue: made by code, imported, and taken away again."""

from argparse import ArgumentParser
from time import monotonic
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from common.errors import DomainError
from streaming.demolibrary import demo_add, demo_remove, demo_size


class Command(BaseCommand):
    help = (
        "Make a small demo catalogue (3 artists, 6 albums, about 40 tracks) and show it to everyone. "
        "Example: manage.py demo; manage.py demo --remove takes it away with its files."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--remove", action="store_true", help="take the demo catalogue away")
        parser.add_argument(
            "--dry-run", action="store_true", help="only tell what is there and what would be done"
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        if options["dry_run"]:
            tracks = demo_size()
            there = (
                f"{tracks} tracks of the demo are here" if tracks else "There is no demo catalogue"
            )
            would = "would be taken away" if options["remove"] else "it would be made whole"
            self.stdout.write(
                f"{there}; {would}." if tracks or not options["remove"] else f"{there}."
            )
            return
        try:
            if options["remove"]:
                removed = demo_remove()
                self.stdout.write(
                    f"The demo catalogue is gone: {removed} tracks."
                    if removed
                    else "There is no demo catalogue."
                )
                return
            began = monotonic()
            summary = demo_add(making=self._making if options["verbosity"] else None)
            if options["verbosity"]:
                took = monotonic() - began
                self.stdout.write(f"Demo: {summary.seen} tracks made and imported in {took:.1f} s")
        except DomainError as error:
            raise CommandError(str(error), returncode=2) from None

    def _making(self, done: int, total: int) -> None:
        if self.stdout.isatty():
            self.stdout.write(f"\r\x1b[KMaking the demo: {done} of {total}", ending="\r")
            self.stdout.flush()
