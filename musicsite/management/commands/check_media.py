"""Files against rows."""

import time
from argparse import ArgumentParser, RawDescriptionHelpFormatter
from typing import Any

from django.core.management import CommandError

from common.management.telling import Telling
from musicsite.keeping.checking import Found, media_check
from musicsite.management.base import OperatorCommand

EXIT_WRONG = 1


class Command(OperatorCommand):
    """See `help`."""

    help = """Compare the files of the site with the rows that name them: music, pictures, files of pitches, exports.

  manage.py check_media
  manage.py check_media --checksums
  manage.py check_media --no-orphans

Looks for every file in the size that its row says, in folders of libraries too; --checksums reads each whole and
compares its SHA-256 where that is known. Files of MEDIA_STORAGE that no row names and that are older than a day are
orphans: `manage.py sweep` removes them. Nothing is changed.

exit status:
  0  files and rows agree
  1  they do not; each difference is told
  2  nothing could be done
"""

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> Any:
        kwargs["formatter_class"] = RawDescriptionHelpFormatter
        return super().create_parser(prog_name, subcommand, **kwargs)

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--checksums", action="store_true", help="read every file whole")
        parser.add_argument(
            "--no-orphans", action="store_true", help="leave out files that no row names"
        )

    def operate(self, **options: Any) -> None:
        telling = Telling(self.stdout, quiet=options["verbosity"] == 0)
        found = media_check(
            checksums=options["checksums"],
            orphans=not options["no_orphans"],
            at=time.time(),
            tell=lambda found: telling(_line(found)),
        )
        telling.end()
        for kind, key, words in found.wrong:
            self.stdout.write(
                f"{kind}: {key.encode('utf-8', 'backslashreplace').decode()}: {words}"
            )
        more = sum(found.counts.values()) - len(found.wrong)
        if more:
            self.stdout.write(f"… and {more:,} more")
        telling.end(_line(found))
        if options["checksums"]:
            telling.end(
                f"{found.summed:,} checksums compared; of {found.without_sum:,} files none is known."
            )
        if found.counts:
            told = ", ".join(f"{count:,} {kind}" for kind, count in sorted(found.counts.items()))
            raise CommandError(f"Files and rows differ: {told}.", returncode=EXIT_WRONG)


def _line(found: Found) -> str:
    return f"{found.files:,} files named by rows, {found.bytes / 1e6:,.0f} MB; {found.stored:,} stored files looked at."
