"""What a merge of two genres does with tracks and albums that have both: they have the one that stays, once."""

from collections.abc import Iterator
from typing import Any

from django.apps import apps

from catalog.models import Album, Genre, Track
from catalog.services.bulk import chunks
from catalog.services.marks import mark_all

HAD_BOTH = "had both:"
"""Before a model's label, in the journal: keys of its rows that had the genre that went beside the one that stays."""
_tagged: tuple[Any, ...] = (Album, Track)


def doubles_drop(*, source: Genre, into: Genre) -> Iterator[tuple[str, list[int]]]:
    """Take the genre that goes from what has both: what the journal keeps of it, by its words for it."""
    for model in _tagged:
        held, owner = model.genres.through._default_manager, model._meta.model_name
        both = held.filter(genre=source, **{f"{owner}__in": held.filter(genre=into).values(owner)})
        keys = list(both.order_by(owner).values_list(owner, flat=True))
        for some in chunks(keys):
            held.filter(genre=source, **{f"{owner}__in": some}).delete()
        yield HAD_BOTH + model._meta.label, keys


def doubles_restore(what: str, keys: list[int], *, source: int, into: int) -> None:
    """Give it back to those that have the one that stays still: whose genres are others since keep those."""
    model: Any = apps.get_model(what.removeprefix(HAD_BOTH))
    through, owner = model.genres.through, model._meta.model_name
    for some in chunks(keys):
        rows = through._default_manager.filter(**{f"{owner}__in": some})
        have = set(rows.filter(genre=into).values_list(owner, flat=True))
        has_it = set(rows.filter(genre=source).values_list(owner, flat=True))
        through._default_manager.bulk_create(
            through(**{f"{owner}_id": key, "genre_id": source}) for key in sorted(have - has_it)
        )


def genre_mark(genre: Genre) -> None:
    """Search and pages are told of a genre and of all that has it."""
    mark_all(
        genre=[genre.pk],
        track=genre.tracks.order_by().values_list("pk", flat=True),
        album=genre.albums.order_by().values_list("pk", flat=True),
    )
