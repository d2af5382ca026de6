"""Likes."""

from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from accounts.models import User
from accounts.viewer import Viewer
from catalog.models import Album, Artist, Track
from common.errors import NotFound
from insights.recording import record_on_commit
from playlists.models import Like, Playlist
from playlists.smart.fields import Reads
from playlists.smart.noting import own_changed

KINDS: dict[str, Any] = {"track": Track, "album": Album, "artist": Artist, "playlist": Playlist}


def thing_of(*, viewer: Viewer, kind: str, public_id: str) -> Any:
    """The row (its key alone) of a thing that the viewer reaches. Raises NotFound."""
    rows: QuerySet[Any] = KINDS[kind].objects.reachable_by(viewer)
    thing = rows.filter(public_id=public_id).only("pk").first()
    if thing is None:
        raise NotFound
    return thing


@transaction.atomic
def like_add(*, user: User, viewer: Viewer, kind: str, public_id: str) -> Like:
    """Like a thing that the viewer reaches; liking it again changes nothing. Raises NotFound."""
    thing = thing_of(viewer=viewer, kind=kind, public_id=public_id)
    like, made = Like.objects.get_or_create(user=user, **{f"{kind}_id": thing.pk})
    if made:
        own_changed(user.pk, Reads.LIKES)
        _tell("like.added", user, kind, public_id)
    return like


@transaction.atomic
def like_remove(*, user: User, kind: str, public_id: str) -> None:
    """Take a like back, also of a thing that is hidden by now. What is not liked stays so."""
    if Like.objects.filter(user=user, **{f"{kind}__public_id": public_id}).delete()[0]:
        own_changed(user.pk, Reads.LIKES)
        _tell("like.removed", user, kind, public_id)


def _tell(name: str, user: User, kind: str, public_id: str) -> None:
    record_on_commit(name, {"thing_kind": kind, "thing": public_id}, person=user.public_id)
