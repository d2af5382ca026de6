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
from common.personal import PersonalData, nothing, personal_data
from common.storage import storage_delete
from streaming.delivery.places import place_of
from streaming.models import Bookmark, MediaFile, MetadataImport, Play, Upload, UploadState
from streaming.removal import library_remove
from streaming.uploads.covers import pictures_let_go

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
                "imported_from": row.imported_from,
            }  # fmt: skip


def plays_erase(user: User) -> None:
    """Whose they were is forgotten; that somebody listened here stays, for the counts."""
    Play.objects.filter(user=user).exclude(imported_from="").delete()
    Play.objects.filter(user=user).update(user=None)


def bookmarks_of(user: User) -> Rows:
    """Where they left what they heard, with its title while the person may open it."""
    viewer = viewer_of(user)
    rows = Bookmark.objects.filter(user=user).select_related("track").order_by("changed_at", "pk")
    for some in batched(rows.iterator(BATCH), BATCH):
        shown = reached(Track.objects.reachable_by(viewer), (row.track_id for row in some))
        for row in some:
            yield {
                "track": row.track.public_id, "title": str(row.track) if row.track_id in shown else "",
                "position_ms": row.position_ms, "comment": row.comment,
                "created_at": row.created_at, "changed_at": row.changed_at,
            }  # fmt: skip


def own_libraries_of(user: User) -> Rows:
    files = MediaFile.objects.filter(library__workspace__personal_of=user).select_related("library")
    for row in files.order_by("library_id", "pk").iterator(1000):
        yield {"library": row.library.name, "path": row.path, "bytes": row.size}


def own_libraries_erase(user: User) -> None:
    """Libraries of their own workspace go, with what was uploaded there; folders of the machine stay where they are."""
    for library in Library.objects.filter(workspace__personal_of=user):
        keys: list[str] = []
        if library.kind == Library.Kind.UPLOADS:
            files = MediaFile.objects.filter(library=library).select_related("library")
            keys = [
                place_of(file).key for file in files.only("path", "library__kind", "library__root")
            ]
        library_remove(library)
        transaction.on_commit(partial(storage_delete, keys))


def uploads_of(user: User) -> Rows:
    rows = Upload.objects.filter(by=user).select_related("workspace").order_by("pk")
    for row in rows.iterator(1000):
        yield {
            "path": row.path, "bytes": row.size, "workspace": row.workspace.public_id, "state": row.state,
            "began_at": row.created_at, "reason": row.reason,
        }  # fmt: skip


def uploads_erase(user: User) -> None:
    """What is on its way ends; the sweeper throws away what has arrived. Pictures of their own workspace go with it."""
    Upload.objects.filter(by=user).arriving().update(state=UploadState.REFUSED)
    pictures_let_go(Upload.objects.filter(workspace__personal_of=user))


def metadata_of(user: User) -> Rows:
    rows = MetadataImport.objects.filter(by=user).select_related("workspace").order_by("pk")
    for row in rows.iterator(1000):
        yield {
            "file": row.file_name, "workspace": row.workspace.public_id, "state": row.state,
            "brought_at": row.created_at,
        }  # fmt: skip


def metadata_erase(user: User) -> None:
    """Spreadsheets of their own workspace go with what was kept of them; a shared one's lose the name."""
    rows = MetadataImport.objects.filter(workspace__personal_of=user).select_related("workspace")
    places = [row.place for row in rows]
    rows.delete()
    transaction.on_commit(partial(storage_delete, places))


def register() -> None:
    personal_data.add("plays", PersonalData(("streaming.Play.user",), plays_of, plays_erase))
    personal_data.add(
        "bookmarks", PersonalData(("streaming.Bookmark.user",), bookmarks_of, nothing)
    )
    personal_data.add("uploads", PersonalData(("streaming.Upload.by",), uploads_of, uploads_erase))
    personal_data.add(
        "metadata", PersonalData(("streaming.MetadataImport.by",), metadata_of, metadata_erase)
    )
    # Found through the workspace, which the room of people answers for.
    personal_data.add("own_libraries", PersonalData((), own_libraries_of, own_libraries_erase))
