"""Cards of albums and tracks, kept as parts."""

from collections.abc import Iterable
from enum import StrEnum

from django.utils.safestring import SafeString

from accounts.viewer import Viewer
from catalog.models import Album
from web import reads
from web.parts import Parts, part


class Look(StrEnum):
    """How a card looks."""

    PLAIN = "plain"
    DATED = "dated"
    FEATURED = "featured"


def album_cards(
    parts: Parts, viewer: Viewer, albums: Iterable[int], look: Look = Look.PLAIN
) -> list[SafeString]:
    """The cards of these albums, which the viewer sees listed. Two queries, or none where all of them are kept."""
    return list(looking_cards(parts, viewer, [(album, look) for album in albums]).values())


def looking_cards(
    parts: Parts, viewer: Viewer, cards: Iterable[tuple[int, Look]]
) -> dict[tuple[int, Look], SafeString]:
    """As `album_cards`, for shelves of several looks at once."""

    def made(missing: list[tuple[int, Look]]) -> dict[tuple[int, Look], SafeString]:
        rows = reads.album_cards(viewer).in_bulk({album for album, _ in missing})
        return {(pk, look): _card(rows[pk], look) for pk, look in missing if pk in rows}

    return parts.each("card", cards, made)


def _card(album: Album, look: Look) -> SafeString:
    return part(
        "partials/album_card.html",
        album=album,
        show_year=look == Look.DATED,
        featured=look == Look.FEATURED,
    )


def track_cards(
    parts: Parts, viewer: Viewer, cards: Iterable[tuple[int, bool]]
) -> dict[tuple[int, bool], SafeString]:
    """Cards of these tracks, which the viewer sees listed; small ones, for a chart, where the second value is true.

    Two queries, or none where all of them are kept.
    """

    def made(missing: list[tuple[int, bool]]) -> dict[tuple[int, bool], SafeString]:
        rows = reads.track_rows(viewer).in_bulk({track for track, _ in missing})
        return {
            (pk, small): part(f"partials/track_{'tile' if small else 'card'}.html", track=rows[pk])
            for pk, small in missing
            if pk in rows
        }

    return parts.each("track card", cards, made)
