"""A person's changes to the rights and the description of one track, all of them or none, if it is what they saw."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from catalog.curation import curation_tag
from catalog.models import SplitSide, Track
from catalog.services.changes.record import Edits
from catalog.services.changes.states import VERSION
from catalog.services.curate import track_edit
from catalog.services.describe import instruments_set, version_set
from catalog.services.rights import SplitFacts, rights_edit, splits_set
from common.versions import ANYTHING, Seen


@dataclass(frozen=True, slots=True)
class RightsChanges:
    """What to set; None where something stays as it is. `version`: of which track, and of what kind."""

    rights: Mapping[str, Any] = field(default_factory=dict)
    splits: Sequence[SplitFacts] | None = None
    vocals: str | None = None
    instruments: Sequence[str] | None = None
    version: tuple[Track | None, str] | None = None


@transaction.atomic
def track_rights_change(
    *, track: Track, changes: RightsChanges, edits: Edits, seen: Seen = ANYTHING
) -> Track:
    """Change them, and keep who did, but of rights, which are their workspace's; the track as it is then.

    Raises Changed when it is not what was seen any more, Invalid.
    """
    held = Track.objects.select_for_update().get(pk=track.pk)
    seen.check(curation_tag("track", held))
    if changes.rights:
        rights_edit(track=held, changes=changes.rights)
    if changes.splits is not None:
        for side in SplitSide.values:
            splits_set(
                track=held, side=side, splits=[one for one in changes.splits if one.side == side]
            )
    described = {"vocals": changes.vocals, "instruments": changes.instruments}
    names = [name for name, value in described.items() if value is not None]
    with edits.of("track", held, [*names, *(VERSION if changes.version is not None else ())]):
        if changes.vocals is not None:
            track_edit(track=held, changes={"vocals": changes.vocals})
        if changes.instruments is not None:
            instruments_set(track=held, names=changes.instruments)
        if changes.version is not None:
            version_set(track=held, of=changes.version[0], kind=changes.version[1])
    changed: Track = Track.objects.select_related("library", "version_of").get(pk=held.pk)
    return changed
