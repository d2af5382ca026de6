"""Playlists out of files and into them."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.db import transaction

from accounts.models import User
from accounts.viewer import Viewer
from common.errors import Invalid
from playlists.exchange.formats import Line, Sheet, read
from playlists.exchange.matching import match
from playlists.models import Playlist, PlaylistEntry
from playlists.models.playlist import MOST_ENTRIES, TITLE_LENGTH
from playlists.queries import BATCH, tracks_shown
from playlists.services.change import touched
from playlists.services.entries import insert_keys
from playlists.services.playlists import playlist_create


@dataclass(frozen=True, slots=True)
class Imported:
    """What came of a file: its playlist, and the lines (by their number, from 1) whose tracks are not here."""

    playlist: Playlist
    matched: int
    unmatched: Sequence[tuple[int, Line]]


def playlist_import(*, viewer: Viewer, user: User, data: bytes, title: str = "") -> Imported:
    """A private playlist of a file's tracks. Raises Invalid (field `file`) for what is no playlist or is too long."""
    sheet = read(data)
    if not sheet.lines:
        raise Invalid("There is no track in this file.", field="file")
    if len(sheet.lines) > MOST_ENTRIES:
        raise Invalid(f"A playlist holds at most {MOST_ENTRIES:,} tracks.", field="file")
    found = match(sheet.lines, viewer)
    name = " ".join((title or sheet.title).split())[:TITLE_LENGTH] or "Imported playlist"
    with transaction.atomic():
        playlist = playlist_create(user=user, title=name)
        keys = [found[index] for index in range(len(sheet.lines)) if index in found]
        total = insert_keys(playlist, user, keys)
        touched(playlist, entries=len(keys), duration_ms=total)
    unmatched = [(index + 1, line) for index, line in enumerate(sheet.lines) if index not in found]
    return Imported(playlist, len(keys), unmatched)


def sheet_of(playlist: Playlist, viewer: Viewer) -> Sheet:
    """A playlist to be written to a file: what of it the viewer is shown, each track by its address here."""
    rows = PlaylistEntry.objects.filter(playlist=playlist).order_by("position")
    keys = [pk for pk in rows.values_list("track_id", flat=True) if pk is not None]
    lines: dict[int, Line] = {}
    distinct = list(dict.fromkeys(keys))
    for start in range(0, len(distinct), BATCH):
        some = distinct[start : start + BATCH]
        for track in (
            tracks_shown(viewer, of_library=playlist.library_id is not None)
            .filter(pk__in=some)
            .select_related("album")
            .only(
                "public_id", "title", "artist_line", "duration_ms", "musicbrainz_id", "isrc",
                "album__title",
            )
        ):  # fmt: skip
            lines[track.pk] = Line(
                location=f"{settings.SITE_URL}/api/v1/tracks/{track.public_id}/stream/",
                title=track.title,
                artist=track.artist_line,
                album=track.album.title,
                duration_ms=track.duration_ms,
                musicbrainz_id=track.musicbrainz_id,
                isrc=track.isrc,
            )
    return Sheet(playlist.title, [lines[pk] for pk in keys if pk in lines])
