"""What a public page says to machines: schema.org's music types as JSON-LD (https://schema.org/MusicAlbum).

A data block (`<script type="application/ld+json">`) is no script: nothing runs it, and the Content-Security-Policy
does not concern it (HTML, "prepare the script element", data blocks). `<` never stands in it: no title ends it.
"""

import json
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.utils.safestring import SafeString, mark_safe

from catalog.models import Album, Artist, Credit, Genre, Track
from web.credits import names_in_line

type Node = dict[str, Any]

_escapes = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&"}


def album_node(
    album: Album, credits: Iterable[Credit], tracks: Iterable[Track], genres: Iterable[Genre]
) -> Node:
    rows = list(tracks)
    return _node(
        "MusicAlbum",
        album.title,
        album,
        byArtist=_artists(credits),
        datePublished=album.release_date,
        numTracks=len(rows),
        genre=[genre.name for genre in genres],
        track=[
            _node("MusicRecording", track.title, track, duration=iso_length(track.duration_ms))
            for track in rows
        ],
    )


def track_node(track: Track, credits: Iterable[Credit], *, with_album: bool) -> Node:
    """A track; its album only where that may be opened."""
    return _node(
        "MusicRecording",
        track.title,
        track,
        byArtist=_artists(credits),
        duration=iso_length(track.duration_ms),
        isrcCode=track.isrc,
        inAlbum=_node("MusicAlbum", track.album.title, track.album) if with_album else None,
    )


def artist_node(artist: Artist) -> Node:
    return _node("MusicGroup", artist.name, artist, description=artist.biography[:500])


def data_block(node: Node) -> SafeString:
    """The element that carries a node."""
    text = json.dumps({"@context": "https://schema.org", **node}, ensure_ascii=False)
    safe = text.translate(_escapes)
    return mark_safe(f'<script type="application/ld+json">{safe}</script>')  # noqa: S308  # escaped above


def iso_length(milliseconds: int | None) -> str:
    """PT3M7S (ISO 8601); nothing when the length is not known."""
    if not milliseconds:
        return ""
    minutes, seconds = divmod(round(milliseconds / 1000), 60)
    return f"PT{minutes}M{seconds}S"


def _artists(credits: Iterable[Credit]) -> list[Node]:
    return [_node("MusicGroup", named.name, named.artist) for named in names_in_line(credits)]


def _node(kind: str, name: str, thing: Album | Artist | Track, **facts: Any) -> Node:
    """A node with what is known; what is empty is left out."""
    told = {key: value for key, value in facts.items() if value}
    return {
        "@type": kind,
        "name": name,
        "url": settings.SITE_URL + thing.get_absolute_url(),
        **told,
    }
