"""Workspaces in use: who is in them, who decides that, and that somebody always does."""

from collections.abc import Callable
from threading import Barrier, Thread
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from accounts.models import Membership, User, Workspace
from accounts.services import member_remove, workspace_create, workspace_join
from accounts.tests.conftest import letters_sent, link_in
from accounts.tests.factories import UserFactory
from common.errors import DomainError
from tests.cast import Cast


def page(workspace: Workspace) -> str:
    return f"/account/workspaces/{workspace.public_id}/"


def act(client: Client, workspace: Workspace, act: str, **more: str) -> Any:
    return client.post(page(workspace), {"act": act, **more})


def role_of(user: User, workspace: Workspace) -> str | None:
    row = Membership.objects.filter(user=user, workspace=workspace).first()
    return row.role if row else None


def shown_link(client: Client, workspace: Workspace) -> str:
    body = client.get(page(workspace)).content.decode()
    return (
        body.partition('readonly value="')[2]
        .partition('"')[0]
        .removeprefix("http://127.0.0.1:8000")
    )


def test_anybody_makes_a_workspace_and_owns_it(cast: Cast) -> None:
    client = cast.client("other")
    assert client.post("/account/workspaces/", {"name": "  My   label "}).status_code == 303
    made = Workspace.objects.get(name="My label")
    assert role_of(cast.other, made) == "owner"
    assert client.post("/account/workspaces/", {"name": " "}).status_code == 422


def test_an_owner_invites_by_a_link_that_is_shown_once(cast: Cast) -> None:
    client = cast.client("owner")
    assert act(client, cast.label, "invite", email="", role="editor").status_code == 303
    path = shown_link(client, cast.label)
    assert path.startswith("/account/invitation/")
    assert shown_link(client, cast.label) == ""
    assert cast.client("other").post(path).headers["Location"] == page(cast.label)
    assert role_of(cast.other, cast.label) == "editor"
    assert cast.client("reader").post(path).status_code == 404


def test_an_owner_invites_by_a_letter(cast: Cast, letters: Any) -> None:
    act(cast.client("owner"), cast.label, "invite", email=cast.other.email, role="viewer")
    (letter,) = letters_sent()
    assert letter.to == [cast.other.email]
    assert cast.client("reader").post(link_in(letter)).status_code == 422, "for somebody else"
    cast.client("other").post(link_in(letter))
    assert role_of(cast.other, cast.label) == "viewer"


def test_an_invitation_is_withdrawn_or_made_anew(cast: Cast) -> None:
    client = cast.client("owner")
    act(client, cast.label, "invite", email="", role="viewer")
    first = shown_link(client, cast.label)
    invitation = cast.label.invitations.get()
    act(client, cast.label, "renew", invitation=invitation.public_id)
    second = shown_link(client, cast.label)
    assert cast.client("other").get(first).status_code == 404
    assert cast.client("other").get(second).status_code == 200
    act(client, cast.label, "revoke", invitation=invitation.public_id)
    assert cast.client("other").get(second).status_code == 404


@pytest.mark.parametrize(
    ("person", "status"), [("colleague", 403), ("viewer_member", 403), ("other", 404), ("manager", 404),
                           ("administrator", 404)],
)  # fmt: skip
def test_only_owners_decide_who_is_in_it(cast: Cast, person: str, status: int) -> None:
    client = cast.client(person)
    acts: list[dict[str, str]] = [
        {"act": "invite", "email": "", "role": "owner"},
        {"act": "change", "member": cast.viewer_member.public_id, "role": "owner"},
        {"act": "remove", "member": cast.owner.public_id},
        {"act": "rename", "name": "Mine"},
    ]
    before = set(cast.label.memberships.values_list("user", "role"))
    answers = [client.post(page(cast.label), given).status_code for given in acts]
    assert answers == [status] * len(acts)
    assert set(cast.label.memberships.values_list("user", "role")) == before
    assert not cast.label.invitations.exists()


def test_a_workspace_of_others_and_one_that_is_not_there_answer_the_same(cast: Cast) -> None:
    client = cast.client("other")
    missing = client.get("/account/workspaces/" + "0" * 32 + "/")
    assert client.get(page(cast.label)).content == missing.content
    assert missing.status_code == 404


def test_an_owner_of_one_workspace_is_nobody_in_another(cast: Cast) -> None:
    own = workspace_create(name="Own", by=cast.other)
    member = cast.viewer_member.public_id
    assert act(cast.client("other"), own, "remove", member=member).status_code == 404
    act(cast.client("owner"), cast.label, "invite", email="", role="viewer")
    invitation = cast.label.invitations.get().public_id
    assert act(cast.client("other"), own, "revoke", invitation=invitation).status_code == 404
    assert cast.label.invitations.get().revoked_at is None


def test_roles_change_and_members_go(cast: Cast) -> None:
    client = cast.client("owner")
    act(client, cast.label, "change", member=cast.viewer_member.public_id, role="editor")
    assert role_of(cast.viewer_member, cast.label) == "editor"
    act(client, cast.label, "remove", member=cast.viewer_member.public_id)
    assert role_of(cast.viewer_member, cast.label) is None
    assert cast.client("viewer_member").get(page(cast.label)).status_code == 404


def test_the_last_owner_hands_on_before_leaving(cast: Cast) -> None:
    client = cast.client("owner")
    assert act(client, cast.label, "leave").status_code == 422
    down = act(client, cast.label, "change", member=cast.owner.public_id, role="viewer")
    assert down.status_code == 422
    act(client, cast.label, "change", member=cast.colleague.public_id, role="owner")
    assert act(client, cast.label, "leave").headers["Location"] == "/account/workspaces/"
    assert role_of(cast.owner, cast.label) is None


def test_ones_own_workspace_is_left_by_nobody_and_joined_by_nobody(cast: Cast) -> None:
    own, client = cast.other.personal_workspace, cast.client("other")
    assert act(client, own, "leave").status_code == 422
    assert act(client, own, "invite", email="", role="editor").status_code == 422
    assert not own.invitations.exists()


@pytest.mark.parametrize("given", [{"act": "x"}, {}, {"act": "change"}, {"act": "remove", "member": "\0"},
                                   {"act": "change", "member": "x", "role": "king"},
                                   {"act": "invite", "email": "no", "role": "viewer"},
                                   {"act": "invite", "role": "king"}, {"act": "rename", "name": ""}])  # fmt: skip
def test_what_makes_no_sense_is_refused(cast: Cast, given: dict[str, str]) -> None:
    assert cast.client("owner").post(page(cast.label), given).status_code in {404, 422}


def test_the_page_takes_as_many_queries_for_many_members(
    cast: Cast, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client = cast.client("owner")
    counts = []
    for more in (1, 10):
        for _ in range(more):
            workspace_join(workspace=cast.label, user=UserFactory(), role="viewer")
            act(client, cast.label, "invite", email="", role="viewer")
        client.get(page(cast.label))
        with django_assert_max_num_queries(12) as asked:
            client.get(page(cast.label))
        counts.append(len(asked))
    assert counts[0] == counts[1]


def at_once(*steps: Callable[[], object]) -> None:
    """Run the steps in threads that begin together."""
    barrier = Barrier(len(steps))

    def run(step: Callable[[], object]) -> None:
        try:
            barrier.wait()
            step()
        except DomainError:
            pass
        finally:
            connection.close()

    threads = [Thread(target=run, args=(step,)) for step in steps]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


@pytest.mark.django_db(transaction=True)
def test_two_owners_who_remove_each_other_at_once_leave_one(transactional_db: None) -> None:
    for _ in range(5):
        ana, bob = UserFactory(), UserFactory()
        team = workspace_create(name="Label", by=ana)
        workspace_join(workspace=team, user=bob, role="owner")

        def removes(by: User, whom: User, team: Workspace = team) -> Callable[[], None]:
            return lambda: member_remove(workspace=team, by=by, member=whom.public_id)

        at_once(removes(ana, bob), removes(bob, ana))
        assert team.memberships.filter(role="owner").count() == 1
