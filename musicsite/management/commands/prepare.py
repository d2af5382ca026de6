from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.checks import Tags

from musicsite import databases
from musicsite.management.base import OperatorCommand
from musicsite.preparation import prepare
from musicsite.supervisor import preflight


class Command(OperatorCommand):
    help = (
        "Make DATA_DIR and the database ready to be served: migrations (a SQLite file is copied first), static "
        "files, and on an empty database the administrator and the demo catalogue. `serve` does this by itself; "
        "example for a deployment that does it apart: manage.py prepare --no-demo"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--no-demo", action="store_true", help="leave an empty catalogue empty")
        parser.add_argument(
            "--dry-run", action="store_true", help="only tell which migrations would be applied"
        )

    def operate(self, **options: Any) -> None:
        preflight.writable(settings.DATA_DIR)
        self.check(tags=[Tags.database], databases=["default"])
        if options["dry_run"]:
            pending = databases.pending_migrations()
            self.say(f"{len(pending)} migrations would be applied.")
            for name in pending:
                self.say(f"  {name}")
            return
        prepare(say=self.say, demo=settings.DEMO and not options["no_demo"])
