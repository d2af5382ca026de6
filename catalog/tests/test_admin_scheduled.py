"""Changes for later: done when their time has come, with the rows that were seen; called off until then."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localtime, now

from accounts.models import User
from catalog.models import Album, Change
from catalog.services.changes import change_do
from catalog.tasks import changes_begun, changes_resumed
from catalog.tests.factories import AlbumFactory, TrackFactory
from catalog.tests.test_admin_changes import do, propose, undo
from common.jobs.worker import drain
from tests.cast import Cast


@pytest.fixture
def album(db: None) -> Album:
    made: Album = AlbumFactory(title="Zanzibar", visibility="members")
    TrackFactory(album=made)
    return made


def planned(client: Client, album: Album, **later: float) -> Change:
    page = propose(client, "schedule", album)
    preview = client.get(page, {"visibility": "public"}).content.decode()
    assert 'type="datetime-local"' in preview
    due_at = localtime(now() + timedelta(**later)).strftime("%Y-%m-%dT%H:%M")
    return do(client, page, visibility="public", due_at=due_at)


def is_public(album: Album) -> bool:
    return Client().get(album.get_absolute_url()).status_code == 200


@pytest.mark.django_db(transaction=True)
def test_a_publication_is_done_when_its_time_has_come(cast: Cast, album: Album) -> None:
    client = cast.client("manager")
    change = planned(client, album, days=3)
    for look in (changes_begun, changes_resumed):
        look.func()
        drain()
        assert not is_public(album), "its time is to come"
    page = client.get(reverse("admin:catalog_change_change", args=[change.pk])).content.decode()
    assert "It is done at" in page
    assert "Call it off" in page
    Change.objects.filter(pk=change.pk).update(due_at=now() - timedelta(seconds=1))
    assert changes_begun.func() == 1
    drain()
    assert is_public(album)
    assert changes_begun.func() == 0
    assert "Taken back." in undo(client, change)
    assert not is_public(album)


def test_what_was_planned_is_called_off(cast: Cast, album: Album) -> None:
    client = cast.client("manager")
    change = planned(client, album, days=3)
    page = reverse("admin:catalog_change_change", args=[change.pk])
    client.post(page, {"call_off": "yes"})
    Change.objects.filter(pk=change.pk).update(due_at=now() - timedelta(seconds=1))
    assert changes_begun.func() == 0
    assert not is_public(album)
    assert (
        "It was begun already"
        in client.post(page, {"call_off": "yes"}, follow=True).content.decode()
    )


def left_the_managers(person: User) -> None:
    person.groups.clear()


def closed(person: User) -> None:
    User.objects.filter(pk=person.pk).update(is_active=False)


def erased(person: User) -> None:
    Change.objects.filter(by=person).update(by=None)


@pytest.mark.parametrize("meanwhile", [left_the_managers, closed, erased])
def test_it_is_not_done_for_somebody_who_may_not_do_it_any_more(
    meanwhile: Callable[[User], None], cast: Cast, album: Album
) -> None:
    change = planned(cast.client("manager"), album, days=3)
    meanwhile(cast.manager)
    Change.objects.filter(pk=change.pk).update(due_at=now() - timedelta(seconds=1))
    change.refresh_from_db()
    change_do(change=change)
    assert not is_public(album)
    assert change.rows.get().words == "Whoever asked for this may not do it any more."


@pytest.mark.parametrize("due_at", ["2020-01-01T10:00", "nonsense"])
def test_a_time_that_is_over_or_none_is_refused(due_at: str, cast: Cast, album: Album) -> None:
    client = cast.client("manager")
    page = propose(client, "schedule", album)
    sent: dict[str, Any] = {"do": "yes", "visibility": "public", "due_at": due_at}
    client.post(page, sent)
    assert Change.objects.get().state == Change.State.DRAFT
    assert not is_public(album)
