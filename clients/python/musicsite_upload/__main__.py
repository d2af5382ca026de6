"""The command line: see `musicsite upload --help`."""

import argparse
import os
import sys
import time
import uuid
from pathlib import Path

from musicsite_client import AuthenticatedClient
from musicsite_client.api.uploads import upload
from musicsite_client.models import UploadDetail

from musicsite_upload.send import Refused, send

ENDINGS = {
    ".mp3", ".mp2", ".flac", ".ogg", ".oga", ".opus", ".m4a", ".m4b", ".aac", ".alac", ".wav", ".wave", ".aif",
    ".aiff", ".aifc", ".wv",
}  # fmt: skip
COVERS = ("cover", "folder", "front", "albumart")
PICTURES = {".jpg", ".jpeg", ".png", ".webp", ".gif", ".bmp", ".avif"}
LOOK_EVERY = 1.0


def main(arguments: list[str] | None = None) -> int:
    """Run it; the exit status: 0 all is ready, 1 something was refused, 2 nothing could be done."""
    parser = argparse.ArgumentParser(prog="musicsite")
    commands = parser.add_subparsers(required=True)
    own = commands.add_parser("upload", help="upload files or folders of music")
    own.add_argument("paths", nargs="+", type=Path, metavar="PATH")
    own.add_argument(
        "--site", default=os.environ.get("MUSICSITE_URL", ""), help="else MUSICSITE_URL"
    )
    own.add_argument("--workspace", default="", metavar="ID", help="one's own unless told")
    own.add_argument("--no-wait", action="store_true", help="end when all is sent")
    given = parser.parse_args(arguments)
    token = os.environ.get("MUSICSITE_TOKEN", "")
    if not given.site or not token:
        sys.stderr.write(
            "Name the site with --site, and put a token with the scope upload into MUSICSITE_TOKEN.\n"
        )
        return 2
    client = AuthenticatedClient(base_url=given.site.rstrip("/"), token=token)
    files = [found for path in given.paths for found in found_in(path)]
    if not files:
        sys.stderr.write("There is no music there.\n")
        return 2
    sent, refused = send_all(client, files, given.workspace)
    if not given.no_wait:
        refused += wait(client, sent)
    return 1 if refused else 0


def send_all(
    client: AuthenticatedClient, files: list[tuple[Path, str]], workspace: str
) -> tuple[dict[str, str], int]:
    """({id: path} of what was sent, how many were refused)."""
    sent, refused, batch = {}, 0, uuid.uuid4().hex
    for number, (file, path) in enumerate(files, 1):
        try:
            sent[send(client, file, path, workspace=workspace, batch=batch)] = path
        except Refused as error:
            refused += 1
            sys.stderr.write(f"{path}: {error}\n")
        else:
            sys.stdout.write(f"{number}/{len(files)} sent {path}\n")
    return sent, refused


def wait(client: AuthenticatedClient, sent: dict[str, str]) -> int:
    """Until each is ready or refused, which is told; how many were refused."""
    refused, open_ones = 0, dict(sent)
    while open_ones:
        for public_id, path in list(open_ones.items()):
            told = upload.sync(public_id, client=client)
            if not isinstance(told, UploadDetail) or told.state not in ("ready", "refused"):
                continue
            del open_ones[public_id]
            refused += told.state == "refused"
            words = f"{told.reason} {told.advice}" if told.state == "refused" else told.note
            sys.stdout.write(f"{told.state} {path}{': ' if words else ''}{words}\n")
        if open_ones:
            time.sleep(LOOK_EVERY)
    return refused


def found_in(path: Path) -> list[tuple[Path, str]]:
    """Files of music at a path or below it, with their covers: each with the path that it is uploaded by."""
    if path.is_file():
        return [(path, path.name)]
    above = path.resolve().parent
    files = [file for file in sorted(path.rglob("*")) if file.is_file() and not file.is_symlink()]
    music = {file for file in files if file.suffix.lower() in ENDINGS}
    # A picture goes with the music beside it, or in folders (of discs) right below.
    homes = {folder for file in music for folder in (file.parent, file.parent.parent)}
    return [
        (file, file.resolve().relative_to(above).as_posix())
        for file in files
        if file in music or (is_cover(file) and file.parent in homes)
    ]


def is_cover(file: Path) -> bool:
    """Whether that is the name of a picture which is the cover of the album in its folder."""
    return file.stem.lower().startswith(COVERS) and file.suffix.lower() in PICTURES


if __name__ == "__main__":
    sys.exit(main())
