"""`/p/<token>/tracks/<id>/…`: what a player needs of a track, and its bytes."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.utils.timezone import now
from django.views.decorators.http import require_safe

from accounts.viewer import NOBODY
from common.errors import NotFound
from pitching.models import Format
from pitching.received.opening import Opened, received
from pitching.received.shown import part_of
from pitching.received.sources import check_form, sources_told
from pitching.received.tracks import excerpt_of, file_heard
from pitching.received.watched import watched_response
from streaming.analysis.jobs import file_measure
from streaming.api.stream import original_response, rendition_response
from streaming.delivery.access import Heard
from streaming.delivery.excerpts import MIME, excerpt_open
from streaming.delivery.facts import facts_of
from streaming.delivery.gain import gain_of
from streaming.delivery.limits import take_slot, viewer_key
from streaming.delivery.places import place_of, readable_path
from streaming.delivery.responses import file_response
from streaming.delivery.types import file_name
from streaming.models import MediaFile

RETRY = 2
"""Seconds after which to ask again for a waveform."""


@received
@require_safe
def playback(request: HttpRequest, opened: Opened, public_id: str) -> HttpResponseBase:
    """What the player's engine needs (`frontend/src/player/engine/types.ts`)."""
    file = file_heard(opened, public_id)
    address = f"{opened.path}tracks/{public_id}/stream/"
    part = excerpt_of(opened, file.track)
    if part:
        sources = [
            {
                "url": address, "mime": MIME, "sample_rate": 44_100, "skip_samples": 0, "samples": None,
                "padding_samples": None, "first_byte": 0,
            }
        ]  # fmt: skip
    else:
        facts = facts_of(file, readable_path(file))
        sources = sources_told(file, facts, opened.link.allowed_formats, address)
    gain = gain_of(file)
    return JsonResponse(
        {
            "id": public_id,
            "duration_ms": part[1] - part[0] if part else file.track.duration_ms,
            "stream_url": address,
            "sources": sources,
            "gain": gain and {
                "track_db": gain.track_db, "track_peak": gain.track_peak,
                "album_db": gain.album_db, "album_peak": gain.album_peak,
            },
            "waveform_url": f"{opened.path}tracks/{public_id}/waveform/",
        }
    )  # fmt: skip


@received
@require_safe
def stream(request: HttpRequest, opened: Opened, public_id: str) -> HttpResponseBase:
    """The bytes: an excerpt where that is all there is to hear, else a form that may be sent, or the file itself."""
    file = file_heard(opened, public_id)
    who = f"link:{opened.link.public_id}:{viewer_key(NOBODY, request.META)}"
    part = excerpt_of(opened, file.track)
    if part:
        response = _excerpt(request, file, part, who)
    elif request.GET.get("format"):
        facts = facts_of(file, readable_path(file))
        if facts is None:
            raise NotFound
        formats = opened.link.allowed_formats
        check_form(facts, formats, request.GET["format"], request.GET.get("bitrate", ""))
        response = rendition_response(request, file, who, at=now())
    else:
        if Format.ORIGINAL not in opened.link.allowed_formats:
            raise NotFound
        track = file.track
        heard = Heard(
            file.public_id, place_of(file), file.container, file.codec, track.artist_line, track.title
        )  # fmt: skip
        response = original_response(request, heard, who)
    return watched_response(response, opened)


def _excerpt(
    request: HttpRequest, file: MediaFile, part: tuple[int, int], who: str
) -> HttpResponseBase:
    give_back = take_slot(who) if request.method != "HEAD" else None
    try:
        sound = excerpt_open(file, start_ms=part[0], stop_ms=part[1])
    except BaseException:
        if give_back:
            give_back()
        raise
    if give_back:
        sound.on_close.append(give_back)
    name = file_name(file.track.artist_line, f"{file.track.title} (excerpt)", "mp3")
    return file_response(request, sound, content_type=MIME, filename=name)


@received
@require_safe
def waveform(request: HttpRequest, opened: Opened, public_id: str) -> HttpResponseBase:
    """The peaks of what is heard, as the API gives them; 202 while they are made."""
    file = file_heard(opened, public_id)
    peaks = MediaFile.objects.values_list("waveform", flat=True).get(pk=file.pk)
    if peaks is None:
        if file.analysed_at is not None:
            raise NotFound
        file_measure.enqueue(file.pk)
        response = JsonResponse({"state": "pending"}, status=202)
        response.headers["Retry-After"] = str(RETRY)
        return response
    drawn = part_of(bytes(peaks), excerpt_of(opened, file.track), file.track.duration_ms) or b""
    kept: HttpResponse = JsonResponse({"version": 1, "peaks": list(drawn)})
    kept.headers["Cache-Control"] = "private, max-age=3600"
    return kept
