"""Writes of the catalogue."""

from catalog.services.refresh import album_refresh, audiences_refresh
from catalog.services.take import Taken, albums_take, artist_image_take

__all__ = ["Taken", "album_refresh", "albums_take", "artist_image_take", "audiences_refresh"]
