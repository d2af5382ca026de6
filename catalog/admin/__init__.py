"""The catalogue in the admin."""

from catalog.admin import artists, items, journal

__all__ = ["artists", "items", "journal"]
