"""The second factor: set up, asked for, recovered from, and kept so that the database alone does not tell it."""

import re
import time
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import hotp_value, yield_hotp_counters_from_time
from django.contrib.auth.models import Group
from django.test import Client
from django.utils.timezone import now

from accounts.models import TokenFamily, User
from accounts.roles import Role
from accounts.services import second_factor_ok
from accounts.services.tokens import family_open
from accounts.sessions import SIGNED_IN
from accounts.tests.factories import PASSWORD, UserFactory
from accounts.tests.test_devices import browser
from accounts.tests.test_sign_up import is_in

pytestmark = pytest.mark.django_db
INDEX, TOTP, CODES = "/account/2fa/", "/account/2fa/totp/activate/", "/account/2fa/recovery-codes/"


def code_now(secret: str) -> str:
    return f"{hotp_value(secret, list(yield_hotp_counters_from_time())[0]):06}"


@pytest.fixture
def user(db: None) -> User:
    return UserFactory(email="ana@example.org")


def set_up(user: User) -> tuple[Client, str, list[str]]:
    """A browser, the secret, and the recovery codes, all as the pages tell them."""
    client = browser(user)
    asked = client.get(TOTP)
    assert "/account/reauthenticate/" in asked.headers["Location"]
    client.post("/account/reauthenticate/", {"password": PASSWORD})
    page = client.get(TOTP)
    secret = page.context["form"].secret
    assert secret in page.content.decode()
    assert 'class="qr"' in page.content.decode()
    client.post(TOTP, {"code": code_now(secret)})
    codes = re.findall(r"<li>(\d{8})</li>", client.get(CODES).content.decode())
    assert len(codes) == 10
    return client, secret, codes


def half_in(user: User) -> Client:
    client = Client()
    answer = client.post("/account/login/", {"login": user.email, "password": PASSWORD})
    assert answer.headers["Location"].startswith("/account/2fa/authenticate/")
    assert not is_in(client)
    return client


def give(client: Client, code: str) -> bool:
    client.post("/account/2fa/authenticate/", {"code": code})
    return is_in(client)


def test_the_code_is_asked_for_besides_the_password(user: User) -> None:
    _, secret, _ = set_up(user)
    client = half_in(user)
    assert not give(client, "000000")
    # The code that turned it on is used up; the app's next one, which may come half a minute early, is taken.
    following = list(yield_hotp_counters_from_time())[-1]
    assert give(client, f"{hotp_value(secret, following):06}")


def test_a_recovery_code_lets_in_once(user: User) -> None:
    _, _, codes = set_up(user)
    assert give(half_in(user), codes[0])
    assert not give(half_in(user), codes[0])
    assert second_factor_ok_in_request(user, codes[1])


def second_factor_ok_in_request(user: User, code: str) -> bool:
    answer = Client().post(
        "/api/v1/auth/token/",
        {"email": user.email, "password": PASSWORD, "code": code},
        content_type="application/json",
    )
    return answer.status_code == 200


def test_the_secret_is_not_in_the_database_as_it_is(user: User) -> None:
    _, secret, codes = set_up(user)
    kept = str(list(Authenticator.objects.values("data")))
    assert secret not in kept
    assert not any(code in kept for code in codes)


def test_turning_it_off_leaves_the_password(user: User) -> None:
    client, _, _ = set_up(user)
    client.post("/account/2fa/totp/deactivate/")
    assert second_factor_ok(user, "")
    assert is_in(browser(user))


@pytest.mark.parametrize(
    "address", [INDEX, TOTP, CODES, "/account/2fa/webauthn/", "/account/2fa/webauthn/add/"]
)
def test_its_pages_are_dressed_and_kept_by_nobody(user: User, address: str) -> None:
    client, _, _ = set_up(user)
    answer = client.get(address, follow=True)
    assert answer.status_code == 200
    assert 'class="narrow"' in answer.content.decode()


def test_guessing_codes_is_stopped(user: User) -> None:
    _, _, codes = set_up(user)
    client = half_in(user)
    for n in range(12):
        give(client, f"{n:06}")
    assert not give(client, codes[0]), "the right one, too late"


def test_a_session_that_is_half_in_opens_nothing(user: User) -> None:
    set_up(user)
    client: Any = half_in(user)
    for address in (
        "/account/",
        "/account/email/",
        "/account/sessions/",
        "/account/delete/",
        INDEX,
    ):
        assert client.get(address).status_code == 302


class TestOfStaff:
    """Where the site demands a second factor of staff, the admin opens to no password alone."""

    @pytest.fixture(autouse=True)
    def demanded(self, settings: Any) -> None:
        settings.STAFF_SECOND_FACTOR = True

    @pytest.fixture
    def user(self, db: None) -> User:
        return UserFactory(email="ana@example.org", role=Role.ADMINISTRATOR)

    @pytest.mark.parametrize("address", ["/admin/", "/admin/catalog/track/"])
    def test_the_admin_leads_to_where_one_is_added(self, user: User, address: str) -> None:
        client = browser(user)
        answer = client.get(address)
        assert (answer.status_code, answer.headers["Location"]) == (302, INDEX)
        assert "signs in with a second factor" in client.get(INDEX).content.decode()
        assert client.get("/").status_code == 200

    def test_nothing_is_changed_either(self, user: User) -> None:
        answer = browser(user).post("/admin/auth/group/add/", {"name": "Anybody"})
        assert answer.headers["Location"] == INDEX
        assert not Group.objects.filter(name="Anybody").exists()

    def test_who_added_one_shows_it_once_and_who_signs_in_by_it_comes_in(self, user: User) -> None:
        client, _, codes = set_up(user)
        asked = client.get("/admin/catalog/track/").headers["Location"]
        assert asked == "/account/2fa/reauthenticate/?next=%2Fadmin%2Fcatalog%2Ftrack%2F"
        shown = client.post(asked, {"code": codes[1]})
        assert shown.headers["Location"] == "/admin/catalog/track/"
        assert client.get("/admin/catalog/track/").status_code == 200
        again = half_in(user)
        assert again.get("/admin/").status_code == 302
        assert give(again, codes[0])
        assert again.get("/admin/").status_code == 200

    @pytest.mark.django_db(transaction=True)
    def test_what_was_signed_in_before_ends_when_a_factor_is_added(self, user: User) -> None:
        thief = browser(user)
        family = family_open(user=user, name="A client", at=now())
        mine, _, _ = set_up(user)
        assert not is_in(thief)
        assert is_in(mine)
        assert TokenFamily.objects.get(pk=family.pk).ended_at

    @pytest.mark.parametrize("address", ["/welcome/", "/home/preview/", "/account/tokens/"])
    def test_what_else_is_for_staff_alone_leads_there_too(self, user: User, address: str) -> None:
        assert browser(user).get(address).headers["Location"] == INDEX

    def test_the_api_gives_no_token_for_a_password(self, user: User) -> None:
        body = {"email": user.email, "password": PASSWORD}
        answer = Client().post("/api/v1/auth/token/", body, content_type="application/json")
        assert answer.status_code == 422
        assert "second factor" in answer.content.decode()

    def test_recovery_codes_alone_are_none(self, user: User) -> None:
        set_up(user)
        Authenticator.objects.exclude(type=Authenticator.Type.RECOVERY_CODES).delete()
        assert browser(user).get("/admin/").headers["Location"] == INDEX

    def test_who_signed_in_at_a_provider_is_asked_for_nothing_more(self, user: User) -> None:
        client = browser(user)
        session = client.session
        session[SIGNED_IN] = [{"method": "socialaccount", "provider": "okta", "at": time.time()}]
        session.save()
        assert client.get("/admin/").status_code == 200

    def test_where_none_is_demanded_a_password_opens_it(self, user: User, settings: Any) -> None:
        settings.STAFF_SECOND_FACTOR = False
        assert browser(user).get("/admin/").status_code == 200

    def test_others_are_sent_away_as_ever(self, settings: Any) -> None:
        listener = browser(UserFactory(email="bo@example.org"))
        assert listener.get("/admin/").headers["Location"].startswith("/admin/login/")
