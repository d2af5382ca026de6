"""Pictures and papers of a pitch: its cover, its tracks' covers, its press kit."""

from django.core.files.storage import FileSystemStorage, default_storage
from django.http import HttpRequest, HttpResponseNotFound
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from common.errors import NotFound
from common.ids import PUBLIC_ID
from pictures.models import Artwork
from pictures.serving import NAMED, drawn, sent
from pitching.models import PitchDocument
from pitching.received.opening import Opened, received
from pitching.received.tracks import track_heard, tracks_heard
from pitching.received.watched import watched_response
from streaming.delivery.files import open_inside
from streaming.delivery.remote import redirect_response
from streaming.delivery.responses import file_response

CACHING = "private, no-cache"


@received
@require_safe
def cover(request: HttpRequest, opened: Opened, size: str) -> HttpResponseBase:
    """The pitch's own picture, else the cover of its first track, else a drawn one."""
    pitch = opened.pitch
    picture = pitch.artwork or _first_cover(opened)
    return _picture(request, picture, size, pitch.public_id, (pitch.title, ""))


def _first_cover(opened: Opened) -> Artwork | None:
    # Its key by itself: MySQL takes no LIMIT in a subquery.
    key = opened.pitch.tracks.order_by("position").values_list("track_id", flat=True).first()
    heard = tracks_heard(opened.link, at=opened.at).filter(pk=key)
    first = heard.select_related("album__cover").first()
    return first.album.cover if first else None


@received
@require_safe
def logo(request: HttpRequest, opened: Opened, size: str) -> HttpResponseBase:
    """The sender's logo."""
    defaults = getattr(opened.pitch.workspace, "pitch_defaults", None)
    found = sent(request, defaults.logo, size, CACHING) if defaults else None
    if found is None:
        raise NotFound
    return found


@received
@require_safe
def track_cover(
    request: HttpRequest, opened: Opened, public_id: str, size: str
) -> HttpResponseBase:
    """The cover of a track's album: of a track that is heard, and of no other."""
    track = track_heard(opened, public_id)
    album = track.album
    return _picture(request, album.cover, size, album.public_id, (album.title, album.artist_line))


def _picture(
    request: HttpRequest,
    picture: Artwork | None,
    size: str,
    public_id: str,
    words: tuple[str, str],
) -> HttpResponseBase:
    found = sent(request, picture, size, CACHING)
    if found is None and size in NAMED or size == "generated.svg":
        return found or drawn(request, public_id, words, CACHING)
    return found or HttpResponseNotFound()


@received
@require_safe
def document(request: HttpRequest, opened: Opened, public_id: str) -> HttpResponseBase:
    """A paper of the press kit, to be kept."""
    rows = PitchDocument.objects.filter(
        pitch_id=opened.link.pitch_id, public_id=public_id, state=PitchDocument.State.READY
    )
    found = rows.first() if PUBLIC_ID.fullmatch(public_id) else None
    if found is None:
        raise NotFound
    if not isinstance(default_storage, FileSystemStorage):
        return redirect_response(
            request, found.storage_key, content_type=found.mime, filename=found.name, download=True
        )
    file = open_inside(str(default_storage.location), found.storage_key, name=found.public_id)
    response = file_response(
        request, file, content_type=found.mime, filename=found.name, download=True
    )
    response.headers["X-Content-Type-Options"] = "nosniff"
    return watched_response(response, opened)
