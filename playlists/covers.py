"""The cover of a playlist: one that was uploaded, else one drawn from its id."""

from catalog.api.covers import MIDDLE, Cover
from pictures.colours import css_colour
from pictures.generated import cover_colour
from playlists.models import Playlist


def playlist_cover(playlist: Playlist) -> Cover:
    """The cover of a playlist that was read with `for_cards()`. The pages serve these addresses."""
    base = f"/playlists/{playlist.public_id}/cover"
    artwork = playlist.cover
    if artwork is None or not artwork.is_made:
        return Cover(
            id="",
            src=f"{base}/generated.svg",
            srcset="",
            color=cover_colour(playlist.public_id),
            blurhash="",
        )
    version = artwork.sha256[:12]
    return Cover(
        id=artwork.public_id,
        src=f"{base}/{MIDDLE}?v={version}",
        srcset=", ".join(f"{base}/{size}?v={version} {size}w" for size in artwork.sizes),
        color=css_colour(artwork.colour) if artwork.colour else None,
        blurhash=artwork.blurhash,
    )
