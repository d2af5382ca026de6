"""A library handed to another workspace: theirs from then on, and nobody else's who had it as a member before."""

import pytest
from django.test import Client

from accounts.models import Membership
from accounts.services import workspace_join
from accounts.tests.factories import UserFactory, WorkspaceFactory
from catalog.models import Library
from catalog.services import library_hand_on
from common.errors import Conflict
from tests.cast import Cast, Things

pytestmark = pytest.mark.django_db


def library_list(client: Client) -> str:
    """The admin's list of libraries, whichever room registers it."""
    for app in ("catalog", "streaming"):
        address = f"/admin/{app}/library/"
        if client.get(address).status_code == 200:
            return address
    raise AssertionError("no list of libraries")


def test_an_administrator_hands_a_library_on(cast: Cast, things: Things) -> None:
    album = things["private"].album
    other = WorkspaceFactory(name="Another label")
    heir = UserFactory(handle="heir")
    workspace_join(workspace=other, user=heir, role=Membership.Role.EDITOR)
    before, after = cast.client("owner"), Client()
    after.force_login(heir)
    page = f"/api/v1/albums/{album.public_id}/"
    assert (before.get(page).status_code, after.get(page).status_code) == (200, 404)

    admin = cast.client("administrator")
    address = library_list(admin)
    form = {"action": "hand_on", "_selected_action": album.library_id, "workspace": other.pk}
    shown = admin.post(address, form, follow=True).content.decode()
    assert "1 handed to Another label." in shown
    assert (before.get(page).status_code, after.get(page).status_code) == (404, 200)
    assert after.get(f"{page}curation/").status_code == 200
    assert before.get(f"{page}curation/").status_code == 404
    shown = admin.post(address, {**form, "workspace": ""}, follow=True).content.decode()
    assert "Choose the workspace" in shown


def test_whoever_owned_a_library_until_just_now_hands_it_on_no_more(
    cast: Cast, things: Things
) -> None:
    library = things["public"].album.library
    seen_before = Library.objects.get(pk=library.pk)
    heirs, others = WorkspaceFactory(name="Heirs"), WorkspaceFactory(name="Others")
    assert library_hand_on(library=library, to=heirs)
    with pytest.raises(Conflict, match="meanwhile"):
        library_hand_on(library=seen_before, to=others)
    library.refresh_from_db()
    assert library.workspace == heirs


def test_a_manager_hands_nothing_on(cast: Cast, things: Things) -> None:
    library = things["public"].album.library
    client = cast.client("manager")
    form = {
        "action": "hand_on",
        "_selected_action": library.pk,
        "workspace": WorkspaceFactory(name="Mine").pk,
    }
    client.post(library_list(client), form, follow=True)
    library.refresh_from_db()
    assert library.workspace == cast.label


def test_uploads_are_not_mixed(cast: Cast) -> None:
    other = WorkspaceFactory(name="Another label")
    ours, _, folder = (
        Library.objects.create(workspace=workspace, name="A library", kind=kind)
        for workspace, kind in (
            (cast.label, Library.Kind.UPLOADS),
            (other, Library.Kind.UPLOADS),
            (cast.label, Library.Kind.FOLDER),
        )
    )
    with pytest.raises(Conflict):
        library_hand_on(library=ours, to=other)
    assert library_hand_on(library=folder, to=other)
    assert not library_hand_on(library=folder, to=other)
