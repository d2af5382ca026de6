"""The owner of a library hands it to another workspace of theirs; nobody else's, and by nobody else."""

import pytest
from django.test import Client

from accounts.models import Membership
from accounts.services import workspace_join
from accounts.tests.factories import UserFactory, WorkspaceFactory
from catalog.models import Library
from common.jobs.worker import drain
from search.models import Pending
from tests.cast import Cast, Things

PAGE = "/account/libraries/"
Role = Membership.Role


def give(client: Client, library: Library, to: str) -> int:
    return client.post(PAGE, {"library": library.public_id, "to": to}).status_code


def test_an_owner_hands_a_library_to_another_workspace_of_theirs(
    cast: Cast, things: Things
) -> None:
    album = things["private"].album
    other = WorkspaceFactory(name="Another label")
    workspace_join(workspace=other, user=cast.owner, role=Role.EDITOR)
    heir = UserFactory(handle="heir")
    workspace_join(workspace=other, user=heir, role=Role.VIEWER)
    after = Client()
    after.force_login(heir)
    page = f"/api/v1/albums/{album.public_id}/"
    assert after.get(page).status_code == 404
    owner = cast.client("owner")
    shown = owner.get(PAGE).content.decode()
    assert album.library.name in shown
    assert "Another label" in shown
    assert give(owner, album.library, other.public_id) == 303
    assert after.get(page).status_code == 200
    assert cast.client("viewer_member").get(page).status_code == 404
    assert "Another label’s now" in owner.get(PAGE).content.decode()
    drain("heavy")
    assert Pending.objects.filter(kind="track", ref=things["private"].track.pk).exists()


def test_it_goes_only_to_where_one_may_add_music(cast: Cast, things: Things) -> None:
    library, owner = things["private"].album.library, cast.client("owner")
    stranger, looked_at = WorkspaceFactory(), WorkspaceFactory()
    workspace_join(workspace=looked_at, user=cast.owner, role=Role.VIEWER)
    assert give(owner, library, stranger.public_id) == 404
    assert give(owner, library, "x") == 404
    assert give(owner, library, looked_at.public_id) == 403
    library.refresh_from_db()
    assert library.workspace == cast.label


@pytest.mark.parametrize(
    "person", ["other", "manager", "administrator", "viewer_member", "colleague"]
)
def test_nobody_but_an_owner_hands_it_on(person: str, cast: Cast, things: Things) -> None:
    library = things["private"].album.library
    client = cast.client(person)
    other = WorkspaceFactory()
    workspace_join(workspace=other, user=getattr(cast, person), role=Role.OWNER)
    assert give(client, library, other.public_id) == (
        403 if person in {"viewer_member", "colleague"} else 404
    )
    assert library.name not in client.get(PAGE).content.decode()
    library.refresh_from_db()
    assert library.workspace == cast.label


def test_uploads_are_not_mixed_and_the_page_says_so(cast: Cast) -> None:
    other = WorkspaceFactory(name="Another label")
    workspace_join(workspace=other, user=cast.owner, role=Role.OWNER)
    uploads = Library.Kind.UPLOADS
    mine = Library.objects.create(workspace=cast.label, name="Ours", kind=uploads)
    Library.objects.create(workspace=other, name="Theirs", kind=uploads)
    answer = cast.client("owner").post(PAGE, {"library": mine.public_id, "to": other.public_id})
    assert answer.status_code == 422
    assert b"uploads of its own" in answer.content


def test_the_page_takes_few_queries(
    cast: Cast, things: Things, django_assert_max_num_queries: object
) -> None:
    client = cast.client("owner")
    for number in range(4):
        Library.objects.create(workspace=cast.label, name=f"L{number}")
    with django_assert_max_num_queries(6):  # type: ignore[operator]
        client.get(PAGE)
