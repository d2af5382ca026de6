"""People in the admin."""

from django.contrib.auth.models import Group
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from accounts.models import User
from accounts.roles import Role
from accounts.services.invitations import invitation_create
from accounts.tests.factories import PASSWORD
from tests.cast import Cast


def form_of(client: Client, address: str) -> dict[str, object]:
    page = client.get(address)
    assert page.status_code == 200
    form = page.context["adminform"].form
    return {
        name: value
        for name in form.fields
        if (value := form.get_initial_for_field(form.fields[name], name)) is not None
    }


def test_a_new_person_gets_a_group_and_a_workspace_and_can_sign_in(cast: Cast) -> None:
    client = cast.client("administrator")
    given = {"email": "New@Example.org", "handle": "new", "name": "New", "usable_password": "true",
             "password1": PASSWORD, "password2": PASSWORD}  # fmt: skip
    assert client.post(reverse("admin:accounts_user_add"), given).status_code == 302
    user = User.objects.get(handle="new")
    assert user.email == "new@example.org"
    assert user.personal_workspace.memberships.get().user == user
    assert Client().login(email=user.email, password=PASSWORD)


def test_who_joins_a_group_of_staff_enters_the_admin_and_leaves_it_with_the_group(
    cast: Cast,
) -> None:
    client = cast.client("administrator")
    address = reverse("admin:accounts_user_change", args=[cast.other.pk])
    managers = Group.objects.get(name=Role.CONTENT_MANAGER)
    for groups, enters in (([managers.pk], True), ([], False)):
        answer = client.post(address, form_of(client, address) | {"groups": groups})
        assert answer.status_code == 302, answer.context["errors"]
        inside = cast.client("other").get(reverse("admin:index"))
        assert (inside.status_code == 200) == enters


def test_groups_can_be_set_up_again_and_again(cast: Cast) -> None:
    managers = Group.objects.get(name=Role.CONTENT_MANAGER)
    before = sorted(managers.permissions.values_list("codename", flat=True))
    call_command("migrate", verbosity=0)
    assert sorted(managers.permissions.values_list("codename", flat=True)) == before
    assert "change_track" in before
    assert not {name for name in before if "user" in name or "group" in name}
    assert set(Group.objects.values_list("name", flat=True)) == set(Role)


def test_an_owner_removed_or_demoted_in_the_admin_leaves_no_invitation_that_works(
    cast: Cast,
) -> None:
    client = cast.client("administrator")
    address = reverse("admin:accounts_workspace_change", args=[cast.label.pk])
    mine = cast.label.memberships.get(user=cast.owner)
    for change in ({"role": "editor"}, {"DELETE": "on"}):
        invitation, _link = invitation_create(
            email="new@example.org", by=cast.owner, workspace=cast.label, workspace_role="viewer"
        )
        given: dict[str, object] = {"name": cast.label.name}
        rows = list(cast.label.memberships.order_by("pk"))
        given |= {"memberships-TOTAL_FORMS": len(rows), "memberships-INITIAL_FORMS": len(rows)}
        for n, row in enumerate(rows):
            given |= {f"memberships-{n}-id": row.pk, f"memberships-{n}-user": row.user_id,
                      f"memberships-{n}-workspace": cast.label.pk, f"memberships-{n}-role": row.role}  # fmt: skip
            if row == mine:
                given |= {f"memberships-{n}-{name}": value for name, value in change.items()}
        assert client.post(address, given).status_code == 302
        invitation.refresh_from_db()
        assert invitation.revoked_at is not None, change
        cast.label.memberships.filter(pk=mine.pk).update(role="owner")
    assert not cast.label.memberships.filter(user=cast.owner).exists()


def test_an_administrator_signs_somebody_out_everywhere_and_nobody_else_does(cast: Cast) -> None:
    theirs, address = Client(), reverse("admin:accounts_user_changelist")
    theirs.force_login(cast.owner)
    given = {"action": "sign_out", "_selected_action": [cast.owner.pk]}
    for person in ("other", "manager"):
        cast.client(person).post(address, given)
        assert theirs.get("/account/").status_code == 200, person
    administrator = cast.client("administrator")
    told = administrator.post(address, given, follow=True)
    assert "1 person was signed out everywhere." in told.content.decode()
    assert theirs.get("/account/").status_code == 302
    own = given | {"_selected_action": [cast.administrator.pk]}
    assert "yourself" in administrator.post(address, own, follow=True).content.decode()
    assert administrator.get(address).status_code == 200, "others stay signed in"
