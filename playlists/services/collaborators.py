"""Who else edits a playlist."""

from django.db import transaction

from accounts.models import User
from accounts.viewer import Viewer
from common.errors import Forbidden, Invalid
from playlists.models import Collaborator
from playlists.search_documents import playlists_mark
from playlists.services.change import FillsItself, locked, touched

MOST_COLLABORATORS = 50


@transaction.atomic
def collaborator_add(*, viewer: Viewer, public_id: str, handle: str) -> Collaborator:
    """Let a person edit the entries, by the playlist's owner; said again it changes nothing.

    Raises NotFound, Forbidden, Invalid for a handle that nobody has, the owner's own, or one too many, FillsItself.
    """
    playlist = locked(viewer=viewer, public_id=public_id, owner=True)
    if playlist.is_smart:
        raise FillsItself
    person = User.objects.filter(handle=handle.strip().removeprefix("@").lower(), is_active=True).first()  # fmt: skip
    if person is None:
        raise Invalid("Nobody is called that here.", field="handle")
    if person.pk == playlist.owner_id:
        raise Invalid("It is your own already.", field="handle")
    if playlist.collaborators.count() >= MOST_COLLABORATORS:
        raise Invalid(f"At most {MOST_COLLABORATORS} people.", field="handle")
    collaborator, made = Collaborator.objects.get_or_create(playlist=playlist, user=person)
    if made:
        touched(playlist)
        playlists_mark([playlist.pk])
    return collaborator


@transaction.atomic
def collaborator_remove(*, viewer: Viewer, public_id: str, handle: str) -> None:
    """Let a person edit no longer: said by the owner, or by themselves, who leave. Raises NotFound, Forbidden."""
    playlist = locked(viewer=viewer, public_id=public_id)
    held = Collaborator.objects.filter(playlist=playlist, user__handle=handle)
    is_own = viewer.user_id in held.values_list("user_id", flat=True)
    if playlist.owner_id != viewer.user_id and not is_own:
        raise Forbidden("Only its owner may do that.")
    if held.delete()[0]:
        touched(playlist)
        playlists_mark([playlist.pk])
