"""Pictures: `/artwork/<album|artist>/<public id>/<size>`, asked for by the thing that shows them.

Whoever may open the thing may see its picture, and nobody else: bytes follow the same rule as rows.
"""

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from accounts.viewer import NOBODY, Viewer, viewer_for
from catalog.models import Album, Artist, Track
from catalog.reach import reach_of
from common.errors import NotFound
from common.replica import read_from_writer
from pictures.models import Artwork
from pictures.serving import NAMED, drawn, sent

# A shared cache asks again each minute, so that what is no longer public is gone from it within one.
PUBLIC = "public, max-age=86400, s-maxage=60"
PRIVATE = "private, no-cache"
STAND_IN = PRIVATE
"""Of a drawn cover at a picture's address: the picture may be made in a moment."""
Thing = Album | Artist


@require_safe
def artwork(request: HttpRequest, kind: str, public_id: str, size: str) -> HttpResponseBase:
    """The picture in the smallest size that is large enough; the drawn one while there is none."""
    thing, caching = _thing(request, kind, public_id)
    found = sent(request, picture_of(thing), size, caching)
    if found is None and size in NAMED and size != "og.jpg":
        return _generated(request, thing, STAND_IN)
    if found is None:
        raise NotFound
    return found


@require_safe
def generated(request: HttpRequest, kind: str, public_id: str) -> HttpResponse:
    """The drawn cover of a thing that has no picture."""
    thing, caching = _thing(request, kind, public_id)
    return _generated(request, thing, caching)


def picture_of(thing: Thing) -> Artwork | None:
    return thing.cover if isinstance(thing, Album) else thing.image


def _thing(request: HttpRequest, kind: str, public_id: str) -> tuple[Thing, str]:
    """The thing that shows the picture, and how long its bytes may be kept. Raises NotFound.

    Public ones are found without looking at the session: one query, and the answer depends on nobody.
    """
    read_from_writer()
    found = _reachable(kind, NOBODY, public_id)
    if found:
        return found, PUBLIC
    viewer = viewer_for(request)
    found = _reachable(kind, viewer, public_id) if viewer != NOBODY else None
    if found is None:
        raise NotFound
    return found, PRIVATE


def _reachable(kind: str, viewer: Viewer, public_id: str) -> Thing | None:
    album: Album | None
    artist: Artist | None
    if kind == "album":
        rows = Album.objects.reachable_by(viewer).select_related("cover")
        album = rows.filter(public_id=public_id).first()
        return album or _of_shared_track(viewer, public_id)
    people = Artist.objects.reachable_by(viewer).with_image_for(viewer)
    artist = people.filter(public_id=public_id).first()
    return artist


def _of_shared_track(viewer: Viewer, public_id: str) -> Album | None:
    """The album, closed to the viewer, of a track that was shared with them alone: its cover is the track's."""
    if not reach_of(viewer).holds_grants:
        return None
    shared = Track.objects.reachable_by(viewer).filter(album__public_id=public_id)
    track: Track | None = shared.select_related("album__cover").first()
    return track.album if track else None


def _generated(request: HttpRequest, thing: Thing, caching: str) -> HttpResponse:
    words = (thing.title, thing.artist_line) if isinstance(thing, Album) else (thing.name, "")
    return drawn(request, thing.public_id, words, caching)
