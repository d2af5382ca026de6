"""`manage.py consume_notices`: takes in what other services tell through queues."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from common.notices.consumer import client_of, read_once, run_consumer


class Command(BaseCommand):
    help = (
        "Take in notices (bounces and complaints of letters, files that came to a bucket) from the SQS queues of "
        "QUEUE_URLS until Ctrl-C, for example: "
        "QUEUE_URLS=https://sqs.eu-central-1.amazonaws.com/123456789012/notices manage.py consume_notices"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="Take what is there, then stop.")

    def handle(self, *args: Any, once: bool, **options: Any) -> None:
        if not settings.QUEUE_URLS:
            raise CommandError("QUEUE_URLS names no queue.", returncode=2)
        if once:
            self._once()
        else:
            run_consumer(*settings.QUEUE_URLS)

    def _once(self) -> None:
        taken = refused = left = 0
        for url in settings.QUEUE_URLS:
            client = client_of(url)
            while True:
                read = read_once(client, url, wait=0)
                taken, refused, left = taken + read.taken, refused + read.refused, left + read.left
                if not (read.taken or read.refused):
                    break
        self.stdout.write(f"{taken} notices taken, {refused} refused, {left} left for later.")
