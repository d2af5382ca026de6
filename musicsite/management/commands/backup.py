"""All of a site in one file."""

from argparse import ArgumentParser, RawDescriptionHelpFormatter
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.conf import settings

from common.management.telling import Telling
from musicsite.keeping.backup import backup_counts, backup_write, old_removed
from musicsite.management.base import OperatorCommand


class Command(OperatorCommand):
    """See `help`."""

    help = """Write all rows of the site, and its media where they are wanted, to one archive.

  manage.py backup
  manage.py backup --media
  manage.py backup --media /mnt/usb/music.zip
  manage.py backup --dry-run --media

It runs beside the site and keeps nobody waiting: the rows are those of one moment. The archive is the same from SQLite
and from MySQL, and `manage.py restore` reads it into either. Without FILE it lies in DATA_DIR/backups, of which the
last three are kept. It holds addresses and hashes of passwords: keep it as safe as the site. Keep SECRET_KEY (or
DATA_DIR/secret_key) too: app passwords and links of pitches are encrypted with it.

exit status:
  0  the archive is whole
  2  nothing was written: the disk is full, a folder can't be written, the database does not answer
"""

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> Any:
        kwargs["formatter_class"] = RawDescriptionHelpFormatter
        return super().create_parser(prog_name, subcommand, **kwargs)

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", nargs="?", type=Path, metavar="FILE")
        parser.add_argument("--media", action="store_true", help="with the files of MEDIA_STORAGE")
        parser.add_argument(
            "--dry-run", action="store_true", help="only tell how much it would hold"
        )

    def operate(self, **options: Any) -> None:
        if options["dry_run"]:
            rows, files, size = backup_counts(media=options["media"])
            self.say(
                f"{rows:,} rows" + _files(files, size, told=options["media"]) + " would be written."
            )
            return
        at, folder = datetime.now(UTC), settings.DATA_DIR / "backups"
        path = options["file"] or folder / f"musicsite-{at:%Y%m%dT%H%M%S%fZ}.zip"
        telling = Telling(self.stdout, quiet=options["verbosity"] == 0)
        made = backup_write(path=path, media=options["media"], at=at, tell=telling)
        if not options["file"]:
            old_removed(folder)
        held = f"{made.rows:,} rows" + _files(
            made.media or 0, made.media_bytes, told=options["media"]
        )
        telling.end(f"{path} is written: {held}.")


def _files(count: int, size: int, *, told: bool) -> str:
    return f" and {count:,} files of {size / 1e6:,.1f} MB" if told else ""
