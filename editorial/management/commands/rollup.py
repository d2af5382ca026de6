"""`manage.py rollup`: plays added up by hour and by day, and the charts made of them."""

from contextlib import nullcontext
from datetime import UTC, datetime, time
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils.dateparse import parse_date

from editorial.charts import charts_make
from editorial.rollups import plays_caught_up, plays_rolled_up


class Command(BaseCommand):
    help = (
        "Add plays up by hour and by day and make the charts of them: what is new since the last time, or from a day "
        "on (`--all`: from the first) once more, as when rows were lost. Safe to repeat. "
        "Example: manage.py rollup --since 2026-11-01"
    )

    def add_arguments(self, parser: CommandParser) -> None:
        which = parser.add_mutually_exclusive_group()
        which.add_argument("--since", metavar="YYYY-MM-DD", help="From this day (UTC) on.")
        which.add_argument("--all", action="store_true", help="From the first play on.")
        parser.add_argument(
            "--dry-run", action="store_true", help="Tell how many rows it makes, keep none."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        since = self._day(options["since"]) if options["since"] else None
        # Kept in one transaction where nothing is to stay; else in many, so that others can write in between.
        with transaction.atomic() if options["dry_run"] else nullcontext():
            whole = since or options["all"]
            done = plays_rolled_up(since=since) if whole else plays_caught_up()
            charts_make()
            if options["dry_run"]:
                transaction.set_rollback(True)
        would = " (nothing is kept)" if options["dry_run"] else ""
        self.stdout.write(f"{done.hours} hours and {done.days} days of tracks added up{would}.")

    def _day(self, given: str) -> datetime:
        try:
            day = parse_date(given)
        except ValueError:
            day = None
        if day is None:
            raise CommandError(f"--since takes a day like 2026-11-01, not {given!r}.", returncode=2)
        return datetime.combine(day, time(), UTC)
