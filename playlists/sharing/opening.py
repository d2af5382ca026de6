"""Letting somebody in to what was shared with them."""

from datetime import datetime

from catalog.models import Grant
from playlists.models import ShareRecipient, ShareRefusal
from playlists.sharing.following import grants_add
from playlists.sharing.letters import share_letter


def share_open(
    row: ShareRecipient, ways: list[Grant], at: datetime, *, is_new: bool = False
) -> None:
    """Let the recipient in, unless they take nothing from this giver: then it is as if they had put it away.

    A letter goes out for what `is_new`, and never twice for the same.
    """
    if ShareRefusal.objects.filter(user=row.user, refused=row.share.giver).exists():
        row.dismissed_at = at
        row.save(update_fields=["dismissed_at", "updated_at"])
        return
    grants_add(row, row.share, ways)
    if is_new:
        share_letter(row)
