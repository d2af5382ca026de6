"""Covers on a page: the picture in the sizes it has, or the generated one; its colours as classes."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from pictures.models import Artwork

register = template.Library()

SIZES = {
    "card": "(min-width: 64rem) 15rem, (min-width: 40rem) 22vw, 44vw",
    "featured": "(min-width: 64rem) 31rem, (min-width: 40rem) 45vw, 92vw",
    "masthead": "(min-width: 90rem) 30rem, (min-width: 40rem) 32vw, 22rem",
    "row": "2.25rem",
    "person": "3.5rem",
}
"""How wide a cover is shown, by place, for the browser's choice among sizes."""
_CHROMA_STEPS = (0.03, 0.07, 0.11, 0.155)


@register.filter
def art_classes(artwork: Artwork | None) -> str:
    """The classes that carry an artwork's hue and chroma (see static/css/artwork-colours.css)."""
    if artwork is None or not artwork.colour:
        return "art"
    _, chroma, hue = artwork.colour
    step = sum(chroma > limit for limit in _CHROMA_STEPS)
    return f"art h{int(hue % 360 // 10)} c{step}"


def artwork_url(artwork: Artwork, size: int) -> str:
    return f"/artwork/{artwork.public_id}/{size}.webp"


def generated_url(kind: str, public_id: str) -> str:
    return f"/artwork/generated/{kind}-{public_id}.svg"


def largest_url(artwork: Artwork | None, kind: str, public_id: str) -> str:
    """The address of the largest picture there is."""
    if artwork is None or not artwork.sizes:
        return generated_url(kind, public_id)
    return artwork_url(artwork, max(artwork.sizes))


@register.simple_tag
def cover(
    artwork: Artwork | None,
    kind: str,
    public_id: str,
    place: str = "card",
    *,
    alt: str = "",
    eager: bool = False,
    extra: str = "",
) -> SafeString:
    """An `<img>` of a square cover. `kind` and `public_id` name whose it is, for the generated one.

    The pictures at the top of a page are `eager`; all others load when they come near.
    """
    loading = SafeString(' fetchpriority="high"' if eager else ' loading="lazy" decoding="async"')
    classes = f"cover {art_classes(artwork)}{' ' if extra else ''}{extra}"
    if artwork is None or not artwork.sizes:
        return format_html(
            '<img class="{}" src="{}" width="300" height="300" alt="{}"{}>',
            classes, generated_url(kind, public_id), alt, loading,
        )  # fmt: skip
    sizes = sorted(artwork.sizes)
    fallback = next((size for size in sizes if size >= 300), sizes[-1])
    return format_html(
        '<img class="{}" src="{}" srcset="{}" sizes="{}" width="300" height="300" alt="{}"{}>',
        classes, artwork_url(artwork, fallback),
        ", ".join(f"{artwork_url(artwork, size)} {size}w" for size in sizes),
        SIZES[place], alt, loading,
    )  # fmt: skip
