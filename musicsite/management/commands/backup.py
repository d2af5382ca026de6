from typing import Any

from django.db import connection

from musicsite.management.base import OperatorCommand
from musicsite.preparation import keep_copy
from musicsite.supervisor.preflight import Refused


class Command(OperatorCommand):
    help = (
        "Copy the SQLite database to DATA_DIR/backups, also while the site runs; the last three are kept. "
        "Example: manage.py backup"
    )

    def operate(self, **options: Any) -> None:
        if connection.vendor != "sqlite":
            raise Refused("`backup` copies SQLite; use the server's own backup for DATABASE_URL.")
        self.say(f"Copied to {keep_copy()}")
