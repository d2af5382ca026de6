"""`/playlists/<public id>/cover/<size>`: the picture of a playlist, for whoever may open the playlist."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from accounts.viewer import NOBODY, viewer_for
from common.errors import NotFound
from common.replica import read_from_writer
from pictures.serving import drawn, sent
from playlists.models import Playlist
from web.views.artwork import PRIVATE, PUBLIC, STAND_IN


@require_safe
def playlist_cover(request: HttpRequest, public_id: str, size: str) -> HttpResponseBase:
    """The uploaded cover in the smallest size that is large enough; else the drawn one."""
    read_from_writer()
    rows = Playlist.objects.select_related("cover", "owner").filter(public_id=public_id)
    caching = PUBLIC
    found: Playlist | None = rows.reachable_by(NOBODY).first()
    if found is None:
        caching, found = PRIVATE, rows.reachable_by(viewer_for(request)).first()
    if found is None:
        raise NotFound
    words = (found.title, str(found.owner or ""))
    if size == "generated.svg":
        return drawn(request, found.public_id, words, caching)
    return sent(request, found.cover, size, caching) or drawn(
        request, found.public_id, words, STAND_IN
    )
