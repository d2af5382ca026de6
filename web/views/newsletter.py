"""The newsletter: asked for, confirmed, left. Pages that know nobody, and that nobody keeps."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from common.api.limits import Limit
from common.errors import DomainError
from common.secrecy import closed
from editorial.newsletter import (
    newsletter_ask,
    newsletter_confirm,
    newsletter_leave,
    subscriber_of,
)
from mail.one_click import is_one_click
from web.caching import own_page
from web.forms.refusals import refused


class AskingLimit(Limit):
    """Nobody has letters of ours sent to many addresses."""

    name, most, window = "newsletter", 10, 3600


@require_http_methods(["GET", "HEAD", "POST"])
@own_page
def newsletter(request: HttpRequest) -> HttpResponse:
    """Asks for an address. What it answers tells nobody whether that is known."""
    email, error = request.POST.get("email", ""), None
    if request.method == "POST":
        try:
            AskingLimit.count_page(request)
            newsletter_ask(email=email, at=now())
        except DomainError as told:
            error = told
        else:
            messages.success(request, _("Look into your mail: a letter asks whether it was you."))
            response = redirect(request.path)
            response.status_code = 303
            return response
    told_of = {"email": email, "error": str(error or "")}
    status = 422 if error else 200
    return refused(render(request, "editorial/newsletter.html", told_of, status=status), error)


@require_http_methods(["GET", "HEAD", "POST"])
def newsletter_answer(request: HttpRequest, token: str) -> HttpResponse:
    """GET asks, since scanners of letters open every link; POST says yes."""
    if request.method == "POST":
        newsletter_confirm(token=token, at=now())
        return closed(redirect(request.path))
    return closed(_asked(request, token, leaving=False))


@csrf_exempt  # the token in the address is what permits it; mail programs send no cookie (RFC 8058)
@require_http_methods(["GET", "HEAD", "POST"])
def newsletter_left(request: HttpRequest, token: str) -> HttpResponse:
    """GET asks; POST unsubscribes, at one click of a mail program too."""
    if request.method != "POST":
        return closed(_asked(request, token, leaving=True))
    newsletter_leave(token=token, at=now())
    if is_one_click(request):
        return closed(HttpResponse(status=200))
    return closed(redirect(request.path))


def _asked(request: HttpRequest, token: str, *, leaving: bool) -> HttpResponse:
    subscriber = subscriber_of(token)
    return render(
        request,
        "editorial/newsletter_answer.html",
        {
            "is_subscribed": subscriber.is_subscribed,
            "may_leave": subscriber.unsubscribed_at is None,
            "leaving": leaving,
            "token": token,
        },
    )
