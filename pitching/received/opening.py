"""From a token to what it opens: the link, and whether it is open to whoever asks.

Nothing is remembered between requests: a link that was taken back, has ended or is asked for another password is closed
to the very next one.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.timezone import now
from django.views.decorators.csrf import csrf_exempt

from accounts.viewer import Viewer
from common.errors import DomainError, NotFound, TooMany
from common.replica import read_from_writer
from common.sealing import token_hash
from pitching.links import LONGEST
from pitching.models import Pitch, PitchLink
from pitching.received.password import is_unlocked


class State(Enum):
    """Why a link shows what it shows."""

    OPEN = "open"
    LOCKED = "locked"
    """A password is asked for."""
    EMBARGOED = "embargoed"
    EXPIRED = "expired"
    REVOKED = "revoked"
    """Or its pitch was deleted: the same to its recipient."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A link that somebody holds, at a moment."""

    link: PitchLink
    token: str
    state: State
    at: datetime

    @property
    def pitch(self) -> Pitch:
        return self.link.pitch

    @property
    def path(self) -> str:
        return f"/p/{self.token}/"

    @property
    def viewer(self) -> Viewer:
        return holder(self.link)


def holder(link: PitchLink) -> Viewer:
    """Whoever holds the link, as access rules know them: nobody, with a link. Their session counts for nothing here."""
    return Viewer(link_hashes=frozenset({link.token_hash}))


def link_opened(request: HttpRequest, token: str, *, at: datetime) -> Opened:
    """The link of a token; one query. Raises NotFound for a token of none, and for one that was not sent yet."""
    if not 0 < len(token) <= LONGEST:
        raise NotFound
    read_from_writer()
    link: PitchLink | None = (
        PitchLink.objects.select_related(
            "pitch__workspace__pitch_defaults__logo",
            "pitch__artwork",
            "pitch__created_by",
            "contact",
        )
        .filter(token_hash=token_hash(token))
        .first()
    )
    if link is None or link.grant_id is None and not link.is_revoked or link.pitch.is_template:
        raise NotFound
    return Opened(link, token, _state(request, link, at), at)


def _state(request: HttpRequest, link: PitchLink, at: datetime) -> State:
    pitch = link.pitch
    if pitch.deleted_at is not None or link.is_revoked:
        return State.REVOKED
    if link.open_until is not None and link.open_until <= at:
        return State.EXPIRED
    if link.is_preview:
        return State.OPEN
    if pitch.password and not is_unlocked(request, link):
        return State.LOCKED
    if pitch.embargo_until is not None and pitch.embargo_until > at:
        return State.EMBARGOED
    return State.OPEN


def is_still_open(opened: Opened) -> bool:
    """Whether bytes that are on their way may go on; one small query."""
    return bool(PitchLink.objects.working(at=now()).filter(pk=opened.link.pk).exists())


def received(view: Any) -> Any:
    """A view below `/p/<token>/` that answers to an open link alone, and to all others as if there were nothing.

    No token of CSRF is asked for: the address is the secret, and the cookie of a password is sent with this site's own
    requests alone (SameSite). With `no-referrer` a browser would not say where a form came from either.
    """

    @wraps(view)
    def opening(request: HttpRequest, token: str, *args: Any, **kwargs: Any) -> HttpResponseBase:
        opened = link_opened(request, token, at=now())
        if opened.state is not State.OPEN:
            raise NotFound
        response: HttpResponseBase = view(request, opened, *args, **kwargs)
        return response

    return received_by_anybody(opening)


def received_by_anybody(view: Any) -> Any:
    """A view below `/p/`: its answers are in no index and no shared cache, and what it refuses it says in words."""

    @csrf_exempt
    @wraps(view)
    def answering(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            response: HttpResponseBase = view(request, *args, **kwargs)
        except DomainError as error:
            response = _refused(request, error)
        return _unlisted(response)

    return answering


def _refused(request: HttpRequest, error: DomainError) -> HttpResponse:
    response: HttpResponse
    if request.headers.get("Accept", "").startswith("application/json"):
        response = JsonResponse({"detail": str(error), "field": error.field}, status=error.status)
    else:
        response = render(
            request, "pitching/received/refused.html", {"error": error}, status=error.status
        )
    if isinstance(error, TooMany):
        response.headers["Retry-After"] = str(error.retry_after)
    return response


def _unlisted(response: HttpResponseBase) -> HttpResponseBase:
    """What every answer below `/p/` says: in no index, in no referrer, and in no cache that others share."""
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    response.headers.setdefault("Cache-Control", "private, no-store")
    return response
