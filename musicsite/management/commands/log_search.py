"""`manage.py log_search`: what an OpenSearch domain for logs needs besides the logs."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from musicsite.aws.log_search import LogSearch, put, things
from search.places import Unavailable


class Command(BaseCommand):
    help = (
        "Tells an OpenSearch domain how lines of the log are indexed and when they go, and puts saved searches and a "
        "dashboard there. May be run again. "
        "Example: manage.py log_search https://vpc-logs.eu-central-1.es.amazonaws.com --prefix logs-musicsite-prod"
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("address", help="of the domain, as SEARCH_URL names one")
        parser.add_argument(
            "--prefix", required=True, help="of the indexes, of which there is one a day"
        )
        parser.add_argument("--days", type=int, default=90, help="for which an index is kept (90)")
        parser.add_argument("--dry-run", action="store_true", help="Tell what it would put there.")

    def handle(self, *args: Any, address: str, prefix: str, days: int, **options: Any) -> None:
        if days < 1 or not address.startswith(("https://", "http://")):
            raise CommandError(
                "It takes an address (https://…) and one day at least.", returncode=2
            )
        service = LogSearch(address)
        for thing in things(prefix, days):
            if not options["dry_run"]:
                try:
                    put(service, thing)
                except Unavailable as error:
                    raise CommandError(f"{thing.about}: {error}", returncode=2) from error
            self.stdout.write(thing.about)
