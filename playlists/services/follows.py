"""Following artists."""

from django.db import transaction

from accounts.models import User
from accounts.viewer import Viewer
from playlists.models import Follow
from playlists.services.likes import thing_of
from playlists.smart.fields import Reads
from playlists.smart.noting import own_changed


@transaction.atomic
def follow_add(*, user: User, viewer: Viewer, public_id: str) -> Follow:
    """Follow an artist that the viewer reaches; said again it changes nothing. Raises NotFound."""
    artist = thing_of(viewer=viewer, kind="artist", public_id=public_id)
    follow, made = Follow.objects.get_or_create(user=user, artist_id=artist.pk)
    if made:
        own_changed(user.pk, Reads.FOLLOWS)
    return follow


@transaction.atomic
def follow_remove(*, user: User, public_id: str) -> None:
    """Follow no longer, also an artist who is hidden by now."""
    if Follow.objects.filter(user=user, artist__public_id=public_id).delete()[0]:
        own_changed(user.pk, Reads.FOLLOWS)
