"""What this room keeps about a person, for their export and erasure (`common.personal`)."""

from collections.abc import Iterator
from functools import partial
from itertools import batched
from typing import Any

from django.db import transaction

from accounts.models import User
from accounts.viewer import viewer_of
from catalog.models import Library, Track
from catalog.personal import BATCH, reached
from common.personal import PersonalData, personal_data
from common.storage import storage_delete
from streaming.models import MediaFile, Play
from streaming.removal import library_remove

type Rows = Iterator[dict[str, Any]]


def plays_of(user: User) -> Rows:
    """What was heard and when, with its title while the person may open it."""
    viewer = viewer_of(user)
    rows = Play.objects.filter(user=user).select_related("track").order_by("started_at", "pk")
    for some in batched(rows.iterator(BATCH), BATCH):
        shown = reached(Track.objects.reachable_by(viewer), (row.track_id for row in some))
        for row in some:
            yield {
                "track": row.track.public_id, "title": str(row.track) if row.track_id in shown else "",
                "started_at": row.started_at, "seconds": row.seconds, "source": row.source,
            }  # fmt: skip


def plays_erase(user: User) -> None:
    """Whose they were is forgotten; that somebody listened stays, for the counts."""
    Play.objects.filter(user=user).update(user=None)


def own_libraries_of(user: User) -> Rows:
    files = MediaFile.objects.filter(library__workspace__personal_of=user).select_related("library")
    for row in files.order_by("library_id", "pk").iterator(1000):
        yield {"library": row.library.name, "path": row.path, "bytes": row.size}


def own_libraries_erase(user: User) -> None:
    """Libraries of their own workspace go, with what was uploaded there; folders of the machine stay where they are."""
    for library in Library.objects.filter(workspace__personal_of=user):
        keys: list[str] = []
        if library.kind == Library.Kind.UPLOADS:
            keys = list(MediaFile.objects.filter(library=library).values_list("path", flat=True))
        library_remove(library)
        transaction.on_commit(partial(storage_delete, keys))


def register() -> None:
    personal_data.add("plays", PersonalData(("streaming.Play.user",), plays_of, plays_erase))
    # Found through the workspace, which the room of people answers for.
    personal_data.add("own_libraries", PersonalData((), own_libraries_of, own_libraries_erase))
