"""Changes of many rows in the admin: frozen at their preview, done, told field by field, and taken back."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.timezone import now

from catalog.models import Album, Change, ChangedRow, Track
from catalog.services.changes import change_confirm, change_do, change_propose, run
from catalog.services.changes.states import state_back
from catalog.tasks import change_died, change_job, changes_resumed
from catalog.tests.admin_forms import shown_form
from catalog.tests.factories import AlbumFactory, ArtistFactory, LibraryFactory, TrackFactory
from catalog.tests.test_services_merge import take
from common.jobs.worker import drain
from tests.cast import Cast, Things


@pytest.fixture
def album(db: None) -> Album:
    album: Album = AlbumFactory(title="Zanzibar", artist=ArtistFactory())
    for _ in range(3):
        TrackFactory(album=album)
    return album


def propose(client: Client, action: str, *rows: Any, **sent: Any) -> str:
    """The address of the page that the action leads to."""
    address = reverse(f"admin:catalog_{rows[0]._meta.model_name}_changelist")
    answer = client.post(
        address, {"action": action, "_selected_action": [row.pk for row in rows], **sent}
    )
    assert answer.status_code == 302
    return str(answer["Location"])


def do(client: Client, page: str, **params: Any) -> Change:
    assert client.post(page, {"do": "yes", **params}).status_code == 302
    return Change.objects.latest("pk")


def undo(client: Client, change: Change) -> str:
    page = reverse("admin:catalog_change_change", args=[change.pk])
    return str(client.post(page, {"undo": "yes"}, follow=True).content.decode())


def test_a_field_is_set_on_many_after_a_preview_and_taken_back(cast: Cast, album: Album) -> None:
    client, tracks = cast.client("manager"), list(album.tracks.order_by("pk"))
    page = propose(client, "set_field", *tracks)
    preview = client.get(page, {"field": "language", "value": "sw"}).content.decode()
    assert preview.count("<div>sw</div>") == 3
    assert not Track.objects.filter(language="sw").exists(), "a preview changes nothing"
    change = do(client, page, field="language", value="sw", reason="They sing Swahili")
    assert (change.state, change.rows.filter(state="done").count()) == ("done", 3)
    assert set(album.tracks.values_list("language", flat=True)) == {"sw"}
    history = reverse("admin:catalog_track_history", args=[tracks[0].pk])
    assert "They sing Swahili" in client.get(history).content.decode()
    assert "Taken back." in undo(client, change)
    track = Track.objects.get(pk=tracks[0].pk)
    assert (track.language, track.curated) == ("", {}), "it is the tags' again"


def test_undo_leaves_and_lists_what_has_changed_since(cast: Cast, album: Album) -> None:
    client, (first, *_) = cast.client("manager"), list(album.tracks.order_by("pk"))
    change = do(client, propose(client, "set_field", *album.tracks.all()), field="language", value="sw")  # fmt: skip
    Track.objects.filter(pk=first.pk).update(language="fr")
    assert "1 left, as they have changed since" in undo(client, change)
    first.refresh_from_db()
    assert first.language == "fr"
    left = change.rows.get(state=ChangedRow.State.LEFT)
    assert (left.ref, left.words) == (first.pk, "Changed since: it now has language: fr")
    assert "This can&#x27;t be taken back" in undo(client, change)


def test_all_that_match_a_filter_are_frozen_at_the_preview(cast: Cast, album: Album) -> None:
    client, library = cast.client("administrator"), album.library
    address = f"{reverse('admin:catalog_track_changelist')}?library={library.pk}"
    first = album.tracks.all()[0]
    sent = {"action": "set_field", "_selected_action": [first.pk], "select_across": "1"}
    page = client.post(address, sent)["Location"]
    late = TrackFactory(album=album)
    change = do(client, page, field="language", value="sw")
    assert change.total == 3
    late.refresh_from_db()
    assert late.language == "", "what came after the preview is not meant"


@pytest.mark.django_db(transaction=True)
def test_many_are_done_by_a_job_that_goes_on_where_it_was(
    cast: Cast, album: Album, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("catalog.admin.changes.WAITED_FOR", 1)
    client = cast.client("manager")
    page = propose(client, "set_field", *album.tracks.all())
    change = do(client, page, field="language", value="sw")
    assert change.state == Change.State.WAITING
    assert "progress" in client.get(page).content.decode()
    drain("heavy")
    change.refresh_from_db()
    assert (change.state, change.seen) == (Change.State.DONE, 3)


@pytest.mark.django_db(transaction=True)
def test_many_are_taken_back_by_a_job_that_goes_on_where_it_was(
    cast: Cast, album: Album, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = cast.client("manager")
    change = do(client, propose(client, "set_field", *album.tracks.all()), field="language", value="sw")  # fmt: skip
    monkeypatch.setattr("catalog.admin.changes.WAITED_FOR", 1)
    assert "in the background" in undo(client, change)
    assert album.tracks.filter(language="sw").count() == 3, "the request does none of it"
    monkeypatch.setattr(run, "AT_ONCE", 1)
    whole, calls = state_back, iter(range(9))

    def killed(*args: Any, **kwargs: Any) -> None:
        if next(calls) == 1:
            raise RuntimeError("killed")
        whole(*args, **kwargs)

    monkeypatch.setattr(run, "state_back", killed)
    with pytest.raises(RuntimeError, match="killed"):
        change_job.func(change.pk)
    assert album.tracks.filter(language="sw").count() == 2
    page = client.get(reverse("admin:catalog_change_change", args=[change.pk]))
    assert (page.context["seen"], page.context["total"], page.context["is_on"]) == (1, 3, True)
    drain("heavy")
    change.refresh_from_db()
    assert (change.state, album.tracks.filter(language="sw").count()) == (Change.State.UNDONE, 0)


@pytest.mark.parametrize("state", ["waiting", "running", "undoing"])
@pytest.mark.django_db(transaction=True)
def test_what_lost_its_worker_is_gone_on_with(state: str, cast: Cast, album: Album) -> None:
    client = cast.client("manager")
    change = change_confirm(
        change=change_propose(action="set", rows=album.tracks.all(), by=cast.manager),
        params={"field": "language", "value": "sw"},
    )
    if state == "undoing":
        change_do(change=change)
    Change.objects.filter(pk=change.pk).update(state=state)
    assert changes_resumed.func() == 0, "it came further a moment ago"
    Change.objects.filter(pk=change.pk).update(updated_at=now() - timedelta(minutes=16))
    assert changes_resumed.func() == 1
    drain("heavy")
    change.refresh_from_db()
    assert change.state == ("undone" if state == "undoing" else "done")
    assert album.tracks.filter(language="sw").count() == (0 if state == "undoing" else 3)
    assert changes_resumed.func() == 0
    assert (
        "progress"
        not in client.get(reverse("admin:catalog_change_change", args=[change.pk])).content.decode()
    )


def test_what_fails_for_good_ends_and_says_so(cast: Cast, album: Album) -> None:
    propose(cast.client("manager"), "set_field", *album.tracks.all())
    change = Change.objects.get()
    Change.objects.update(state=Change.State.RUNNING)
    change_died(change.pk)
    change.refresh_from_db()
    assert change.state == Change.State.DONE
    assert set(change.rows.values_list("state", flat=True)) == {ChangedRow.State.REFUSED}


def test_an_undo_that_fails_for_good_can_be_tried_again(cast: Cast, album: Album) -> None:
    client = cast.client("manager")
    change = do(client, propose(client, "set_field", *album.tracks.all()), field="language", value="sw")  # fmt: skip
    Change.objects.update(state=Change.State.UNDOING)
    change_died(change.pk)
    assert "Taken back." in undo(client, change)
    assert not album.tracks.filter(language="sw").exists()


def test_an_album_that_went_meanwhile_refuses_the_rows(cast: Cast, album: Album) -> None:
    other = AlbumFactory(library=album.library)
    change = change_propose(action="move", rows=album.tracks.all(), by=cast.administrator)
    change = change_confirm(change=change, params={"album": other.pk})
    Album.objects.filter(pk=other.pk).update(merged_into=album)
    change = change_do(change=change)
    assert (change.state, change.seen) == (Change.State.DONE, 3)
    assert set(change.rows.values_list("state", flat=True)) == {ChangedRow.State.REFUSED}


def test_tracks_whose_album_is_no_more_are_left(cast: Cast, album: Album) -> None:
    client, other = cast.client("administrator"), AlbumFactory(library=album.library)
    track = album.tracks.order_by("pk")[0]
    change = do(client, propose(client, "move", track), album=other.public_id)
    row = change.rows.get()
    row.before["album"] = 987654321
    row.save(update_fields=["before"])
    undo(client, change)
    row.refresh_from_db()
    assert (row.state, row.words) == (ChangedRow.State.LEFT, "That album is not there any more.")


@pytest.mark.parametrize(
    ("field", "value"), [("bpm", "fast"), ("title", "Same"), ("public_id", "x"), ("vocals", "loud")]
)
def test_what_a_field_does_not_take_is_refused_in_words(
    field: str, value: str, cast: Cast, album: Album
) -> None:
    client = cast.client("manager")
    page = propose(client, "set_field", *album.tracks.all())
    body = client.post(page, {"do": "yes", "field": field, "value": value}).content.decode()
    assert "error" in body
    assert Change.objects.get().state == Change.State.DRAFT


def test_tracks_move_to_another_album_and_back_and_no_scan_moves_them(cast: Cast) -> None:
    track = take(LibraryFactory(), "A", "X")
    home = track.album
    other = AlbumFactory(library=track.library, artist=ArtistFactory())
    TrackFactory(album=other)
    client = cast.client("administrator")
    change = do(client, propose(client, "move", track), album=other.public_id)
    assert Track.objects.get(pk=track.pk).album == other
    assert Album.objects.get(pk=other.pk).track_count == 2
    assert Album.objects.get(pk=home.pk).deleted_at is not None, "nothing is left of it"
    take(track.library, "A", "X", pk=track.pk, isrc="GBAYE0000001")
    assert Track.objects.get(pk=track.pk).album == other
    undo(client, change)
    track.refresh_from_db()
    assert (track.album, track.curated) == (home, {})
    assert Album.objects.get(pk=home.pk, deleted_at=None).track_count == 1


def test_tracks_stay_in_their_library(cast: Cast, album: Album) -> None:
    elsewhere = AlbumFactory(library=LibraryFactory())
    client = cast.client("administrator")
    change = do(client, propose(client, "move", *album.tracks.all()), album=elsewhere.pk)
    assert set(change.rows.values_list("state", "words")) == {
        ("refused", "Tracks stay in their library: choose an album of the same one.")
    }


def test_an_album_is_split_and_made_one_again(cast: Cast, album: Album) -> None:
    client, (first, second, _third) = cast.client("manager"), list(album.tracks.order_by("pk"))
    change = do(client, propose(client, "split", first, second), title="Zanzibar, live")
    made = Album.objects.get(title="Zanzibar, live")
    assert (made.track_count, made.artist_line) == (2, album.artist_line)
    assert Album.objects.get(pk=album.pk).track_count == 1
    undo(client, change)
    assert Album.objects.get(pk=album.pk).track_count == 3
    made.refresh_from_db()
    assert made.deleted_at is not None


def test_deleted_and_hidden_are_kept_and_taken_back(cast: Cast, album: Album) -> None:
    client = cast.client("manager")
    address = reverse("admin:catalog_album_changelist")
    client.post(address, {"action": "shelve", "_selected_action": [album.pk], "confirmed": "yes"})
    assert Album.objects.get(pk=album.pk).deleted_at is not None
    undo(client, Change.objects.latest("pk"))
    assert Album.objects.get(pk=album.pk, deleted_at=None).track_count == 3


def test_a_row_s_own_page_keeps_who_changed_what_and_why(cast: Cast, things: Things) -> None:
    client, track = cast.client("manager"), things["public"].track
    title = track.title
    address = reverse("admin:catalog_track_change", args=[track.pk])
    client.post(address, shown_form(client.get(address)) | {"title": "Right", "why": "The sleeve"})
    entry = ChangedRow.objects.get(kind="track", ref=track.pk)
    assert (entry.before["title"], entry.after, entry.change.reason) == (
        title,
        {"title": "Right"},
        "The sleeve",
    )
    body = client.get(reverse("admin:catalog_track_history", args=[track.pk])).content.decode()
    assert "The sleeve" in body
    undo(client, entry.change)
    track.refresh_from_db()
    assert (track.title, track.curated) == (title, {})


def test_thirty_days_on_nothing_is_taken_back(cast: Cast, album: Album) -> None:
    client = cast.client("manager")
    change = do(client, propose(client, "set_field", *album.tracks.all()), field="language", value="sw")  # fmt: skip
    Change.objects.filter(pk=change.pk).update(ended_at=now() - timedelta(days=31))
    assert "more than thirty days old" in undo(client, change)
    assert album.tracks.filter(language="sw").count() == 3


@pytest.mark.parametrize("person", ["anonymous", "other", "owner"])
def test_nobody_else_proposes_sees_or_does(person: str, cast: Cast, album: Album) -> None:
    page = propose(cast.client("manager"), "set_field", *album.tracks.all())
    client = cast.client(person)
    for answer in (client.get(page), client.post(page, {"do": "yes", "field": "language", "value": "x"})):  # fmt: skip
        assert "/login/" in answer["Location"]
    assert Change.objects.get().state == Change.State.DRAFT


def test_managers_see_their_own_changes_only(cast: Cast, album: Album) -> None:
    page = propose(cast.client("administrator"), "set_field", *album.tracks.all())
    assert cast.client("manager").get(page).status_code == 404
