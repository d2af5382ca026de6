"""Rows of the catalogue by their keys, with what lists show of them, by SQL that is built once: search asks for them at
every letter that somebody types.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import batched
from typing import Any

from django.db.models import Model, QuerySet

from accounts.viewer import NOBODY, Viewer
from catalog.asking import ANY_TIME, Asked
from catalog.models import Album, Artist, Credit, Genre, Track
from catalog.querysets import credits_shown, images_for
from pictures.models import Artwork

SIZES = (4, 16, 64, 256)
"""How many keys a statement takes; what is left of them is the last key again."""
_KEYS = tuple(-8_000_000 - place for place in range(SIZES[-1]))
"""Stand in the SQL for keys."""


class _ByKey:
    """Instances whose `column` is one of some keys."""

    def __init__(
        self,
        model: type[Model],
        build: Callable[[Viewer], "QuerySet[Any, Any]"],
        column: str = "pk",
    ) -> None:
        def of(size: int) -> Asked:
            wanted = {f"{column}__in": _KEYS[:size]}
            # There are many of these: 64 kinds of viewers in all sizes take some 30 MB.
            return Asked(model, lambda viewer: build(viewer).filter(**wanted), kinds=64)

        self._asked = {size: of(size) for size in SIZES}

    def of(self, viewer: Viewer, keys: Sequence[int]) -> Iterator[Any]:
        """Those that the viewer sees, in no order. One query for each 256."""
        for asked, values in self._statements(keys):
            yield from asked.instances(viewer, values)

    def rows(self, viewer: Viewer, keys: Sequence[int]) -> Iterator[tuple[Any, ...]]:
        """As `of`, for a `values_list`."""
        for asked, values in self._statements(keys):
            yield from asked.rows(viewer, values)

    def _statements(self, keys: Sequence[int]) -> Iterator[tuple[Asked, dict[Any, Any]]]:
        for some in batched(keys, SIZES[-1]):
            size = next(size for size in SIZES if size >= len(some))
            values = dict.fromkeys(_KEYS[:size], some[-1]) | dict(zip(_KEYS, some, strict=False))
            yield self._asked[size], values


_models: Mapping[str, Any] = {"track": Track, "album": Album, "artist": Artist, "genre": Genre}


def _listed_keys_of(model: Any) -> Callable[[Viewer], "QuerySet[Any, Any]"]:
    return lambda viewer: model.objects.listed_for(viewer).values_list("pk")


_listed: Mapping[str, _ByKey] = {
    "track": _ByKey(Track, lambda viewer: Track.objects.listed_for(viewer).for_rows()),
    "album": _ByKey(Album, lambda viewer: Album.objects.listed_for(viewer).for_cards()),
    "artist": _ByKey(Artist, lambda viewer: Artist.objects.listed_for(viewer)),
    "genre": _ByKey(Genre, lambda viewer: Genre.objects.listed_for(viewer)),
}
_reached = _ByKey(Track, lambda viewer: Track.objects.reachable_by(viewer, at=ANY_TIME).for_rows())
_keys = {kind: _ByKey(model, _listed_keys_of(model)) for kind, model in _models.items()}
_images = _ByKey(Artwork, images_for)
_credits = {
    kind: _ByKey(Credit, lambda _: credits_shown(), column=f"{kind}_id")
    for kind in ("track", "album")
}


def listed_keys(kind: str, viewer: Viewer, keys: Sequence[int]) -> set[int]:
    """Which of these rows of a kind of the catalogue the viewer sees listed. One query."""
    return {key for (key,) in _keys[kind].rows(viewer, keys)}


def listed_rows(
    kind: str, viewer: Viewer, keys: Sequence[int], *, with_credits: bool = True
) -> dict[int, Any]:
    """The rows of a kind of the catalogue with these keys that the viewer sees listed, by key.

    Two queries for tracks and albums with their credits (`row.credits.all()`), two for artists, one of whom has a
    picture that the viewer may see, one for all else.
    """
    rows = {row.pk: row for row in _listed[kind].of(viewer, keys)}
    if kind == "artist":
        _set_images(rows.values(), viewer)
    if with_credits and kind in _credits:
        _set_credits(kind, rows)
    return rows


def reached_tracks(viewer: Viewer, keys: Sequence[int]) -> dict[int, Track]:
    """The tracks with these keys that the viewer reaches, as `listed_rows` has them. Two queries."""
    rows: dict[int, Track] = {row.pk: row for row in _reached.of(viewer, keys)}
    _set_credits("track", rows)
    return rows


def _set_credits(kind: str, rows: Mapping[int, Any]) -> None:
    if not rows:
        return
    # All that rows so made know of their credits is `row.credits.all()`.
    found: dict[int, list[Credit]] = defaultdict(list)
    for credit in _credits[kind].of(NOBODY, list(rows)):
        found[getattr(credit, f"{kind}_id")].append(credit)
    for row in rows.values():
        row._prefetched_objects_cache = {"credits": found[row.pk]}


def _set_images(artists: Any, viewer: Viewer) -> None:
    """As `with_image_for`: None in place of those that the viewer may not see."""
    wanted = {artist.image_id for artist in artists if artist.image_id is not None}
    pictures = {one.pk: one for one in _images.of(viewer, sorted(wanted))}
    for artist in artists:
        Artist.image.field.set_cached_value(artist, pictures.get(artist.image_id))
