"""What the recipient's page needs of templates: its colour, and covers below the link's own address."""

from collections.abc import Sequence

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from pictures.models import Artwork
from pictures.oklch import oklch
from pitching.models import Pitch
from pitching.received.files import reply_address, sender_name
from pitching.received.shown import Shown

register = template.Library()
_CHROMA_STEPS = (0.03, 0.07, 0.11, 0.155)
"""As of static/css/artwork-colours.css."""


@register.filter
def sender_of(pitch: Pitch) -> str:
    """As whoever sent it calls themselves."""
    return sender_name(pitch)


@register.filter
def reply_to(pitch: Pitch) -> str:
    """The address that answers go to, or nothing."""
    return reply_address(pitch)


@register.filter
def colour_classes(pitch: Pitch, shown: Shown | None = None) -> str:
    """The classes of the pitch's colour: the one chosen, else its picture's, else its first track's."""
    colour: Sequence[float] | None = None
    if len(pitch.color) == 7:
        red, green, blue = (int(pitch.color[at : at + 2], 16) / 255 for at in (1, 3, 5))
        colour = oklch((red, green, blue))
    else:
        colour = next((art.colour for art in _pictures(pitch, shown) if art.colour), None)
    if colour is None:
        return "art"
    _, chroma, hue = colour
    step = sum(chroma > limit for limit in _CHROMA_STEPS)
    return f"art h{int(hue % 360 // 10)} c{step}"


def _pictures(pitch: Pitch, shown: Shown | None) -> list[Artwork]:
    rows = shown.heard[:1] if shown else []
    found = [pitch.artwork, *(row.track.album.cover for row in rows if row.track)]
    return [picture for picture in found if picture is not None]


@register.simple_tag
def received_cover(
    base: str, artwork: Artwork | None, sizes: str, *, extra: str = "", eager: bool = False
) -> SafeString:
    """An `<img>` of a square picture below an address: in the sizes that it has, or the one drawn."""
    loading = SafeString(' fetchpriority="high"' if eager else ' loading="lazy" decoding="async"')
    if artwork is None or not artwork.is_made:
        plain = "" if eager else "?plain=1"
        return format_html(
            '<img class="cover {}" src="{}/generated.svg{}" width="300" height="300" alt=""{}>',
            extra, base, plain, loading,
        )  # fmt: skip
    version = artwork.sha256[:12]
    sources = ", ".join(f"{base}/{size}?v={version} {size}w" for size in artwork.sizes)
    smallest = min(artwork.sizes)
    return format_html(
        '<img class="cover {}" src="{}/{}?v={}" srcset="{}" sizes="{}" width="300" height="300" alt=""{}>',
        extra, base, smallest, version, sources, sizes, loading,
    )  # fmt: skip
