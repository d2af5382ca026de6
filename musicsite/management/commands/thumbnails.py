"""The sizes of pictures, made anew."""

from argparse import ArgumentParser, RawDescriptionHelpFormatter
from typing import Any

from django.core.files.storage import default_storage
from django.core.management import CommandError

from common import pagecache
from common.management.telling import Telling
from musicsite.keeping.files import size_at
from musicsite.keeping.owners import PREVIEW, pictures_by_key
from musicsite.management.base import OperatorCommand
from pictures.decoder import Decoder
from pictures.models import Artwork
from pictures.processing import artwork_process

EXIT_REFUSED = 1


class Command(OperatorCommand):
    """See `help`."""

    help = """Make the sizes of pictures that wait for them or whose files are gone, from the originals.

  manage.py thumbnails --dry-run
  manage.py thumbnails
  manage.py thumbnails --all
  manage.py thumbnails --refused

The worker makes those of new pictures by itself; this is for files that were lost, and after a version that makes other
sizes (--all). Pages show the old ones until the new are there. Safe to interrupt and to run beside the site.

exit status:
  0  every picture has its sizes
  1  some are refused, or their originals are gone; each is told
  2  nothing could be done
"""

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> Any:
        kwargs["formatter_class"] = RawDescriptionHelpFormatter
        return super().create_parser(prog_name, subcommand, **kwargs)

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--all", action="store_true", help="those that are there, too")
        parser.add_argument("--refused", action="store_true", help="those that were refused, too")
        parser.add_argument(
            "--dry-run", action="store_true", help="only tell how many would be made"
        )

    def operate(self, **options: Any) -> None:
        telling = Telling(self.stdout, quiet=options["verbosity"] == 0)
        seen = made = refused = 0
        with Decoder() as decoder:
            for picture in pictures_by_key():
                seen += 1
                telling(f"{seen:,} pictures looked at, {made:,} made")
                if not _is_wanted(picture, options):
                    continue
                made += 1
                if options["dry_run"]:
                    continue
                artwork_process(artwork=picture, decoder=decoder)
                picture.refresh_from_db()
                if picture.state == Artwork.State.REFUSED:
                    refused, made = refused + 1, made - 1
                    self.stderr.write(f"picture {picture.public_id}: {picture.reason}")
        if made and not options["dry_run"]:
            pagecache.bump()
        verb = "would be made" if options["dry_run"] else "made"
        telling.end(f"{seen:,} pictures: {made:,} {verb}, {refused:,} refused.")
        if refused:
            raise CommandError("", returncode=EXIT_REFUSED)


def _is_wanted(picture: Artwork, options: dict[str, Any]) -> bool:
    if picture.state == Artwork.State.REFUSED:
        return bool(options["refused"])
    if options["all"] or not picture.is_made:
        return True
    names = [*(f"{size}.webp" for size in picture.sizes), PREVIEW]
    return any(size_at(default_storage, f"{picture.folder}/{name}") is None for name in names)
