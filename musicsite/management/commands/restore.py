"""A site from its archive."""

import os
import sys
from argparse import ArgumentParser, RawDescriptionHelpFormatter
from contextlib import suppress
from pathlib import Path
from typing import Any

from django.conf import settings

from common.management.telling import Telling
from musicsite.keeping.archive import Manifest, Reader
from musicsite.keeping.restore import has_other_key, restore_check, restore_read
from musicsite.management.base import OperatorCommand
from musicsite.supervisor import preflight
from search.rebuilding import NoIndex, rebuild_index

EXIT_OTHER_KEY = 1


class Command(OperatorCommand):
    """See `help`."""

    help = """Read an archive of `manage.py backup` into an empty database, SQLite or MySQL, and an empty media storage.

  manage.py restore musicsite-20261101T000000000000Z.zip
  DATABASE_URL=mysql://… MEDIA_STORAGE=s3://bucket manage.py restore music.zip
  manage.py restore music.zip --dry-run

Stop the site first. The archive must be of this very version: its migrations are compared. Rows keep their ids; they
are written in one transaction and their references checked, so that a restore that was cut off has written none of them
and can be begun again. Files that are there already are not written again. The search index is made anew.

exit status:
  0  all is here, row by row and byte by byte
  1  all is here, but SECRET_KEY is another than that of the archive: links of pitches and app passwords can't be read
  2  nothing was restored: one sentence says why
"""

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> Any:
        kwargs["formatter_class"] = RawDescriptionHelpFormatter
        return super().create_parser(prog_name, subcommand, **kwargs)

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument(
            "--dry-run", action="store_true", help="only tell whether it could be restored"
        )

    def operate(self, **options: Any) -> None:
        preflight.writable(settings.DATA_DIR)
        lock = preflight.lock(settings.DATA_DIR)  # no site serves from it meanwhile
        try:
            archive = self._restore(options)
        finally:
            os.close(lock)
        if has_other_key(archive):
            self.stderr.write(
                "SECRET_KEY is not the one of the archive: links of pitches and app passwords can't be read without it."
            )
            sys.exit(EXIT_OTHER_KEY)

    def _restore(self, options: dict[str, Any]) -> Manifest:
        reader = Reader(options["file"])
        archive = reader.manifest
        media = "" if archive.media is None else f" and {archive.media:,} files"
        held = f"{archive.rows:,} rows{media} of {archive.made_at[:16]}"
        telling = Telling(self.stdout, quiet=options["verbosity"] == 0)
        if options["dry_run"]:
            restore_check(archive=archive)
            telling.end(f"{held} can be restored.")
        else:
            restore_read(reader=reader, tell=telling)
            self._index(telling)
            telling.end(f"{held} are restored.")
        return archive

    def _index(self, telling: Telling) -> None:
        with suppress(NoIndex):
            rebuild_index(tell=lambda count: telling(f"{count:,} documents indexed"))
