"""The straight way of a stream's bytes: answered at the door of the server, before Django makes a request of it.

A player asks for a megabyte at a time, and what Django and DRF do around a request costs more than sending it. Here
the usual question (a GET by a session or by nobody, for a file or a complete rendition on this machine, whole or one
range of it) is answered with the same parts as in `streaming.api.stream`. Everything else goes the whole way, also
whatever fails here: so this way says yes, or nothing. `musicsite.door` stands around it and gives every answer what all
answers have.
"""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.db import DatabaseError, InterfaceError
from django.utils.timezone import now

from common.errors import DomainError
from streaming.delivery.access import Heard, HeardMade, heard_by, made_heard_by
from streaming.delivery.facts import ending_of
from streaming.delivery.files import OpenFile, open_file, state_of
from streaming.delivery.limits import take_slot, viewer_key
from streaming.delivery.listener import listener_of
from streaming.delivery.places import cache_folder, local_path, open_at
from streaming.delivery.ranges import ByteRange
from streaming.delivery.renditions import USED, Kept
from streaming.delivery.responses import FilePart, disposition, facts_told, ranges_asked
from streaming.delivery.types import file_name, media_type

type Environ = dict[str, Any]

_address = re.compile(r"/api/v1/tracks/([0-9a-f]{32})/stream/")
_made = re.compile(r"format=(?:(fmp4|adts|webm)|(opus|mp3)&bitrate=([0-9]{2,3}))")
_MARGIN = timedelta(minutes=1)
LISTENER = "musicsite.listener"
"""Where the request's variables keep the key of the user who was answered; absent for nobody."""
_SECOND = timedelta(seconds=1)
# What asks for another answer than the bytes (RFC 9110, 13.1).
_conditions = (
    "HTTP_IF_NONE_MATCH", "HTTP_IF_MODIFIED_SINCE", "HTTP_IF_MATCH", "HTTP_IF_UNMODIFIED_SINCE",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer of 200 or 206. Closing `body` gives back what it holds."""

    status: str
    headers: list[tuple[str, str]]
    body: FilePart


def straight_answer(environ: Environ) -> Answer | None:
    """The answer to a request as WSGI (PEP 3333) gives it, or None: then it goes the whole way."""
    found = _address.fullmatch(environ["PATH_INFO"])
    if not found or environ["REQUEST_METHOD"] != "GET" or environ.get("SCRIPT_NAME"):
        return None
    if any(name in environ for name in _conditions):
        return None
    made = None
    if query := environ.get("QUERY_STRING"):
        made = _made.fullmatch(query)
        if made is None:
            return None
    try:
        viewer = listener_of(environ)
        if viewer is None:
            return None
        if viewer.user_id:
            environ[LISTENER] = viewer.user_id
        # To the second, so that what is made of it is made once: a grant that ends meanwhile has ended by then.
        at, who = now().replace(microsecond=0) + _SECOND, viewer_key(viewer, environ)
        if made is None:
            return _original(environ, heard_by(viewer, found[1], at=at), who)
        known = made_heard_by(
            viewer,
            found[1],
            format=made[1] or made[2],
            bitrate=int(made[3] or 0),
            at=at,
            used_after=at - USED + _MARGIN,
        )
        return _rendition(environ, known, who)
    except (DomainError, DatabaseError, InterfaceError):
        return None  # the whole way meets it again, and says so in the right words


def _original(environ: Environ, heard: Heard, who: str) -> Answer | None:
    opened = open_at(heard.place, name=heard.file_id)
    if opened is None:
        return None
    kind = media_type(heard.container, heard.codec)
    return _sent(environ, opened, who, kind, _name(heard.artist, heard.title, heard.container))


def _rendition(environ: Environ, made: HeardMade, who: str) -> Answer | None:
    """A rendition that is in the cache and was made of the bytes that the file has now."""
    source, kept = local_path(made.heard.place), Kept.of(made.storage_key)
    if source is None or state_of(source.stat()) != kept.state:
        return None
    opened = open_file(cache_folder() / kept.key, name=kept.tag)
    name = _name(made.heard.artist, made.heard.title, ending_of(kept.format))
    return _sent(environ, opened, who, kept.mime(made.heard.codec), name)


_name = lru_cache(4096)(file_name)  # the same song, a dozen times over


def _sent(environ: Environ, opened: OpenFile, who: str, kind: str, name: str) -> Answer | None:
    try:
        asked = _asked(environ, opened)
        if asked is None:
            opened.close()
            return None
        opened.on_close.append(take_slot(who))
    except BaseException:
        opened.close()
        raise
    headers = [
        ("Content-Type", kind),
        ("Content-Length", str(len(asked.part))),
        *facts_told(opened),
        ("Content-Disposition", disposition(False, name)),
        ("X-Frame-Options", settings.X_FRAME_OPTIONS),
        ("Vary", "Cookie, Origin"),
    ]
    body = FilePart(opened, asked.part)
    if asked.is_whole:
        return Answer("200 OK", headers, body)
    headers.append(("Content-Range", asked.part.content_range(opened.size)))
    return Answer("206 Partial Content", headers, body)


@dataclass(frozen=True, slots=True)
class _Asked:
    part: ByteRange
    is_whole: bool


def _asked(environ: Environ, opened: OpenFile) -> _Asked | None:
    """What is to be sent; None for several ranges, and for one that there is not."""
    header, condition = environ.get("HTTP_RANGE"), environ.get("HTTP_IF_RANGE", "")
    parts = ranges_asked(header, condition, opened, datetime.now(UTC))
    if parts is None:
        return _Asked(ByteRange(0, opened.size), True)
    return _Asked(parts[0], False) if len(parts) == 1 else None
