"""What an invitation proves, whose rights it rests on, and how many there may be."""

from datetime import timedelta
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.test import Client
from django.utils.timezone import now

from accounts.models import Invitation, Membership, User
from accounts.services import (
    invitation_accept,
    invitation_create,
    invitation_find,
    person_change,
    workspace_create,
)
from accounts.tests.conftest import letters_sent, link_in
from accounts.tests.factories import PASSWORD
from common.errors import Invalid, NotFound
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
    return bool(EmailAddress.objects.filter(email=email, verified=True).exists())


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


# --- Whose rights it rests on -------------------------------------------------------------------------


def opens(path: str) -> bool:
    return Client().get(path).status_code == 200


def second_owner_invites(cast: Cast) -> tuple[Client, str]:
    """The colleague, an owner by now, and the link of an owner's place that they made."""
    Membership.objects.filter(user=cast.colleague, workspace=cast.label).update(role="owner")
    client = cast.client("colleague")
    return client, shown(act(client, cast, "invite", email="", role="owner"))


@pytest.mark.parametrize("end", ["removed", "demoted", "left", "closed"])
def test_an_invitation_ends_with_its_givers_ownership(cast: Cast, end: str) -> None:
    client, path = second_owner_invites(cast)
    assert opens(path)
    owner, member = cast.client("owner"), cast.colleague.public_id
    if end == "removed":
        act(owner, cast, "remove", member=member)
    elif end == "demoted":
        act(owner, cast, "change", member=member, role="editor")
    elif end == "left":
        act(client, cast, "leave")
    else:
        User.objects.filter(pk=cast.colleague.pk).update(is_active=False)
    assert not opens(path)
    assert cast.client("other").post(path).status_code == 404
    assert not cast.label.memberships.filter(user=cast.other).exists()
    client.post(path)
    assert not cast.label.memberships.filter(user=cast.colleague, role="owner").exists() or (
        end == "closed"
    )


def test_an_owner_who_comes_back_finds_their_old_invitations_ended(cast: Cast) -> None:
    _, path = second_owner_invites(cast)
    owner, member = cast.client("owner"), cast.colleague.public_id
    act(owner, cast, "change", member=member, role="editor")
    act(owner, cast, "change", member=member, role="owner")
    assert not opens(path)


def test_what_a_former_owner_gave_is_not_taken_by_who_opened_it_before(cast: Cast) -> None:
    _, path = second_owner_invites(cast)
    made = invitation_find(token=path.rstrip("/").rpartition("/")[2])
    # As the admin does: without ending what they gave.
    Membership.objects.filter(user=cast.colleague, workspace=cast.label).delete()
    with pytest.raises(NotFound):
        invitation_accept(invitation=made, user=cast.other)


@pytest.mark.parametrize(
    "end", [{"is_active": False}, {"is_superuser": False}, {"is_staff": False}]
)
def test_an_administrators_invitation_ends_with_their_rights(
    cast: Cast, settings: Any, end: dict[str, bool]
) -> None:
    settings.SIGN_UP = "invitation"
    _, link = invitation_create(by=cast.administrator, by_administrator=True, role="administrator")
    path = link.removeprefix("http://127.0.0.1:8000")
    early = Client()
    early.post(path)
    cast.administrator.groups.clear()
    assert opens(path)
    User.objects.filter(pk=cast.administrator.pk).update(**end)
    assert not opens(path)
    early.post("/account/signup/", {"email": VICTIM, "password1": PASSWORD})
    assert not User.objects.filter(email=VICTIM).exists()


def test_an_administrator_invites_into_a_workspace_that_they_do_not_own(cast: Cast) -> None:
    _, link = invitation_create(
        by=cast.administrator, by_administrator=True, workspace=cast.label, workspace_role="editor"
    )
    cast.client("other").post(link.removeprefix("http://127.0.0.1:8000"))
    assert cast.label.memberships.filter(user=cast.other, role="editor").exists()


def test_an_owner_gets_no_link_to_what_only_administrators_give(cast: Cast) -> None:
    made, _ = invitation_create(
        by=cast.administrator, by_administrator=True, workspace=cast.label, role="administrator"
    )
    answer = act(cast.client("owner"), cast, "renew", invitation=made.public_id)
    assert answer.status_code == 403
    assert not shown(answer)
    assert shown(renew_in_admin(cast.client("administrator"), made))


def test_what_its_giver_may_not_give_any_more_is_not_renewed(cast: Cast) -> None:
    second_owner_invites(cast)
    User.objects.filter(pk=cast.colleague.pk).update(is_active=False)
    made = Invitation.objects.get()
    answer = act(cast.client("owner"), cast, "renew", invitation=made.public_id)
    assert "withdraw it and invite anew" in answer.content.decode()
    assert not shown(answer)


# --- How many there may be ----------------------------------------------------------------------------


def withdraw_all() -> None:
    Invitation.objects.update(revoked_at=now())


def invite_each(client: Client, cast: Cast, *emails: str) -> list[int]:
    """The statuses of asking for each, every one withdrawn before the next."""
    answers = []
    for email in emails:
        answers.append(act(client, cast, "invite", email=email, role="viewer").status_code)
        withdraw_all()
    return answers


def test_one_address_gets_three_letters_a_day(cast: Cast, letters: Any) -> None:
    client = cast.client("owner")
    assert invite_each(client, cast, *[VICTIM] * 4) == [200, 200, 200, 422]
    Membership.objects.filter(user=cast.colleague).update(role="owner")
    assert invite_each(cast.client("colleague"), cast, VICTIM.upper()) == [422], "by others as well"
    assert invite_each(client, cast, "ana@example.org") == [200]
    assert [letter.to for letter in letters_sent()] == [[VICTIM]] * 3 + [["ana@example.org"]]
    Invitation.objects.update(created_at=now() - timedelta(days=1, minutes=1))
    assert invite_each(client, cast, VICTIM) == [200]


def test_one_person_makes_fifty_a_day_in_all_workspaces(cast: Cast, letters: Any) -> None:
    other = workspace_create(name="Another", by=cast.owner)
    for n in range(49):
        invitation_create(by=cast.owner, workspace=other, email=f"stranger{n}@corp.example")
    client = cast.client("owner")
    withdraw_all()
    assert invite_each(client, cast, "ana@example.org", "bob@example.org") == [200, 422]
    assert len(letters_sent()) == 50
    answer = act(client, cast, "invite", email="bob@example.org", role="viewer")
    assert "50 invitations a day" in answer.content.decode()
    invitation_create(by=cast.owner, by_administrator=True, email="bob@example.org")


@pytest.mark.parametrize("name", ["Win at http://evil.example", "WWW.evil.example", "ｗｗｗ．evil"])  # noqa: RUF001
def test_names_that_stand_in_letters_have_no_links(cast: Cast, name: str) -> None:
    client = cast.client("owner")
    assert act(client, cast, "rename", name=name).status_code == 422
    assert client.post("/account/workspaces/", {"name": name}).status_code == 422
    with pytest.raises(Invalid):
        person_change(user=cast.owner, name=name, handle=cast.owner.handle)
    cast.label.refresh_from_db()
    assert cast.label.name == "The label"
