"""An album as its page shows it: discs, parts of works, rows."""

from dataclasses import dataclass, field
from itertools import groupby

from django.utils.translation import gettext

from accounts.viewer import Viewer
from catalog.models import Album, Artist, Credit, Genre, Track
from web import reads
from web.credits import RoleOfCredits, by_role, line_ids

OTHERS = 6


@dataclass(frozen=True, slots=True)
class Row:
    """A track on its album; its artists only where they are not the album's."""

    track: Track
    title: str
    show_artists: bool


@dataclass(frozen=True, slots=True)
class Part:
    """Tracks in a row that are movements of one work, or of none."""

    work: str
    rows: list[Row]


@dataclass(frozen=True, slots=True)
class DiscPart:
    """A disc with its heading, where there is something to tell apart."""

    heading: str
    parts: list[Part]


@dataclass(frozen=True, slots=True)
class AlbumPage:
    album: Album
    credits: list[Credit]
    discs: list[DiscPart]
    tracks: list[Track]
    genres: list[Genre]
    roles: list[RoleOfCredits]
    main_artist: Artist | None
    others: list[Album] = field(default_factory=list)

    @property
    def length_ms(self) -> int:
        return sum(track.duration_ms for track in self.tracks)


def album_page(album: Album, viewer: Viewer) -> AlbumPage:
    """Everything on an album's page, in seven queries."""
    credits = list(reads.credits_in_order().filter(album=album))
    tracks = list(Track.objects.on_album(album, viewer).for_rows().select_related("work"))
    for track in tracks:
        track.album = album
    main = next((c.artist for c in credits if c.role == Credit.Role.MAIN), None)
    others: list[Album] = []
    if main is not None and not main.is_various:
        others = list(
            reads.album_cards(viewer)
            .filter(credits__artist=main, credits__role=Credit.Role.MAIN)
            .exclude(pk=album.pk)
            .order_by("-release_date", "-id")[:OTHERS]
        )
    return AlbumPage(
        album=album,
        credits=credits,
        discs=_discs(album, tracks, line_ids(credits)),
        tracks=tracks,
        genres=list(album.genres.order_by("name_key", "id")),
        roles=by_role(credits, without=(Credit.Role.MAIN, Credit.Role.FEATURED)),
        main_artist=main,
        others=others,
    )


def _discs(album: Album, tracks: list[Track], album_line: list[int]) -> list[DiscPart]:
    titles = dict(album.discs.values_list("number", "title"))
    by_disc = [(number, list(rows)) for number, rows in groupby(tracks, lambda t: t.disc_number)]
    discs = []
    for number, on_disc in by_disc:
        title = titles.get(number, "")
        heading = title if len(by_disc) == 1 else gettext("Disc %(number)s") % {"number": number}
        if title and len(by_disc) > 1:
            heading = f"{heading}: {title}"
        discs.append(DiscPart(heading, _parts(on_disc, album_line)))
    return discs


def _parts(tracks: list[Track], album_line: list[int]) -> list[Part]:
    parts = []
    for work_id, group in groupby(tracks, lambda track: track.work_id):
        same = list(group)
        work = same[0].work if work_id and len(same) > 1 else None
        rows = [
            Row(
                track,
                (_movement(track) if work else "") or track.title,
                line_ids(track.credits.all()) not in ([], album_line),
            )
            for track in same
        ]
        parts.append(Part(work.title if work else "", rows))
    return parts


def _movement(track: Track) -> str:
    """`II. Andante`: a movement's own name, where its work stands above it."""
    if not track.movement:
        return ""
    number = _roman(track.movement_number) if track.movement_number else ""
    return f"{number}. {track.movement}" if number else track.movement


def _roman(number: int) -> str:
    signs = ((50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
    text = ""
    for value, sign in signs:
        text += sign * (number // value)
        number %= value
    return text
