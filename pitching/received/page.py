"""The page of an open link: kept as it was made, with what is its recipient's own put into it each time.

There are two things kept. The body is the same for all recipients who see the same: it depends on the pitch's version,
on a link's terms, on the tracks it reaches and the files that are ready, and on the generation of the catalogue
(`common.pagecache`). The page is a body with a recipient's name in it, under the key of `pitching.received.quick`.
Access itself is asked of the database each time.
"""

import gzip
import hashlib
from dataclasses import dataclass
from functools import lru_cache
from time import monotonic

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language

from common.pagecache import LIFETIME, Memory, generation
from pitching.models import PitchLink
from pitching.received.opening import Opened
from pitching.received.quick import Known, Own, own_of
from pitching.received.shown import files_ready, formats_ready, heard_ids, shown

OWN = "<!--own-->"
"""Where in the kept body stands what is one recipient's own: their name first, and what they left at the end."""
KEPT = 16 << 20
"""Bytes of pages in a process's own memory."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page around what its recipient left; `packed` is all of it, by gzip, for who left nothing."""

    before: bytes
    after: bytes
    packed: bytes


_memory: Memory[Page] = Memory(KEPT)


def page_kept(request: HttpRequest, known: Known) -> HttpResponse | None:
    """The page of an open link where it is kept; None where it is to be made."""
    page = _found(known.key) if known.key else None
    if page is None:
        return None
    return _answer(request, page, _left(request, known.link_id, is_shared=known.is_shared))


def page_made(request: HttpRequest, opened: Opened, known: Known | None) -> HttpResponse:
    """The page of an open link, made, and kept where it may be. `known`: as asked a moment ago."""
    link = opened.link
    heard = known.heard if known else heard_ids(link, at=opened.at)
    ready = known.ready if known else files_ready(link)
    formats = formats_ready(link, heard, ready)
    head, middle, tail = _body(link, heard, formats).split(OWN)
    greeting = render_to_string("pitching/received/greeting.html", {"link": link})
    before, after = f"{head}{greeting}{middle}".encode(), tail.encode()
    nothing = Own([], [], is_shared=link.contact_id is None and not link.is_preview)
    packed = gzip.compress(before + _own(nothing) + after, compresslevel=6, mtime=0)
    page = Page(before, after, packed)
    if known and known.key:
        cache.set(known.key, (before, after, packed), timeout=LIFETIME)
        _keep(known.key, page)
    own = nothing if link.is_preview else _left(request, link.pk, is_shared=nothing.is_shared)
    return _answer(request, page, own)


def _left(request: HttpRequest, link_id: int, *, is_shared: bool) -> Own:
    return own_of(link_id, is_shared=is_shared, is_said="said" in request.GET)


def _found(key: str) -> Page | None:
    page = _memory.get(key)
    if page is None and (kept := cache.get(key)):
        page = Page(*kept)
        _keep(key, page)
    return page


def _keep(key: str, page: Page) -> None:
    size = len(page.before) + len(page.after) + len(page.packed)
    _memory.put(key, page, size=size, until=monotonic() + LIFETIME)


def _answer(request: HttpRequest, page: Page, own: Own) -> HttpResponse:
    response = HttpResponse()
    patch_vary_headers(response, ["Accept-Encoding", "Accept-Language", "Cookie"])
    # Nothing secret is in it that could be guessed by how well it compresses: the token is in its address only.
    takes_gzip = "gzip" in request.headers.get("Accept-Encoding", "")
    if takes_gzip and not own:
        body = page.packed
    else:
        body = page.before + _own(own) + page.after
        if takes_gzip:
            body = gzip.compress(body, compresslevel=1, mtime=0)
    if takes_gzip:
        response.headers["Content-Encoding"] = "gzip"
    response.content = body
    response.headers["Content-Length"] = str(len(body))
    return response


def _own(own: Own) -> bytes:
    if not own:
        return _nothing_left(get_language() or "", own.is_shared)
    return _told(own)


@lru_cache
def _nothing_left(language: str, is_shared: bool) -> bytes:
    return _told(Own([], [], is_shared))


def _told(own: Own) -> bytes:
    context = {
        "favourites": own.favourites, "comments": own.comments, "is_shared": own.is_shared, "is_said": own.is_said,
    }  # fmt: skip
    return render_to_string("pitching/received/own.html", context).encode()


def _body(link: PitchLink, heard: list[int], formats: list[str]) -> str:
    current = generation()
    terms = (
        current, link.pitch_id, link.pitch.version, link.open_until, link.allowed_formats,
        heard, formats, get_language(), _sender_facts(link),
    )  # fmt: skip
    key = f"pitch:body:1:{hashlib.blake2b(repr(terms).encode(), digest_size=16).hexdigest()}"
    kept = cache.get(key) if current else None
    if kept is not None:
        return str(kept)
    made = render_to_string(
        "pitching/received/page.html",
        {
            "link": link,
            "pitch": link.pitch,
            "shown": shown(link, heard=heard, formats=formats),
            "documents": list(
                link.pitch.documents.filter(state="ready").order_by("position", "pk")
            ),
            "site_name": settings.SITE_NAME,
            "own": OWN,
        },
    )
    if current:
        cache.set(key, made, timeout=LIFETIME)
    return made


def _sender_facts(link: PitchLink) -> tuple[str, ...]:
    workspace = link.pitch.workspace
    defaults = getattr(workspace, "pitch_defaults", None)
    told = (defaults.sender_name, defaults.reply_to, str(defaults.logo_id)) if defaults else ()
    return (workspace.name, *told)
