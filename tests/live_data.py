"""What the live site of `tests.servers.site` holds: run inside it, prints whom to sign in as."""

import json

from django.utils.timezone import now

from accounts.roles import Role
from accounts.services.personal_tokens import personal_token_create
from accounts.tests.factories import PASSWORD, UserFactory, WorkspaceFactory
from catalog.tests.factories import (
    AlbumFactory,
    ArtistFactory,
    GenreFactory,
    LibraryFactory,
    TrackFactory,
)
from common.api.scopes import Scope
from playlists.tests.factories import a_playlist


def make() -> None:
    library = LibraryFactory(workspace=WorkspaceFactory(), name="Shelves")
    genre = GenreFactory()
    tracks = []
    for number in range(4):
        artist = ArtistFactory()
        album = AlbumFactory(
            library=library, artist=artist, visibility="public" if number else "private"
        )
        album.genres.add(genre)
        tracks += [TrackFactory(album=album, artist=artist, position=place) for place in (1, 2, 3)]
    listener = UserFactory(handle="ana", email="ana@example.org")
    administrator = UserFactory(handle="root", role=Role.ADMINISTRATOR)
    a_playlist(listener, tracks[3:])
    every = {scope.value for scope in Scope}
    made = {"email": listener.email, "password": PASSWORD}
    for name, user in (("listener", listener), ("administrator", administrator)):
        _, made[name] = personal_token_create(user=user, name=name, scopes=every, at=now())
    print(json.dumps(made))  # noqa: T201  # read by whoever started it
