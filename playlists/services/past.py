"""What a listener brings along, written: everything here may be said again and adds nothing twice.

What somebody decided here stands above what a file says: a rating that is there stays, and a playlist that was changed
since it was brought along, or deleted, is left alone.
"""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import datetime
from itertools import batched
from typing import Any

from django.db import transaction

from accounts.models import User
from playlists.models import Follow, Like, Playlist, PlaylistEntry, Rating
from playlists.models.playlist import DESCRIPTION_LENGTH, TITLE_LENGTH
from playlists.services.change import touched
from playlists.services.entries import insert_keys
from playlists.services.playlists import playlist_create
from playlists.smart.fields import Reads
from playlists.smart.noting import own_changed

BATCH = 500
READS: dict[Any, Reads] = {Like: Reads.LIKES, Rating: Reads.RATINGS, Follow: Reads.FOLLOWS}
"""What of smart playlists reads each kind."""


def likes_bring(
    *, user: User, kind: str, things: Mapping[int, datetime], dry_run: bool = False
) -> int:
    """Like tracks, albums or artists, by key, since then; how many were not liked yet."""
    rows = {pk: Like(user=user, liked_at=at, **{f"{kind}_id": pk}) for pk, at in things.items()}
    return _bring(user, Like, f"{kind}_id", rows, dry_run=dry_run)


def ratings_bring(
    *, user: User, kind: str, things: Mapping[int, tuple[int, datetime]], dry_run: bool = False
) -> int:
    """Rate what is not rated yet with so many stars, since then; how many that were."""
    rows = {
        pk: Rating(user=user, stars=stars, rated_at=at, **{f"{kind}_id": pk})
        for pk, (stars, at) in things.items()
    }
    return _bring(user, Rating, f"{kind}_id", rows, dry_run=dry_run)


def follows_bring(*, user: User, artists: Mapping[int, datetime], dry_run: bool = False) -> int:
    """Follow artists, by key; how many were not followed yet."""
    rows = {pk: Follow(user=user, artist_id=pk, followed_at=at) for pk, at in artists.items()}
    return _bring(user, Follow, "artist_id", rows, dry_run=dry_run)


def _bring(user: User, model: Any, column: str, rows: Mapping[int, Any], *, dry_run: bool) -> int:
    new = 0
    for some in batched(rows, BATCH):
        with transaction.atomic():
            User.objects.select_for_update().get(pk=user.pk)
            held = model.objects.filter(user=user, **{f"{column}__in": some})
            known = set(held.values_list(column, flat=True))
            fresh = [rows[pk] for pk in some if pk not in known]
            if fresh and not dry_run:
                own_changed(user.pk, READS[model])
                # What the person does on a page meanwhile takes no lock: theirs is as good as ours.
                model.objects.bulk_create(fresh, ignore_conflicts=True)
            new += len(fresh)
    return new


def playlist_key(service: str, key: str) -> str:
    """What a playlist of a service is known by among its owner's."""
    return hashlib.sha256(f"{service}\n{key}".encode()).hexdigest()


@transaction.atomic
def playlist_bring(
    *,
    user: User,
    source_hash: str,
    title: str,
    description: str,
    keys: Sequence[int],
    dry_run: bool = False,
) -> bool:
    """A private playlist of these tracks, by key; one that was brought along before and not touched since is brought up
    to date. Whether it made or changed one.
    """
    User.objects.select_for_update().get(pk=user.pk)
    rows = Playlist.objects.select_for_update().filter(owner=user, source_hash=source_hash)
    playlist = rows.first()
    if playlist is not None:
        if playlist.deleted_at or playlist.source_stamp != str(playlist.version):
            return False
        entries = PlaylistEntry.objects.filter(playlist=playlist).order_by("position")
        if list(entries.values_list("track_id", flat=True)) == list(keys):
            return False
    if dry_run:
        return True
    if playlist is None:
        name = " ".join(title.split())[:TITLE_LENGTH] or "Imported playlist"
        playlist = playlist_create(
            user=user, title=name, description=description[:DESCRIPTION_LENGTH]
        )
    else:
        PlaylistEntry.objects.filter(playlist=playlist).delete()
    total = insert_keys(playlist, user, keys)
    touched(
        playlist,
        entries=len(keys) - playlist.entry_count,
        duration_ms=total - playlist.duration_ms,
    )
    Playlist.objects.filter(pk=playlist.pk).update(
        source_hash=source_hash, source_stamp=str(playlist.version)
    )
    return True
