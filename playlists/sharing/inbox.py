"""Writes of who receives: reading, putting away, and taking nothing from somebody."""

from django.db import transaction
from django.utils.timezone import now

from accounts.models import User
from accounts.viewer import Viewer
from common.errors import Conflict, NotFound
from playlists.models import ShareRecipient, ShareRefusal

MOST_REFUSED = 1000


def inbox_read(*, viewer: Viewer, item_id: str, read: bool = True) -> ShareRecipient:
    """Mark what was received as read, or as unread again. Raises NotFound."""
    row = _mine(viewer, item_id)
    if read != (row.read_at is not None):
        row.read_at = now() if read else None
        row.save(update_fields=["read_at", "updated_at"])
    return row


def inbox_read_all(*, viewer: Viewer) -> int:
    """Mark all of it as read; how many."""
    rows = ShareRecipient.objects.open_for(viewer).filter(read_at=None)
    return int(rows.update(read_at=now()))


def inbox_dismiss(*, viewer: Viewer, item_id: str) -> None:
    """Put something away. What it opened stays open, until its giver takes it back. Raises NotFound."""
    row = _mine(viewer, item_id)
    row.dismissed_at = now()
    row.save(update_fields=["dismissed_at", "updated_at"])


@transaction.atomic
def refusal_add(*, user: User, handle: str) -> None:
    """Take nothing from a person any more, and put away what they gave; said again it changes nothing.

    Only who has shared something with the user can be refused: else nobody's handle is told from none. Raises NotFound.
    """
    given = ShareRecipient.objects.filter(user=user, share__giver__handle=handle)
    giver = given.values_list("share__giver", flat=True).first()
    if giver is None:
        raise NotFound
    User.objects.select_for_update().only("pk").get(pk=user.pk)
    if ShareRefusal.objects.filter(user=user).count() >= MOST_REFUSED:
        raise Conflict("These are too many: take somebody back first.")
    ShareRefusal.objects.get_or_create(user=user, refused_id=giver)
    given.filter(dismissed_at=None).update(dismissed_at=now())


def refusal_remove(*, user: User, handle: str) -> None:
    """Take from a person again what they share from now on. Whom the user does not refuse stays so."""
    ShareRefusal.objects.filter(user=user, refused__handle=handle).delete()


def _mine(viewer: Viewer, item_id: str) -> ShareRecipient:
    row: ShareRecipient | None = (
        ShareRecipient.objects.shown_to(viewer).filter(public_id=item_id).first()
    )
    if row is None:
        raise NotFound
    return row
