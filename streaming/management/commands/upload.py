"""Upload files of this machine for somebody."""

from argparse import ArgumentParser, RawDescriptionHelpFormatter
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.timezone import now

from accounts.models import User, Workspace
from accounts.viewer import viewer_of
from common.errors import DomainError
from common.ids import uuid7_hex
from streaming.importing.formats import EXTENSIONS
from streaming.importing.walk import is_cover
from streaming.uploads.access import check_may_upload, workspace_for
from streaming.uploads.services import Announced, upload_file


class Command(BaseCommand):
    """See `help`."""

    help = """Upload music of this machine into somebody's workspace, as they would in the browser.

  manage.py upload ~/Music/Album --user ana@example.org
  manage.py upload a.flac b.flac --user ana@example.org --workspace 0199…

Files go the whole way of an upload: checked, and private until somebody decides otherwise. A worker of the
running site takes them in. For a folder that stays where it is, see import_music.

exit status:
  0  everything was handed over
  1  done, but some files were refused; each is listed with its reason
  2  nothing could be done: nobody of that address, or they may not upload
"""

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> Any:
        kwargs["formatter_class"] = RawDescriptionHelpFormatter
        return super().create_parser(prog_name, subcommand, **kwargs)

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("paths", nargs="+", metavar="PATH", help="a file, or a folder of music")
        parser.add_argument("--user", required=True, metavar="EMAIL", help="who uploads")
        parser.add_argument("--workspace", default="", metavar="ID", help="their own unless told")
        parser.add_argument("--dry-run", action="store_true", help="only tell what would be sent")

    def handle(self, *paths: str, **options: Any) -> None:
        user = User.objects.filter(email=options["user"].strip().lower(), is_active=True).first()
        if user is None:
            raise CommandError(f"There is nobody with the address {options['user']}.", returncode=2)
        try:
            check_may_upload(user)
            workspace = workspace_for(user, viewer_of(user), options["workspace"])
        except DomainError as error:
            raise CommandError(str(error), returncode=2) from error
        files = [found for path in options["paths"] for found in found_in(Path(path))]
        if options["dry_run"]:
            for _, path in files:
                self.stdout.write(path)
        refused = 0 if options["dry_run"] else self._upload(user, workspace, files)
        self.stdout.write(f"{len(files) - refused} files handed over, {refused} refused.")
        if refused:
            raise CommandError("", returncode=1)

    def _upload(self, user: User, workspace: Workspace, files: list[tuple[Path, str]]) -> int:
        refused, batch = 0, uuid7_hex()
        for number, (file, path) in enumerate(files, 1):
            try:
                announced = Announced(path=path, size=file.stat().st_size, batch=batch)
                with file.open("rb") as body:
                    upload_file(user=user, workspace=workspace, file=announced, body=body, at=now())
            except (DomainError, OSError) as error:
                refused += 1
                self.stderr.write(f"{path}: {error}")
            else:
                self.stdout.write(f"{number}/{len(files)} {path}")
        return refused


def found_in(path: Path) -> list[tuple[Path, str]]:
    """Files of music at a path or below it, with their covers: each with the path that it is uploaded by."""
    if path.is_file():
        return [(path, path.name)]
    if not path.is_dir():
        raise CommandError(f"{path} is neither a file nor a folder.", returncode=2)
    above = path.resolve().parent
    files = [file for file in sorted(path.rglob("*")) if file.is_file() and not file.is_symlink()]
    music = {file for file in files if file.suffix.lower() in EXTENSIONS}
    # A picture goes with the music beside it, or in folders (of discs) right below.
    homes = {folder for file in music for folder in (file.parent, file.parent.parent)}
    return [
        (file, str(file.resolve().relative_to(above)))
        for file in files
        if file in music or (is_cover(file.name) and file.parent in homes)
    ]
