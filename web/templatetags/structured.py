"""JSON-LD in pages: only in those of what everyone finds in lists."""

from collections.abc import Iterable

from django import template
from django.utils.safestring import SafeString

from catalog.audience import Audience
from catalog.models import Album, Artist, Credit, Genre, Track
from web.structured import album_node, artist_node, data_block, track_node

register = template.Library()
NOTHING = SafeString("")


@register.simple_tag
def structured_album(
    album: Album, credits: Iterable[Credit], tracks: Iterable[Track], genres: Iterable[Genre]
) -> SafeString:
    if album.listed_to != Audience.EVERYONE:
        return NOTHING
    open_tracks = [track for track in tracks if track.listed_to == Audience.EVERYONE]
    return data_block(album_node(album, credits, open_tracks, genres))


@register.simple_tag
def structured_track(track: Track, credits: Iterable[Credit]) -> SafeString:
    if track.listed_to != Audience.EVERYONE:
        return NOTHING
    with_album = track.album.listed_to == Audience.EVERYONE
    return data_block(track_node(track, credits, with_album=with_album))


@register.simple_tag
def structured_artist(artist: Artist) -> SafeString:
    return data_block(artist_node(artist))
