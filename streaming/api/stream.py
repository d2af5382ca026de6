"""`GET|HEAD /api/v1/tracks/<id>/stream/`: the stable, unsigned address of a track's bytes."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.timezone import now
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework.request import Request

from accounts.viewer import Viewer
from common.errors import Invalid
from streaming.api.base import SoundView
from streaming.delivery.access import (
    Heard,
    check_download,
    heard_by,
    media_file_for,
)
from streaming.delivery.facts import Form, facts_of
from streaming.delivery.files import OpenFile
from streaming.delivery.growing import Growing
from streaming.delivery.limits import take_slot, viewer_key
from streaming.delivery.places import open_at, readable_path
from streaming.delivery.remote import redirect_response
from streaming.delivery.renditions import Wanted, rendition_known, rendition_open
from streaming.delivery.responses import file_response
from streaming.delivery.types import file_name, media_type
from streaming.models import MediaFile


class StreamView(SoundView):
    """The file as it is, with ranges; or a rendition of it that a browser needs."""

    # A song is a dozen requests: what is limited is how many run at once (`streaming.delivery.limits`).
    throttle_classes = ()

    @extend_schema(
        operation_id="tracks_stream",
        parameters=[
            OpenApiParameter(
                "format",
                enum=["fmp4", "adts", "webm", "opus", "mp3"],
                description="A rendition, as `playback/` offers them. Without it, the file as it is.",
            ),
            OpenApiParameter(
                "bitrate",
                enum=["64", "128", "256", "320"],
                description="kbit/s, for `opus` and `mp3`.",
            ),
            OpenApiParameter("download", OpenApiTypes.BOOL, description="As an attachment."),
        ],
        responses={
            (200, "audio/*"): OpenApiTypes.BINARY,
            (206, "audio/*"): OpenApiTypes.BINARY,
            302: OpenApiResponse(description="To an address in storage that lives minutes."),
        },
    )
    def get(self, request: Request, public_id: str) -> HttpResponseBase:
        viewer, plain = self.viewer, request._request
        who = viewer_key(viewer, plain.META)
        if plain.GET.get("format"):
            file = media_file_for(viewer, public_id)
            _check(plain, viewer, public_id)
            return rendition_response(plain, file, who, at=now())
        heard = heard_by(viewer, public_id, at=now())
        _check(plain, viewer, public_id)
        return original_response(plain, heard, who)


def _check(request: HttpRequest, viewer: Viewer, track_id: str) -> None:
    """Raise Forbidden where the request is for a file to keep and the viewer may only hear it."""
    if _download(request):
        check_download(viewer, track_id)


def original_response(request: HttpRequest, heard: Heard, who: str) -> HttpResponseBase:
    """The file as it is: its bytes from this machine, or a redirect to where they are."""
    content_type = media_type(heard.container, heard.codec)
    name = file_name(heard.artist, heard.title, heard.container)
    opened = open_at(heard.place, name=heard.file_id)
    if opened is None:
        return redirect_response(
            request,
            heard.place.key,
            content_type=content_type,
            filename=name,
            download=_download(request),
        )
    return _sent(request, opened, who, content_type=content_type, name=name)


def rendition_response(
    request: HttpRequest, file: MediaFile, who: str, *, at: datetime
) -> HttpResponseBase:
    """A rendition: complete from the cache with ranges, or as it grows, whole and of no stated length."""
    path = readable_path(file)
    facts = facts_of(file, path)
    if facts is None:
        raise Invalid("This track can't be sent in that format.", field="format")
    form = facts.form(request.GET["format"], request.GET.get("bitrate", ""))
    wanted = Wanted(file, path, facts, form)
    if request.method == "HEAD" and not rendition_known(wanted):
        return HttpResponse(content_type=form.mime)  # a question starts no encoder
    # Before it is opened: who waits for an encoder holds a thread as well.
    give_back = take_slot(who) if request.method != "HEAD" else _nothing
    try:
        opened = rendition_open(wanted, whole=_is_later_part(request), at=at)
    except BaseException:
        give_back()
        raise
    opened.on_close.append(give_back)
    if isinstance(opened, Growing):
        return _growing(opened, form)
    name = file_name(file.track.artist_line, file.track.title, form.ending)
    return file_response(
        request, opened, content_type=form.mime, filename=name, download=_download(request)
    )


def _sent(
    request: HttpRequest, opened: OpenFile, who: str, *, content_type: str, name: str
) -> HttpResponseBase:
    if request.method != "HEAD":
        try:
            opened.on_close.append(take_slot(who))
        except BaseException:
            opened.close()
            raise
    return file_response(
        request, opened, content_type=content_type, filename=name, download=_download(request)
    )


def _nothing() -> None:
    """A question without bytes takes no place."""


def _growing(growing: Growing, form: Form) -> HttpResponseBase:
    response = StreamingHttpResponse(growing, content_type=form.mime)
    response.headers["Accept-Ranges"] = "none"
    response.headers["Cache-Control"] = "no-store, no-transform"
    return response


def _download(request: HttpRequest) -> bool:
    return request.GET.get("download") in {"1", "true"}


def _is_later_part(request: HttpRequest) -> bool:
    """Whether bytes after the start are asked for: these come from a complete rendition only.

    The player asks for its first megabyte and gets all that there is and will be (RFC 9110, 14.2 lets a range be
    ignored): waiting for the whole would keep it silent for as long as the encoder works.
    """
    asked = request.headers.get("Range", "bytes=0-").replace(" ", "")
    return not asked.startswith("bytes=0-") or "," in asked
