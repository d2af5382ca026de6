"""Which tracks, albums and artists of this site a past is about: as the lines of playlists are found, by ids, then by
names; and only what the person sees listed."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import batched
from typing import Any

from accounts.viewer import Viewer
from catalog.models import Album, Artist, ArtistAlias
from common.text import text_key
from playlists.exchange.formats import Line
from playlists.exchange.matching import Found, match, match_by, same_artists, unmatched

AT_ONCE = 2000
BATCH = 500
# What streaming services add to a title and files do not have. Other versions (live, remixes) are other recordings.
_edition = re.compile(
    r"""\s+-\s+(?:\d{4}\s+)?(?:digital(?:ly)?\s+)?remaster(?:ed)?(?:\s+version)?(?:\s+\d{4})?\s*$
      | \s*[(\[](?:\d{4}\s+)?(?:digital(?:ly)?\s+)?remaster(?:ed)?(?:\s+version)?(?:\s+\d{4})?[)\]]\s*$
      | \s*[(\[](?:feat\.?|ft\.?|featuring|with)\s[^)\]]*[)\]]\s*""",
    re.I | re.X,
)


def match_tracks(
    lines: Sequence[Line],
    viewer: Viewer,
    progress: Callable[[int], None] = lambda _count: None,
    *,
    at_once: int = AT_ONCE,
) -> Found:
    """The track of each line that has one here; lines that have none are tried without the name of their edition."""
    found: Found = {}
    for some in batched(range(len(lines)), at_once):
        for nth, pk in match([lines[index] for index in some], viewer).items():
            found[some[nth]] = pk
        plainer = {
            index: title
            for index in some
            if index not in found
            and (title := plain_title(lines[index].title)) != lines[index].title
        }
        wanted = list(plainer)
        again = match([replace(lines[index], title=plainer[index]) for index in wanted], viewer)
        found |= {wanted[nth]: pk for nth, pk in again.items()}
        progress(some[-1] + 1)
    return found


def plain_title(title: str) -> str:
    """`Help! - Remastered 2009` → `Help!`; `Song (feat. Ann)` → `Song`."""
    return _edition.sub(" ", title).strip() or title


def match_albums(lines: Sequence[Line], viewer: Viewer) -> Found:
    """By MusicBrainz id, then by title and artist."""
    listed: Any = Album.objects.listed_for(viewer)
    found = _by_id(lines, listed)
    for keys in batched(unmatched(lines, found, lambda line: text_key(line.album)).items(), BATCH):
        wanted = dict(keys)
        rows = listed.filter(title_key__in=list(wanted)).order_by("-pk")
        for title, pk, artist in rows.values_list("title_key", "pk", "artist_line"):
            for index in wanted[title]:  # of several the oldest, which comes last
                if same_artists(text_key(lines[index].artist), text_key(artist)):
                    found[index] = pk
    return found


def match_artists(lines: Sequence[Line], viewer: Viewer) -> Found:
    """By MusicBrainz id, by name, by another name."""
    listed: Any = Artist.objects.listed_for(viewer)
    found = _by_id(lines, listed)
    aliases = ArtistAlias.objects.filter(artist__in=listed.values("pk"))
    for rows, pk in ((listed, "pk"), (aliases, "artist_id")):
        match_by(lines, found, _artist_key, rows, "name_key", pk=pk)
    return found


def _artist_key(line: Line) -> str:
    return text_key(line.artist)


def _by_id(lines: Sequence[Line], listed: Any) -> Found:
    found: Found = {}
    match_by(lines, found, lambda line: line.musicbrainz_id, listed, "musicbrainz_id")
    return found
