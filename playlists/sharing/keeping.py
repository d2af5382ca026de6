"""Called, in the same transaction, by whatever changes what stands in a playlist."""

from playlists.models import Playlist, Share
from playlists.sharing.following import share_follow, shares_forget
from playlists.sharing.jobs import share_follow_later
from playlists.sharing.of_rules import given_by_rules

AT_ONCE = 20
"""Shares of one playlist to which new tracks are given at once; to the others a job gives them in a moment."""


def shares_follow(playlist: Playlist) -> None:
    """Bring what shares of a playlist give in step with it: nothing beside it remains, and what is new is given."""
    by_rules = given_by_rules(playlist)
    shares_forget(playlist, by_rules=by_rules)
    shares = Share.objects.filter(playlist=playlist).select_related("giver", "bundle")
    for number, share in enumerate(shares.order_by("pk")):
        if number < AT_ONCE:
            share_follow(share, by_rules=by_rules)
        else:
            share_follow_later.enqueue(share.pk)
