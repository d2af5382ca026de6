"""The list of what to hear, as its listener sees it: read far more than written, so it is kept in the cache.

What is kept is found under the state of everything that it is made of (`playlists.stamps.later_stamp`: the list, all
playlists, the catalogue) and under what the viewer may see beyond others. A list of somebody who holds grants is not
kept: a grant ends by the clock. `LIFETIME` bounds what no stamp knows of.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.cache import cache

from accounts.viewer import Viewer
from catalog.api.covers import Cover, album_cover
from catalog.models import Album, Track
from catalog.reach import reach_of
from playlists.covers import playlist_cover
from playlists.models import LaterItem, Playlist
from playlists.queries import cards_of
from playlists.stamps import later_stamp

LIFETIME = 300
"""Seconds."""


@dataclass(frozen=True, slots=True)
class Later:
    """An item of the list: what it is of, and whether it is done. Plain values: this is what the cache holds."""

    id: str
    kind: str
    thing: str
    title: str
    line: str
    url: str
    cover: Cover
    duration_ms: int
    added_at: datetime
    done_at: datetime | None


def later_list(viewer: Viewer) -> list[Later]:
    """The list in its order, without what the viewer can't reach any more. One query where it is in the cache."""
    if viewer.user_id is None:
        return []
    reach = reach_of(viewer)
    stamp = "" if reach.holds_grants or viewer.link_hashes else later_stamp(viewer.user_id)
    if not stamp:
        return _read(viewer, viewer.user_id)
    beyond = hashlib.blake2b(
        repr((sorted(reach.own.items()), sorted(reach.read))).encode(), digest_size=12
    ).hexdigest()
    key = f"later:{viewer.user_id}:{stamp}:{beyond}"
    kept: list[Later] | None = cache.get(key)
    if kept is None:
        kept = _read(viewer, viewer.user_id)
        cache.set(key, kept, timeout=LIFETIME)
    return kept


def _read(viewer: Viewer, user_id: int) -> list[Later]:
    """Six queries at most, however long the list is."""
    items = list(LaterItem.objects.filter(user_id=user_id).order_by("position"))
    tracks = _those(
        Track.objects.reachable_by(viewer).select_related("album__cover"),
        [item.track_id for item in items],
    )
    albums = _those(
        Album.objects.reachable_by(viewer).select_related("cover"),
        [item.album_id for item in items],
    )
    playlists = _those(
        Playlist.objects.reachable_by(viewer).for_cards(),
        [item.playlist_id for item in items],
    )
    cards = {card.playlist.pk: card for card in cards_of(list(playlists.values()), viewer)}
    found = []
    for item in items:
        if item.track_id in tracks:
            track = tracks[item.track_id]
            found.append(_told(item, "track", track, track.artist_line, album_cover(track.album)))
        elif item.album_id in albums:
            album = albums[item.album_id]
            found.append(_told(item, "album", album, album.artist_line, album_cover(album)))
        elif item.playlist_id in cards:
            card = cards[item.playlist_id]
            own = card.playlist.cover_id is not None or not card.albums
            cover = playlist_cover(card.playlist) if own else album_cover(card.albums[0])
            line = str(card.playlist.owner or card.playlist.library)
            found.append(_told(item, "playlist", card.playlist, line, cover))
    return found


def _those(rows: Any, keys: list[int | None]) -> dict[int | None, Any]:
    wanted = [key for key in keys if key is not None]
    return rows.in_bulk(wanted) if wanted else {}


def _told(item: LaterItem, kind: str, thing: Any, line: str, cover: Cover) -> Later:
    return Later(
        id=item.public_id,
        kind=kind,
        thing=thing.public_id,
        title=thing.title,
        line=line,
        url=thing.get_absolute_url(),
        cover=cover,
        duration_ms=thing.duration_ms,
        added_at=item.created_at,
        done_at=item.done_at,
    )
