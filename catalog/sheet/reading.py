"""The cells of tracks, and what their tags say of each."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch

from catalog.curation import curation_tag
from catalog.models import Credit, Genre, Instrument, Split, Track
from catalog.querysets import TrackQuerySet
from catalog.services.rights import SplitFacts
from catalog.sheet.cells import shown
from catalog.sheet.columns import COLUMNS, Column, Part


@dataclass(frozen=True, slots=True)
class Said:
    """Who set a cell, and what tags say instead; None where no tag could say it."""

    by: str
    tags: str | None


def with_cells(tracks: TrackQuerySet) -> TrackQuerySet:
    """Tracks with all that their cells tell: seven queries, however many they are."""
    return tracks.select_related("album", "library", "rights", "version_of").prefetch_related(
        Prefetch(
            "credits",
            Credit.objects.select_related("artist").order_by("position", "pk"),
            to_attr="sheet_credits",
        ),
        Prefetch("genres", Genre.objects.order_by("name_key", "pk"), to_attr="sheet_genres"),
        Prefetch(
            "instruments",
            Instrument.objects.order_by("name_key", "pk"),
            to_attr="sheet_instruments",
        ),
        Prefetch("splits", Split.objects.order_by("side", "position"), to_attr="sheet_splits"),
    )


def row_tag(track: Track) -> str:
    """The entity tag of a row: whoever changes any of its cells changes it, but those of its album."""
    return curation_tag("track", track)


def album_tag(track: Track) -> str:
    """The entity tag of what a row shows of its album: apart, as each of many rows may be saved after the first."""
    return curation_tag("album", track.album)


def cells_of(track: Any) -> dict[str, str]:
    """The cells of a track that was read `with_cells`."""
    return {column.key: shown(column, value_of(track, column)) for column in COLUMNS}


def value_of(track: Any, column: Column) -> Any:
    """What a cell is made from."""
    return _READ[column.part](track, column)


def said_of(track: Any) -> dict[str, Said]:
    """Who set which cells; those that are not here are as the tags say, or empty."""
    rights = _rights(track)
    told = {}
    for column in COLUMNS:
        if column.part in {Part.RIGHTS, Part.SPLITS}:
            entry = rights.curated.get(column.key) if rights else None
            if entry is not None:
                told[column.key] = Said(entry["by"], None)
        elif column.is_of_album:
            if (entry := track.album.curated.get(column.of)) is not None:
                told[column.key] = Said(entry["by"], shown(column, entry["tags"]))
        elif (name := provenance_of(column)) and (entry := track.curated.get(name)):
            told[column.key] = Said(entry["by"], _tags(column, entry["tags"]))
    return told


def provenance_of(column: Column) -> str:
    """Under which name a track's `curated` keeps who set a cell; empty where no tag could or its album keeps it."""
    match column.part:
        case Part.FIELD:
            return column.key
        case Part.CREDITS:
            return "credits"
        case Part.TAGS:
            return "genres"  # moods are kept with them
        case Part.INSTRUMENTS:
            return "instruments"
    return ""


def _tags(column: Column, tags: Any) -> str | None:
    if column.part == Part.CREDITS:
        return "; ".join(one[0] for one in tags or [] if one[1] == column.of)
    if column.part == Part.TAGS:
        # Which of them are moods the tags' own names do not tell.
        return "; ".join(tags or []) if column.of == Genre.Kind.GENRE else None
    if column.part == Part.INSTRUMENTS:
        return None
    return shown(column, tags)


def _rights(track: Any) -> Any:
    return getattr(track, "rights", None)


def _version(track: Any, column: Column) -> str:
    if column.key == "version_kind":
        return str(track.version_kind)
    return track.version_of.title if track.version_of else ""


def _splits(track: Any, column: Column) -> list[SplitFacts]:
    return [
        SplitFacts(split.side, split.party, split.share, split.pro, split.ipi, split.publisher)
        for split in track.sheet_splits
        if split.side == column.of
    ]


_READ: dict[Part, Callable[[Any, Column], Any]] = {
    Part.FIELD: lambda track, column: getattr(track, column.key),
    Part.CREDITS: lambda track, column: [
        credit.name for credit in track.sheet_credits if credit.role == column.of
    ],
    Part.TAGS: lambda track, column: [
        genre.name for genre in track.sheet_genres if genre.kind == column.of
    ],
    Part.INSTRUMENTS: lambda track, column: [one.name for one in track.sheet_instruments],
    Part.VERSION: _version,
    Part.RIGHTS: lambda track, column: getattr(_rights(track), column.key, None),
    Part.SPLITS: _splits,
    Part.ALBUM: lambda track, column: getattr(track.album, column.of),
}
