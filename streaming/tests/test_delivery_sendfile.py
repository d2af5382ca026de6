"""Promise: files and their ranges leave gunicorn by sendfile, never through Python's memory."""

import io
import os
import socket
import threading
from types import SimpleNamespace

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.test.client import RequestFactory
from gunicorn.config import Config
from gunicorn.http.wsgi import FileWrapper, Response

from streaming.models import MediaFile
from streaming.tests.sound import stream_url, track_make


@pytest.fixture
def sent_by_sendfile(monkeypatch: pytest.MonkeyPatch) -> list[tuple[int, int]]:
    """(offset, bytes) of each call that moved something."""
    calls: list[tuple[int, int]] = []
    real = os.sendfile

    def counted(out: int, source: int, offset: int, count: int) -> int:
        moved = real(out, source, offset, count)
        calls.append((offset, moved))
        return moved

    monkeypatch.setattr(os, "sendfile", counted)
    return calls


def through_gunicorn(url: str, headers: dict[str, str]) -> bytes:
    """The bytes on the wire, made by gunicorn's own code around Django's own handler."""
    environ = RequestFactory().generic("GET", url, headers=headers).environ | {
        "wsgi.file_wrapper": FileWrapper
    }
    ours, theirs = socket.socketpair()
    received = io.BytesIO()

    def read() -> None:
        while block := theirs.recv(1 << 16):
            received.write(block)

    reader = threading.Thread(target=read, daemon=True)
    reader.start()
    request = SimpleNamespace(method="GET", version=(1, 1), should_close=lambda: True)
    with ours:
        response = Response(request, ours, Config())
        body = WSGIHandler()(environ, response.start_response)
        assert isinstance(body, FileWrapper), "gunicorn would read this by itself"
        response.write_file(body)
        response.close()
        body.close()
    reader.join()
    theirs.close()
    return received.getvalue()


# Django's own handler ends its connections with the request.
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("asked", "span"),
    [
        (None, (0, 300_000)),
        ("bytes=1000-200999", (1000, 201_000)),
        ("bytes=-5", (299_995, 300_000)),
    ],
)
def test_the_bytes_asked_for_and_no_others_are_moved_by_the_kernel(
    song: MediaFile,
    sent_by_sendfile: list[tuple[int, int]],
    asked: str | None,
    span: tuple[int, int],
) -> None:
    data = os.urandom(300_000)
    file = track_make(song.library, "long.wav", data, title="Long")
    wire = through_gunicorn(stream_url(file), {"Range": asked} if asked else {})
    head, _, body = wire.partition(b"\r\n\r\n")
    start, stop = span
    assert body == data[start:stop]
    assert head.split()[1] == (b"206" if asked else b"200")
    assert sent_by_sendfile[0][0] == start
    assert sum(moved for _, moved in sent_by_sendfile) == stop - start
