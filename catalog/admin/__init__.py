"""The catalogue in the admin."""

from catalog.admin import artists, changes, items, journal, queue

__all__ = ["artists", "changes", "items", "journal", "queue"]
