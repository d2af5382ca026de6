"""`manage.py refresh_home`: the discovery shelf of home, drawn for this period."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils.timezone import now

from editorial.charts import Scope
from editorial.discovery import DRAWN, drawn, draws_make, period_of


class Command(BaseCommand):
    help = (
        "Draw the discovery shelf of home for the three hours that it is. The scheduler does this by itself; running "
        "it again within them changes nothing. Example: manage.py refresh_home --dry-run"
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--dry-run", action="store_true", help="Tell how many it would draw, write nothing."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        at = now()
        period = f"{period_of(at):%Y-%m-%d %H:%M} UTC"
        if options["dry_run"]:
            for scope in Scope:
                count = len(drawn(scope, period_of(at)))
                self.stdout.write(f"{scope.label}: {count} of {DRAWN} tracks can be drawn.")
            return
        made = draws_make(at=at)
        for draw in made:
            self.stdout.write(
                f"{draw.get_scope_display()}: {draw.tracks.count()} tracks drawn for {period}."
            )
        if not made:
            self.stdout.write(f"Nothing to do: {period} is drawn, or nothing can be.")
