"""Background jobs of sharing."""

from django.db import transaction
from django.utils.timezone import now

from common.jobs import job
from playlists.models import Share
from playlists.sharing.delivering import share_deliver
from playlists.sharing.following import share_follow
from playlists.sharing.of_rules import given_by_rules


@job(queue="quick", retries=5, unique=True)
def share_deliver_later(recipient_id: int) -> None:
    """Give something to whoever has the address that it was given to."""
    share_deliver(recipient_id=recipient_id, at=now())


@job(queue="quick", retries=5, unique=True)
def share_follow_later(share_id: int) -> None:
    """Give what a playlist holds by now."""
    with transaction.atomic():
        rows = Share.objects.select_related("giver", "bundle", "playlist__owner")
        share = rows.filter(pk=share_id).first()
        if share is not None and share.playlist is not None:
            share_follow(share, by_rules=given_by_rules(share.playlist))
