"""What this room keeps about a person, for their export and erasure (`common.personal`)."""

from collections.abc import Iterable, Iterator
from typing import Any

from accounts.models import User
from common.personal import PersonalData, personal_data
from playlists.models import (
    Collaborator,
    Follow,
    LaterItem,
    Like,
    Playlist,
    PlaylistChange,
    PlaylistEntry,
    PlayQueue,
    Rating,
)

type Rows = Iterator[dict[str, Any]]


def thing(row: Any, kinds: Iterable[str]) -> dict[str, Any]:
    """The one of these that the row is about: kind, id and name."""
    for kind in kinds:
        found = getattr(row, kind)
        if found is not None:
            return {"kind": kind, "id": found.public_id, "name": str(found)}
    return {"kind": "", "id": "", "name": ""}


KINDS = ("track", "album", "artist", "playlist")


def likes_of(user: User) -> Rows:
    rows = Like.objects.filter(user=user).select_related(*KINDS).order_by("liked_at", "id")
    for row in rows.iterator(500):
        yield {**thing(row, KINDS), "liked_at": row.liked_at}


def ratings_of(user: User) -> Rows:
    rows = Rating.objects.filter(user=user).select_related(*KINDS[:3]).order_by("rated_at", "id")
    for row in rows.iterator(500):
        yield {**thing(row, KINDS[:3]), "stars": row.stars, "rated_at": row.rated_at}


def follows_of(user: User) -> Rows:
    rows = Follow.objects.filter(user=user).select_related("artist").order_by("followed_at", "id")
    for row in rows.iterator(500):
        yield {**thing(row, ("artist",)), "followed_at": row.followed_at}


def later_of(user: User) -> Rows:
    kinds = ("track", "album", "playlist")
    rows = LaterItem.objects.filter(user=user).select_related(*kinds).order_by("position")
    for row in rows.iterator(500):
        yield {**thing(row, kinds), "added_at": row.created_at, "done_at": row.done_at}


def queue_of(user: User) -> Rows:
    for queue in PlayQueue.objects.filter(user=user):
        yield {
            "tracks": queue.tracks,
            "current": queue.current,
            "position_ms": queue.position_ms,
            "changed_at": queue.changed_at,
        }


def playlists_of(user: User) -> Rows:
    """Own ones, also deleted ones that can still be brought back, with what stands in them."""
    for playlist in Playlist.objects.filter(owner=user).order_by("id").iterator(100):
        entries = playlist.entries.select_related("track").order_by("position")
        yield {
            "id": playlist.public_id,
            "title": playlist.title,
            "description": playlist.description,
            "visibility": playlist.visibility,
            "created_at": playlist.created_at,
            "changed_at": playlist.changed_at,
            "deleted_at": playlist.deleted_at,
            "entries": [
                {**thing(entry, ("track",)), "added_at": entry.added_at}
                for entry in entries.iterator(1000)
            ],
        }


def collaborations_of(user: User) -> Rows:
    """Other people's playlists that this person edits, and what they put there."""
    for row in Collaborator.objects.filter(user=user).select_related("playlist").order_by("id"):
        added = PlaylistEntry.objects.filter(playlist=row.playlist, added_by=user)
        yield {
            **thing(row, ("playlist",)),
            "since": row.added_at,
            "added": [
                thing(entry, ("track",))
                for entry in added.select_related("track").order_by("position")
            ],
        }


def changes_of(user: User) -> Rows:
    rows = PlaylistChange.objects.filter(by=user).select_related("playlist").order_by("id")
    for row in rows.iterator(500):
        yield {**thing(row, ("playlist",)), "what": row.kind, "at": row.created_at}


def register() -> None:
    """All of it goes with the user's row, or loses the name with it."""
    for name, field, export in (
        ("likes", ("Like.user",), likes_of),
        ("ratings", ("Rating.user",), ratings_of),
        ("follows", ("Follow.user",), follows_of),
        ("listen_later", ("LaterItem.user",), later_of),
        ("queue", ("PlayQueue.user",), queue_of),
        ("playlists", ("Playlist.owner",), playlists_of),
        ("collaborations", ("Collaborator.user", "PlaylistEntry.added_by"), collaborations_of),
        ("playlist_changes", ("PlaylistChange.by",), changes_of),
    ):
        fields = tuple(f"playlists.{one}" for one in field)
        personal_data.add(name, PersonalData(fields=fields, export=export))
