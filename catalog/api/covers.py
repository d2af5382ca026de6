"""Covers as the API tells them: addresses in several sizes, never none.

A picture is asked for by the thing that shows it, so that access to a picture is access to that thing.
"""

from typing import TypedDict

from catalog.models import Album, Artist
from pictures.colours import css_colour
from pictures.generated import cover_colour
from pictures.models import Artwork


class Cover(TypedDict):
    """`color` is CSS, or None where it is not known."""

    id: str
    src: str
    srcset: str
    color: str | None
    blurhash: str


MIDDLE = 384


def album_cover(album: Album) -> Cover:
    """The cover of an album that was read with `select_related("cover")`."""
    return cover_at(f"/artwork/album/{album.public_id}", album.public_id, album.cover)


def artist_image(artist: Artist) -> Cover:
    """The picture of an artist that was read by `with_image_for`, so that it is one its viewer may see."""
    return cover_at(f"/artwork/artist/{artist.public_id}", artist.public_id, artist.image)


def cover_at(base: str, public_id: str, artwork: Artwork | None) -> Cover:
    """A picture whose sizes are served below the address `base`; the one drawn from the id until they are made."""
    if artwork is None or not artwork.is_made:
        return Cover(
            id="",
            src=f"{base}/generated.svg",
            srcset="",
            color=cover_colour(public_id),
            blurhash="",
        )
    # The address changes with the picture, so that it can be kept as long as access allows.
    version = artwork.sha256[:12]
    return Cover(
        id=artwork.public_id,
        src=f"{base}/{MIDDLE}?v={version}",
        srcset=", ".join(f"{base}/{size}?v={version} {size}w" for size in artwork.sizes),
        color=css_colour(artwork.colour) if artwork.colour else None,
        blurhash=artwork.blurhash,
    )
