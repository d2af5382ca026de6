"""An album as its page shows it: discs, parts of works, rows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext

from accounts.viewer import Viewer
from catalog.asking import ANY_TIME, Asked
from catalog.models import Album, Credit, Track
from catalog.reach import reach_of
from web import reads
from web.credits import by_role, line_ids
from web.meta import about
from web.parts import part
from web.templatetags.covers import art_classes
from web.templatetags.music import spoken_length, track_count

OTHERS = 6


@dataclass(frozen=True, slots=True)
class Row:
    """A track on its album; its artists only where they are not the album's."""

    track: Track
    title: str
    show_artists: bool
    kind: str = ""
    """Of a version: how it differs from the track above it."""
    versions: "list[Row]" = field(default_factory=list)
    """Of this album; folded away."""


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
class Article:
    """All that an album's page says of the album: finished, for the tracks that it shows."""

    html: SafeString
    title: str
    artist_line: str
    wash: str
    meta: Mapping[str, Any]
    main_artist: tuple[int, str] | None
    """Key and name of who made it; None for various artists."""


def album_article(
    album_id: int, tracks: Sequence[int], *, for_members: bool, for_editors: bool = False
) -> Article:
    """The article of an album that shows these of its tracks. Six queries.

    It is the same for whoever may see just these: members get buttons beside them, editors the way to its metadata.
    """
    album: Album = Album.objects.select_related("cover").get(pk=album_id)
    credits = list(reads.credits_in_order().filter(album=album))
    rows = list(
        Track.objects.filter(album=album, pk__in=tracks)
        .in_album_order()
        .for_album_rows()
        .select_related("work")
    )
    for row in rows:
        row.album = album
    length = sum(row.duration_ms for row in rows)
    main = next((c.artist for c in credits if c.role == Credit.Role.MAIN), None)
    words = (album.artist_line, album.year, track_count(len(rows)), spoken_length(length))
    return Article(
        html=part(
            "partials/album_article.html",
            album=album,
            credits=credits,
            discs=_discs(album, rows, line_ids(credits)),
            tracks=rows,
            length_ms=length,
            genres=list(album.genres.order_by("name_key", "id")),
            roles=by_role(credits, without=(Credit.Role.MAIN, Credit.Role.FEATURED)),
            viewer={
                "is_member": for_members,
                "may_edit": for_editors,
            },  # of whoever looks, no more than this
        ),
        title=album.title,
        artist_line=album.artist_line,
        wash=art_classes(album),
        meta=about(
            album.get_absolute_url(),
            description=" · ".join(word for word in words if word),
            listed_to=album.listed_to,
            pictured=album,
        ),
        main_artist=None if main is None or main.is_various else (main.pk, main.name),
    )


_ANY_ID, _ANY_ALBUM, _ANY_ARTIST = "?" * 32, -7_777_771, -7_777_772


def _reached(viewer: Viewer) -> Any:
    rows = Album.objects.reachable_by(viewer, at=ANY_TIME).filter(public_id=_ANY_ID)
    return rows.values_list("pk", "title", "library_id")


def _tracks(viewer: Viewer) -> Any:
    return Track.objects.on_album(_ANY_ALBUM, viewer, at=ANY_TIME).values_list("pk")


def _others(viewer: Viewer) -> Any:
    # Looked up beside, not asked of each album in turn: there may be a hundred thousand.
    own = Credit.objects.filter(
        artist=_ANY_ARTIST, role=Credit.Role.MAIN, album__isnull=False
    ).order_by()
    rows = Album.objects.listed_for(viewer).filter(pk__in=own.values("album"))
    rows = rows.exclude(pk=_ANY_ALBUM)
    return rows.order_by("-release_date", "-id").values_list("pk")[:OTHERS]


_asked_reached, _asked_tracks, _asked_others = (
    Asked(Album, _reached), Asked(Track, _tracks), Asked(Album, _others),
)  # fmt: skip


def album_reached(viewer: Viewer, public_id: str) -> Album | None:
    """The album, of which no more is known than its address, where the viewer reaches it."""
    rows = _asked_reached.rows(viewer, {_ANY_ID: public_id})
    if not rows:
        return None
    ((pk, title, library),) = rows
    return Album(pk=pk, title=title, public_id=public_id, library_id=library)


def may_edit(album: Album, viewer: Viewer) -> bool:
    """Whether its metadata is the viewer's to change. No query: what they reach says it."""
    return album.library_id in reach_of(viewer).written


def tracks_shown(viewer: Viewer, album: int) -> tuple[int, ...]:
    """Keys of the tracks that the album's page shows to the viewer, in their order."""
    return tuple(pk for (pk,) in _asked_tracks.rows(viewer, {_ANY_ALBUM: album}))


def others_by(artist: int, viewer: Viewer, *, besides: int) -> list[int]:
    """Keys of the newest other albums of an artist that the viewer sees listed."""
    rows = _asked_others.rows(viewer, {_ANY_ARTIST: artist, _ANY_ALBUM: besides})
    return [pk for (pk,) in rows]


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
    there = {track.pk for track in tracks}
    versions: dict[int, list[Row]] = {}
    for track in tracks:
        if track.version_of_id in there:
            row = _row(track, track.title, album_line, kind=track.get_version_kind_display())
            versions.setdefault(track.version_of_id, []).append(row)
    whole = [track for track in tracks if track.version_of_id not in there]
    for work_id, group in groupby(whole, lambda track: track.work_id):
        same = list(group)
        work = same[0].work if work_id and len(same) > 1 else None
        rows = [
            _row(
                track,
                (_movement(track) if work else "") or track.title,
                album_line,
                versions=versions.get(track.pk, []),
            )
            for track in same
        ]
        parts.append(Part(work.title if work else "", rows))
    return parts


def _row(track: Track, title: str, album_line: list[int], **more: Any) -> Row:
    return Row(track, title, line_ids(track.credits.all()) not in ([], album_line), **more)


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
