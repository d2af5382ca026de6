"""Rows of what is put forward."""

from editorial.models.chart import ChartEntry
from editorial.models.draw import Draw, DrawnTrack
from editorial.models.newsletter import NewsletterLetter, Subscriber
from editorial.models.post import Post, PostPicture, PostTag
from editorial.models.rollup import PlayDay, PlayHour, PlayOrigin, PlaySum, RollupState
from editorial.models.shelf import HomeClock, Shelf, ShelfItem
from editorial.models.similar import SimilarArtist, SimilarTrack

__all__ = [
    "ChartEntry",
    "Draw",
    "DrawnTrack",
    "HomeClock",
    "NewsletterLetter",
    "PlayDay",
    "PlayHour",
    "PlayOrigin",
    "PlaySum",
    "Post",
    "PostPicture",
    "PostTag",
    "RollupState",
    "Shelf",
    "ShelfItem",
    "SimilarArtist",
    "SimilarTrack",
    "Subscriber",
]
