"""A person's changes to one row of the catalogue, all of them or none, if it is still what they saw."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from catalog.curation import curation_tag
from catalog.kinds import MODELS
from catalog.models import Genre
from catalog.services.changes.record import Edits
from catalog.services.curate import album_edit, artist_edit, fields_release, genre_edit, track_edit
from catalog.services.curate_credits import ChosenCredit, credits_choose, genres_choose
from common import pagecache
from common.errors import Invalid
from common.versions import ANYTHING, Seen

EDITS: dict[str, Any] = {
    "album": album_edit,
    "track": track_edit,
    "artist": artist_edit,
    "genre": genre_edit,
}


@dataclass(frozen=True, slots=True)
class Changes:
    """What to set, and what to give back to the tags. None where credits or genres stay as they are."""

    fields: Mapping[str, Any] = field(default_factory=dict)
    credits: Sequence[ChosenCredit] | None = None
    genres: Sequence[Genre] | None = None
    release: Iterable[str] = ()


@transaction.atomic
def row_curate(
    *, kind: str, row: Any, changes: Changes, edits: Edits, seen: Seen = ANYTHING
) -> Any:
    """Change a row that the caller may change, and keep who did; gives it as it is then.

    Raises Changed when it is not what was seen any more, Invalid, and Conflict for a name that is taken.
    """
    row = MODELS[kind].objects.select_for_update().get(pk=row.pk)
    seen.check(curation_tag(kind, row))
    release = list(changes.release)
    set_here = {*changes.fields} | {
        name for name in ("credits", "genres") if getattr(changes, name) is not None
    }
    if both := sorted(set_here.intersection(release)):
        raise Invalid(f"{both[0]} is set and given back at once.", field=both[0])
    with edits.of(kind, row, [*set_here, *release]):
        if changes.fields:
            EDITS[kind](**{kind: row, "changes": changes.fields})
        if changes.credits is not None:
            credits_choose(row=row, credits=changes.credits)
        if changes.genres is not None:
            genres_choose(track=row, genres=changes.genres)
        if release:
            fields_release(row=row, fields=release)
    pagecache.bump()
    return MODELS[kind].objects.get(pk=row.pk)
