"""What a page says of itself to search engines and messengers."""

from typing import Any

from django.conf import settings

from catalog.audience import Audience
from catalog.models import Album, Artist


def about(
    path: str,
    *,
    description: str,
    listed_to: int = Audience.EVERYONE,
    pictured: Album | Artist | None = None,
) -> dict[str, Any]:
    """Template values for `partials/meta.html`. Only what everyone finds in lists may be indexed.

    The picture is a JPEG of the cover; a drawn one is an SVG, which messengers do not show.
    """
    artwork = None
    if pictured is not None:
        artwork = pictured.cover if isinstance(pictured, Album) else pictured.image
    picture = ""
    if artwork is not None and artwork.sizes and listed_to == Audience.EVERYONE:
        kind = "album" if isinstance(pictured, Album) else "artist"
        assert pictured is not None
        picture = f"{settings.SITE_URL}/artwork/{kind}/{pictured.public_id}/og.jpg"
    return {
        "canonical": settings.SITE_URL + path,
        "description": " ".join(description.split())[:200],
        "picture": picture,
        "is_open": listed_to == Audience.EVERYONE,
    }
