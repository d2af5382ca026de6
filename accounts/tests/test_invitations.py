"""What an invitation proves, whose rights it rests on, and how many there may be."""

from typing import Any

from allauth.account.models import EmailAddress
from django.test import Client

from accounts.models import Invitation
from accounts.services import invitation_create
from accounts.tests.conftest import letters_sent, link_in
from accounts.tests.factories import PASSWORD
from tests.cast import Cast

VICTIM = "victim@corp.example"


def act(client: Client, cast: Cast, act: str, **more: str) -> Any:
    path = f"/account/workspaces/{cast.label.public_id}/"
    return client.post(path, {"act": act, **more}, follow=True)


def shown(answer: Any) -> str:
    """The path of the link that a page shows in a field or, in the admin, as code; empty without one."""
    body = answer.content.decode()
    tail = body.partition('readonly value="')[2] or body.partition("<code>")[2]
    return str(tail.partition('"')[0].partition("<")[0].removeprefix("http://127.0.0.1:8000"))


def sign_up(path: str, email: str) -> None:
    client = Client()
    client.post(path)
    client.post("/account/signup/", {"email": email, "password1": PASSWORD})


def is_verified(email: str) -> bool:
    return EmailAddress.objects.filter(email=email, verified=True).exists()


def renew_in_admin(client: Client, made: Invitation) -> Any:
    given = {"action": "make_links", "_selected_action": [made.pk]}
    return client.post("/admin/accounts/invitation/", given, follow=True)


# --- What it proves -----------------------------------------------------------------------------------


def test_a_link_that_went_by_letter_is_shown_to_nobody_else(cast: Cast, letters: Any) -> None:
    answer = act(cast.client("owner"), cast, "invite", email=VICTIM, role="viewer")
    assert "/account/invitation/" not in answer.content.decode()
    assert VICTIM in answer.content.decode()
    given = {"email": VICTIM, "role": "listener", "workspace": "", "workspace_role": "viewer"}
    admin = cast.client("administrator")
    answer = admin.post("/admin/accounts/invitation/add/", given, follow=True)
    assert "/account/invitation/" not in answer.content.decode()
    assert len(letters_sent()) == 2


def test_who_opens_the_letter_of_a_workspace_has_shown_their_address(
    cast: Cast, letters: Any
) -> None:
    letters.SIGN_UP = "invitation"
    act(cast.client("owner"), cast, "invite", email=VICTIM, role="viewer")
    (letter,) = letters_sent()
    sign_up(link_in(letter), VICTIM)
    assert is_verified(VICTIM)


def test_a_link_that_an_owner_saw_proves_no_address(cast: Cast, letters: Any) -> None:
    letters.SIGN_UP = "invitation"
    client = cast.client("owner")
    act(client, cast, "invite", email=VICTIM, role="viewer")
    made = Invitation.objects.get()
    path = shown(act(client, cast, "renew", invitation=made.public_id))
    assert path
    sign_up(path, VICTIM)
    assert EmailAddress.objects.filter(email=VICTIM).exists()
    assert not is_verified(VICTIM)


def test_a_link_that_an_administrator_saw_proves_no_address(cast: Cast, letters: Any) -> None:
    letters.SIGN_UP = "invitation"
    made, _ = invitation_create(by=cast.administrator, by_administrator=True, email=VICTIM)
    path = shown(renew_in_admin(cast.client("administrator"), made))
    assert path
    sign_up(path, VICTIM)
    assert EmailAddress.objects.filter(email=VICTIM).exists()
    assert not is_verified(VICTIM)


def test_without_a_mail_server_a_shown_link_proves_no_address(cast: Cast, settings: Any) -> None:
    settings.SIGN_UP = "invitation"
    given = {"email": VICTIM, "role": "listener", "workspace": "", "workspace_role": "viewer"}
    admin = cast.client("administrator")
    path = shown(admin.post("/admin/accounts/invitation/add/", given, follow=True))
    sign_up(path, VICTIM)
    assert EmailAddress.objects.filter(email=VICTIM).exists()
    assert not is_verified(VICTIM)
