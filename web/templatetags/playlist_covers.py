"""Covers of playlists on a page: one that was uploaded, four of its albums, or a drawn one."""

from collections.abc import Sequence

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from catalog.models import Album
from playlists.covers import playlist_cover as cover_of
from playlists.queries import PlaylistCard
from web.templatetags.covers import PLACES, cover

register = template.Library()

QUARTERS = 4


@register.simple_tag
def playlist_cover(card: PlaylistCard, place: str = "card", *, eager: bool = False) -> SafeString:
    """The square that stands for a playlist, without words of its own: its title is beside it."""
    picture = cover_of(card.playlist)
    loading = SafeString(' fetchpriority="high"' if eager else ' loading="lazy" decoding="async"')
    if picture["srcset"]:
        return format_html(
            '<img class="cover" src="{}" srcset="{}" sizes="{}" width="300" height="300" alt=""{}>',
            picture["src"], picture["srcset"], PLACES[place], loading,
        )  # fmt: skip
    if card.albums:
        return covers_of(card.albums, place, eager=eager)
    return format_html(
        '<img class="cover" src="{}?plain=1" width="300" height="300" alt=""{}>',
        picture["src"], loading,
    )  # fmt: skip


@register.simple_tag
def covers_of(albums: Sequence[Album], place: str = "card", *, eager: bool = False) -> SafeString:
    """The square that stands for tracks of these albums: the covers of four, else that of the first."""
    if len(albums) == QUARTERS:
        return format_html(
            '<span class="mosaic cover">{}</span>',
            format_html_join("", "{}", ((cover(album, "person"),) for album in albums)),
        )
    return cover(albums[0], place, eager=eager) if albums else SafeString("")
