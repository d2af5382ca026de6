"""Taking one's data along, and leaving."""

import io
import zipfile
from datetime import timedelta
from pathlib import Path
from typing import Any
from unittest.mock import Mock

import pytest
from django.core.files.storage import default_storage
from django.test import Client
from django.utils.timezone import now
from pytest_django import DjangoCaptureOnCommitCallbacks

from accounts.models import AccountDeletion, Membership, PersonalExport, User, Workspace
from accounts.services import exports, workspace_create, workspace_join
from accounts.services.exports import account_erase
from accounts.services.profiles import preferences_change
from accounts.tasks import accounts_erase_due, personal_exports_purge
from accounts.tests.conftest import letters_sent
from accounts.tests.factories import PASSWORD, UserFactory, WorkspaceFactory
from accounts.tests.test_devices import browser
from accounts.tests.test_sign_up import is_in
from common.jobs.worker import drain

DATA, DELETE = "/account/data/", "/account/delete/"
pytestmark = pytest.mark.django_db


@pytest.fixture
def user(db: None) -> User:
    return UserFactory(email="ana@example.org", handle="ana")


def packed(client: Any) -> zipfile.ZipFile:
    client.post(DATA)
    drain()
    export = PersonalExport.objects.get()
    answer = client.get(f"{DATA}{export.public_id}/")
    assert answer.status_code == 200
    return zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content)))


# --- Export ------------------------------------------------------------------------------------------


def test_an_export_is_its_owners_alone(user: User) -> None:
    client = browser(user)
    packed(client)
    address = f"{DATA}{PersonalExport.objects.get().public_id}/"
    stranger = browser(UserFactory(email="bob@example.org"))
    assert stranger.get(address).status_code == 404
    assert Client().get(address).status_code == 302
    assert b"Download" in client.get(DATA).content


def test_one_that_is_being_made_is_not_asked_for_twice(user: User) -> None:
    client = browser(user)
    for _ in range(2):
        assert client.post(DATA).status_code == 303
    assert PersonalExport.objects.count() == 1
    PersonalExport.objects.update(created_at=now() - timedelta(hours=2))
    client.post(DATA)
    assert PersonalExport.objects.count() == 2, "a job that failed keeps nobody from trying again"


def zips() -> list[Path]:
    return list(Path(default_storage.path("exports")).rglob("*.zip"))


def test_a_job_that_died_after_storing_the_file_leaves_one_file(
    user: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    export, before = PersonalExport.objects.create(user=user), len(zips())
    with monkeypatch.context() as dying, pytest.raises(KeyboardInterrupt):
        dying.setattr(exports, "letter_send", Mock(side_effect=KeyboardInterrupt))
        exports.export_make(export=export, at=now())
    export.refresh_from_db()
    assert export.state == "waiting"
    exports.export_make(export=export, at=now())
    assert len(zips()) == before + 1
    export.refresh_from_db()
    with default_storage.open(export.storage_key) as file:
        assert len(file.read()) == export.bytes


def test_who_left_while_it_was_made_leaves_no_file_behind(
    user: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    export, before, write = PersonalExport.objects.create(user=user), len(zips()), exports.write_zip

    def left_meanwhile(*given: Any, **more: Any) -> None:
        write(*given, **more)
        PersonalExport.objects.all().delete()

    monkeypatch.setattr(exports, "write_zip", left_meanwhile)
    letters_sent()
    exports.export_make(export=export, at=now())
    assert len(zips()) == before
    assert letters_sent() == [], "no letter about what is not there"


def test_an_erasure_takes_the_file_of_an_export_that_was_never_finished(
    user: User,
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    export, before = PersonalExport.objects.create(user=user), len(zips())
    with monkeypatch.context() as dying, pytest.raises(KeyboardInterrupt):
        dying.setattr(exports, "letter_send", Mock(side_effect=KeyboardInterrupt))
        exports.export_make(export=export, at=now())
    assert len(zips()) == before + 1
    with django_capture_on_commit_callbacks(execute=True):
        gone(user)
    assert len(zips()) == before


def test_an_export_is_gone_after_a_week(user: User) -> None:
    client = browser(user)
    packed(client)
    export = PersonalExport.objects.get()
    PersonalExport.objects.update(expires_at=now())
    assert client.get(f"{DATA}{export.public_id}/").status_code == 404
    assert personal_exports_purge.call() == 1
    assert not default_storage.exists(export.storage_key)
    assert not PersonalExport.objects.exists()


def test_a_letter_says_that_it_is_ready(user: User, letters: Any) -> None:
    client = browser(user)
    letters_sent()
    client.post(DATA)
    (letter,) = letters_sent()
    assert letter.to == [user.email]
    assert str(PersonalExport.objects.get().public_id) not in str(letter.body)


# --- Leaving -----------------------------------------------------------------------------------------


def ask_to_delete(client: Client) -> Any:
    asked = client.post(DELETE)
    assert "/account/reauthenticate/" in asked.headers["Location"], (
        "a session alone deletes nothing"
    )
    client.post("/account/reauthenticate/", {"password": PASSWORD})
    return client.post(DELETE)


def time_passes(user: User) -> None:
    long_ago = now() - timedelta(days=15)
    AccountDeletion.objects.filter(user=user).update(asked_at=long_ago, due_at=now())
    accounts_erase_due.call()
    drain()


def test_who_leaves_is_signed_out_at_once_and_gone_after_the_days_of_grace(user: User) -> None:
    client, elsewhere = browser(user), browser(user)
    assert ask_to_delete(client).status_code == 200
    assert not is_in(client)
    assert not is_in(elsewhere)
    accounts_erase_due.call()
    drain()
    assert User.objects.filter(pk=user.pk).exists(), "not before its time"
    User.objects.filter(pk=user.pk).update(last_login=now() - timedelta(days=20))
    time_passes(user)
    assert not User.objects.filter(pk=user.pk).exists()
    assert not Workspace.objects.filter(personal_of=user.pk).exists()


def test_signing_in_takes_it_back(user: User) -> None:
    ask_to_delete(browser(user))
    browser(user)
    assert not AccountDeletion.objects.exists()


def test_signing_in_with_an_app_takes_it_back_too(user: User) -> None:
    ask_to_delete(browser(user))
    Client().post(
        "/api/v1/auth/token/",
        {"email": user.email, "password": PASSWORD},
        content_type="application/json",
    )
    time_passes(user)
    assert User.objects.filter(pk=user.pk).exists()
    assert not AccountDeletion.objects.exists()


def gone(user: User) -> None:
    AccountDeletion.objects.create(user=user, asked_at=now() - timedelta(days=15), due_at=now())
    User.objects.filter(pk=user.pk).update(last_login=now() - timedelta(days=20))
    accounts_erase_due.call()
    drain()
    assert not User.objects.filter(pk=user.pk).exists()


def test_what_is_a_teams_stays_and_has_an_owner(user: User) -> None:
    team = workspace_create(name="Label", by=user)
    viewer, editor = UserFactory(), UserFactory()
    workspace_join(workspace=team, user=viewer, role="viewer")
    workspace_join(workspace=team, user=editor, role="editor")
    alone = workspace_create(name="Alone", by=user)
    gone(user)
    roles = dict(Membership.objects.filter(workspace=team).values_list("user__handle", "role"))
    assert roles == {viewer.handle: "viewer", editor.handle: "owner"}
    assert Workspace.objects.filter(pk=alone.pk).exists()


def test_the_last_administrator_stays(db: None) -> None:
    admin = UserFactory(is_administrator=True, email="root@example.org")
    answer = ask_to_delete(browser(admin))
    assert answer.status_code == 422
    assert not AccountDeletion.objects.exists()


def test_two_administrators_who_leave_leave_one(db: None) -> None:
    first = UserFactory(is_administrator=True, email="root@example.org")
    second = UserFactory(is_administrator=True, email="second@example.org")
    assert ask_to_delete(browser(first)).status_code != 422
    assert ask_to_delete(browser(second)).status_code == 422


def test_an_administrator_who_became_the_last_one_stays(db: None) -> None:
    first = UserFactory(is_administrator=True, email="root@example.org")
    second = UserFactory(is_administrator=True, email="second@example.org")
    ask_to_delete(browser(first))
    User.objects.filter(pk=second.pk).update(is_active=False)
    assert not account_erase(user_id=first.pk, at=now() + timedelta(days=15))
    assert User.objects.filter(pk=first.pk).exists()


def test_letters_are_in_the_language_that_their_reader_chose(user: User, letters: Any) -> None:
    letters.LANGUAGES = [("en", "English"), ("vi", "Tiếng Việt")]
    preferences_change(user=user, language="vi")
    ask_to_delete(browser(user))
    asked: Any = letters_sent()[-1]
    assert "tháng" in str(asked.body).lower(), "the date in it is written as in that language"
    assert '<html lang="vi" dir="ltr">' in asked.alternatives[0][0]
    ask_to_delete(browser(UserFactory(email="other@example.org")))
    assert "tháng" not in str(letters_sent()[-1].body).lower()


def test_letters_say_what_happens(user: User, letters: Any) -> None:
    ask_to_delete(browser(user))
    asked = letters_sent()[-1]
    assert "will be deleted" in asked.subject
    AccountDeletion.objects.all().delete()
    gone(user)
    (goodbye,) = letters_sent()
    assert goodbye.to == ["ana@example.org"]


def test_who_alone_owns_a_workspace_says_who_owns_it_afterwards(user: User) -> None:
    team, quiet = WorkspaceFactory(name="A label"), WorkspaceFactory(name="Mine alone")
    first, second = UserFactory(name="First"), UserFactory(name="Second")
    for workspace, person, role in (
        (team, user, "owner"), (team, first, "editor"), (team, second, "viewer"), (quiet, user, "owner"),
    ):  # fmt: skip
        workspace_join(workspace=workspace, user=person, role=role)
    client = browser(user)
    assert ask_to_delete(client).status_code == 422, "it is asked"
    shown = client.get(DELETE).content.decode()
    assert all(words in shown for words in ("A label", "First", "Second", "Mine alone"))
    heirs = {f"heir-{team.public_id}": second.public_id, f"heir-{quiet.public_id}": "kept"}
    stranger = {**heirs, f"heir-{team.public_id}": UserFactory().public_id}
    for wrong in ({}, {f"heir-{team.public_id}": second.public_id}, stranger):
        assert client.post(DELETE, wrong).status_code == 422
        assert not AccountDeletion.objects.exists()
    assert client.post(DELETE, heirs).status_code == 200
    assert team.memberships.get(user=second).role == "owner"
    User.objects.filter(pk=user.pk).update(last_login=now() - timedelta(days=20))
    time_passes(user)
    assert team.memberships.get(user=first).role == "editor"
    assert Workspace.objects.filter(pk=quiet.pk).exists()
    admin = Client()
    admin.force_login(UserFactory(is_administrator=True))
    listed = admin.get("/admin/accounts/workspace/?owner=none").content.decode()
    assert "Mine alone" in listed
    assert "A label" not in listed
