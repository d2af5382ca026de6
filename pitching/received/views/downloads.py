"""Downloads: one track as a file, several or all as a ZIP that is joined as it is sent.

A form asks for them by POST, which is what is recorded; it is answered by the address of the bytes. So a scanner that
follows every address of a page downloads nothing in a person's name, and a download that breaks off is taken up again
by its address alone.
"""

from typing import ClassVar

from django.core.files.storage import FileSystemStorage, default_storage
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_POST, require_safe

from accounts.viewer import NOBODY
from common.api.limits import Limit
from common.errors import Conflict, Forbidden, Invalid, NotFound
from pitching.activity.recording import activity_record
from pitching.models import PitchActivity, PitchFile
from pitching.received.coming import told
from pitching.received.joined import archive_of, blocks_of, files_in_order
from pitching.received.opening import Opened, received
from pitching.received.tracks import check_format, tracks_heard
from pitching.received.watched import watched, watched_response
from streaming.archive import Archive
from streaming.delivery.files import open_inside
from streaming.delivery.limits import take_slot, viewer_key
from streaming.delivery.ranges import ByteRange, parse_ranges
from streaming.delivery.remote import redirect_response
from streaming.delivery.responses import disposition, file_response
from streaming.delivery.types import file_name, media_type

CACHING = "private, no-cache, no-transform"
SHORT = 12
"""Letters of a track's id, from its random end, by which an address names a selection."""
MOST_NAMED = 250
"""Tracks of a selection in an address. Whoever wants more of a pitch takes all of it."""


class DownloadLimit(Limit):
    """Downloads asked for through one link: each is written down, track by track."""

    name: ClassVar[str] = "pitch-download"
    most: ClassVar[int | None] = 300
    window: ClassVar[int] = 600


@received
@require_POST
def download(request: HttpRequest, opened: Opened) -> HttpResponseBase:
    """`format`, and what: `track` for one, `what=chosen` for those of `choose`, else all → 303 to the bytes."""
    format = request.POST.get("format", "")
    check_format(opened, format)
    DownloadLimit.count(opened.link.public_id)
    wanted = set(request.POST.getlist("track"))
    if not wanted and request.POST.get("what") == "chosen":
        wanted = set(request.POST.getlist("choose"))
        if not wanted:
            raise Invalid("Choose some tracks first.", field="choose")
    files = [
        file for file in _files(opened, format) if not wanted or file.track.public_id in wanted
    ]
    if not files:
        raise NotFound
    how = told(request, opened, device=request.POST.get("device", ""))
    for file in files:
        activity_record(
            link=opened.link, kind=PitchActivity.Kind.DOWNLOADED, client_id=how.id, at=opened.at,
            track=file.track, by=how.by, data={"format": format, "together": len(files)},
        )  # fmt: skip
    return HttpResponseRedirect(_address(opened, format, files, bool(wanted)), status=303)


def _address(opened: Opened, format: str, files: list[PitchFile], is_selection: bool) -> str:
    if len(files) == 1:
        return f"{opened.path}tracks/{files[0].track.public_id}/download/?format={format}"
    if not is_selection:
        return f"{opened.path}archive.zip?format={format}"
    if len(files) > MOST_NAMED:
        raise Invalid(f"Choose at most {MOST_NAMED} tracks, or all.", field="track")
    named = "-".join(file.track.public_id[-SHORT:] for file in files)
    return f"{opened.path}archive.zip?format={format}&only={named}"


def _files(opened: Opened, format: str) -> list[PitchFile]:
    heard = tracks_heard(opened.link, at=opened.at, to_download=True)
    return files_in_order(opened.pitch, heard, format)


@received
@require_safe
def file(request: HttpRequest, opened: Opened, public_id: str) -> HttpResponseBase:
    """A track as a file, in `format`."""
    format = request.GET.get("format", "")
    check_format(opened, format)
    found = next((row for row in _files(opened, format) if row.track.public_id == public_id), None)
    if found is None:
        raise _why_not(opened, format, public_id)
    kind = media_type(found.name.rpartition(".")[2].replace("m4a", "mp4"), "")
    if not isinstance(default_storage, FileSystemStorage):
        return redirect_response(
            request, found.storage_key, content_type=kind, filename=found.name, download=True
        )
    opened_file = open_inside(
        str(default_storage.location), found.storage_key, name=f"{found.crc32:08x}"
    )
    if request.method != "HEAD":
        opened_file.on_close.append(take_slot(_who(request, opened)))
    response = file_response(
        request, opened_file, content_type=kind, filename=found.name, download=True
    )
    return watched_response(response, opened)


def _why_not(opened: Opened, format: str, public_id: str) -> Exception:
    """NotFound for a track of another pitch; Conflict for one of this whose file is not written yet."""
    if not tracks_heard(opened.link, at=opened.at).filter(public_id=public_id).exists():
        return NotFound()
    state = (
        PitchFile.objects.filter(
            pitch_id=opened.link.pitch_id, track__public_id=public_id, format=format
        )
        .values_list("state", flat=True)
        .first()
    )
    if state == PitchFile.State.FAILED:
        return Forbidden("This track could not be made into that format. Ask its sender.")
    return Conflict("This file is being prepared: try again in a minute.")


@received
@require_safe
def archive(request: HttpRequest, opened: Opened) -> HttpResponseBase:
    """All of the pitch in `format` as a ZIP, or the tracks that `only` names; resumable at any byte."""
    format = request.GET.get("format", "")
    check_format(opened, format)
    only = [part for part in request.GET.get("only", "").split("-") if part]
    files = _files(opened, format)
    if only:
        files = [row for row in files if row.track.public_id[-SHORT:] in only]
    if not files:
        raise NotFound
    joined = archive_of(opened.pitch, files)
    etag = f'"{joined.tag}"'
    facts = {
        "ETag": etag, "Accept-Ranges": "bytes", "Cache-Control": CACHING,
        "Content-Disposition": disposition(True, file_name("", opened.pitch.title, "zip")),
    }  # fmt: skip
    conditional = get_conditional_response(request, etag)
    asked = _asked(request, joined.size, etag)
    response: HttpResponse | StreamingHttpResponse
    if conditional is not None:
        response = conditional
    elif asked is None:
        response = HttpResponse(status=416, headers={"Content-Range": f"bytes */{joined.size}"})
    elif request.method == "HEAD":
        response = HttpResponse(content_type="application/zip")
        response.headers["Content-Length"] = str(joined.size)
    else:
        response = _streamed(request, opened, joined, *asked)
    for name, value in facts.items():
        response.headers[name] = value
    return response


def _asked(request: HttpRequest, size: int, etag: str) -> tuple[ByteRange, int] | None:
    """The bytes wanted and the status that says so: all where no range counts, or where several are asked for; None
    for one that there is not.
    """
    whole = ByteRange(0, size), 200
    header, condition = request.headers.get("Range"), request.headers.get("If-Range", "").strip()
    if header is None or request.method == "HEAD" or condition not in {"", etag}:
        return whole
    parts = parse_ranges(header, size)
    if parts is None or len(parts) > 1:
        return whole
    return (parts[0], 206) if parts else None


def _streamed(
    request: HttpRequest, opened: Opened, joined: Archive, asked: ByteRange, status: int
) -> StreamingHttpResponse:
    give_back = take_slot(_who(request, opened))
    blocks = watched(joined.read(asked.start, asked.stop, blocks_of), opened)
    response = StreamingHttpResponse(blocks, status=status, content_type="application/zip")
    response._resource_closers.append(give_back)  # type: ignore[attr-defined]  # Django's own list of what ends with it
    response.headers["Content-Length"] = str(len(asked))
    if status == 206:
        response.headers["Content-Range"] = asked.content_range(joined.size)
    return response


def _who(request: HttpRequest, opened: Opened) -> str:
    return f"link:{opened.link.public_id}:{viewer_key(NOBODY, request.META)}"
