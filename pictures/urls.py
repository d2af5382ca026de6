"""Addresses of pictures. `web` serves them: whether somebody may see one is decided where it is shown."""

from pictures.models import Artwork

SIZES = (96, 192, 384, 768, 1536)


def artwork_url(artwork: Artwork, size: int) -> str:
    """`/artwork/<public id>/<size>.webp`."""
    return f"/artwork/{artwork.public_id}/{size}.webp"


def artwork_srcset(artwork: Artwork) -> str:
    """The `srcset` of an `<img>`: every size that is made, by its width."""
    return ", ".join(f"{artwork_url(artwork, size)} {size}w" for size in artwork.sizes)


def preview_url(artwork: Artwork) -> str:
    """The JPEG for Open Graph and the like."""
    return f"/artwork/{artwork.public_id}/og.jpg"
