"""`manage.py schedule`: asks for background jobs by the clock, in this process."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.timezone import now

from common.jobs.queue import ring_for_due
from common.jobs.schedule import run_scheduler, tick


class Command(BaseCommand):
    help = (
        "Ask for background jobs by the clock until Ctrl-C, as `serve` does beside the rest; several may run at once. "
        "Example: manage.py schedule --once"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--once",
            action="store_true",
            help="Ask for what is due now, ring for what waits already, then stop.",
        )

    def handle(self, *args: Any, once: bool, **options: Any) -> None:
        if not once:
            run_scheduler()
            return
        following = tick(at=now())
        ring_for_due()
        self.stdout.write(
            f"The next job is due at {following:%Y-%m-%d %H:%M:%S} UTC."
            if following
            else "No job is ever due."
        )
