"""Coming in: by an open door, by invitation, with a mail server and without."""

from datetime import timedelta
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.test import Client
from django.utils.timezone import now

from accounts.models import AppPassword, Invitation, Membership, User
from accounts.services import invitation_create, invitation_renew, invitation_revoke
from accounts.services.app_passwords import app_password_create
from accounts.services.passwords import password_link
from accounts.services.personal_tokens import personal_token_create
from accounts.tests.conftest import letters_sent, link_in
from accounts.tests.factories import PASSWORD, MembershipFactory, UserFactory
from mail.models import Letter

SIGN_UP, RESET, ME = "/account/signup/", "/account/password/reset/", "/api/v1/me/"
pytestmark = pytest.mark.django_db


def sign_up(client: Client, email: str = "new@example.org", password: str = PASSWORD) -> Any:
    return client.post(SIGN_UP, {"email": email, "password1": password})


def is_in(client: Client) -> bool:
    return client.get(ME).status_code == 200


def path_of(link: str) -> str:
    return link.removeprefix("http://127.0.0.1:8000")


def test_without_a_mail_server_who_signs_up_is_in_at_once(client: Client, settings: Any) -> None:
    settings.SIGN_UP = "open"
    sign_up(client)
    assert is_in(client)
    assert not letters_sent()
    assert not EmailAddress.objects.get().verified, "nobody has shown that the address is theirs"


def test_with_a_mail_server_the_address_is_asked_first(client: Client, letters: Any) -> None:
    letters.SIGN_UP = "open"
    assert sign_up(client).headers["Location"] == "/account/confirm-email/"
    assert not is_in(client)
    (letter,) = letters_sent()
    assert letter.to == ["new@example.org"]
    assert client.get(link_in(letter)).status_code == 200
    assert not is_in(client), "looking at the link is not yet saying yes: mail programs look too"
    client.post(link_in(letter))
    assert is_in(client)
    assert EmailAddress.objects.get().verified
    assert not Letter.objects.exists(), "what was sent is not kept"


def test_a_known_address_gets_the_same_answer_and_as_much_work(
    client: Client, letters: Any, hashed: list[str]
) -> None:
    letters.SIGN_UP = "open"
    UserFactory(email="ana@example.org")
    answers, work = [], []
    for email in ("ana@example.org", "bob@example.org"):
        hashed.clear()
        answer = sign_up(Client(), email)
        answers.append((answer.status_code, answer.headers["Location"], answer.content))
        work.append(len(hashed))
    assert answers[0] == answers[1]
    assert work[0] == work[1] > 0
    known, fresh = letters_sent()
    assert (known.to, fresh.to) == (["ana@example.org"], ["bob@example.org"])
    assert "has one already" in str(known.body)
    assert User.objects.count() == 2


@pytest.mark.parametrize("email", ["a" * 180 + "@example.org", "no address", "\0@example.org", ""])
def test_an_address_that_can_not_be_kept_is_refused(
    client: Client, settings: Any, email: str
) -> None:
    settings.SIGN_UP = "open"
    assert sign_up(client, email).status_code == 200
    assert not User.objects.exists()


def test_a_wrong_password_takes_as_long_for_an_address_that_nobody_has(
    client: Client, hashed: list[str]
) -> None:
    UserFactory(email="ana@example.org")
    work = []
    for email in ("ana@example.org", "nobody@example.org"):
        hashed.clear()
        client.post("/account/login/", {"login": email, "password": "wrong"})
        work.append(len(hashed))
    assert work[0] == work[1] == 1


# --- Password reset ----------------------------------------------------------------------------------


def test_a_new_password_comes_by_letter_once(client: Client, letters: Any) -> None:
    user = UserFactory(email="ana@example.org")
    elsewhere = Client()
    elsewhere.force_login(user)
    client.post(RESET, {"email": "ANA@example.org"})
    (letter,) = letters_sent()
    form = client.get(link_in(letter), follow=True)
    address = form.redirect_chain[-1][0]
    client.post(address, {"password1": "another password", "password2": "another password"})
    assert Client().login(email=user.email, password="another password")
    assert not is_in(elsewhere), "signed out wherever they were"
    again = Client().get(link_in(letter), follow=True)
    assert "does not work any more" in again.content.decode()
    told = [one.subject for one in letters_sent()]
    assert any("assword" in subject for subject in told), "they are told that it changed"


def test_known_and_unknown_addresses_get_one_answer_to_a_forgotten_password(letters: Any) -> None:
    UserFactory(email="ana@example.org")
    answers = []
    for email in ("ana@example.org", "bob@example.org"):
        answer = Client().post(RESET, {"email": email})
        answers.append((answer.status_code, answer.headers["Location"], answer.content))
        assert Letter.objects.count() == 1, "one letter each, so that both take as long"
        assert len(letters_sent()) == 1
    assert answers[0] == answers[1]


def test_links_in_letters_lead_to_the_site_whatever_host_was_asked(
    client: Client, letters: Any
) -> None:
    letters.ALLOWED_HOSTS = ["*"]
    UserFactory(email="ana@example.org")
    for email in ("ana@example.org", "bob@example.org"):
        client.post(RESET, {"email": email}, headers={"Host": "evil.example"})
    for letter in letters_sent():
        assert "evil" not in f"{letter.subject}{letter.body}{letter.message()}"


def test_without_a_mail_server_an_administrator_copies_the_link(client: Client) -> None:
    assert "Ask whoever looks after it" in client.get(RESET).content.decode()
    admin = Client()
    admin.force_login(UserFactory(is_administrator=True))
    user = UserFactory(email="ana@example.org")
    done = admin.post(
        "/admin/accounts/user/",
        {"action": "make_password_link", "_selected_action": [user.pk]},
        follow=True,
    )
    link = done.content.decode().partition("<code>")[2].partition("</code>")[0]
    form = client.get(path_of(link), follow=True)
    given = {"password1": "another password", "password2": "another password"}
    client.post(form.redirect_chain[-1][0], given)
    assert Client().login(email=user.email, password="another password")
    assert "does not work" in Client().get(path_of(link), follow=True).content.decode()


# --- Change of address -------------------------------------------------------------------------------


def signed_in(user: User) -> Client:
    client = Client()
    client.post("/account/login/", {"login": user.email, "password": PASSWORD})
    assert is_in(client)
    asked = client.post("/account/email/", {"email": "x@example.org", "action_add": ""})
    assert "/account/reauthenticate/" in asked.headers["Location"], (
        "a session alone changes nothing"
    )
    client.post("/account/reauthenticate/", {"password": PASSWORD})
    return client


def test_a_new_address_counts_once_its_letter_is_answered_and_the_old_one_is_told(
    letters: Any,
) -> None:
    user = UserFactory(email="ana@example.org")
    client = signed_in(user)
    letters_sent()
    client.post("/account/email/", {"email": "Ana@New.example", "action_add": ""})
    user.refresh_from_db()
    assert user.email == "ana@example.org"
    (letter,) = letters_sent()
    client.post(link_in(letter))
    user.refresh_from_db()
    assert user.email == "ana@new.example"
    (told,) = letters_sent()
    assert told.to == ["ana@example.org"]
    assert "ana@new.example" in str(told.body)


def test_without_a_mail_server_a_new_address_counts_at_once() -> None:
    user = UserFactory(email="ana@example.org")
    client = signed_in(user)
    client.post("/account/email/", {"email": "ana@new.example", "action_add": ""})
    user.refresh_from_db()
    assert user.email == "ana@new.example"
    assert EmailAddress.objects.get(user=user).email == "ana@new.example"


@pytest.mark.parametrize("has_letters", [True, False])
def test_nobody_takes_an_address_that_somebody_signs_in_with(
    settings: Any, has_letters: bool
) -> None:
    settings.LETTERS = has_letters
    settings.ACCOUNT_EMAIL_VERIFICATION = "mandatory" if has_letters else "none"
    taken, user = UserFactory(email="taken@example.org"), UserFactory(email="ana@example.org")
    EmailAddress.objects.filter(user=taken).update(verified=False)
    client = signed_in(user)
    letters_sent()
    client.post("/account/email/", {"email": "taken@example.org", "action_add": ""})
    for letter in letters_sent():
        assert client.post(link_in(letter)).status_code < 500
    user.refresh_from_db()
    assert user.email == "ana@example.org"


# --- Invitations -------------------------------------------------------------------------------------


@pytest.fixture
def owner(db: None) -> User:
    return UserFactory(is_administrator=True, handle="root")


def invite(owner: User, **more: Any) -> tuple[Invitation, str]:
    made, link = invitation_create(by=owner, by_administrator=True, **more)
    return made, path_of(link)


def come(client: Client, path: str, email: str = "new@example.org") -> None:
    client.post(path)
    sign_up(client, email)


def test_where_it_takes_an_invitation_nobody_comes_in_without(
    client: Client, settings: Any, owner: User
) -> None:
    settings.SIGN_UP = "invitation"
    sign_up(client)
    assert User.objects.count() == 1
    _, path = invite(owner, role="artist")
    assert client.get(path).status_code == 200
    come(client, path)
    user = User.objects.get(email="new@example.org")
    assert {group.name for group in user.groups.all()} == {"listener", "artist"}
    assert is_in(client)


def test_an_invitation_works_once(settings: Any, owner: User) -> None:
    settings.SIGN_UP = "invitation"
    _, path = invite(owner)
    come(Client(), path)
    late = Client()
    assert late.get(path).status_code == 404
    come(late, path, "late@example.org")
    assert not User.objects.filter(email="late@example.org").exists()


@pytest.mark.parametrize("end", ["expired", "revoked", "renewed", "made up"])
def test_what_opens_no_more_looks_like_what_never_was(
    client: Client, settings: Any, owner: User, end: str
) -> None:
    settings.SIGN_UP = "invitation"
    made, path = invite(owner)
    if end == "expired":
        Invitation.objects.update(expires_at=now() - timedelta(seconds=1))
    elif end == "revoked":
        invitation_revoke(invitation=made)
    elif end == "renewed":
        renewed = invitation_renew(invitation=made, by=owner)
        assert client.get(path_of(renewed)).status_code == 200
    else:
        path = "/account/invitation/never-was/"
    answer = client.get(path)
    assert answer.status_code == 404
    other = Client().get("/account/invitation/never-was/")
    assert answer.content == other.content
    come(client, path)
    assert User.objects.count() == 1


def test_an_invitation_with_an_address_is_for_that_address(settings: Any, owner: User) -> None:
    settings.SIGN_UP = "invitation"
    _, path = invite(owner, email="ana@example.org")
    thief = Client()
    thief.post(path)
    assert sign_up(thief, "thief@example.org").status_code == 422
    assert not User.objects.filter(email="thief@example.org").exists()
    come(Client(), path, "ana@example.org")
    assert User.objects.filter(email="ana@example.org").exists()


def test_who_came_by_a_letter_has_shown_that_the_address_is_theirs(
    client: Client, letters: Any, owner: User
) -> None:
    letters.SIGN_UP = "invitation"
    invite(owner, email="ana@example.org")
    (letter,) = letters_sent()
    come(client, link_in(letter), "ana@example.org")
    assert is_in(client), "not asked a second time"
    assert EmailAddress.objects.get(email="ana@example.org").verified


def test_a_link_without_an_address_proves_none(client: Client, letters: Any, owner: User) -> None:
    letters.SIGN_UP = "invitation"
    _, path = invite(owner)
    come(client, path, "ana@example.org")
    assert not is_in(client)


def test_only_the_hash_of_a_link_is_kept(owner: User) -> None:
    made, path = invite(owner)
    token = path.rstrip("/").rpartition("/")[2]
    assert token not in str(Invitation.objects.values().get(pk=made.pk))


def test_an_administrator_invites_in_the_admin_and_copies_the_link(
    client: Client, settings: Any, owner: User
) -> None:
    settings.SIGN_UP = "invitation"
    admin = Client()
    admin.force_login(owner)
    given = {"email": "", "role": "content manager", "workspace": "", "workspace_role": "viewer"}
    done = admin.post("/admin/accounts/invitation/add/", given, follow=True)
    link = done.content.decode().partition("<code>")[2].partition("</code>")[0]
    come(client, path_of(link))
    assert User.objects.get(email="new@example.org").is_staff
    assert link not in admin.get("/admin/accounts/invitation/").content.decode()


def test_an_invitation_into_a_workspace_takes_nothing_away(client: Client, owner: User) -> None:
    membership = MembershipFactory(role=Membership.Role.OWNER)
    _, path = invite(owner, workspace=membership.workspace, workspace_role="viewer")
    client.force_login(membership.user)
    client.post(path)
    membership.refresh_from_db()
    assert membership.role == Membership.Role.OWNER


def test_a_new_password_shuts_everything_that_the_old_one_opened(client: Client, db: None) -> None:
    user = UserFactory(email="ana@example.org")
    _, plain = personal_token_create(user=user, name="kept", scopes=["read"], at=now())
    app_password_create(user=user, name="phone")
    before = Client()
    before.force_login(user)
    form = client.get(path_of(password_link(user=user)), follow=True)
    address = form.redirect_chain[-1][0]
    done = client.post(
        address, {"password1": "another battery staple", "password2": "another battery staple"}
    )
    assert done.status_code == 302
    assert not is_in(before)
    asked = Client().get("/api/v1/me/", headers={"Authorization": f"Bearer {plain}"})
    assert asked.status_code == 401
    assert not AppPassword.objects.exists()
