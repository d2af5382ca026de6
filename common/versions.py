"""Versions of things, so that two people who change the same one do not overwrite each other.

A version is an entity tag (RFC 9110, 8.8.3) made from the columns that change with the thing: a counter or a time,
never from its whole body. A service takes what its caller has seen and checks it under the row's lock:

    @transaction.atomic
    def playlist_rename(*, playlist: Playlist, name: str, seen: Seen = ANYTHING) -> Playlist:
        playlist = Playlist.objects.select_for_update().get(pk=playlist.pk)
        seen.check(version_tag(playlist.public_id, playlist.version))

The API makes `Seen` from `If-Match` (`common.api.conditions.seen_by`); a form, from a hidden field.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from common.errors import DomainError


class Changed(DomainError):
    """What the caller has seen is not what there is any more."""

    status, kind, title = 412, "changed", "It has changed in the meantime"


def version_tag(*parts: object) -> str:
    """A strong entity tag, quotes included, of whatever changes with the thing: counters, times, ids."""
    told = "\n".join(
        part.isoformat() if isinstance(part, datetime) else str(part) for part in parts
    )
    return f'"{hashlib.blake2b(told.encode(), digest_size=12).hexdigest()}"'


@dataclass(frozen=True, slots=True)
class Seen:
    """The entity tags of which one must be the current; None where the caller does not mind."""

    tags: frozenset[str] | None = None

    def check(self, current: str) -> None:
        """Raises Changed when `current` is none of those seen."""
        if self.tags is not None and current not in self.tags:
            raise Changed("Somebody has changed this since you read it: read it again first.")


ANYTHING = Seen()
