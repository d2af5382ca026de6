"""HTTP answers made of an open file: whole, a range, several ranges, or why not (RFC 9110, sections 13–15).

One range leaves by sendfile: gunicorn sends `Content-Length` bytes from where the file stands, so the file is
put at the range's start and the length says where it ends.
"""

import secrets
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import lru_cache

from django.http import FileResponse, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header, http_date, parse_http_date_safe

from streaming.delivery.files import OpenFile
from streaming.delivery.ranges import ByteRange, parse_ranges

BLOCK = 64 << 10

CACHING = "private, no-cache, no-transform"
"""A browser may keep the bytes but asks each time, so that what is taken back is not heard from its cache."""


class FilePart:
    """Part of an open file as a file: what sendfile needs (`fileno`, at the start) and what a plain server reads."""

    def __init__(self, opened: OpenFile, part: ByteRange) -> None:
        self._opened = opened
        self._file = opened.file
        self._stop = part.stop
        self._file.seek(part.start)
        # Django replaces this with the whole response's close.
        self.close: Callable[[], None] = opened.close

    def fileno(self) -> int:
        return self._file.fileno()

    def seek(self, offset: int) -> int:
        return self._file.seek(offset)

    def read(self, size: int = -1) -> bytes:
        left = max(0, self._stop - self._file.tell())
        return self._file.read(left if size < 0 else min(size, left))


class PartResponse(FileResponse):
    """Django's response for files, told its length instead of finding it out by seeking."""

    block_size = BLOCK

    def set_headers(self, filelike: object) -> None:
        """The caller sets them all."""


class _Multipart:
    """The body of `multipart/byteranges` (RFC 9110, 14.6), of a length known before it is read."""

    def __init__(self, opened: OpenFile, parts: list[ByteRange], content_type: str) -> None:
        self.boundary = secrets.token_hex(16)
        self._opened = opened
        self._parts = [
            (
                f"\r\n--{self.boundary}\r\nContent-Type: {content_type}\r\n"
                f"Content-Range: {part.content_range(opened.size)}\r\n\r\n".encode(),
                part,
            )
            for part in parts
        ]
        self._end = f"\r\n--{self.boundary}--\r\n".encode()
        self.length = sum(len(head) + len(part) for head, part in self._parts) + len(self._end)
        self.close = opened.close

    def __iter__(self) -> Iterator[bytes]:
        for head, part in self._parts:
            yield head
            piece = FilePart(self._opened, part)
            while block := piece.read(BLOCK):
                yield block
        yield self._end


def file_response(
    request: HttpRequest,
    opened: OpenFile,
    *,
    content_type: str,
    filename: str,
    download: bool = False,
    at: datetime | None = None,
) -> HttpResponseBase:
    """The answer to this GET or HEAD; it takes over `opened` and closes it, now or when all is sent."""
    response = _answer(request, opened, content_type, at or datetime.now(UTC))
    for name, value in facts_told(opened):
        response.headers[name] = value
    if response.status_code in (200, 206):
        response.headers["Content-Disposition"] = disposition(download, filename)
    if not response.streaming:
        opened.close()
    return response


def facts_told(opened: OpenFile) -> list[tuple[str, str]]:
    """What every answer about these bytes says of them."""
    return [
        ("ETag", opened.etag),
        ("Last-Modified", _date(opened.modified)),
        ("Accept-Ranges", "bytes"),
        ("Cache-Control", CACHING),
    ]


_date = lru_cache(4096)(http_date)  # the same song, a dozen times over


@lru_cache(4096)
def disposition(download: bool, filename: str) -> str:
    """The value of `Content-Disposition`: shown, or saved as a file."""
    return content_disposition_header(download, filename) or "inline"


def _answer(
    request: HttpRequest, opened: OpenFile, content_type: str, at: datetime
) -> HttpResponseBase:
    conditional = get_conditional_response(request, opened.etag, opened.modified)
    if conditional is not None:
        return conditional
    if request.method == "HEAD":
        # A range means something for GET only (14.2), and a body given to HEAD would only be thrown away.
        response = HttpResponse(content_type=content_type)
        response.headers["Content-Length"] = str(opened.size)
        return response
    told = request.headers
    parts = ranges_asked(told.get("Range"), told.get("If-Range", ""), opened, at)
    if parts is None:
        return _one(opened, ByteRange(0, opened.size), content_type, 200)
    if not parts:
        response = HttpResponse(status=416, content_type="text/plain")
        response.headers["Content-Length"] = "0"
        response.headers["Content-Range"] = f"bytes */{opened.size}"
        return response
    if len(parts) == 1:
        return _one(opened, parts[0], content_type, 206)
    body = _Multipart(opened, parts, content_type)
    several = StreamingHttpResponse(
        body, status=206, content_type=f"multipart/byteranges; boundary={body.boundary}"
    )
    several.headers["Content-Length"] = str(body.length)
    return several


def _one(opened: OpenFile, part: ByteRange, content_type: str, status: int) -> PartResponse:
    response = PartResponse(FilePart(opened, part), status=status, content_type=content_type)
    response.headers["Content-Length"] = str(len(part))
    if status == 206:
        response.headers["Content-Range"] = part.content_range(opened.size)
    return response


def ranges_asked(
    header: str | None, condition: str, opened: OpenFile, at: datetime
) -> list[ByteRange] | None:
    """The ranges that count, of `Range` and `If-Range`: none where this names another state of the file (13.1.5)."""
    condition = condition.strip()
    if header is None or (condition and not same_state(condition, opened, at)):
        return None
    return parse_ranges(header, opened.size)


def same_state(condition: str, opened: OpenFile, at: datetime) -> bool:
    """Whether an `If-Range` names the state that the file has at that time (RFC 9110, 13.1.5)."""
    if condition.startswith(('"', "W/")):
        return condition == opened.etag  # strong comparison: a weak tag never matches
    # A date is exact only where the file cannot have changed twice in that second (8.8.2.2).
    stated = parse_http_date_safe(condition)
    return stated == opened.modified and opened.modified + 1 < at.timestamp()
