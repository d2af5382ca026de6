"""Repair the search index, compare it with the rows, and tell how it stands."""

from argparse import ArgumentParser, RawDescriptionHelpFormatter
from time import monotonic
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.timezone import now

from search.places import Unavailable
from search.rebuilding import NoIndex, compare_index, rebuild_index, search_stats
from search.services import search_mark_all
from search.sources import all_documents

EXIT_DIFFERS, EXIT_FAILED = 1, 2
SHOWN = 5
"""Keys of each kind that a difference is told by."""


class Command(BaseCommand):
    """See `help`."""

    help = """The search index: repair it, compare it with the database, tell how it stands.

  manage.py search stats
  manage.py search check
  manage.py search check --repair
  manage.py search rebuild

rebuild  makes a new index beside the old one, which answers meanwhile, and puts it in its place. Safe beside a running
         site and to interrupt. --dry-run only counts what it would hold.
check    compares every document of the index with the rows; --repair asks the worker to index again what differs.
stats    how many documents of each kind there are, and for how long changes have waited.

exit status:
  0  done; check: index and database agree
  1  check: they do not
  2  nothing could be done: no index is set (SEARCH_URL), or it can't be read or written
"""
    requires_system_checks: list[str] = []

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> Any:
        kwargs["formatter_class"] = RawDescriptionHelpFormatter
        return super().create_parser(prog_name, subcommand, **kwargs)

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True, metavar="rebuild|check|stats")
        rebuild = verbs.add_parser("rebuild", help="make the index anew from the database")
        rebuild.add_argument("--dry-run", action="store_true", help="only count what it would hold")
        check = verbs.add_parser("check", help="compare the index with the database")
        check.add_argument("--repair", action="store_true", help="index again what differs")
        verbs.add_parser("stats", help="how many documents there are, and what waits")

    def handle(self, *_args: Any, verb: str, **options: Any) -> None:
        try:
            match verb:
                case "rebuild":
                    self._rebuild(dry_run=options["dry_run"])
                case "check":
                    self._check(repair=options["repair"])
                case _:
                    self._stats()
        except NoIndex:
            raise CommandError(
                "SEARCH_URL is none: the database itself searches, and there is no index.",
                returncode=EXIT_FAILED,
            ) from None
        except Unavailable as error:
            raise CommandError(
                f"The index can't be read or written: {error} `manage.py search rebuild` makes it anew.",
                returncode=EXIT_FAILED,
            ) from None

    def _rebuild(self, *, dry_run: bool) -> None:
        began = monotonic()
        if dry_run:
            count = sum(1 for _ in all_documents())
            self.stdout.write(f"{count:,} documents would be indexed.")
            return
        count = rebuild_index(tell=self._tell)
        self.stdout.write(f"{count:,} documents indexed in {monotonic() - began:.1f} s.")

    def _tell(self, count: int) -> None:
        if self.stdout.isatty():
            self.stderr.write(f"{count:,} documents …", ending="\r")

    def _check(self, *, repair: bool) -> None:
        waiting = search_stats().waiting
        found = compare_index()
        for what, refs in (
            ("missing", found.missing),
            ("left over", found.left_over),
            ("different", found.different),
        ):
            for kind, keys in sorted(refs.items()):
                some = ", ".join(str(key) for key in keys[:SHOWN])
                more = " …" if len(keys) > SHOWN else ""
                self.stdout.write(f"{kind}: {len(keys):,} {what} ({some}{more})")
        if waiting:
            self.stdout.write(f"{waiting:,} changes wait to be indexed.")
        refs = found.refs()
        if not refs:
            self.stdout.write(f"{found.compared:,} documents: index and database agree.")
            return
        if repair:
            count = search_mark_all(refs=refs)
            self.stdout.write(f"{count:,} documents will be indexed again by the worker.")
            return
        raise CommandError(
            "Index and database differ: `manage.py search check --repair` mends it.",
            returncode=EXIT_DIFFERS,
        )

    def _stats(self) -> None:
        stats = search_stats()
        kinds = sorted({*stats.in_database, *(stats.in_index or ())})
        self.stdout.write(f"{'':12}{'index':>12}{'database':>12}")
        for kind in kinds:
            held = "-" if stats.in_index is None else f"{stats.in_index.get(kind, 0):,}"
            self.stdout.write(f"{kind:12}{held:>12}{stats.in_database.get(kind, 0):>12,}")
        self.stdout.write(f"waiting: {stats.waiting:,} changes, lag {stats.lag(at=now()):.1f} s")
        if stats.in_index is None:
            self.stdout.write("There is no index: the database answers.")
