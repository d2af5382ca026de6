"""Playlists out of files and into them."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.db import transaction

from accounts.models import User
from accounts.viewer import Viewer
from common.errors import Invalid
from playlists.exchange.formats import Line, Sheet, read
from playlists.exchange.matching import Found
from playlists.models import Playlist, PlaylistEntry
from playlists.models.playlist import MOST_ENTRIES, TITLE_LENGTH
from playlists.past.matching import match_tracks
from playlists.queries import BATCH, tracks_shown
from playlists.services.change import touched
from playlists.services.entries import insert_keys, too_many
from playlists.services.playlists import playlist_create
from playlists.smart.reading import keys_of


@dataclass(frozen=True, slots=True)
class Imported:
    """What came of a file: its playlist, and the lines (by their number, from 1) whose tracks are not here."""

    playlist: Playlist
    matched: int
    unmatched: Sequence[tuple[int, Line]]


def sheet_read(data: bytes) -> Sheet:
    """A file of a playlist. Raises Invalid (field `file`) for what is none, holds nothing or is too long."""
    sheet = read(data)
    if not sheet.lines:
        raise Invalid("There is no track in this file.", field="file")
    if len(sheet.lines) > MOST_ENTRIES:
        raise too_many("file")
    return sheet


@transaction.atomic
def sheet_keep(*, user: User, sheet: Sheet, found: Found, title: str = "") -> Playlist:
    """A private playlist of those lines of a file whose tracks were found."""
    name = " ".join((title or sheet.title).split())[:TITLE_LENGTH] or "Imported playlist"
    playlist = playlist_create(user=user, title=name)
    keys = [found[index] for index in range(len(sheet.lines)) if index in found]
    total = insert_keys(playlist, user, keys)
    touched(playlist, entries=len(keys), duration_ms=total)
    return playlist


def playlist_import(*, viewer: Viewer, user: User, sheet: Sheet, title: str = "") -> Imported:
    """Match a file's lines and make a private playlist of what is here."""
    found = match_tracks(sheet.lines, viewer)
    playlist = sheet_keep(user=user, sheet=sheet, found=found, title=title)
    unmatched = [(index + 1, line) for index, line in enumerate(sheet.lines) if index not in found]
    return Imported(playlist, len(found), unmatched)


def sheet_of(playlist: Playlist, viewer: Viewer) -> Sheet:
    """A playlist to be written to a file: what of it the viewer is shown, each track by its address here.

    Raises Invalid for a smart playlist of more than one holds by hand.
    """
    if playlist.is_smart:
        keys = list(keys_of(playlist))
    else:
        rows = PlaylistEntry.objects.filter(playlist=playlist).order_by("position")
        keys = [pk for pk in rows.values_list("track_id", flat=True) if pk is not None]
    lines: dict[int, Line] = {}
    distinct = list(dict.fromkeys(keys))
    for start in range(0, len(distinct), BATCH):
        some = distinct[start : start + BATCH]
        for track in (
            tracks_shown(viewer, of_library=playlist.shows_what_is_listed)
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
