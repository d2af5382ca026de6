"""Following artists."""

from django.db import transaction

from accounts.models import User
from accounts.viewer import Viewer
from playlists.models import Follow
from playlists.services.likes import thing_of


@transaction.atomic
def follow_add(*, user: User, viewer: Viewer, public_id: str) -> Follow:
    """Follow an artist that the viewer reaches; said again it changes nothing. Raises NotFound."""
    artist = thing_of(viewer=viewer, kind="artist", public_id=public_id)
    follow, _ = Follow.objects.get_or_create(user=user, artist_id=artist.pk)
    return follow


def follow_remove(*, user: User, public_id: str) -> None:
    """Follow no longer, also an artist who is hidden by now."""
    Follow.objects.filter(user=user, artist__public_id=public_id).delete()
