"""The tracks of a smart playlist, made from its rules and kept in packed chunks.

They are worked out before anything is locked, by one statement, and swapped whole in one short transaction: a reader
sees all of the old or all of the new. A worker that is killed leaves `due_at` as it was, so that another makes it;
of two at once, the one that knows of less (`wanted`) gives way.
"""

import hashlib
import time
from array import array
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import batched, islice

from django.db import transaction
from django.db.models import F
from django.utils.timezone import now

from accounts.viewer import viewer_of
from catalog.models import Track
from playlists import stamps
from playlists.models import Playlist, SmartChunk, SmartList
from playlists.services.change import LOOKED_AT, MOSAIC
from playlists.sharing.keeping import shares_follow
from playlists.smart.by_album import ORDERS as BY_ALBUM
from playlists.smart.by_album import Told, told_by_album
from playlists.smart.conditions import Asked
from playlists.smart.grammar import Rules, RulesRefused, parse
from playlists.smart.matching import in_order, matching
from playlists.smart.paces import pace_of
from playlists.smart.packing import CHUNK, packed

AT_ONCE = 100
"""Chunks of one statement: below MySQL's smallest `max_allowed_packet`."""


@dataclass(slots=True)
class Membership:
    """Keys of tracks in their order, and what is told of them together."""

    keys: "array[int]" = field(default_factory=lambda: array("q"))
    lengths: Counter[int] = field(default_factory=Counter)

    @property
    def digest(self) -> str:
        return hashlib.sha256(self.keys.tobytes()).hexdigest()


def made_from(smart: SmartList, *, at: datetime) -> Membership:
    """The tracks that its rules are true of now, for its owner. Rules that are none any more hold nothing."""
    found = Membership()
    owner = smart.playlist.owner
    if owner is None or not owner.is_active:
        return found
    try:
        rules = parse(smart.rules)
    except RulesRefused:  # of a version of the site that knew more fields
        return found
    asked = Asked(viewer_of(owner), at)
    for pk, duration, audience in islice(_told(rules, asked), rules.limit):
        found.keys.append(pk)
        found.lengths[audience] += duration
    return found


def _told(rules: Rules, asked: Asked) -> Iterator[Told]:
    rows = matching(rules, asked)
    if rules.order.by in BY_ALBUM:
        return told_by_album(rows, rules.order)
    ordered = in_order(rows, rules.order, asked).values_list("pk", "duration_ms", "listed_to")
    return ordered[: rules.limit].iterator(chunk_size=10_000)


def membership_refresh(*, smart_id: int, at: datetime | None = None) -> bool:
    """Bring one up to date; whether its tracks are others now. Safe to run twice, and beside itself."""
    smart = SmartList.objects.select_related("playlist__owner").filter(pk=smart_id).first()
    if smart is None or smart.playlist.deleted_at is not None:
        return False
    began, at = time.monotonic(), at or now()
    named = _versions(smart)
    found = made_from(smart, at=at)
    took = int((time.monotonic() - began) * 1000)
    return _published(smart, found, named=named, at=at, took_ms=took)


def _versions(smart: SmartList) -> dict[str, int]:
    """The versions of the playlists that its rules name, before those are read."""
    named = list(smart.named)
    return dict.fromkeys(named, 0) | dict(
        Playlist.objects.filter(public_id__in=named).values_list("public_id", "version")
    )


@transaction.atomic
def _published(
    seen: SmartList, found: Membership, *, named: dict[str, int], at: datetime, took_ms: int
) -> bool:
    # The playlist's lock first, as everywhere.
    playlist = Playlist.objects.select_for_update().filter(pk=seen.playlist_id).first()
    smart = SmartList.objects.select_for_update().filter(pk=seen.pk).first()
    if playlist is None or smart is None or smart.rules != seen.rules or smart.made > seen.wanted:
        return False
    digest = found.digest
    is_other = smart.digest != digest
    before = smart.snapshot
    # What came meanwhile gathers as if it came now: else a stream of changes has a slow one made without a pause.
    again = None if smart.wanted == seen.wanted else now() + pace_of(took_ms)
    SmartList.objects.filter(pk=smart.pk).update(
        made=seen.wanted,
        due_at=again,
        made_at=at,
        took_ms=took_ms,
        named=named,
        lengths={str(audience): total for audience, total in found.lengths.items()},
        digest=digest,
        snapshot=F("snapshot") + int(is_other),
    )
    if is_other:
        _swapped(smart, found, before=before, at=at)
    if playlist.is_shared:
        # Also where its tracks are the same: whom they are for may have changed.
        shares_follow(playlist)
    return is_other


def _swapped(smart: SmartList, found: Membership, *, before: int, at: datetime) -> None:
    """Put the new tracks in the place of the old ones."""
    chunks = [
        SmartChunk(smart=smart, snapshot=before + 1, number=number, tracks=packed(array("q", keys)))
        for number, keys in enumerate(batched(found.keys, CHUNK))
    ]
    SmartChunk.objects.bulk_create(chunks, batch_size=AT_ONCE)
    SmartChunk.objects.filter(smart=smart, snapshot__lte=before).delete()
    Playlist.objects.filter(pk=smart.playlist_id).update(
        version=F("version") + 1,
        entry_count=len(found.keys),
        duration_ms=found.lengths.total(),
        changed_at=at,
        mosaic=_mosaic(found.keys[:LOOKED_AT]),
    )
    stamps.playlists_changed()


def _mosaic(keys: "array[int]") -> list[int]:
    albums = dict(Track.objects.filter(pk__in=list(keys)).values_list("pk", "album_id"))
    return list(dict.fromkeys(albums[pk] for pk in keys if pk in albums))[:MOSAIC]
