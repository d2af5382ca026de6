"""Covers on a page: the picture in the sizes it has, or the drawn one; its colours as classes."""

from collections.abc import Sequence
from functools import lru_cache

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from catalog.api.covers import album_cover, artist_image
from catalog.models import Album, Artist
from pictures.generated import cover_colour
from pictures.oklch import oklch

register = template.Library()

PLACES = {
    "card": "(min-width: 64rem) 15rem, (min-width: 40rem) 22vw, 44vw",
    "featured": "(min-width: 64rem) 31rem, (min-width: 40rem) 45vw, 92vw",
    "masthead": "(min-width: 90rem) 30rem, (min-width: 40rem) 32vw, 22rem",
    "row": "36px",
    "person": "56px",
}
"""How wide a cover is shown, by place, for the browser's choice among sizes."""
SMALL = {"row", "person"}
_CHROMA_STEPS = (0.03, 0.07, 0.11, 0.155)


@lru_cache(maxsize=4096)
def _drawn_colour(public_id: str) -> Sequence[float]:
    """The colour of the drawn cover, OKLCH."""
    code = cover_colour(public_id)
    red, green, blue = (int(code[start : start + 2], 16) / 255 for start in (1, 3, 5))
    return oklch((red, green, blue))


@register.filter
def art_classes(thing: Album | Artist) -> str:
    """The classes that carry the hue and chroma of a thing's picture (see static/css/artwork-colours.css)."""
    artwork = thing.cover if isinstance(thing, Album) else thing.image
    colour: Sequence[float]
    if artwork is None or not artwork.is_made:
        colour = _drawn_colour(thing.public_id)
    elif artwork.colour:
        colour = artwork.colour
    else:
        return "art"
    _, chroma, hue = colour
    step = sum(chroma > limit for limit in _CHROMA_STEPS)
    return f"art h{int(hue % 360 // 10)} c{step}"


@register.simple_tag
def cover(
    thing: Album | Artist,
    place: str = "card",
    *,
    alt: str = "",
    eager: bool = False,
    extra: str = "",
) -> SafeString:
    """An `<img>` of the square picture of an album or artist, of a place named in PLACES.

    The picture at the top of a page is `eager`; all others load when they come near.
    """
    picture = album_cover(thing) if isinstance(thing, Album) else artist_image(thing)
    loading = SafeString(' fetchpriority="high"' if eager else ' loading="lazy" decoding="async"')
    classes = f"cover {art_classes(thing)}{' ' if extra else ''}{extra}"
    if not picture["srcset"]:
        # In small places the drawing goes without its words.
        source = picture["src"] + ("?plain=1" if place in SMALL else "")
        return format_html(
            '<img class="{}" src="{}" width="300" height="300" alt="{}"{}>',
            classes, source, alt, loading,
        )  # fmt: skip
    return format_html(
        '<img class="{}" src="{}" srcset="{}" sizes="{}" width="300" height="300" alt="{}"{}>',
        classes, picture["src"], picture["srcset"], PLACES[place], alt, loading,
    )  # fmt: skip
