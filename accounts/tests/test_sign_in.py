"""Signing in with the browser: by e-mail, into a session of its own."""

import pytest
from django.conf import settings as site
from django.test import Client

from accounts.models import User
from accounts.sessions import SEEN, SIGNED_IN, STAFF_LASTS
from accounts.tests.factories import PASSWORD, UserFactory

LOGIN, LOGOUT, SIGN_UP = "/account/login/", "/account/logout/", "/account/signup/"


@pytest.fixture
def user(db: None) -> User:
    return UserFactory(email="ana@example.org")


def sign_in(client: Client, email: str = "ana@example.org", password: str = PASSWORD) -> int:
    return client.post(LOGIN, {"login": email, "password": password}).status_code


def is_in(client: Client) -> bool:
    return client.get("/api/v1/me/").status_code == 200


def test_email_and_password_sign_in_whatever_the_case_of_the_address(
    client: Client, user: User
) -> None:
    assert sign_in(client, "Ana@Example.ORG") in {302, 303}
    assert is_in(client)


def test_a_session_changes_its_name_at_sign_in_and_ends_at_sign_out(
    client: Client, user: User
) -> None:
    session = client.session
    session["kept"] = True
    session.save()
    client.cookies[site.SESSION_COOKIE_NAME] = session.session_key or ""
    sign_in(client)
    after = client.cookies[site.SESSION_COOKIE_NAME].value
    assert after != session.session_key
    thief = Client()
    thief.cookies[site.SESSION_COOKIE_NAME] = session.session_key or ""
    assert not is_in(thief)
    assert client.get(LOGOUT).status_code == 200, "a link can not sign out"
    assert is_in(client)
    client.post(LOGOUT)
    assert not is_in(client)
    thief.cookies[site.SESSION_COOKIE_NAME] = after
    assert not is_in(thief)


def test_the_session_cookie_is_out_of_reach_of_scripts_and_other_sites(
    client: Client, user: User
) -> None:
    sign_in(client)
    cookie = client.cookies[site.SESSION_COOKIE_NAME]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"


def test_guessing_is_stopped(client: Client, user: User) -> None:
    for n in range(12):
        sign_in(client, password=f"guess {n}")
    sign_in(client)
    assert not is_in(client)


def test_the_admin_has_no_door_of_its_own(client: Client, user: User) -> None:
    """Its own form would count no guesses and ask for no second factor."""
    user.is_staff = user.is_superuser = True
    user.save(update_fields=["is_staff", "is_superuser"])
    given = {"username": user.email, "password": PASSWORD, "next": "/admin/"}
    answer = client.post("/admin/login/?next=/admin/", given)
    assert (answer.status_code, answer.headers["Location"]) == (302, f"{LOGIN}?next=%2Fadmin%2F")
    assert not is_in(client)


def test_unknown_and_known_addresses_get_the_same_answer(client: Client, user: User) -> None:
    answers = [
        client.post(LOGIN, {"login": email, "password": "wrong"})
        for email in ("ana@example.org", "bob@example.org")
    ]
    bodies = {answer.content.replace(b"bob@", b"ana@") for answer in answers}
    assert len({answer.status_code for answer in answers}) == 1
    assert len({body.partition(b"csrf")[0] for body in bodies}) == 1


def test_sign_up_is_closed_unless_the_site_is_open(client: Client, db: None) -> None:
    client.post(SIGN_UP, {"email": "new@example.org", "password1": PASSWORD})
    assert not User.objects.exists()


def test_an_open_site_gives_a_new_user_a_handle_and_a_workspace(
    client: Client, db: None, settings: pytest.FixtureRequest
) -> None:
    settings.SIGN_UP = "open"  # type: ignore[attr-defined]
    client.post(SIGN_UP, {"email": "New@example.org", "password1": PASSWORD})
    user = User.objects.get()
    assert (user.email, user.handle) == ("new@example.org", "new")
    assert user.personal_workspace.memberships.get().user == user
    assert [group.name for group in user.groups.all()] == ["listener"]


def test_another_site_can_not_write_with_somebody_s_session(user: User) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(user)
    answer = client.put("/api/v1/me/queue/", '{"tracks": []}', content_type="application/json")
    assert (answer.status_code, answer.json()["type"]) == (403, "/problems/forbidden")


@pytest.mark.parametrize(
    ("is_staff", "days", "stays"),
    [(True, 8, False), (True, 6, True), (False, 300, True)],
)
def test_a_session_of_staff_ends_after_a_week_and_a_listeners_goes_on(
    client: Client, user: User, is_staff: bool, days: int, stays: bool
) -> None:
    User.objects.filter(pk=user.pk).update(is_staff=is_staff)
    sign_in(client)
    session = client.session
    for record in session[SIGNED_IN]:
        record["at"] -= days * 24 * 3600
    session[SEEN] = 0
    session.save()
    client.get("/account/")
    assert is_in(client) == stays


def test_a_session_of_staff_past_its_week_changes_nothing_and_opens_no_admin(
    client: Client, user: User
) -> None:
    User.objects.filter(pk=user.pk).update(is_staff=True, is_superuser=True)
    sign_in(client)
    assert client.get("/admin/").status_code == 200

    def age() -> None:
        session = client.session
        for record in session[SIGNED_IN]:
            record["at"] -= STAFF_LASTS + 60
        session.save()

    age()
    assert client.get("/admin/").status_code == 302, "its first answer is none of the admin's"
    sign_in(client)
    age()
    assert client.patch(
        "/api/v1/me/", {"name": "Taken"}, content_type="application/json"
    ).status_code in {401, 403}
    user.refresh_from_db()
    assert user.name != "Taken"
