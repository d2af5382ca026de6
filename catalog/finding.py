"""Finding music by words: the engine ranks, `listed_for` decides what is shown."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from accounts.showing import people_shown
from accounts.viewer import Viewer
from catalog.listed_rows import listed_keys, listed_rows
from catalog.models import Album, Artist, Genre, Track
from catalog.search_documents import labels_for
from common.registry import Registry
from search.asking import ask
from search.engine import Answer
from search.language import Query, parse

KINDS = ("artist", "album", "track", "genre")
"""What of the catalogue can be found, in the order in which equals stand."""

EVERYTHING = (*KINDS, "playlist", "person", "post")
"""And with what rooms above keep (`findable`)."""

SPARE = 2
"""Hits asked for, in multiples of the rows wanted: some fall away where the index is behind the rows."""


def _as_they_are(rows: list[Any], viewer: Viewer) -> list[Any]:
    return rows


@dataclass(frozen=True, slots=True)
class Findable:
    """What a room above can have found: the rows that a viewer sees listed, by key; and what is shown of some of them,
    in their order.
    """

    visible: Callable[[Viewer], Any]
    shown: Callable[[list[Any], Viewer], list[Any]] = _as_they_are


findable: Registry[Findable] = Registry("kind of thing that is found")


@dataclass(frozen=True, slots=True)
class Found:
    """Rows by kind with what their lists show, the best first; kinds with the best answer first."""

    rows: dict[str, list[Any]]
    answer: Answer

    @property
    def tracks(self) -> list[Track]:
        return self.rows.get("track", [])

    @property
    def albums(self) -> list[Album]:
        return self.rows.get("album", [])

    @property
    def artists(self) -> list[Artist]:
        return self.rows.get("artist", [])

    @property
    def genres(self) -> list[Genre]:
        return self.rows.get("genre", [])


def find(
    viewer: Viewer,
    query: Query,
    *,
    limit: int,
    kinds: Sequence[str] = KINDS,
    offset: int = 0,
    facets: bool = False,
    is_quick: bool = False,
    only_keys: bool = False,
) -> Found:
    """What the viewer sees of what the query finds: at most `limit` of each kind, ranked by the engine.

    `facets`: count the values of the tracks that are found. With an `offset`, one kind. `is_quick`: as
    `search.engine.Question` says. `only_keys`: of the catalogue's kinds, keys in place of rows, for whoever keeps how
    they look.
    """
    answer = ask(
        query,
        kinds=kinds,
        audiences=labels_for(viewer),
        # A page must begin where the one before has ended.
        limit=limit if offset else limit * SPARE,
        offset=offset,
        facets_of="track" if facets else "",
        is_quick=is_quick,
    )
    best = {kind: max((hit.score for hit in answer.of(kind)), default=0) for kind in kinds}
    rows = {
        kind: _shown(kind, viewer, [hit.ref for hit in answer.of(kind)], limit, only_keys)
        for kind in sorted(kinds, key=lambda kind: -best[kind])  # equals keep their order
    }
    return Found(rows, answer)


def keys_found(viewer: Viewer, text: str, kind: str, *, limit: int) -> list[int]:
    """Keys of the rows of one kind that the text finds, the best first; the caller still asks what may be seen."""
    answer = ask(parse(text), kinds=(kind,), audiences=labels_for(viewer), limit=limit)
    return [hit.ref for hit in answer.hits]


def _shown(kind: str, viewer: Viewer, keys: list[int], limit: int, only_keys: bool) -> list[Any]:
    """The rows with these keys that the viewer sees, in their order."""
    found = _seen(kind, viewer, keys[:limit], only_keys)
    if len(found) < limit < len(keys):  # what fell away has others in its place
        found |= _seen(kind, viewer, keys[limit:], only_keys)
    rows = [found[key] for key in keys if key in found][:limit]
    above = dict(findable.items()).get(kind)
    return above.shown(rows, viewer) if above and rows else rows


def _seen(kind: str, viewer: Viewer, keys: list[int], only_keys: bool) -> dict[int, Any]:
    """What the viewer sees of these, by key."""
    if not keys:
        return {}
    if kind in KINDS:
        if only_keys:
            return {key: key for key in listed_keys(kind, viewer, keys)}
        return listed_rows(kind, viewer, keys)
    visible = people_shown() if kind == "person" else findable[kind].visible(viewer)
    found: dict[int, Any] = visible.in_bulk(keys)
    return found
