"""The cover of a playlist: one that was uploaded, else one drawn from its id."""

from catalog.api.covers import Cover, cover_at
from playlists.models import Playlist


def playlist_cover(playlist: Playlist) -> Cover:
    """The cover of a playlist that was read with `for_cards()`. The pages serve these addresses."""
    base = f"/playlists/{playlist.public_id}/cover"
    return cover_at(base, playlist.public_id, playlist.cover)
