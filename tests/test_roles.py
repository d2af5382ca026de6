"""What each role may do: in the admin, and of uploading."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.test import Client

from accounts.models import User
from accounts.roles import Role
from accounts.tests.factories import UserFactory

PEOPLE_AND_SETTINGS = (
    "accounts",
    "account",
    "auth",
    "mfa",
    "socialaccount",
    "usersessions",
    "sessions",
    "admin",
)


def client_of(role: Role) -> tuple[User, Client]:
    user = UserFactory(role=role)
    client = Client()
    client.force_login(user)
    return user, client


@pytest.mark.django_db
@pytest.mark.parametrize("role", [Role.LISTENER, Role.ARTIST])
def test_listeners_and_artists_do_not_enter_the_admin(role: Role) -> None:
    user, client = client_of(role)
    assert client.get("/admin/").status_code == 302
    assert user.get_all_permissions() <= {"accounts.upload", "pitching.add_pitch"}


@pytest.mark.django_db
def test_content_managers_curate_and_see_no_people_and_no_settings() -> None:
    user, client = client_of(Role.CONTENT_MANAGER)
    assert client.get("/admin/catalog/album/").status_code == 200
    index = client.get("/admin/").content.decode()
    for app in PEOPLE_AND_SETTINGS:
        assert f'href="/admin/{app}/' not in index
        assert not user.has_module_perms(app)
    for model in ("accounts/user", "accounts/workspace", "accounts/invitation", "auth/group"):
        assert client.get(f"/admin/{model}/").status_code == 403
        assert client.get(f"/admin/{model}/add/").status_code == 403
    given = {"action": "make_password_link", "_selected_action": [user.pk]}
    assert client.post("/admin/accounts/user/", given).status_code == 403


@pytest.mark.django_db
def test_administrators_by_their_group_alone_do_all() -> None:
    """One who came by an invitation is in the group and no superuser."""
    user = UserFactory()
    user.groups.add(Group.objects.get(name=Role.ADMINISTRATOR))
    User.objects.filter(pk=user.pk).update(is_staff=True)
    client = Client()
    client.force_login(user)
    for path in (
        "accounts/user/",
        "accounts/invitation/add/",
        "catalog/album/",
        "common/failedjob/",
    ):
        assert client.get(f"/admin/{path}").status_code == 200
    held = User.objects.get(pk=user.pk).get_all_permissions()
    assert len(held) == Permission.objects.count()


@pytest.mark.django_db
def test_artists_may_upload_and_listeners_may_not() -> None:
    artist, _ = client_of(Role.ARTIST)
    listener, _ = client_of(Role.LISTENER)
    assert artist.has_perm("accounts.upload")
    assert not listener.has_perm("accounts.upload")
