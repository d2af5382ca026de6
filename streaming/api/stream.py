"""`GET|HEAD /api/v1/tracks/<id>/stream/`: the stable, unsigned address of a track's bytes."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework.request import Request

from accounts.viewer import viewer_for
from streaming.api.base import SoundView
from streaming.delivery.access import media_file_for
from streaming.delivery.files import open_file
from streaming.delivery.limits import take_slot, viewer_key
from streaming.delivery.places import local_path, storage_key
from streaming.delivery.remote import redirect_response
from streaming.delivery.responses import file_response
from streaming.delivery.types import file_name, media_type
from streaming.models import MediaFile


class StreamView(SoundView):
    """The file as it is, with ranges; or a rendition of it that a browser needs."""

    @extend_schema(
        operation_id="tracks_stream",
        parameters=[
            OpenApiParameter("download", OpenApiTypes.BOOL, description="As an attachment."),
        ],
        responses={
            (200, "audio/*"): OpenApiTypes.BINARY,
            (206, "audio/*"): OpenApiTypes.BINARY,
            302: OpenApiResponse(description="To an address in storage that lives minutes."),
        },
    )
    def get(self, request: Request, public_id: str) -> HttpResponseBase:
        plain = request._request
        plain.user = request.user
        file = media_file_for(viewer_for(plain), public_id)
        return original_response(plain, file)


def original_response(request: HttpRequest, file: MediaFile) -> HttpResponseBase:
    """The file as it is: its bytes from this machine, or a redirect to where they are."""
    content_type = media_type(file.container, file.codec)
    name = file_name(file.track.artist_line, file.track.title, file.container)
    download = request.GET.get("download") in {"1", "true"}
    path = local_path(file)
    if path is None:
        return redirect_response(
            request,
            storage_key(file),
            content_type=content_type,
            filename=name,
            download=download,
        )
    opened = open_file(path, name=file.public_id)
    if request.method != "HEAD":
        try:
            opened.on_close.append(take_slot(viewer_key(viewer_for(request), request)))
        except BaseException:
            opened.close()
            raise
    return file_response(
        request, opened, content_type=content_type, filename=name, download=download
    )
