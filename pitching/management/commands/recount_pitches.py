"""Compute what pitches tell of plays, downloads and the rest again from their activity."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import transaction

from pitching.activity.sums import is_recounted
from pitching.models import Pitch


class Command(BaseCommand):
    help = (
        "Compute the sums of pitches again from what recipients did, each pitch in its own transaction. "
        "Example: manage.py recount_pitches --dry-run"
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--dry-run", action="store_true", help="Tell how many are wrong, change nothing."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        wrong = 0
        for pitch in Pitch.objects.filter(activities__isnull=False).distinct().order_by("pk"):
            with transaction.atomic():
                wrong += is_recounted(pitch=pitch)
                if options["dry_run"]:
                    transaction.set_rollback(True)
        self.stdout.write(
            f"Sums of {wrong} pitches {'are wrong' if options['dry_run'] else 'put right'}."
        )
