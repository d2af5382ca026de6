"""The page behind "Unsubscribe": `/p/<token>/unsubscribe/`. It needs no session, and sets no cookie."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from common.secrecy import closed
from mail.one_click import is_one_click
from pitching.letters.unsubscribing import (
    MISTAKE,
    contact_of_token,
    contact_resubscribe,
    contact_unsubscribe,
)


@csrf_exempt  # the token in the address is what permits it; mail programs send no cookie (RFC 8058)
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """GET asks, since scanners of letters open every link; POST does it, at one click of a mail program too."""
    if request.method != "POST":
        return closed(_page(request, token))
    if request.POST.get("take_back"):
        contact_resubscribe(token=token, at=now())
    else:
        contact_unsubscribe(token=token, at=now())
    if is_one_click(request):
        return closed(HttpResponse(status=200))
    return closed(redirect(request.path))


def _page(request: HttpRequest, token: str) -> HttpResponse:
    link, contact = contact_of_token(token)
    context = {
        "workspace": str(link.pitch.workspace),
        "is_unsubscribed": contact.unsubscribed_at is not None,
        "may_take_back": bool(
            contact.unsubscribed_at and contact.unsubscribed_at > now() - MISTAKE
        ),
    }
    return render(request, "pitching/unsubscribe.html", context)
