"""Bytes that stop when their link is closed, also in the middle."""

import time
from collections.abc import Iterable, Iterator

from django.http import StreamingHttpResponse
from django.http.response import HttpResponseBase

from pitching.received.opening import Opened, is_still_open

EVERY = 1.0
"""Seconds between looks: a link that is taken back is silent within that."""


class Closed(Exception):
    """The link was closed while bytes were on their way: the connection ends, and the receiver sees that some lack."""


def watched(blocks: Iterable[bytes], opened: Opened) -> Iterator[bytes]:
    """The blocks, as long as the link is open. Raises Closed."""
    clock = time.monotonic
    due = clock() + EVERY
    for block in blocks:
        if clock() >= due:
            if not is_still_open(opened):
                raise Closed
            due = clock() + EVERY
        yield block


def watched_response(response: HttpResponseBase, opened: Opened) -> HttpResponseBase:
    """The same answer, watched: not by sendfile, which nobody could stop."""
    if isinstance(response, StreamingHttpResponse):
        blocks = response.streaming_content
        assert isinstance(blocks, Iterator)  # of a synchronous view
        response.streaming_content = watched(blocks, opened)
    return response
