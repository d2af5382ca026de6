"""Media from folders to a bucket, and back."""

from argparse import ArgumentParser, RawDescriptionHelpFormatter
from typing import Any

from django.conf import settings
from django.core.files.storage import Storage
from django.core.management import CommandError
from django.utils.module_loading import import_string

from common.management.telling import Telling
from musicsite.env import WrongSetting
from musicsite.keeping.moving import Ledger, Moved, media_move
from musicsite.management.base import OperatorCommand
from musicsite.storage_setting import storage_from_url

EXIT_WRONG, EXIT_FAILED = 1, 2


class Command(OperatorCommand):
    """See `help`."""

    help = """Copy all files of a storage to another: folders to a bucket, or back.

  manage.py move_media --to s3://bucket --dry-run
  manage.py move_media --to s3://bucket/media
  manage.py move_media --from s3://bucket/media --to file:///srv/media
  manage.py move_media --to s3://bucket --remove

Run it beside the site first, stop the site, run it once more for what came meanwhile, set MEDIA_STORAGE to the new
place, and start. Uploads on their way are in UPLOAD_STORAGE: move them by --from and --to, too. Every file is read back
from where it went and compared by SHA-256. What has arrived is remembered in DATA_DIR/moves: a move that was cut off
goes on. --remove deletes from the old place what is proven to be in the new. S3_ENDPOINT_URL, S3_REGION and the usual
AWS variables say how the bucket is reached.

exit status:
  0  every file is in the new place
  1  some files are not; each is told with its reason. Run it again
  2  nothing could be done: an address that is none, the same place twice
"""

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> Any:
        kwargs["formatter_class"] = RawDescriptionHelpFormatter
        return super().create_parser(prog_name, subcommand, **kwargs)

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--to", required=True, metavar="ADDRESS", help="s3://… or file:///…")
        parser.add_argument(
            "--from", dest="source", metavar="ADDRESS", help="MEDIA_STORAGE unless told"
        )
        parser.add_argument("--dry-run", action="store_true", help="only tell what would be moved")
        parser.add_argument(
            "--remove", action="store_true", help="delete from the old place what has arrived"
        )

    def operate(self, **options: Any) -> None:
        source, target = options["source"] or settings.MEDIA_STORAGE, options["to"]
        if source.rstrip("/") == target.rstrip("/"):
            raise CommandError("--to takes another place than --from.", returncode=EXIT_FAILED)
        telling = Telling(self.stdout, quiet=options["verbosity"] == 0)
        done = media_move(
            source=_storage("--from", source),
            target=_storage("--to", target),
            ledger=Ledger(settings.DATA_DIR / "moves", f"{source} {target}"),
            dry_run=options["dry_run"],
            remove=options["remove"],
            tell=lambda done: telling(_line(done)),
        )
        verb = "would be moved" if options["dry_run"] else "moved"
        telling.end(
            f"{done.seen:,} files: {done.moved:,} {verb} ({done.moved_bytes / 1e6:,.1f} MB), "
            f"{done.there:,} were there, "
            f"{done.wrong_count:,} could not be moved, {done.removed:,} removed here."
        )
        for key, why in done.wrong:
            self.stderr.write(f"{key}: {why}")
        if done.wrong_count:
            raise CommandError("Not all files arrived: run it again.", returncode=EXIT_WRONG)


def _line(done: Moved) -> str:
    return f"{done.seen:,} files seen, {done.moved:,} moved, {done.moved_bytes / 1e6:,.0f} MB"


def _storage(name: str, address: str) -> Storage:
    try:
        setting = storage_from_url(
            name, address, endpoint=settings.S3_ENDPOINT_URL, region=settings.S3_REGION
        )
    except WrongSetting as error:
        raise CommandError(str(error), returncode=EXIT_FAILED) from None
    made: Storage = import_string(setting["BACKEND"])(**setting["OPTIONS"])
    return made
