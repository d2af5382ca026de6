"""Playlists for tests, made by the services that make real ones."""

from collections.abc import Iterable
from typing import Any

from accounts.models import User
from accounts.viewer import viewer_of
from catalog.audience import Visibility
from catalog.models import Track
from playlists.models import Playlist
from playlists.services import collaborator_add, entries_add, playlist_create


def a_playlist(
    owner: User,
    tracks: Iterable[Track] = (),
    *,
    title: str = "A playlist",
    visibility: str = Visibility.PRIVATE,
    collaborators: Iterable[User] = (),
    **facts: Any,
) -> Playlist:
    """A playlist of the owner's with these tracks, which the owner must reach."""
    made = playlist_create(user=owner, title=title, visibility=visibility, **facts)
    things = [("track", track.public_id) for track in tracks]
    viewer = viewer_of(owner)
    if things:
        done = entries_add(viewer=viewer, user=owner, playlist_id=made.public_id, things=things)
        assert not done.missing
    for person in collaborators:
        collaborator_add(viewer=viewer, public_id=made.public_id, handle=person.handle)
    made.refresh_from_db()
    return made
