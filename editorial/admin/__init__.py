"""What content managers arrange and write."""

from editorial.admin.newsletter import SubscriberAdmin
from editorial.admin.posts import PostAdmin
from editorial.admin.shelves import ShelfAdmin

__all__ = ["PostAdmin", "ShelfAdmin", "SubscriberAdmin"]
