"""What this room keeps about a person, for their export and erasure (`common.personal`)."""

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import batched
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from accounts.models import User
from accounts.viewer import viewer_of
from catalog.models import Album, Artist, Bundle, Track
from catalog.personal import BATCH, reached
from common.personal import PersonalData, nothing, personal_data
from common.storage import storage_delete
from pictures.services import artwork_file, artworks_discard
from playlists.models import (
    Collaborator,
    Follow,
    LaterItem,
    Like,
    ListeningImport,
    Playlist,
    PlaylistChange,
    PlaylistEntry,
    PlayQueue,
    Rating,
    Share,
    ShareRecipient,
    ShareRefusal,
)
from playlists.search_documents import playlists_mark
from playlists.sharing.following import shares_end
from playlists.sharing.rights import KINDS as SHARED

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
            "source": queue.source,
            "device": queue.device_name,
            "changed_at": queue.changed_at,
        }


def playlists_of(user: User) -> Rows:
    """Own ones, also deleted ones that can still be brought back, with what stands in them, or their rules."""
    for playlist in (
        Playlist.objects.filter(owner=user).select_related("smart").order_by("id").iterator(100)
    ):
        entries = playlist.entries.order_by("position")
        yield {
            "id": playlist.public_id,
            "title": playlist.title,
            "description": playlist.description,
            "visibility": playlist.visibility,
            "created_at": playlist.created_at,
            "changed_at": playlist.changed_at,
            "deleted_at": playlist.deleted_at,
            "rules": playlist.smart.rules if playlist.is_smart else None,
            "entries": [
                {**thing, "added_at": entry.added_at}
                for entry, thing in told(user, entries, ("track",))
            ],
        }


def covers_of(user: User) -> Iterator[tuple[str, str]]:
    """Uploaded covers, as large as they are kept."""
    rows = Playlist.objects.filter(owner=user, cover__isnull=False).select_related("cover")
    for playlist in rows.order_by("id"):
        if made := artwork_file(playlist.cover, 1536):
            yield f"playlist covers/{playlist.public_id}.webp", made[0]


def playlists_erase(user: User) -> None:
    """Covers that were uploaded go with them."""
    covers = list(Playlist.objects.filter(owner=user).values_list("cover_id", flat=True))
    shares_end(Playlist.objects.filter(owner=user))
    playlists_mark(Playlist.objects.filter(owner=user).values_list("pk", flat=True))
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


def shares_of(user: User) -> Rows:
    """What they shared and what was shared with them. Names no other person but by the address that they typed."""
    given = ShareRecipient.objects.filter(share__giver=user).select_related("share")
    received = ShareRecipient.objects.filter(user=user).select_related("share")
    for by_you, rows in ((True, given), (False, received)):
        for some in batched(rows.order_by("pk").iterator(BATCH), BATCH):
            about = Share.objects.filter(pk__in=[row.share_id for row in some])
            things = {share.pk: thing for share, thing in told(user, about, tuple(SHARED))}
            for row in some:
                yield {
                    **things[row.share_id], "given_by_you": by_you, "to": row.address if by_you else "",
                    "note": row.note, "may_download": row.may_download, "may_share": row.may_share,
                    "given_at": row.given_at, "expires_at": row.expires_at, "revoked_at": row.revoked_at,
                    "read_at": None if by_you else row.read_at,
                    "dismissed_at": None if by_you else row.dismissed_at,
                }  # fmt: skip


def refusals_of(user: User) -> Rows:
    """Of how many people they take nothing; names none of them."""
    yield {"people": ShareRefusal.objects.filter(user=user).count()}


def shares_erase(user: User) -> None:
    """What they gave is taken back with the bundles it stood in, and with it whatever was passed on."""
    Bundle.objects.filter(share__giver=user).delete()


def changes_of(user: User) -> Rows:
    rows = PlaylistChange.objects.filter(by=user).order_by("id")
    for row, thing in told(user, rows, ("playlist",)):
        yield {**thing, "what": row.kind, "at": row.created_at}


def imports_of(user: User) -> Rows:
    """What they brought along from elsewhere: the reports. The files are gone when their jobs end."""
    for row in ListeningImport.objects.filter(user=user).order_by("id").iterator(10):
        yield {
            "at": row.created_at,
            "file": row.file_name,
            "from": row.source,
            "navidrome_user": row.navidrome_user,
            "title": row.title,
            "state": row.state,
            "report": row.report,
            "missing": row.missing,
        }


def imports_erase(user: User) -> None:
    """A file that still waits for its job goes as well."""
    rows = (
        ListeningImport.objects.filter(user=user)
        .select_related("user")
        .only("public_id", "user__public_id")
    )
    places = [row.place for row in rows]
    ListeningImport.objects.filter(user=user).delete()
    transaction.on_commit(partial(storage_delete, places))


def register() -> None:
    """All else goes with the user's row, or loses the name with it."""
    for name, field, export, erase in (
        ("likes", ("Like.user",), likes_of, nothing),
        ("ratings", ("Rating.user",), ratings_of, nothing),
        ("follows", ("Follow.user",), follows_of, nothing),
        ("listen_later", ("LaterItem.user",), later_of, nothing),
        ("queue", ("PlayQueue.user",), queue_of, nothing),
        ("playlists", ("Playlist.owner",), playlists_of, playlists_erase),
        ("listening_imports", ("ListeningImport.user",), imports_of, imports_erase),
        (
            "collaborations",
            ("Collaborator.user", "PlaylistEntry.added_by"),
            collaborations_of,
            nothing,
        ),
        ("playlist_changes", ("PlaylistChange.by",), changes_of, nothing),
        ("shares", ("Share.giver", "ShareRecipient.user"), shares_of, shares_erase),
        ("refusals", ("ShareRefusal.user", "ShareRefusal.refused"), refusals_of, nothing),
    ):
        fields = tuple(f"playlists.{one}" for one in field)
        files = covers_of if name == "playlists" else None
        personal_data.add(
            name, PersonalData(fields=fields, export=export, erase=erase, files=files)
        )
