"""The catalogue in the admin."""

from catalog.admin import artists, items

__all__ = ["artists", "items"]
