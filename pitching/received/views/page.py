"""`/p/<token>/`: the pitch as its recipient sees it, or why there is nothing to see."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.csp import CSP
from django.utils.timezone import now
from django.views.decorators.http import require_POST, require_safe

from common.errors import Invalid
from pitching.received.opening import Opened, State, link_opened, received_by_anybody
from pitching.received.page import page_kept, page_made
from pitching.received.password import password_check, unlock
from pitching.received.quick import known_page

STATUS = {State.LOCKED: 200, State.EMBARGOED: 403, State.EXPIRED: 410, State.REVOKED: 410}


@received_by_anybody
@require_safe
def pitch_page(request: HttpRequest, token: str) -> HttpResponseBase:
    """The page, or in words why it is closed. Looking at it records nothing: mail scanners look too."""
    at = now()
    known = known_page(token, at=at)
    if known and (kept := page_kept(request, known)):
        return kept
    opened = link_opened(request, token, at=at)
    if opened.state is State.OPEN:
        made = page_made(request, opened, known)
        return _framed(made) if opened.link.is_preview else made
    return _closed(request, opened)


def _framed(response: HttpResponse) -> HttpResponse:
    """A preview may stand in a frame of this site: the sender's page shows it as wide as a phone and as a desk."""
    policy = {**settings.SECURE_CSP, "frame-ancestors": [CSP.SELF]}
    response._csp_config = policy  # type: ignore[attr-defined]  # as `csp_override` does it
    response.headers["X-Frame-Options"] = "SAMEORIGIN"
    return response


@received_by_anybody
@require_POST
def pitch_unlock(request: HttpRequest, token: str) -> HttpResponseBase:
    """The password, from the form of the closed page. Raises TooMany."""
    opened = link_opened(request, token, at=now())
    if opened.state is not State.LOCKED:
        return HttpResponseRedirect(opened.path, status=303)
    try:
        password_check(request, opened.link, request.POST.get("password", ""))
    except Invalid as error:
        return _closed(request, opened, error=str(error), status=422)
    response = HttpResponseRedirect(opened.path, status=303)
    unlock(response, request, opened.link, opened.path)
    return response


@received_by_anybody
@require_safe
def without_slash(request: HttpRequest, token: str) -> HttpResponseBase:
    """What people paste without its last letter."""
    return HttpResponseRedirect(f"/p/{token}/", status=302)


def _closed(
    request: HttpRequest, opened: Opened, *, error: str = "", status: int = 0
) -> HttpResponse:
    context = {"opened": opened, "pitch": opened.pitch, "state": opened.state.value, "error": error}
    return render(
        request,
        "pitching/received/closed.html",
        context,
        status=status or STATUS[opened.state],
    )
