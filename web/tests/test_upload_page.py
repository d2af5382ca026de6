"""The upload page without a script: a form whose files go to disk, and what became of each."""

import pytest
from django.contrib.auth.models import Group
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

from accounts.models import User
from accounts.roles import Role
from accounts.tests.factories import UserFactory
from catalog.models import Track
from common.jobs.worker import drain
from streaming.models import Upload
from streaming.tests.music import sound
from streaming.tests.uploading import artist

__all__ = ["artist"]
pytestmark = pytest.mark.django_db


@pytest.fixture
def browser(artist: User) -> Client:
    client = Client()
    client.force_login(artist)
    return client


def file(name: str = "song.mp3", data: bytes = b"") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data or sound("mp3"), "audio/mpeg")


def test_files_of_a_form_become_tracks(browser: Client) -> None:
    answer = browser.post("/upload/", {"files": [file("a.mp3"), file("b.wav", sound("wav"))]})
    assert (answer.status_code, answer["Location"]) == (303, "/upload/")
    assert "Checking" in browser.get("/upload/").content.decode()
    drain("heavy")
    page = browser.get("/upload/").content.decode()
    assert page.count('data-state="ready"') == 2
    assert Track.objects.count() == 2
    browser.post("/upload/", {"forget": "1"})
    assert "data-state" not in browser.get("/upload/").content.decode()


def test_what_is_refused_is_said_on_the_page_and_the_rest_is_taken(browser: Client) -> None:
    answer = browser.post("/upload/", {"files": [file("run.exe"), file("a.mp3")]})
    assert answer.status_code == 422
    assert "That is no name of music" in answer.content.decode()
    assert Upload.objects.get().path == "a.mp3"
    assert browser.post("/upload/", {}).status_code == 422


def test_a_form_is_not_read_when_there_is_no_room_for_it(
    browser: Client, settings: Settings
) -> None:
    settings.UPLOAD_QUOTA_BYTES = 1000
    answer = browser.post("/upload/", {"files": file("a.mp3", bytes(2_000_000))})
    assert answer.status_code == 422
    assert "more than there is room for" in answer.content.decode()


def test_a_form_of_another_site_is_refused(artist: User) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(artist)
    assert client.post("/upload/", {"files": file()}).status_code == 403
    assert Upload.objects.count() == 0


def test_the_page_is_for_artists_and_its_link_too(browser: Client, db: None) -> None:
    listener = Client()
    listener.force_login(UserFactory(handle="listener"))
    assert listener.get("/upload/").status_code == 403
    own = b'class="row" href="/upload/"'
    assert own not in listener.get("/account/").content
    assert own in browser.get("/account/").content
    assert Group.objects.filter(name=Role.ARTIST).exists()


def test_the_way_there_in_the_navigation_waits_for_the_api_to_tell_who_may(
    browser: Client, db: None
) -> None:
    listener = Client()
    listener.force_login(UserFactory(handle="listener"))
    # The page is the same for all members: what it shows of this is told by the API.
    for client, may in ((listener, False), (browser, True)):
        assert b"data-may-upload hidden" in client.get("/albums/").content
        assert client.get("/api/v1/me/").json()["may_upload"] is may
    administrator = Client()
    administrator.force_login(UserFactory(handle="admin", is_administrator=True))
    assert b"data-may-upload>" in administrator.get("/albums/").content
    assert b"data-may-upload" not in Client().get("/albums/").content


def test_the_page_takes_the_same_queries_however_much_there_is(
    browser: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for many in (1, 4):
        browser.post("/upload/", {"files": [file(f"{many}-{n}.mp3") for n in range(many)]})
        with django_assert_num_queries(10):
            browser.get("/upload/")
