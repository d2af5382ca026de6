"""The queue of what needs a person: found once, claimed, decided by one key; what was dismissed stays dismissed."""

from datetime import timedelta
from threading import Barrier, Thread
from typing import Any

import pytest
from django.core import mail
from django.db import connection
from django.test import Client, override_settings
from django.urls import reverse
from django.utils.timezone import now

from catalog.models import Album, Artist, Change, Report, Task
from catalog.services.queue import tasks_find
from catalog.services.reports import report_make
from catalog.tests.factories import AlbumFactory, ArtistFactory, LibraryFactory, TrackFactory
from common.jobs.worker import drain
from tests.cast import Cast, Things

NEXT = "/admin/catalog/task/next/"
MBID = "1eadbeef-8bf0-4c0d-a1ca-6b1e4ed16d80"


def report(client: Client, kind: str, row: Any, **sent: str) -> Any:
    return client.post("/report/", {"item": f"{kind}:{row.public_id}", "reason": "rights", **sent})


def opened(client: Client) -> Task:
    """The item that the queue opens next."""
    page = client.get(NEXT, follow=True)
    task: Task = page.context["task"]
    return task


def decide(client: Client, task: Task, decision: str) -> Any:
    return client.post(reverse("admin:catalog_task_change", args=[task.pk]), {decision: "1"})


def twins() -> tuple[Artist, Artist]:
    first, second = ArtistFactory(name="Zoot"), ArtistFactory(name="Zoot", musicbrainz_id=MBID)
    for artist in (first, second):
        TrackFactory(album=AlbumFactory(artist=artist), artist=artist)
    return first, second


def test_a_visitor_reports_and_a_manager_takes_it_down_at_once(cast: Cast, things: Things) -> None:
    thing = things["public"]
    page = Client().get("/report/", {"item": f"track:{thing.track.public_id}"})
    assert page.content.decode().count('type="radio" name="reason"') == 7
    told = {"words": "I wrote it", "email": "me@example.org"}
    assert report(Client(), "track", thing.track, **told).status_code == 303
    kept = Report.objects.get()
    assert (kept.evidence["title"], kept.email) == (thing.track.title, "me@example.org")
    client = cast.client("administrator")
    task = opened(client)
    page = client.get(reverse("admin:catalog_task_change", args=[task.pk]))
    assert "I wrote it" in page.content.decode()
    with override_settings(LETTERS=True):
        assert decide(client, task, "take_down").status_code == 302
    assert Client().get(f"/api/v1/tracks/{thing.track.public_id}/").status_code == 404
    assert "I wrote it" in Change.objects.get().reason
    kept.refresh_from_db()
    assert kept.evidence["title"] == thing.track.title
    undo = reverse("admin:catalog_change_change", args=[Change.objects.get().pk])
    client.post(undo, {"undo": "yes"})
    assert Client().get(f"/api/v1/tracks/{thing.track.public_id}/").status_code == 200


@pytest.mark.django_db(transaction=True)
def test_whoever_s_it_is_gets_a_letter(cast: Cast, things: Things) -> None:
    with override_settings(LETTERS=True):
        report(Client(), "album", things["public"].album)
        decide(cast.client("administrator"), Task.objects.get(), "take_down")
        drain()
    assert [letter.to for letter in mail.outbox] == [[cast.owner.email]]
    assert things["public"].album.title in mail.outbox[0].subject


def test_one_report_of_a_person_on_a_thing_is_enough(cast: Cast, things: Things) -> None:
    client = cast.client("other")
    for _ in range(3):
        report(client, "artist", things["public"].artist)
    assert (Report.objects.count(), Task.objects.count()) == (1, 1)


def test_what_was_reported_first_is_kept_as_it_was(cast: Cast, things: Things) -> None:
    client, track = cast.client("other"), things["public"].track
    title = track.title
    report(client, "track", track, words="It is mine")
    type(track).objects.filter(pk=track.pk).update(title="Renamed")
    report(client, "track", track, words="")
    kept = Report.objects.get()
    assert (kept.words, kept.evidence["title"]) == ("It is mine", title)


def test_who_reports_again_what_was_seen_to_is_heard_again(cast: Cast, things: Things) -> None:
    client, track = cast.client("other"), things["public"].track
    report(client, "track", track, words="First")
    task = Task.objects.get()
    decide(cast.client("administrator"), task, "done")
    for _ in range(2):
        report(client, "track", track, words="Still there")
    task = Task.objects.get()
    assert (task.state, task.decided_by, task.decision) == (Task.State.OPEN, None, "")
    assert "Still there" in task.why
    assert list(Report.objects.order_by("pk").values_list("words", flat=True)) == ["First", "Still there"]  # fmt: skip
    body = cast.client("manager").get(reverse("admin:catalog_task_change", args=[task.pk])).content
    assert b"First" in body


def test_what_was_dismissed_is_not_heard_again_from_the_same_person(
    cast: Cast, things: Things
) -> None:
    report(cast.client("other"), "track", things["public"].track)
    decide(cast.client("administrator"), Task.objects.get(), "dismiss")
    assert report(cast.client("other"), "track", things["public"].track).status_code == 303
    assert Task.objects.get().state == Task.State.DISMISSED
    report(cast.client("colleague"), "track", things["public"].track)
    assert Task.objects.filter(state=Task.State.OPEN).count() == 1


def test_two_rows_of_one_click_refuse_no_later_report(cast: Cast, things: Things) -> None:
    track = things["public"].track
    for _ in range(2):
        Report.objects.create(kind="track", ref=track.pk, by=cast.other, reason="rights")
    assert report(cast.client("other"), "track", track).status_code == 303


@pytest.mark.django_db(transaction=True)
def test_a_double_click_is_one_report(cast: Cast, things: Things) -> None:
    track, person, start = things["public"].track, cast.other, Barrier(2)

    def click() -> None:
        try:
            start.wait(10)
            report_make(kind="track", thing=track, reason="rights", by=person)
        finally:
            connection.close()

    threads = [Thread(target=click) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert (Report.objects.count(), Task.objects.count()) == (1, 1)


def test_reports_are_counted_for_each_address(things: Things) -> None:
    answers = [report(Client(), "track", things["public"].track).status_code for _ in range(12)]
    assert answers[:10] == [303] * 10
    assert answers[10:] == [429] * 2


@pytest.mark.parametrize(
    ("reports", "visitor", "member"),
    [("everyone", 200, 200), ("members", 404, 200), ("nobody", 404, 404)],
)
def test_who_may_report_is_the_operator_s_choice(
    reports: str, visitor: int, member: int, cast: Cast, things: Things
) -> None:
    item = {"item": f"album:{things['public'].album.public_id}"}
    with override_settings(REPORTS=reports):
        assert Client().get("/report/", item).status_code == visitor
        assert cast.client("other").get("/report/", item).status_code == member


def test_what_is_hidden_can_t_be_reported(cast: Cast, things: Things) -> None:
    assert report(cast.client("other"), "track", things["private"].track).status_code == 404


def test_a_dismissed_duplicate_stays_dismissed(cast: Cast) -> None:
    twins()
    client = cast.client("manager")
    tasks_find()
    task = Task.objects.get(kind=Task.Kind.DUPLICATE)
    assert task.why == "The same name"
    decide(client, task, "dismiss")
    tasks_find()
    assert Task.objects.get(kind=Task.Kind.DUPLICATE).state == Task.State.DISMISSED


def test_one_key_merges_and_the_next_item_opens(cast: Cast) -> None:
    first, second = twins()
    tasks_find()
    client = cast.client("manager")
    task = opened(client)
    page = client.get(reverse("admin:catalog_task_change", args=[task.pk])).content.decode()
    assert 'data-key="m"' in page
    answer = decide(client, task, "merge")
    assert answer["Location"] == f"{NEXT}?after={task.pk}"
    second.refresh_from_db()
    assert second.merged_into == first
    assert opened(client).kind == Task.Kind.NO_COVER


def test_an_item_that_somebody_has_is_not_given_to_another(cast: Cast) -> None:
    twins()
    tasks_find()
    mine, theirs = opened(cast.client("manager")), opened(cast.client("administrator"))
    assert mine != theirs
    page = cast.client("administrator").get(reverse("admin:catalog_task_change", args=[mine.pk]))
    assert "is at it" in page.content.decode()
    Task.objects.filter(pk=mine.pk).update(claimed_at=now() - timedelta(hours=1))
    assert opened(cast.client("administrator")) == mine, "a claim lasts a quarter of an hour"


def test_what_settled_by_itself_leaves_the_queue(cast: Cast) -> None:
    album = AlbumFactory(artist=ArtistFactory(), release_date="")
    TrackFactory(album=album)
    Album.objects.filter(pk=album.pk).update(track_count=1)
    tasks_find()
    assert Task.objects.filter(kind=Task.Kind.NO_DATE, state=Task.State.OPEN).count() == 1
    Album.objects.filter(pk=album.pk).update(release_date="1971")
    tasks_find()
    assert not Task.objects.filter(kind=Task.Kind.NO_DATE, state=Task.State.OPEN).exists()


def test_tracks_of_one_isrc_and_length_may_be_one(cast: Cast) -> None:
    library = LibraryFactory()
    for _ in range(2):
        TrackFactory(album=AlbumFactory(library=library), isrc="GBAYE0000001", duration_ms=1000)
    tasks_find()
    assert Task.objects.filter(kind=Task.Kind.DUPLICATE, of="track").count() == 1
    before = Task.objects.count()
    assert tasks_find() == 0
    assert Task.objects.count() == before


@pytest.mark.parametrize("person", ["anonymous", "other", "owner"])
def test_nobody_else_decides(person: str, cast: Cast) -> None:
    twins()
    tasks_find()
    task = Task.objects.get(kind=Task.Kind.DUPLICATE)
    assert "/login/" in decide(cast.client(person), task, "merge")["Location"]
    task.refresh_from_db()
    assert task.state == Task.State.OPEN


def test_the_pencil_leads_staff_to_the_form_and_nobody_else_anywhere(
    cast: Cast, things: Things
) -> None:
    thing = things["public"]
    for kind, row in (("track", thing.track), ("album", thing.album), ("artist", thing.artist)):
        item = {"item": f"{kind}:{row.public_id}"}
        address = reverse(f"admin:catalog_{kind}_change", args=[row.pk])
        assert cast.client("manager").get("/curate/", item)["Location"] == address
        for person in ("anonymous", "other", "owner"):
            assert cast.client(person).get("/curate/", item).status_code == 404
        page = cast.client("other").get(row.get_absolute_url()).content.decode()
        assert "data-curate hidden" in page
