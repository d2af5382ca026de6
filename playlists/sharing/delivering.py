"""Giving to whoever has an e-mail address: found by a job, so that giving it takes as long whether anybody has it."""

from datetime import datetime

from django.db import transaction

from accounts.models import User
from accounts.viewer import viewer_of
from playlists.models import ShareRecipient
from playlists.sharing.giver import giver_locked
from playlists.sharing.opening import share_open
from playlists.sharing.people import person_with
from playlists.sharing.rights import ways_of


@transaction.atomic
def share_deliver(*, recipient_id: int, at: datetime) -> None:
    """Find who has the address that a share was given to, and let them in. Safe to run twice.

    Who was found before stays, unless it was taken back meanwhile: then it goes to who has the address by now.
    """
    giver = User.objects.filter(shares__recipients=recipient_id).first()
    if giver is None:
        return
    giver_locked(giver)
    row = (
        ShareRecipient.objects.filter(pk=recipient_id, revoked_at=None)
        .select_related("share__giver", "share__bundle", "share__track", "user")
        .first()
    )
    if row is None:
        return
    before = row.user
    if before is None or row.address and not row.grants.exists():
        found = person_with(row.address)
        row.user = None if found == row.share.giver else found
        if row.user != before:
            row.save(update_fields=["user", "updated_at"])
    if row.user is None:
        return
    is_new = row.user != before
    share_open(row, ways_of(viewer_of(row.share.giver), row.share), at, is_new=is_new)
