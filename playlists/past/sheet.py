"""A playlist out of a file (M3U8, XSPF, JSPF) that is too long to be matched while somebody waits."""

from collections import Counter
from collections.abc import Callable
from pathlib import Path

from django.db import transaction

from accounts.viewer import viewer_of
from playlists.models import ListeningImport
from playlists.past.matching import match_tracks
from playlists.past.report import MOST_LISTED, Missing, Report, Tally
from playlists.services.exchange import sheet_keep, sheet_read

PLAYLIST = "playlist"
"""The `source` of such a file: it is no past, and no reader of one takes it."""
AT_ONCE = 250
"""Lines between two words on how far it is."""


def sheet_take(
    *, row: ListeningImport, path: Path, progress: Callable[[str, int, int], None]
) -> Report:
    """Make the playlist, and tell what of it is not here. Run again, it makes none a second time. Raises Invalid."""
    sheet = sheet_read(path.read_bytes())
    count = len(sheet.lines)
    found = match_tracks(
        sheet.lines,
        viewer_of(row.user),
        lambda done: progress("match", done, count),
        at_once=AT_ONCE,
    )
    if row.playlist_id is None:
        with transaction.atomic():
            row.playlist = sheet_keep(user=row.user, sheet=sheet, found=found, title=row.title)
            row.save(update_fields=["playlist"])
    lost = Counter(line for index, line in enumerate(sheet.lines) if index not in found)
    report = Report(PLAYLIST, missing_total=len(lost))
    report.tallies["entries"] = Tally(count, len(found), len(found))
    report.missing = [
        Missing("playlist", line.title or str(line), line.artist, line.album, times)
        for line, times in lost.most_common(MOST_LISTED)
    ]
    return report
