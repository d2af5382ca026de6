"""The queue of managers: nothing stands in it, and nothing is decided, of what they don't see in the admin."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.timezone import now

from accounts.services import site_workspace
from catalog.audience import Visibility
from catalog.models import Change, Library, MergeJournal, Task
from catalog.services.queue import tasks_find
from catalog.services.refresh import album_refresh, audiences_refresh
from catalog.tests.factories import AlbumFactory, LibraryFactory, TrackFactory
from catalog.tests.test_queue import NEXT, decide, report
from playlists.services import playlist_create
from streaming.models import MediaFile, ScanRefusal
from tests.cast import Cast, Things


def page_of(task: Task) -> str:
    return reverse("admin:catalog_task_change", args=[task.pk])


def refusal(library: Library) -> ScanRefusal:
    made: ScanRefusal = ScanRefusal.objects.create(
        library=library, path="Secret/01.flac", path_hash="x", size=1, mtime_ns=1, reason="Broken"
    )
    return made


@pytest.fixture
def unseen(cast: Cast, things: Things) -> list[Task]:
    """Tasks about what a workspace keeps to itself: reports, a pair, albums without cover and date, a file."""
    closed: Library = LibraryFactory(workspace=cast.label, visibility=Visibility.PRIVATE)
    for _ in range(2):
        album = AlbumFactory(library=closed, title="Secret", release_date="")
        TrackFactory(album=album, title="Secret", isrc="GBAYE0000001", duration_ms=1000)
    album_refresh(albums=closed.albums.values_list("pk", flat=True), at=now())
    audiences_refresh(library=closed)
    thing = things["private"]
    playlist = playlist_create(user=cast.owner, title="Secret")
    own = cast.client("owner")
    for kind, row in (("track", thing.track), ("album", thing.album), ("playlist", playlist)):
        assert report(own, kind, row).status_code == 303
    refusal(closed)
    tasks_find()
    tracks = [thing.track.pk, *closed.tracks.values_list("pk", flat=True)]
    albums = [thing.album.pk, *closed.albums.values_list("pk", flat=True)]
    found = [
        *Task.objects.filter(of__in=["playlist", "file"]),
        *Task.objects.filter(of="track", ref__in=tracks),
        *Task.objects.filter(of="album", ref__in=albums),
    ]
    assert {task.kind for task in found} == set(Task.Kind.values)
    return found


def listed(client: Client) -> set[int]:
    rows: Any = client.get("/admin/catalog/task/", {"all": ""}).context["cl"].result_list
    return {task.pk for task in rows}


def test_managers_are_told_nothing_of_what_they_do_not_see(cast: Cast, unseen: list[Task]) -> None:
    client, pks = cast.client("manager"), {task.pk for task in unseen}
    assert not pks & listed(client)
    for task in unseen:
        assert client.get(page_of(task)).status_code == 404
    met: set[int] = set()
    address = NEXT
    while "task" in (page := client.get(address, follow=True).context):
        met.add(page["task"].pk)
        address = f"{NEXT}?after={page['task'].pk}"
    assert not pks & met
    assert pks <= listed(cast.client("administrator"))


def test_managers_decide_nothing_of_what_they_do_not_see(cast: Cast, unseen: list[Task]) -> None:
    client = cast.client("manager")
    for task in unseen:
        for decision in ("merge", "merge_back", "take_down", "done", "dismiss"):
            assert decide(client, task, decision).status_code == 404
    assert not (MergeJournal.objects.exists() or Change.objects.exists())
    assert {Task.objects.get(pk=task.pk).state for task in unseen} == {Task.State.OPEN}


def test_a_pair_is_seen_by_who_sees_both(cast: Cast, things: Things) -> None:
    seen, hidden = things["public"].track, things["private"].track
    pair = Task.objects.create(
        kind=Task.Kind.DUPLICATE, key="x", of="track", ref=seen.pk, other=hidden.pk
    )
    assert cast.client("manager").get(page_of(pair)).status_code == 404
    body = cast.client("administrator").get(page_of(pair)).content.decode()
    assert hidden.title in body


def test_administrators_decide_what_is_private(cast: Cast, unseen: list[Task]) -> None:
    task = next(task for task in unseen if task.kind == Task.Kind.DUPLICATE)
    assert decide(cast.client("administrator"), task, "merge").status_code == 302
    assert MergeJournal.objects.get().into_id == task.ref


def test_managers_have_the_playlists_and_files_that_they_see(cast: Cast, db: None) -> None:
    playlist = playlist_create(user=cast.owner, title="Mine", visibility=Visibility.PUBLIC)
    report(Client(), "playlist", playlist)
    refusal(LibraryFactory(workspace=site_workspace()))
    tasks_find()
    found = Task.objects.filter(pk__in=listed(cast.client("manager")))
    assert set(found.values_list("of", flat=True)) == {"playlist", "file"}


def test_nothing_is_decided_but_what_is_offered(cast: Cast, things: Things) -> None:
    report(Client(), "artist", things["public"].artist)
    report(Client(), "track", things["public"].track)
    client = cast.client("administrator")
    for task in Task.objects.all():
        for decision in {"merge", "merge_back"} | ({"take_down"} if task.of == "artist" else set()):
            decide(client, task, decision)
            task.refresh_from_db()
            assert task.state == Task.State.OPEN
    assert not Change.objects.exists()


def test_the_lists_of_files_tell_managers_no_path_of_another_workspace(
    cast: Cast, things: Things
) -> None:
    closed: Library = LibraryFactory(workspace=cast.label, visibility=Visibility.PRIVATE)
    refusal(closed)
    track = TrackFactory(album=AlbumFactory(library=closed), title="Secret")
    audiences_refresh(library=closed)
    MediaFile.objects.create(
        library=closed, track=track, path="Secret/02.flac", path_hash="y", size=1, mtime_ns=1, is_current=1
    )  # fmt: skip
    for name in ("scanrefusal", "mediafile"):
        listed = reverse(f"admin:streaming_{name}_changelist")
        assert b"Secret" not in cast.client("manager").get(listed).content
        assert b"Secret" in cast.client("administrator").get(listed).content
