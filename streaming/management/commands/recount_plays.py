"""Compute the play counts of tracks and albums again from the plays."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import transaction

from streaming.plays import plays_recount


class Command(BaseCommand):
    help = (
        "Compute the play counts of tracks and albums again from the plays themselves. "
        "Example: manage.py recount_plays --dry-run"
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--dry-run", action="store_true", help="Tell how many are wrong, change nothing."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        with transaction.atomic():
            wrong = plays_recount()
            if options["dry_run"]:
                transaction.set_rollback(True)
        self.stdout.write(
            f"{wrong} play counts {'are wrong' if options['dry_run'] else 'put right'}."
        )
