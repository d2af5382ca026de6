"""Playlists of files, for one listener."""

from argparse import ArgumentParser, RawDescriptionHelpFormatter
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accounts.models import User
from accounts.viewer import Viewer, viewer_of
from common.errors import DomainError
from common.management.telling import Telling
from playlists.exchange.formats import MOST_BYTES
from playlists.models import Playlist, PlaylistEntry
from playlists.past.matching import match_tracks
from playlists.services.exchange import sheet_keep, sheet_read

EXIT_MISSING, EXIT_FAILED = 1, 2
ENDINGS = (".m3u", ".m3u8", ".xspf", ".jspf", ".json")


class Command(BaseCommand):
    """See `help`."""

    help = """Make playlists of files (M3U8, XSPF, JSPF) for one listener.

  manage.py import_playlists --user ana@example.org road-trip.m3u8
  manage.py import_playlists --user ana@example.org ~/Playlists --dry-run

A PATH is a file, or a folder whose files are taken, those in folders below it too. Tracks are matched by their address
here, MusicBrainz id, ISRC, then names, among what the listener sees listed; a playlist is private and has the name that
its file tells, or the file's own. One that is here already, with the same name and tracks, is not made again.
For whole catalogues see import_catalog; for the past in another service, import_listening.

exit status:
  0  every track of every file is here
  1  done, but some tracks are not here or some files are no playlists; each is told
  2  nothing could be done: nobody of that address, no file
"""
    requires_system_checks: list[str] = []

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> Any:
        kwargs["formatter_class"] = RawDescriptionHelpFormatter
        return super().create_parser(prog_name, subcommand, **kwargs)

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("paths", nargs="+", type=Path, metavar="PATH")
        parser.add_argument("--user", required=True, metavar="E-MAIL", help="whose they will be")
        parser.add_argument("--dry-run", action="store_true", help="only tell what would be made")

    def handle(self, *_args: Any, **options: Any) -> None:
        user = User.objects.filter(email=options["user"].strip().lower(), is_active=True).first()
        if user is None:
            raise CommandError(
                f"Nobody here has the address {options['user']}.", returncode=EXIT_FAILED
            )
        files = [file for path in options["paths"] for file in _files(path)]
        telling = Telling(self.stdout, quiet=options["verbosity"] == 0)
        viewer, wrong = viewer_of(user), 0
        for number, file in enumerate(files, 1):
            telling(f"{number:,} of {len(files):,} files")
            try:
                wrong += self._take(file, user, viewer, telling, dry_run=options["dry_run"])
            except (DomainError, OSError) as error:
                wrong += 1
                self.stderr.write(f"{file}: {error}")
        telling.end(f"{len(files):,} files.")
        if wrong:
            raise CommandError("Not everything is here.", returncode=EXIT_MISSING)

    def _take(
        self, file: Path, user: User, viewer: Viewer, telling: Telling, *, dry_run: bool
    ) -> int:
        """Make one playlist; how many of its tracks are not here."""
        with file.open("rb") as opened:
            sheet = sheet_read(opened.read(MOST_BYTES + 1))
        title = " ".join(sheet.title.split()) or file.stem
        found = match_tracks(sheet.lines, viewer)
        keys = [found[index] for index in range(len(sheet.lines)) if index in found]
        told = f"“{title}”: {len(keys):,} of {len(sheet.lines):,} tracks"
        if _is_here(user, title, keys):
            telling.end(f"{told}; it is here already.")
        elif dry_run:
            telling.end(f"{told} would be in it.")
        else:
            sheet_keep(user=user, sheet=sheet, found=found, title=title)
            telling.end(f"{told} are in it.")
        for index, line in enumerate(sheet.lines, 1):
            if index - 1 not in found:
                self.stderr.write(f"{file}: track {index} is not here: {line}")
        return len(sheet.lines) - len(found)


def _is_here(user: User, title: str, keys: list[int]) -> bool:
    same = Playlist.objects.filter(owner=user, title=title, entry_count=len(keys), deleted_at=None)
    return any(
        list(
            PlaylistEntry.objects.filter(playlist=playlist)
            .order_by("position")
            .values_list("track_id", flat=True)
        )
        == keys
        for playlist in same
    )


def _files(path: Path) -> list[Path]:
    if path.is_file():
        return [path]
    if not path.is_dir():
        raise CommandError(f"{path} is neither a file nor a folder.", returncode=EXIT_FAILED)
    return [
        file
        for file in sorted(path.rglob("*"))
        if file.suffix.lower() in ENDINGS and file.is_file()
    ]
