"""`manage.py work`: a worker of one queue in this process."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from common.jobs.worker import drain, run_worker


class Command(BaseCommand):
    help = (
        "Run background jobs of one queue until Ctrl-C, for example: manage.py work --queue quick"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--queue", choices=["quick", "heavy"], required=True)
        parser.add_argument("--once", action="store_true", help="Run what is due now, then stop.")

    def handle(self, *args: Any, queue: str, once: bool, **options: Any) -> None:
        if once:
            self.stdout.write(f"{drain(queue)} jobs done.")
        else:
            run_worker(queue)
