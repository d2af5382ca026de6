import gc
import os
import sys
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.db import connections
from django.urls import get_resolver

from musicsite.door import Door
from musicsite.management.base import OperatorCommand
from musicsite.supervisor import parts, preflight
from musicsite.supervisor.loop import Supervisor


class Command(OperatorCommand):
    help = (
        "Serve the site: prepares DATA_DIR, then runs Valkey, the web server, both workers and the scheduler "
        "until Ctrl-C or SIGTERM. Example: PORT=8080 manage.py serve"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--no-demo", action="store_true", help="leave an empty catalogue empty")

    def operate(self, **options: Any) -> None:
        # What the site writes is nobody else's on this machine: the database has sessions and addresses in it.
        os.umask(os.umask(0o077) | 0o007)
        preflight.writable(settings.DATA_DIR)
        lock = preflight.lock(settings.DATA_DIR)
        listener = preflight.listen(settings.BIND, settings.PORT)
        self.check()
        # A process of its own: its connections, threads and memory go with it, and the fork below stays clean.
        arguments = ["--no-demo"] if options["no_demo"] else []
        if code := parts.in_child(lambda: _prepare(arguments)):
            sys.exit(code)
        # Made only now: it looks up static files once, and on a first start they have just been collected.
        application = Door(get_wsgi_application())
        _ = (
            get_resolver().url_patterns
        )  # every view is loaded before the fork, once for all processes
        connections.close_all()
        gc.collect()
        gc.disable()
        gc.freeze()
        supervisor = Supervisor(
            parts.site(application, listener), private=frozenset({lock, listener.fileno()})
        )
        self._announce()
        sys.exit(supervisor.run())

    def _announce(self) -> None:
        if not (settings.EMBEDDED_CACHE or settings.CACHE_URL):
            self.say(
                "There is no Valkey for this machine: the cache is in memory, with one web process."
            )
        self.say(f"{settings.SITE_NAME} is at {settings.SITE_URL}/  (Ctrl-C stops it)")
        if settings.BIND in {"0.0.0.0", "::"} and (address := preflight.lan_address()):  # noqa: S104
            self.say(f"On the same network: http://{address}:{settings.PORT}/")


def _prepare(arguments: list[str]) -> None:
    from django.core.management import call_command  # noqa: PLC0415

    call_command("prepare", *arguments)
