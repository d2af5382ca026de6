"""Asking to have files brought in: a past, or a playlist. And forgetting the report."""

from datetime import datetime
from io import BytesIO
from typing import IO

from django.db import transaction
from django.db.models import QuerySet

from accounts.models import User
from accounts.viewer import Viewer
from common.brought import brought_keep, size_checked
from common.errors import Conflict, Invalid, NotFound
from common.storage import storage_delete
from playlists.models import ListeningImport
from playlists.models.playlist import TITLE_LENGTH
from playlists.past.sheet import PLAYLIST
from playlists.past.sources import READERS
from playlists.services.exchange import Imported, playlist_import, sheet_read
from playlists.tasks import listening_import_take

MOST_BYTES = 512 * 1024 * 1024
"""Of a file that is uploaded; the command on the server takes larger ones."""
MOST_LINES_AT_ONCE = 500
"""Of a playlist that is matched while somebody waits; a job takes longer ones."""
BUSY = "Another of your files is being taken in: wait for its report."


def listening_import_ask(
    *,
    user: User,
    file: IO[bytes],
    size: int,
    file_name: str,
    source: str = "",
    navidrome_user: str = "",
    is_dry_run: bool = False,
    at: datetime,
) -> ListeningImport:
    """Keep a file and have it taken in by a job. One at a time: raises Conflict; Invalid for what can be none."""
    if source and source not in READERS:
        raise Invalid(f"A source is one of: {', '.join(READERS)}.", field="source")
    size_checked(size, most=MOST_BYTES)
    row = brought_keep(
        _of(user), whose=user, file=file, file_name=file_name, busy=BUSY, at=at,
        user=user, source=source, navidrome_user=navidrome_user[:190], is_dry_run=is_dry_run,
    )  # fmt: skip
    listening_import_take.enqueue(row.pk)
    return row


def playlist_import_ask(
    *, viewer: Viewer, user: User, data: bytes, file_name: str = "", title: str = "", at: datetime
) -> Imported | ListeningImport:
    """Make a private playlist of a file's tracks: a short one at once, a long one by a job.

    Raises Invalid (field `file`) for what is no playlist or is too long, and Conflict while another file is taken in.
    """
    sheet = sheet_read(data)
    if len(sheet.lines) <= MOST_LINES_AT_ONCE:
        return playlist_import(viewer=viewer, user=user, sheet=sheet, title=title)
    row = brought_keep(
        _of(user), whose=user, file=BytesIO(data), file_name=file_name or sheet.title, busy=BUSY, at=at,
        user=user, source=PLAYLIST, title=title[:TITLE_LENGTH],
    )  # fmt: skip
    listening_import_take.enqueue(row.pk)
    return row


def _of(user: User) -> "QuerySet[ListeningImport]":
    return ListeningImport.objects.told_of(user)


def listening_import_of(*, user: User, public_id: str) -> ListeningImport:
    """Raises NotFound, for other people's and missing ones alike."""
    rows = ListeningImport.objects.filter(user=user, public_id=public_id)
    row = rows.select_related("playlist").first()
    if row is None:
        raise NotFound
    return row


@transaction.atomic
def listening_import_forget(*, user: User, public_id: str, at: datetime) -> None:
    """Delete a report; what came in stays. Raises NotFound, and Conflict while it is under way."""
    row = listening_import_of(user=user, public_id=public_id)
    if row.is_under_way(at=at):
        raise Conflict("It is being taken in: wait for its end.")
    transaction.on_commit(lambda: storage_delete([row.place]))
    row.delete()
