"""What shares of a smart playlist give: its tracks are in packed chunks, not in entries."""

from itertools import batched

from accounts.viewer import viewer_of
from catalog.audience import Audience
from catalog.models import Track
from playlists.models import Playlist
from playlists.smart.reading import first_keys

BATCH = 5000


def given_by_rules(playlist: Playlist) -> frozenset[int] | None:
    """Keys of the tracks that shares of a smart playlist give; None for one that is filled by hand.

    Its rules stand for its owner, who put all of them there: given is what not everybody here sees in lists, of
    workspaces in which they are owner or editor. What follows a playlist by hand is as long: of the first tracks.
    """
    if not playlist.is_smart:
        return None
    written = viewer_of(playlist.owner).editable_workspace_ids if playlist.owner else frozenset()
    hidden = Track.objects.filter(
        library__workspace_id__in=written, listed_to__gt=Audience.MEMBERS
    ).order_by()
    if not written or not hidden.exists():
        return frozenset()
    return frozenset(
        pk
        for some in batched(first_keys(playlist), BATCH)
        for pk in hidden.filter(pk__in=some).values_list("pk", flat=True)
    )
