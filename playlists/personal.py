"""What this room keeps about a person, for their export and erasure (`common.personal`)."""

from collections.abc import Iterator, Sequence
from itertools import batched
from typing import Any

from django.db.models import QuerySet

from accounts.models import User
from accounts.viewer import viewer_of
from catalog.models import Album, Artist, Track
from catalog.personal import BATCH, reached
from common.personal import PersonalData, nothing, personal_data
from pictures.services import artworks_discard
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


KINDS: dict[str, Any] = {"track": Track, "album": Album, "artist": Artist, "playlist": Playlist}


def told(
    user: User, rows: "QuerySet[Any]", kinds: Sequence[str]
) -> Iterator[tuple[Any, dict[str, Any]]]:
    """Each row with the one of these that it is about: kind, id, and its name while the person may open it.

    What was opened to somebody once may have been taken back and renamed since: its name is not theirs to read.
    """
    viewer = viewer_of(user)
    for some in batched(rows.select_related(*kinds).iterator(BATCH), BATCH):
        shown = {
            kind: reached(
                KINDS[kind].objects.reachable_by(viewer),
                (getattr(row, f"{kind}_id") for row in some),
            )
            for kind in kinds
        }
        for row in some:
            yield row, _thing(row, shown)


def _thing(row: Any, shown: dict[str, set[int]]) -> dict[str, Any]:
    for kind, pks in shown.items():
        found = getattr(row, kind)
        if found is not None:
            name = str(found) if found.pk in pks else ""
            return {"kind": kind, "id": found.public_id, "name": name}
    return {"kind": "", "id": "", "name": ""}


def likes_of(user: User) -> Rows:
    rows = Like.objects.filter(user=user).order_by("liked_at", "id")
    for row, thing in told(user, rows, ("track", "album", "artist", "playlist")):
        yield {**thing, "liked_at": row.liked_at}


def ratings_of(user: User) -> Rows:
    rows = Rating.objects.filter(user=user).order_by("rated_at", "id")
    for row, thing in told(user, rows, ("track", "album", "artist")):
        yield {**thing, "stars": row.stars, "rated_at": row.rated_at}


def follows_of(user: User) -> Rows:
    rows = Follow.objects.filter(user=user).order_by("followed_at", "id")
    for row, thing in told(user, rows, ("artist",)):
        yield {**thing, "followed_at": row.followed_at}


def later_of(user: User) -> Rows:
    rows = LaterItem.objects.filter(user=user).order_by("position")
    for row, thing in told(user, rows, ("track", "album", "playlist")):
        yield {**thing, "added_at": row.created_at, "done_at": row.done_at}


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
        entries = playlist.entries.order_by("position")
        yield {
            "id": playlist.public_id,
            "title": playlist.title,
            "description": playlist.description,
            "visibility": playlist.visibility,
            "created_at": playlist.created_at,
            "changed_at": playlist.changed_at,
            "deleted_at": playlist.deleted_at,
            "entries": [
                {**thing, "added_at": entry.added_at}
                for entry, thing in told(user, entries, ("track",))
            ],
        }


def playlists_erase(user: User) -> None:
    """Covers that were uploaded go with them."""
    covers = list(Playlist.objects.filter(owner=user).values_list("cover_id", flat=True))
    Playlist.objects.filter(owner=user).delete()
    artworks_discard(covers)


def collaborations_of(user: User) -> Rows:
    """Other people's playlists that this person edits, and what they put there."""
    rows = Collaborator.objects.filter(user=user).order_by("id")
    for row, playlist in told(user, rows, ("playlist",)):
        added = PlaylistEntry.objects.filter(playlist=row.playlist, added_by=user)
        yield {
            **playlist,
            "since": row.added_at,
            "added": [thing for _, thing in told(user, added.order_by("position"), ("track",))],
        }


def changes_of(user: User) -> Rows:
    rows = PlaylistChange.objects.filter(by=user).order_by("id")
    for row, thing in told(user, rows, ("playlist",)):
        yield {**thing, "what": row.kind, "at": row.created_at}


def register() -> None:
    """All else goes with the user's row, or loses the name with it."""
    for name, field, export, erase in (
        ("likes", ("Like.user",), likes_of, nothing),
        ("ratings", ("Rating.user",), ratings_of, nothing),
        ("follows", ("Follow.user",), follows_of, nothing),
        ("listen_later", ("LaterItem.user",), later_of, nothing),
        ("queue", ("PlayQueue.user",), queue_of, nothing),
        ("playlists", ("Playlist.owner",), playlists_of, playlists_erase),
        (
            "collaborations",
            ("Collaborator.user", "PlaylistEntry.added_by"),
            collaborations_of,
            nothing,
        ),
        ("playlist_changes", ("PlaylistChange.by",), changes_of, nothing),
    ):
        fields = tuple(f"playlists.{one}" for one in field)
        personal_data.add(name, PersonalData(fields=fields, export=export, erase=erase))
