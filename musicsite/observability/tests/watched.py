"""What the watched site holds: run inside it, prints an album and its owner's token."""

import json

from django.utils.timezone import now

from accounts.models import Membership
from accounts.services import workspace_join
from accounts.services.personal_tokens import personal_token_create
from accounts.tests.factories import UserFactory, WorkspaceFactory
from catalog.tests.factories import AlbumFactory, ArtistFactory, LibraryFactory, TrackFactory


def make() -> None:
    owner, label = UserFactory(email="listens@example.org"), WorkspaceFactory()
    workspace_join(workspace=label, user=owner, role=Membership.Role.OWNER)
    artist = ArtistFactory()
    album = AlbumFactory(library=LibraryFactory(workspace=label), artist=artist)
    TrackFactory(album=album, artist=artist, position=1)
    _, token = personal_token_create(user=owner, name="x", scopes=["read", "write"], at=now())
    print(json.dumps({"album": album.public_id, "token": token, "user": owner.pk}))  # noqa: T201  # read by the test
