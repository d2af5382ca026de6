"""What of one's playlists stands on one's page (`accounts.showing`)."""

from accounts.models import User
from accounts.showing import Section
from accounts.viewer import Viewer
from catalog.audience import Visibility
from playlists.models import Playlist
from playlists.queries import cards_of

SHOWN = 48


def playlists_shown(user: User, viewer: Viewer) -> Section | None:
    """The newest of those that they made for others to find, as far as the viewer finds them."""
    rows = Playlist.objects.listed_for(viewer).filter(
        owner=user, visibility__in=(Visibility.PUBLIC, Visibility.MEMBERS)
    )
    newest = list(rows.for_cards().order_by("-changed_at", "-id")[:SHOWN])
    if not newest:
        return None
    return Section("people/partials/playlists.html", {"cards": cards_of(newest, viewer)})
