"""Finding music by words: the engine ranks, `listed_for` decides what is shown."""

from dataclasses import dataclass
from typing import Any

from accounts.viewer import Viewer
from catalog.models import Album, Artist, Track
from catalog.search_documents import labels_for
from search.indexing import engine

SPARE = 2
"""Hits asked for, in multiples of the rows wanted: some fall away where the index is behind the rows."""


@dataclass(frozen=True, slots=True)
class Found:
    """Rows with what their lists show, the best first."""

    tracks: list[Track]
    albums: list[Album]
    artists: list[Artist]


def find(viewer: Viewer, text: str, *, limit: int) -> Found:
    """What the viewer sees of what the text finds: at most `limit` of each kind, ranked by the engine."""
    hits = engine().query(
        text,
        kinds=("track", "album", "artist"),
        audiences=labels_for(viewer),
        limit=limit * SPARE,
    )
    keys: dict[str, list[int]] = {"track": [], "album": [], "artist": []}
    for hit in hits:
        keys[hit.kind].append(hit.ref)
    return Found(
        tracks=_rows(Track.objects.listed_for(viewer).for_rows(), keys["track"])[:limit],
        albums=_rows(Album.objects.listed_for(viewer).for_cards(), keys["album"])[:limit],
        artists=_rows(Artist.objects.listed_for(viewer).with_image_for(viewer), keys["artist"])[
            :limit
        ],
    )


def keys_found(viewer: Viewer, text: str, kind: str, *, limit: int) -> list[int]:
    """Keys of the rows of one kind that the text finds, the best first; the caller still asks what may be seen."""
    hits = engine().query(text, kinds=(kind,), audiences=labels_for(viewer), limit=limit)
    return [hit.ref for hit in hits]


def _rows(visible: Any, keys: list[int]) -> list[Any]:
    """The rows with these keys, in their order."""
    found = visible.in_bulk(keys) if keys else {}
    return [found[key] for key in keys if key in found]
