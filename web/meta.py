"""What a page says of itself to search engines and messengers."""

from typing import Any

from django.conf import settings

from catalog.audience import Audience
from pictures.models import Artwork
from web.templatetags.covers import largest_url


def about(
    path: str,
    *,
    description: str,
    listed_to: int = Audience.EVERYONE,
    artwork: Artwork | None = None,
    kind: str = "",
    public_id: str = "",
) -> dict[str, Any]:
    """Template values for `partials/meta.html`. Only what everyone finds in lists may be indexed.

    The picture is the cover in its largest size; the generated one is an SVG, which messengers do not show.
    """
    picture = ""
    if artwork is not None and artwork.sizes and listed_to == Audience.EVERYONE:
        picture = settings.SITE_URL + largest_url(artwork, kind, public_id)
    return {
        "canonical": settings.SITE_URL + path,
        "description": " ".join(description.split())[:200],
        "picture": picture,
        "is_open": listed_to == Audience.EVERYONE,
    }
